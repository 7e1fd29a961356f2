"""States, reasons and problems of introductions in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

STATES_FOR_LIAISON: dict[str, Words] = {
    "asked": _("The candidate is asked"),
    "refused": _("The candidate said no"),
    "expired": _("The candidate did not answer"),
    "introduced": _("The employer is asked"),
    "declined": _("Declined by the employer"),
    "lapsed": _("The employer did not answer"),
    "accepted": _("Accepted, an interview comes next"),
    "interview": _("Interview"),
    "assessment": _("Assessment"),
    "negotiation": _("Negotiation"),
    "hired": _("Hired"),
    "not_hired": _("Not hired"),
    "withdrawn": _("The candidate withdrew"),
    "closed": _("Closed"),
}
REASONS: dict[str, Words] = {
    "skills_missing": _("Skills are missing"),
    "too_junior": _("Too little experience for this position"),
    "too_senior": _("Too much experience for this position"),
    "local_language": _("Norwegian is needed from the first day"),
    "start_too_late": _("Cannot start in time"),
    "post_filled": _("The post has been filled"),
    "other_direction": _("Another direction than this position"),
    "another_person": _("Another person was chosen"),
    "skills_in_depth": _("Skills did not go deep enough"),
    "terms": _("Did not agree on the terms"),
    "offer_turned_down": _("The candidate turned the offer down"),
    "post_gone": _("The post is gone"),
    "employer_silent": _("The employer did not answer"),
    "hired_elsewhere": _("Hired by another employer"),
    "left_pool": _("Left the pool"),
    "profile_gone": _("The wanted profile is gone"),
    "liaison_took_back": _("Taken back by the liaison"),
    "paused": _("The candidate paused"),
    "other_job": _("Took another job"),
    "not_moving": _("Does not want to move"),
    "not_this_employer": _("Not this employer"),
    "timing": _("Not now"),
}
PROBLEMS: dict[str, Words] = {
    "not_available": _("this person is not available now: not approved, paused, hired or gone."),
    "profile_not_open": _("this wanted profile is not open any more."),
    "already_with_employer": _("there is an open introduction to this employer already."),
    "too_many_open": _("this person has as many open introductions as the campaign allows."),
    "move_not_possible": _("This is not possible now: something has changed in the meantime."),
    "message_has_left": _("The message has left already."),
    "message_stopped": _("The message was stopped."),
    "message_not_stopped": _("Stop the message first."),
    "no_message": _("There is no message to this candidate."),
    "already_decided": _("Somebody was quicker: this has been decided already."),
    "names_the_person": _("The sentence tells who it is. Leave out names, addresses, links and numbers."),
    "too_long": _("The sentence is too long."),
}


def reason_words(reason: str) -> str:
    """Return a reason in words; none gives an empty text."""
    return str(REASONS.get(reason, reason))
