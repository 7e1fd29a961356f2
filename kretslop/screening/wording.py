"""Groups, verdicts, reasons and questions of the screening desk in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kretslop.screening.models import Proposal

Words = str | Promise

#: What a list of the desk is called, and what its people have in common.
LISTS: dict[str, Words] = {
    "second": _("Wait for a second person"),
    "meets_all": _("Meet every must-have"),
    "near_miss": _("Near-misses"),
    "find_out": _("Find out"),
    "held": _("Held, look again"),
    "not_now": _("Miss several"),
}
#: The short tag on a person.
TAGS: dict[str, Words] = {
    "second": _("To confirm"),
    "meets_all": _("Meets every must-have"),
    "near_miss": _("Near-miss by one"),
    "find_out": _("Find out"),
    "held": _("Look again"),
    "not_now": _("Misses several"),
}
KINDS = {
    "second": "unsure",
    "meets_all": "good",
    "near_miss": "info",
    "find_out": "unsure",
    "held": "unsure",
    "not_now": "neutral",
}
VERDICTS: dict[str, Words] = {
    "approved": _("Approved"),
    "held": _("On hold"),
    "not_now": _("Not now"),
    "placed": _("Sorted otherwise"),
}
REASONS: dict[str, Words] = {
    "find_out": _("Something is not known yet"),
    "talk_first": _("I want to talk with the person first"),
    "waits_for_profile": _("Waits for a wanted profile that fits"),
    "second_opinion": _("I want a second opinion"),
    "misses_must": _("Misses a must-have"),
    "too_early": _("Too early: cannot start in time"),
    "other_profile": _("Fits another occupation than this campaign's"),
    "cannot_reach": _("I cannot reach the person"),
    "asked_to_wait": _("The person asked to wait"),
    "knows_more": _("I know more than the profile tells"),
    "equal_experience": _("Something equal makes up for it"),
    "profile_wrong": _("The profile says more than is so"),
    "misread": _("The machine has misread the profile"),
}
PROBLEMS: dict[str, Words] = {
    "criteria_not_agreed": _("Screening starts when every employer has agreed to the criteria."),
    "pool_move_not_possible": _("This person has left the pool or has been hired, so this is not possible now."),
    "paused": _("This person has a pause, so nothing is asked of them before it ends."),
    "already_answered": _("This question has been answered already."),
    "automation_stopped": _("The project lead has stopped automatic sorting in this campaign."),
    "needs_second": _("In this campaign two liaisons decide together. Propose it from the person's page."),
    "another_liaison_only": _("Another liaison has to confirm this: nobody is both."),
    "proposed_already": _("Something is proposed for this person already. Confirm it or send it back first."),
    "settled_already": _("Somebody has answered this proposal already."),
    "not_sorted": _("The criteria have not been applied to this person yet."),
    "too_late": _("It is too late to undo this. Decide again instead."),
    "too_many_searches": _("You have saved as many searches as can be kept. Forget one first."),
    "campaign_not_open": _("This campaign takes no registrations now, so nobody is told about it."),
    "nobody_to_tell": _("There is nobody among them who may be written to about this campaign."),
    "too_many_to_tell": _("More than 500 people at once are too many. Narrow the search, and write in parts."),
    "mail_too_late": _("It is too late: the mail has left, or was taken back already."),
    "practical_list": _("A list by way into the country or by home country selects nobody, also not for a mail."),
    "nothing_searched": _("Look for something first, then save the search."),
}


PROPOSED = _("Proposed for %(name)s. It counts when another liaison confirms it.")
#: What a proposal wants.
PROPOSALS: dict[str, Words] = {
    "approved": _("%(by)s proposes to approve"),
    "not_now": _("%(by)s proposes to put aside in this campaign"),
    "placed": _("%(by)s proposes to sort otherwise: %(group)s"),
}


SENT_BACK: dict[str, Words] = {
    "approved": _("%(by)s sent back the proposal to approve"),
    "not_now": _("%(by)s sent back the proposal to put aside in this campaign"),
    "placed": _("%(by)s sent back the proposal to sort otherwise: %(group)s"),
}


def is_proposal(made: object) -> bool:
    """True when what came of a decision still waits for a second person."""
    return isinstance(made, Proposal)


#: Why people are not told about a campaign, after their number.
LEFT_OUT: dict[str, Words] = {
    "left_pool": _("not in the pool any more, with a job, or with data that is only kept"),
    "paused": _("on a pause"),
    "in_campaign": _("in this campaign already"),
    "told_before": _("told about this campaign before"),
    "told_lately": _("told about another campaign in the last 30 days"),
    "no_consent": _("without a yes to mail about campaigns"),
}


#: What a replay can find; `where` is a column, a mark or a number.
DIFFERENCES: dict[str, Words] = {
    "header": _("What the run says of itself was changed: %(where)s"),
    "entries_missing": _("People of the run are missing, or were added: %(where)s are there"),
    "counts": _("The counts are not those of the people in the run"),
    "digest": _("The digest over the whole run does not hold"),
    "chain": _("The chain is broken at run number %(where)s of the campaign"),
    "lost": _("The timeline knows run number %(where)s as the last one, and it is not there any more"),
    "timeline": _("The timeline does not know this digest"),
    "entry": _("Group, score, place or seal of one person was changed: %(where)s"),
    "codes": _("What was kept of one person, or the link to them, was changed: %(where)s"),
    "names": _("A name that the codes of one person stand for was changed: %(where)s"),
    "reference": _("The reference comes to another result for one person: %(where)s"),
    "engine": _("The engine comes to another ranking than the reference"),
    "best": _("The list of the best is another one"),
    "parts": _("The parts of one person's result are others: %(where)s"),
    "funnel": _("The funnel is another one"),
    "preselection": _("The liaison's desk shows another result of this run for one person: %(where)s"),
    "not_computable": _("The run cannot be computed again: %(where)s"),
}


def difference_words(code: str, where: str) -> str:
    """Say what a replay found."""
    return str(DIFFERENCES[code]) % {"where": where}


def reason_choices(reasons: tuple[str, ...]) -> list[tuple[str, Words]]:
    """Return form choices for reasons of `rules.REASONS`."""
    return [(reason, REASONS[reason]) for reason in reasons]


def screened(people: int) -> str:
    """Say that a run is done and for how many."""
    return ngettext(
        "The criteria have been applied to %(count)s person.",
        "The criteria have been applied to %(count)s people.",
        people,
    ) % {"count": people}
