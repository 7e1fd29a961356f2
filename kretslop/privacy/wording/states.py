"""The states of a consent, the steps of the clock and the problems of a setting, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.privacy import rules
from kretslop.talent.wording import CONSENTS

Words = str | Promise

LEDGER: dict[str, tuple[Words, str]] = {
    "in_force": (_("In force"), "good"),
    "withdrawn": (_("Taken back"), "neutral"),
    "expired": (_("Ended"), "neutral"),
}
STEPS: dict[str, tuple[Words, str]] = {
    rules.NOTHING: (_("Nothing yet"), "neutral"),
    rules.REMIND: (_("Reminder is due"), "info"),
    rules.ERASE: (_("Erasure is due"), "late"),
    rules.HELD: (_("Waits for a person"), "unsure"),
}
WHY: dict[str, Words] = {
    "reminder_later": _("The next reminder comes later."),
    "reminder_under_way": _("A reminder is on its way."),
    "announced": _("Three reminders have been sent; the day has not come."),
    "not_signed_in": _("Three reminders have been sent, and nobody has signed in."),
    "reminder_not_sent": _("A reminder was not sent, or nobody knows whether it was."),
    "open_introduction": _("An introduction is still open."),
    "restricted": _("The person asked us to keep the data without using it."),
    "": _("Has not signed in for a long time."),
}
_SETTINGS: dict[tuple[str, str], Words] = {
    ("months", "out_of_range"): _("Between 3 and 12 months: people were promised no more than 12."),
    ("proof_months", "out_of_range"): _("Between 12 and 36 months: people were promised no more than 36."),
    ("remind_days", "out_of_range"): _("Three numbers between 5 and 120, such as 60, 30, 7."),
    ("remind_days", "too_close"): _("The largest first, with at least 5 days between two reminders."),
    ("remind_days", "too_early"): _("The first reminder would come before the months have begun."),
}


def consent_words(purpose: str, employer: str = "") -> str:
    """Return what somebody agreed to; a yes to one employer names it."""
    if purpose == "introduction":
        return str(_("To be introduced to %(employer)s")) % {"employer": employer}
    return str(CONSENTS.get(purpose, purpose))


def step_words(step: rules.Step) -> tuple[Words, str, Words]:
    """Return what comes next, its colour, and why."""
    words, colour = STEPS[step.kind]
    return words, colour, WHY[step.why]


def setting_problem(field: str, code: str) -> str:
    """Return what is wrong with a setting, and what is possible."""
    return str(_SETTINGS[field, code])
