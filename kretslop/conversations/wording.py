"""Sides and problems of a conversation in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.conversations import rules

Words = str | Promise

SIDES: dict[str, Words] = {
    rules.CANDIDATE: _("Candidate"),
    rules.LIAISON: _("Talent liaison"),
    rules.EMPLOYER: _("Employer"),
}
PROBLEMS: dict[str, Words] = {
    "required": _("Write something first."),
    "too_long": _("That is more than 3 000 letters. Please make it shorter."),
    "too_many": _("That is a lot for one hour. Please wait a little, or call."),
    "restricted": _("The person's data is kept without being used now, so nobody can write."),
    "not_in_touch": _("This conversation has ended."),
}


def problem_words(code: str) -> Words:
    """Return why a message was not taken."""
    return PROBLEMS.get(code, _("That is not possible now."))
