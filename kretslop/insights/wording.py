"""The funnel's steps and a campaign's prospects, in words."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kretslop.fairness.wording import ANSWERS, SHORT
from kretslop.insights import comparing, rules
from kretslop.insights.comparing import Cell
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


#: What a comparison comes to, with the colour that it is shown in.
VERDICTS: dict[str, tuple[Words, str]] = {
    comparing.BEST: (_("comes furthest"), "neutral"),
    comparing.ALIKE: (_("no difference seen"), "good"),
    comparing.WATCH: (_("under four fifths, perhaps by chance"), "unsure"),
    comparing.LOWER: (_("lower, hardly by chance"), "late"),
    comparing.TOO_FEW: (_("too few to tell"), "neutral"),
}


def group_words(question: str, group: str, *, short: bool = False) -> str:
    """Return a group of a fairness question in words, or in a word or two."""
    if short and group in SHORT:
        return str(SHORT[group])
    return gettext("Smaller groups together") if group == comparing.TOGETHER else str(ANSWERS[question][group])


def people_words(cell: Cell) -> str:
    """Say how many came on, of how many; what could name somebody is not said."""
    if cell.people is None:
        return gettext("fewer than 5") if cell.few else gettext("hidden")
    if cell.of is None:
        return thousands(cell.people)
    return gettext("%(people)s of %(of)s") % {"people": thousands(cell.people), "of": thousands(cell.of)}


def ratio_words(cell: Cell) -> str:
    """Say the ratio to the best group with its 95 % interval, or the exact test; empty where there is none to say."""
    if cell.ratio is None or cell.verdict == comparing.BEST:
        return ""
    ratio = number_format(cell.ratio, 2)
    if cell.exact is not None:
        return gettext("%(ratio)s (exact test, p %(p)s)") % {"ratio": ratio, "p": _chance(cell.exact)}
    if cell.low is None or cell.high is None:
        return ratio
    values = {"ratio": ratio, "low": number_format(cell.low, 2), "high": number_format(cell.high, 2)}
    return gettext("%(ratio)s (%(low)s to %(high)s)") % values


def _chance(p: float) -> str:
    return f"< {number_format(0.01, 2)}" if p < 0.01 else number_format(p, 2)


def ratios_picture_words(title: str, rows: Sequence[tuple[str, str, float]]) -> str:
    """Say what the picture of ratios shows, for those who do not see it."""
    parts = "; ".join(f"{step}, {group}: {number_format(ratio, 2)}" for step, group, ratio in rows)
    said = gettext("%(title)s: shares compared with the group that comes furthest, which is 1. %(parts)s.")
    return said % {"title": title, "parts": parts}
