"""The five duties in friendly words: what has been done, and what one could do next; nobody is told off."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kretslop.campaigns.rules import DUTIES
from kretslop.campaigns.wording import duties_in
from kretslop.insights.duties import Tally


class Duty(NamedTuple):
    """One duty: its name, what was done in a sentence, the same as a figure, and whether it has begun."""

    code: str
    title: str
    words: str
    figure: str
    begun: bool


def duties(tally: Tally, version: str) -> list[Duty]:
    """Return the five duties of an agreement's version with what was done of each."""
    titles = {code: str(title).rstrip(".") for code, (title, _what) in zip(DUTIES, duties_in(version), strict=True)}
    said = {
        "feedback": _feedback(tally),
        "working_sessions": _sessions(tally),
        "fit_process": _process(tally),
        "handle_candidates": _people(tally),
        "ambassador": _ambassador(tally),
    }
    return [Duty(code, titles[code], *said[code]) for code in DUTIES]


def _feedback(tally: Tally) -> tuple[str, str, bool]:
    if not tally.answered:
        return _("Your first answer about a person counts here."), "–", False
    words = ngettext("You have answered about one person.", "You have answered about %(n)s people.", tally.answered) % {
        "n": tally.answered
    }
    if tally.in_time:
        within = ngettext("One answer came within the days.", "%(n)s answers came within the days.", tally.in_time) % {
            "n": tally.in_time
        }
        words = f"{words} {within}"
    if tally.said:
        more = ngettext(
            "You have told us once how working together goes.",
            "You have told us %(said)s times how working together goes.",
            tally.said,
        )
        words = f"{words} {more % {'said': tally.said}}"
    return words, _("%(part)s of %(whole)s") % {"part": tally.in_time, "whole": tally.answered}, True


def _sessions(tally: Tally) -> tuple[str, str, bool]:
    if not tally.held:
        return _("No event has been held yet. The first one counts here."), "–", False
    figure = _("%(part)s of %(whole)s") % {"part": tally.came, "whole": tally.held}
    if not tally.came:
        return _("You are welcome at the next event."), figure, False
    words = ngettext(
        "Somebody of yours was at one event of %(held)s. Thank you.",
        "Somebody of yours was at %(came)s events of %(held)s. Thank you.",
        tally.came,
    )
    return words % {"came": tally.came, "held": tally.held}, figure, True


def _process(tally: Tally) -> tuple[str, str, bool]:
    if not tally.profiles and not tally.process_told:
        return _("A wanted profile, and a word on how you hire, count here."), "–", False
    words = ngettext(
        "You have written one wanted profile.", "You have written %(n)s wanted profiles.", tally.profiles
    ) % {"n": tally.profiles}
    told = _("You have told how you hire.")
    parts = [words if tally.profiles else "", told if tally.process_told else ""]
    figure = ngettext("one profile", "%(n)s profiles", tally.profiles) % {"n": tally.profiles}
    return " ".join(filter(None, parts)), figure, True


def _people(tally: Tally) -> tuple[str, str, bool]:
    waiting = (
        ngettext("One person waits for your answer now.", "%(n)s people wait for your answer now.", tally.waiting)
        % {"n": tally.waiting}
        if tally.waiting
        else ""
    )
    if not tally.met:
        return waiting or _("People whom you want to meet count here."), "–", False
    words = ngettext("You have met one person", "You have met %(n)s people", tally.met) % {"n": tally.met}
    hired = ngettext("and hired one", "and hired %(n)s", tally.hired) % {"n": tally.hired} if tally.hired else ""
    first = f"{' '.join(filter(None, [words, hired]))}."
    figure = ngettext("one met", "%(n)s met", tally.met) % {"n": tally.met}
    return " ".join(filter(None, [first, waiting])), figure, True


def _ambassador(tally: Tally) -> tuple[str, str, bool]:
    if tally.done:
        words = ngettext(
            "You have done one task as an ambassador. Thank you.",
            "You have done %(n)s tasks as ambassadors. Thank you.",
            tally.done,
        ) % {"n": tally.done}
        return words, _("%(part)s of %(whole)s") % {"part": tally.done, "whole": tally.tasks}, True
    if tally.tasks:
        words = ngettext("You have taken one task.", "You have taken %(n)s tasks.", tally.tasks) % {"n": tally.tasks}
        return words, _("%(part)s of %(whole)s") % {"part": 0, "whole": tally.tasks}, True
    return _("A task on this page, if you like."), "–", False
