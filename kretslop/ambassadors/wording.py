"""Tasks for ambassadors in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.ambassadors import rules

Words = str | Promise

KINDS: dict[str, Words] = {
    rules.SHARE: _("Share a post"),
    rules.HOST: _("Host a visit"),
    rules.TELL: _("Tell other employers"),
}
PROBLEMS: dict[str, Words] = {
    "required": _("Please fill this in."),
    "unknown": _("Please choose something from the list."),
    "too_long": _("This is too long."),
    "in_the_past": _("Please choose today or a later day."),
    "closed": _("This task is closed."),
    "not_taken": _("You have not taken this task."),
    "done": _("This task is done already."),
}


def problem_words(code: str) -> str:
    """Return why something is not possible, in a sentence."""
    return str(PROBLEMS.get(code) or _("That is not possible now."))
