"""Turns introductions into what the employer's templates show: only what `disclosure` gives, never the rows."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from kretslop.campaigns.wording import (
    EDUCATION,
    REMOTE_WORK,
    known_words,
    language_name,
    occupation_name,
    skill_name,
)
from kretslop.introductions import disclosure, queries, rules
from kretslop.introductions.wording import NEXT_FOR_EMPLOYER, STATES_FOR_EMPLOYER
from kretslop.matching.facts import CEFR
from kretslop.routes.rules import Forecast, Step, salary_floor
from kretslop.routes.wording import basis_words, step_words, weeks_words
from kretslop.shared.calendar import working_days_between
from kretslop.talent.wording import years_words
from kretslop.web.components.words import number, weekday_date
from kretslop.web.explaining import criteria_items, places_words

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.introductions.models import Introduction, ScoreCard
    from kretslop.web.doors import SignedIn

BACHELOR = 3  # the level of education from which the salary floors for a permit are known


@dataclass(frozen=True, slots=True)
class Row:
    """One introduction in a list."""

    ref: str
    title: str
    headline: str
    state: str
    due: str
    late: bool
    next_step: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """One introduction against its wanted profile, for a row of a table."""

    wanted: str
    percent: str
    outlook: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One introduction in full, as this employer may see it now."""

    ref: str
    state: str
    title: str
    code: str
    headline: str
    wanted: str
    simulated: bool
    percent: str
    quote: str
    quote_by: str
    rows: list[tuple[str, str]]
    skills: list[tuple[str, str]]
    summary: str
    outlook: dict[str, Any] | None
    items: list[dict[str, Any]]
    met: str
    contact: disclosure.Contact | None = None
    reachable: bool = False
    lives_in: str = ""


def is_late(introduction: "Introduction", now: datetime) -> bool:
    """True when an open introduction's next step should have been taken."""
    due = introduction.next_step_due
    return introduction.ended_at is None and due is not None and due < now


def row(introduction: "Introduction", now: datetime) -> Row:
    """Return one introduction for a list: what it is called, what is due when."""
    due, late = introduction.next_step_due, is_late(introduction, now)
    step = rules.next_step(introduction.state, introduction.next_step)
    said = ""
    if due is not None and introduction.ended_at is None:
        words = _("late since %(day)s") if late else _("answer by %(day)s")
        if introduction.state != rules.INTRODUCED and not late:
            words = _("by %(day)s")
        said = words % {"day": short_weekday(due)}
    line = disclosure.listed(introduction)
    return Row(
        ref=introduction.ref,
        title=line.title,
        headline=_headline(line.headline, line.occupation),
        state=str(STATES_FOR_EMPLOYER[introduction.state]),
        due=said,
        late=late,
        next_step=str(NEXT_FOR_EMPLOYER[step[0]]) if step else "",
        ended=weekday_date(introduction.ended_at) if introduction.ended_at else "",
    )


def short_weekday(moment: datetime) -> str:
    """Return a day near now as `Wed 25`, one of another month as `Wed 25 Nov`."""
    return _short_weekday(timezone.localtime(moment).date(), timezone.localdate(), get_language())


@lru_cache(maxsize=500)
def _short_weekday(day: date, today: date, language: str | None) -> str:
    near = abs((day - today).days) < 25
    # Translators: Django's date formats for a day in a narrow list, such as Wed 25 and Wed 25 Nov.
    return date_format(day, pgettext("near day", "D j") if near else pgettext("day", "D j M"))


def answer_note(introduction: "Introduction", user: "User", now: datetime) -> str:
    """Return how long the answer may take and who else gives it: "3 working days left · Anders answers …"."""
    said = []
    due = introduction.next_step_due
    if due is not None:
        left = working_days_between(timezone.localdate(now), timezone.localdate(due))
        if due < now:
            said.append(_("Late since %(day)s") % {"day": weekday_date(due)})
        elif left <= 0:
            said.append(_("The answer is due today"))
        else:
            words = ngettext("%(days)s working day left", "%(days)s working days left", left)
            said.append(words % {"days": left})
    recruiter, stand_in = introduction.participation.recruiter, introduction.participation.stand_in
    if stand_in and stand_in.user_id != user.pk:
        said.append(_("%(name)s answers if you are away") % {"name": stand_in.user.first_name})
    elif recruiter and recruiter.user_id != user.pk:
        said.append(_("you stand in for %(name)s") % {"name": recruiter.user.first_name})
    return " · ".join(said)


def fit(introduction: "Introduction") -> Fit:
    """Return how well one introduction fits and when the person can start, in a few words."""
    facts = disclosure.measured(introduction)
    outlook = _outlook_title(facts.desk_on, facts.weeks, introduction.state) if facts.desk_on else ""
    return Fit(_wanted(introduction), _percent(facts.score, facts.of), outlook)


