"""The funnel's steps and a campaign's prospects, in words."""

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kretslop.insights import rules
from kretslop.insights.rules import Funnel, Outlook, Week

Words = str | Promise

STEPS: dict[str, Words] = {
    rules.REGISTERED: pgettext_lazy("people", "Registered"),
    rules.PRESELECTED: pgettext_lazy("people", "Pre-selected"),
    rules.APPROVED: pgettext_lazy("people", "Approved"),
    rules.INTRODUCED: pgettext_lazy("people", "Introduced"),
    rules.ACCEPTED: pgettext_lazy("people", "Accepted"),
    rules.INTERVIEWED: pgettext_lazy("people", "Interviewed"),
    rules.HIRED: pgettext_lazy("people", "Hired"),
}
#: What each step counts, for the table beside the picture.
MEANINGS: dict[str, Words] = {
    rules.REGISTERED: _("through this campaign"),
    rules.PRESELECTED: _("meets everything, misses one thing, or something is still to be asked"),
    rules.APPROVED: _("by the talent liaison"),
    rules.INTRODUCED: _("to at least one employer, after the person agreed"),
    rules.ACCEPTED: _("an employer wants to meet the person"),
    rules.INTERVIEWED: _("or further in the employer's process"),
    rules.HIRED: _("with a contract"),
}


def thousands(number: int) -> str:
    """Write a number with its thousands apart, as pages do."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def step_words(code: str) -> str:
    """Return the name of a step of the funnel."""
    return str(STEPS[code])


def heading_words(outlook: Outlook) -> str:
    """Say in one sentence where the approvals of a campaign are heading, or that it is too early to tell."""
    if outlook.over:
        return _result(outlook)
    if outlook.expected is None:
        if outlook.sofar:
            said = ngettext(
                "Too early to tell: one person is approved so far",
                "Too early to tell: %(count)s people are approved so far",
                outlook.sofar,
            )
            return said % {"count": thousands(outlook.sofar)}
        return gettext("Too early to tell: nobody is approved yet")
    said = gettext("On course for %(count)s approved people") % {"count": thousands(outlook.expected)}
    return f"{said}{_against(outlook.expected, outlook.goal)}"


def _result(outlook: Outlook) -> str:
    said = ngettext("%(count)s person was approved", "%(count)s people were approved", outlook.sofar)
    return f"{said % {'count': thousands(outlook.sofar)}}{_against(outlook.sofar, outlook.goal)}"


def _against(count: int, goal: int) -> str:
    if not goal:
        return ""
    if count == goal:
        return gettext(", exactly the goal")
    if count > goal:
        return gettext(", %(more)s more than the goal") % {"more": thousands(count - goal)}
    return gettext(", %(fewer)s fewer than the goal") % {"fewer": thousands(goal - count)}


def range_words(outlook: Outlook) -> str:
    """Say how sure the heading is; empty when there is nothing to be sure of."""
    if outlook.over or outlook.expected is None:
        return ""
    said = gettext("If the pace holds, between %(low)s and %(high)s at the deadline")
    return said % {"low": thousands(outlook.low or 0), "high": thousands(outlook.high or 0)}


def week_words(week: Week) -> str:
    """Say which week of the campaign it is."""
    if week.number == 0:
        return gettext("Has not started")
    if week.number > week.total:
        return gettext("Past its deadline")
    return gettext("Week %(number)s of %(total)s") % {"number": week.number, "total": week.total}


def picture_words(funnel: Funnel) -> str:
    """Say what the picture of the funnel shows, for those who do not see it."""
    parts = "; ".join(f"{step_words(step.code)}: {step.people}" for step in funnel.steps)
    return gettext("Bars from registered to hired. %(parts)s.") % {"parts": parts}


def days_words(days: float | None) -> str:
    """Say a number of days with one decimal, or that there are too few to tell."""
    if days is None:
        return gettext("too few to tell")
    said = ngettext("%(days)s day", "%(days)s days", 1 if round(days, 1) == 1 else 2)
    return said % {"days": number_format(days, 1)}
