"""States of campaigns, prospects, wanted profiles and criteria, and why something cannot be done, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kretslop.campaigns import rules
from kretslop.campaigns.wording.labels import Words

CAMPAIGN_STATES: dict[str, Words] = {
    rules.DRAFT: _("Not open yet"),
    rules.OPEN: pgettext_lazy("campaign", "Open"),
    rules.CLOSED: pgettext_lazy("campaign", "Closed"),
}
PROSPECT_STATES: dict[str, Words] = {
    rules.TALKING: _("In first talks"),
    rules.INVITED: _("Invited"),
    rules.JOINED: _("Joined"),
    rules.SAID_NO: _("Said no this time"),
}
SIGN_UP_STATES: dict[str, Words] = {
    rules.TYPED: _("The mail address is not confirmed"),
    rules.WAITING: _("Waits for your answer"),
    rules.APPROVED: _("Welcomed"),
    rules.REFUSED: _("Answered with no"),
}
WANTED_STATES: dict[str, Words] = {
    rules.WANTED_DRAFT: _("Being written"),
    rules.SUBMITTED: _("Submitted"),
    rules.PAUSED: pgettext_lazy("wanted profile", "Paused"),
    rules.FILLED: _("All posts filled"),
    rules.WITHDRAWN: _("Withdrawn"),
}
CRITERIA_STATES: dict[str, Words] = {
    rules.DRAFT: pgettext_lazy("criteria", "Draft"),
    rules.PROPOSED: _("Waiting for the employers' answers"),
    rules.FROZEN: _("Agreed by all, in force"),
    rules.SUPERSEDED: _("Replaced by a later version"),
}
ANSWERS: dict[str, Words] = {rules.AGREED: _("Agreed"), rules.OBJECTED: _("Wants a change")}
CHANNELS: dict[str, Words] = {
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "reddit": "Reddit",
    "tiktok": "TikTok",
    "community": _("A group on the net"),
    "job_site": _("A site with jobs"),
    "newspaper": _("A newspaper or magazine"),
    "film": _("A film"),
    "own_site": _("The region's or an employer's own pages"),
    "event": _("A meeting or a fair"),
    "university": _("A university or school"),
    "friend": _("A friend or colleague"),
    "agency": _("An agency"),
    "search": _("A search on the net"),
    "other": _("Something else"),
}
_COLOURS: dict[str, str] = {
    rules.DRAFT: "neutral",
    rules.OPEN: "good",
    rules.CLOSED: "neutral",
    rules.TALKING: "info",
    rules.INVITED: "unsure",
    rules.JOINED: "good",
    rules.TYPED: "neutral",
    rules.WAITING: "unsure",
    rules.APPROVED: "good",
    rules.REFUSED: "neutral",
    "off": "neutral",
    rules.SAID_NO: "neutral",
    rules.SUBMITTED: "good",
    rules.PAUSED: "unsure",
    rules.FILLED: "info",
    rules.WITHDRAWN: "neutral",
    rules.PROPOSED: "unsure",
    rules.FROZEN: "good",
    rules.SUPERSEDED: "neutral",
    rules.AGREED: "good",
    rules.OBJECTED: "unsure",
}
NOT_POSSIBLE: dict[str, Words] = {
    "move_not_possible": _("This has changed in the meantime. Please look at how it stands now."),
    "version_in_the_making": _("There is a version in the making already. Please finish that one first."),
    "no_wanted_profiles": _("No employer has submitted a wanted profile yet. The criteria are drawn up from those."),
    "nobody_joined": _("No employer has joined yet, so there is nobody who could agree."),
    "version_not_draft": _("This version is no longer a draft. Take it back, or make the next version."),
    "version_not_proposed": _("This version is not waiting for answers any more."),
    "criteria_not_agreed": _("Screening starts when every employer has agreed to the criteria."),
    "invitation_used": _("This invitation has been answered already."),
    "invitation_expired": _("This invitation has run out. The project lead can send a new one."),
    "last_member": _("Somebody must be able to act for the employer. Add a colleague first."),
    "still_named": _("This person is the recruiter or the stand-in. Say first who takes over."),
    "profile_closed": _("This profile is filled or withdrawn. Open it again before you change it."),
    "sign_up_answered": _("This request has been answered already."),
    "left_campaign": _("You have left this campaign. To look for people again, join it again."),
    "not_a_manager": _("Only a business or HR manager of yours can do this."),
    "not_an_agency": _("Only an agency acts for clients."),
    "client_named": _("Candidates may have said yes to this client by name, so it stays as it is: add a new client."),
    "client_wanted": _("There are wanted profiles for this client: fill or withdraw them first."),
    "client_ended": _("You no longer act for this client."),
    "last_project_lead": _("Somebody must lead. Make somebody else a project lead first."),
    "hand_over_first": _("This person answers for people or campaigns. Say first who takes over."),
    "changed_meanwhile": _("It was changed in the meantime. Please look at what it says now."),
    "domain_taken": _("Another employer speaks for one of these mail domains already."),
    "not_verified": _("Your company did not say that your mail address is yours. Please ask whoever runs its sign-in."),
    "other_domain": _("The mail address that your company named is not one of its own."),
    "not_invited": _("Nobody with this mail address signs in here through this company. Please use another way."),
    "other_subject": _("Your company named another account before. Please sign in with a code, and write to us."),
    "sign_in_failed": _("That did not work. Please try again, or use another way."),
    "campaign_not_open": _("The campaign does not take registrations at the moment."),
}
OWN_SIGN_IN_STATES: dict[str, Words] = {
    "waiting": _("waits for the secretariat"),
    "approved": _("in use"),
    "off": _("switched off"),
}
INVALID: dict[str, Words] = {
    "required": _("Please fill this in."),
    "too_long": _("This is too long."),
    "before_start": _("The deadline must not be earlier than the start."),
    "out_of_range": _("Please choose a number within the range."),
    "unknown": _("Please choose something from the list."),
    "fewer_than_filled": _("More posts than that are filled already."),
    "taken": _("Another one has this already."),
    "submitted": _("Candidates say yes to this company by name: after submitting it stays."),
    "own_number": _("This is your own number: choose yourself where you say who would hire."),
    "client_taken": _("You have a client with this number already."),
    "domain_wrong": _("Mail domains look like example.no, one on each line."),
    "domain_free": _("Anybody can have an address there, so no company can speak for it."),
    "domain_not_yours": _("You can name the domain of your own mail address, and what lies below it."),
    "domain_taken": _("Another employer speaks for one of these mail domains already."),
    "domains_too_many": _("Ten domains are the most."),
    "issuer_address": _("Please give an address that begins with https:// and can be reached from the open net."),
    "issuer_network": _("Nothing answered there in time. Is the address right?"),
    "issuer_answer": _("What answered there is no OpenID Connect sign-in, or speaks for another address."),
    "acts_already": _("This person acts for the agency already and reads everything."),
}


def colour_of(state: str) -> str:
    """The kind of tag for a state or an answer, such as "good"."""
    return _COLOURS[state]


def not_possible_words(code: str) -> str:
    """Why something could not be done, in a sentence, for the code of a NotPossible."""
    return str(NOT_POSSIBLE.get(code) or NOT_POSSIBLE["move_not_possible"])


def invalid_words(code: str) -> str:
    """What is wrong with an input, for the code of an Invalid."""
    return str(INVALID.get(code) or INVALID["required"])
