"""Questions about working together, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.introductions import rules as intro
from kretslop.surveys import rules

Words = str | Promise

QUESTIONS: dict[str, Words] = {
    rules.AFTER: _("How well did we work together on this introduction?"),
    rules.FIT: _("How well did the people fit what you look for?"),
    rules.SUPPORT: _("How well did the alliance support you?"),
    rules.AGAIN: _("How gladly would you take part again?"),
}
SCALE: dict[int, Words] = {4: _("Very"), 3: _("Rather"), 2: _("Less so"), 1: _("Not at all")}
OUTCOMES: dict[str, Words] = {
    intro.HIRED: _("Hired"),
    intro.NOT_HIRED: _("Not hired"),
    intro.DECLINED: _("Declined"),
    intro.LAPSED: _("Not answered in time"),
}
PROBLEMS: dict[str, Words] = {
    "required": _("Please choose one of the four."),
    "too_long": _("That is more than 1 000 letters. Please make it shorter."),
    "answered": _("This has been answered already. Thank you."),
    "not_asked": _("Nothing is asked about this."),
}


def problem_words(code: str) -> str:
    """Return why an answer was not taken."""
    return str(PROBLEMS.get(code) or _("That is not possible now."))