def _percent(score: int, of: int) -> str:
    return str(score * 100 // of) if of else ""


def profile(introduction: "Introduction") -> Profile:
    """Return everything that the employer may see of one introduction now."""
    facts = disclosure.shown(introduction)
    result = facts.result
    met = sum(part.verdict == "met" for part in result.parts) if result else 0
    return Profile(
        ref=introduction.ref,
        state=introduction.state,
        title=facts.title,
        code=facts.pseudonym,
        headline=_headline(facts.headline, facts.occupation),
        wanted=_wanted(introduction),
        simulated=introduction.simulated,
        percent=_percent(result.score, result.of) if result else "",
        quote=facts.liaison_words,
        quote_by=_("%(name)s, talent liaison") % {"name": introduction.introduced_by.first_name},
        rows=_rows(facts),
        skills=[(skill_name(code), _level(level, years)) for code, level, years in facts.skills],
        summary=facts.summary,
        outlook=_outlook(facts, introduction.state),
        items=criteria_items(result.parts) if result else [],
        met=_("%(met)s of %(of)s met") % {"met": met, "of": len(result.parts)} if result else "",
        contact=facts.contact,
        reachable=disclosure.is_reachable(introduction),
        lives_in=_lives_in(facts.contact) if facts.contact else "",
    )


def _wanted(introduction: "Introduction") -> str:
    title, client = introduction.wanted_profile.title, introduction.client
    return _("%(title)s at %(client)s") % {"title": title, "client": client.name} if client else title


def _lives_in(contact: disclosure.Contact) -> str:
    country = Locale.parse(get_language() or "en", sep="-").territories.get(contact.country, contact.country)
    return ", ".join(filter(None, [contact.city, country]))


def _headline(headline: str, occupation: str) -> str:
    if headline:
        return headline
    return occupation_name(occupation) if occupation else _("Candidate")


def _level(level: int | None, years: int | None) -> str:
    words = known_words(level, years)
    return _("level %(level)s: %(words)s") % {"level": level, "words": words} if level else words


def _rows(facts: disclosure.Shown) -> list[tuple[str, str]]:
    unknown = _("not known yet")
    languages = [f"{language_name(code)} {CEFR[level - 1] if level else ''}".strip() for code, level in facts.languages]
    ways: dict[str, str | Promise] = REMOTE_WORK
    return [
        (_("Experience"), unknown if facts.years is None else years_words(facts.years)),
        (_("Works as"), occupation_name(facts.occupation) if facts.occupation else unknown),
        (_("Education"), str(EDUCATION.get(facts.education or 0, unknown))),
        (_("Languages"), ", ".join(languages) or unknown),
        (_("Would work in"), places_words(facts.places) or unknown),
        (_("Wishes to work"), str(ways.get(facts.remote, unknown))),
    ]


def _outlook(facts: disclosure.Shown, state: str) -> dict[str, Any] | None:
    kept = facts.forecast
    if not kept or facts.desk_on is None:
        return None
    steps = tuple(Step(s["code"], s["weeks_min"], s["weeks_max"], s["who"]) for s in kept["steps"])
    # The route itself is not kept: it says more about a person than when they can start.
    outlook = Forecast(
        "", facts.desk_on, kept["weeks"], steps, kept["basis"], kept["cases"], date.fromisoformat(kept["checked_on"])
    )
    return {
        "title": _outlook_title(outlook.desk_on, outlook.weeks, state),
        "basis": basis_words(outlook),
        "pay": _pay(facts, outlook),
        "steps": [_step(step, outlook) for step in steps],
    }


def _pay(facts: disclosure.Shown, outlook: Forecast) -> str:
    """Return what the offer has to pay where the steps hold a skilled worker's permit; advice, never a reason for a no.

    By the education that the wanted profile asks for, a bachelor's degree otherwise, which has the lowest floor.
    """
    if not any(step.code == "confirmation" for step in outlook.steps):
        return ""
    criteria = [part.criterion for part in facts.result.parts] if facts.result else []
    level = max([BACHELOR, *(each.level or 0 for each in criteria if each.kind == "education")])
    floor = salary_floor(level, timezone.localdate())
    if floor is None:
        return ""
    words = _("The permit asks for a yearly pay of at least %(nok)s kroner; a collective agreement goes before it.")
    return words % {"nok": number(floor)}


def _outlook_title(desk_on: date, weeks: int, state: str) -> str:
    if state != rules.INTRODUCED:
        # Translators: Django's date format for a month in a sentence, such as February 2027.
        month = date_format(desk_on, pgettext("month", "F Y"))
        return _("Expected at a desk in %(month)s, as foreseen at the introduction") % {"month": month}
    if not weeks:
        return _("Can be at a desk at once")
    words = ngettext("At a desk in about %(weeks)s week", "At a desk in about %(weeks)s weeks", weeks)
    return words % {"weeks": weeks}


def _step(step: Step, outlook: Forecast) -> dict[str, str]:
    if step.code == "desk":
        text = _("around %(date)s") % {"date": date_format(outlook.desk_on, pgettext("date format", "j F Y"))}
    elif step.who == "employer":
        text = _("you, %(weeks)s") % {"weeks": weeks_words(step)}
    else:
        text = weeks_words(step)
    return {"title": step_words(step, short=True), "text": text, "state": "later"}


def cards(request: "SignedIn", found: "Introduction") -> list[dict[str, Any]]:
    """Return the company's score cards of one candidate for the page: who, how many of how many points, takeaways."""
    return [card_words(card) for card in queries.score_cards(request.user, [found])]


def card_words(card: "ScoreCard") -> dict[str, Any]:
    """Return one score card for a page."""
    given = list(card.scores.values())
    words = _("%(points)s of %(of)s points") % {"points": sum(given), "of": len(given) * max(rules.SCORES)}
    return {"by": card.by.name or card.by.email, "points": words if given else "", "takeaways": card.takeaways}
