"""What some of the invented people tell of partner and family, and answer to the fairness questions."""

import random
from collections.abc import Iterable

from kretslop.accounts.models import User
from kretslop.demo.days import Days
from kretslop.fairness import actions as fairness
from kretslop.relocation import actions as relocation
from kretslop.relocation import queries as relocation_queries
from kretslop.relocation.rules import Told
from kretslop.talent.models import Candidate

_GROUPS = {
    "nordic": "SE DK FI IS NO", "eea": "PT PL DE ES FR IT RO BG GR NL EE LT LV CZ HU HR IE AT BE SK SI",
    "europe": "GB UA RS TR CH AL MK BA MD GE", "africa": "NG KE EG MA GH ZA TN ET UG DZ SN",
    "americas": "BR US CA MX AR CL CO PE", "oceania": "AU NZ",
}  # fmt: skip
GROUP_OF = {country: group for group, countries in _GROUPS.items() for country in countries.split()}
FIELDS = ("Nurse", "Teacher", "Marketing", "Architect", "Accountant", "Chef", "Physiotherapist", "Data analyst",
          "Kindergarten teacher", "Civil engineer", "Shop manager", "Designer")  # fmt: skip
WISHES = ("Would like to work with people.", "Hopes for part-time work at first.", "Wants to study further.", "")
HOMES = ("Close to a tram or a train.", "A garden would be lovely.", "Not too far from a school.", "")


def tell(people: Iterable[Candidate], days: Days, *, seed: int) -> None:
    """Answer and tell for many, each at the moment of their registration; most answer, a third tells of a household."""
    draw = random.Random(seed)
    for candidate in people:
        if candidate.user is None:
            continue
        if draw.random() < 0.8:
            fairness.answer(
                candidate=candidate, by=candidate.user, now=candidate.registered_at,
                sex=draw.choices(("woman", "man", "other", ""), (27, 66, 3, 4))[0],
                age_band=_age(draw, candidate.years),
                country_group="" if draw.random() < 0.1 else GROUP_OF.get(candidate.country, "asia"),
            )  # fmt: skip
        if draw.random() < 0.33:
            told = household(draw)
            relocation.tell_household(candidate=candidate, told=told, by=candidate.user, now=candidate.registered_at)
    relocation.follow(now=days.now)


def settle_in(liaison: User, days: Days, *, since: int) -> None:
    """Those who were hired more than `since` days ago have come, step by step, and feel at home."""
    for case in relocation_queries.cases_for_liaison(liaison):
        age = (days.today - case.hired_on).days
        if not case.route:
            case = relocation.choose_route(case=case, route=case.candidate.route or "eea", by=liaison, now=days.now)
        for step in relocation_queries.cases_for_liaison(liaison).get(pk=case.pk).steps.all():
            if age > since or step.due_on <= days.today:
                done_on = min(step.due_on, days.today)
                relocation.finish_step(case=case, step_ref=step.ref, done_on=done_on, by=liaison, now=days.now)
        if age > since:
            relocation.close_case(case=case, settled=True, by=liaison, now=days.now)


def _age(draw: random.Random, years: int | None) -> str:
    age = 22 + (years or 0) + draw.randint(0, 6)
    bands = ((25, "under_25"), (35, "25_34"), (45, "35_44"), (55, "45_54"))
    return next((band for end, band in bands if age < end), "55_up")


def household(draw: random.Random) -> Told:
    """Draw a household: a partner with a field and a wish, children, and what they need to live."""
    partner = draw.choices(("comes", "later", "unsure", "none"), (55, 15, 10, 20))[0]
    alone = partner == "none"
    small, school = (0 if alone else draw.choice((0, 0, 1, 1, 2))), draw.choice((0, 0, 0, 1, 2))
    return Told(
        partner=partner,
        partner_field="" if alone else draw.choice(FIELDS),
        partner_languages=() if alone else ("en",),
        partner_wish="" if alone else draw.choice(("work", "work", "work_and_study", "study", "language_first")),
        partner_words="" if alone else draw.choice(WISHES),
        small_children=small,
        school_children=school,
        older_children=draw.choice((0, 0, 0, 0, 1)),
        housing=draw.choice(("rent", "rent", "buy", "unsure")),
        bedrooms=min(5, 1 + small + school),
        housing_words=draw.choice(HOMES),
        help_now=draw.random() < 0.12,
    )
