"""What happened, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, str | Promise] = {
    "candidate.registered": _("Registered"),
    "candidate.profile_changed": _("Changed the profile"),
    "candidate.approved": _("Approved"),
    "candidate.held": _("Put on hold"),
    "candidate.set_aside": _("Put aside for this campaign"),
    "candidate.contacted": _("The liaison was in touch"),
    "candidate.told_in_person": _("Told in person"),
    "candidate.released": _("Back in circulation"),
    "candidate.words_approved": _("Words for employers approved"),
    "membership.approved": _("Approved for the pool"),
    "membership.unapproved": _("Approval taken back"),
    "membership.left": _("Left the pool"),
    "membership.hired": _("Hired"),
    "membership.reopened": _("Open for new work"),
    "membership.came_back": _("Came back to the pool"),
    "membership.paused": _("Paused"),
    "membership.resumed": _("Ended the pause"),
    "screening.ran": _("Criteria applied"),
    "question.asked": _("Asked a question"),
    "question.answered": _("Answered a question"),
    "introduction.asked": _("Asked about an introduction"),
    "introduction.consented": _("Said yes to an introduction"),
    "introduction.refused": _("Said no to an introduction"),
    "introduction.expired": _("Did not answer about an introduction"),
    "introduction.accepted": _("An employer wants to meet the person"),
    "introduction.declined": _("An employer declined"),
    "introduction.lapsed": _("An employer did not answer"),
    "introduction.interview_reported": _("Interview"),
    "introduction.assessment_reported": _("Assessment"),
    "introduction.negotiation_reported": _("Negotiation"),
    "introduction.hired": _("An employer hired the person"),
    "introduction.not_hired": _("The process ended without a contract"),
    "introduction.withdrawn": _("Withdrew from an introduction"),
    "introduction.closed": _("An introduction was closed"),
    "release_message.edited": _("The warm message was edited"),
    "release_message.stopped": _("The warm message was stopped"),
    "release_message.sent_early": _("The warm message was sent at once"),
}


def event_words(kind: str) -> str:
    """Return an event's kind in words; a kind without words is shown as it is."""
    return str(EVENTS.get(kind, kind))
