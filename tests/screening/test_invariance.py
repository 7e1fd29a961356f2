"""Who somebody is changes nothing: twins in all that criteria ask for get the same result, to the last part."""

import os
import random
from datetime import date

import pytest

from kretslop.fairness import actions as fairness
from kretslop.fairness import rules as fairness_rules
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.explain import explain
from kretslop.matching.rank import standing
from kretslop.matching.reference import judge
from kretslop.relocation import actions as relocation
from kretslop.relocation.rules import PARTNERS, WISHES, Told
from kretslop.screening import actions as screening
from kretslop.screening.models import Preselection
from kretslop.talent.models import Candidate, CandidateLanguage, CandidateSkill
from kretslop.talent.queries import facts_of
from tests import cast

#: All of them in `make soak`; the usual run draws the first thousand.
PAIRS = 10_000 if os.environ.get("KRETSLOP_SOAK") else 1_000
TODAY = date(2026, 11, 10)
SKILLS = ("python", "postgresql", "react", "docker", "java", "kubernetes")
#: Who one may be, with countries of the same way into the country.
WOMEN, MEN = ("Amara", "Linh", "Priya", "Ingeborg"), ("Diogo", "Tomasz", "Mohammed", "Bjørn")
FAMILIES = ("Kalu", "Hoàng", "Raman", "Salgado", "Fijał", "Nordmann")
COUNTRIES = {
    "nordic": ("SE", "DK", "FI", "IS"), "eea": ("PT", "PL", "DE", "BG"), "permit": ("NG", "IN", "VN", "BR", "US"),
    "has_permit": ("UA", "IN", "GB"), "family": ("TR", "PH", "NG"), "": ("PT", "IN", "SE"),
}  # fmt: skip
WANTED = [
    cast.BACKEND,
    Criteria(
        (
            Criterion("skill", code="react", level=3, points=30, must=True),
            Criterion("desk_by", by=date(2027, 2, 15), points=20, must=True),
            Criterion("place", places=("oslo", "asker"), remote_ok=True, points=20),
            Criterion("education", level=3, points=15),
            Criterion("occupation", code="software-developer", points=15),
        )
    ),
    Criteria(
        (
            Criterion("language", code="no", level=3, points=50, must=True),
            Criterion("desk_by", by=date(2027, 6, 1), points=50),
        )
    ),
    Criteria(
        (
            Criterion("one_of", codes=("python", "java", "react"), level=3, points=30, must=True),
            Criterion("industry", code="energy", level=3, points=30, must=True),
            Criterion("seniority", code="senior", points=20),
            Criterion("culture", code="start_up", points=20),
        )
    ),
]


def work(draw):
    """What somebody can do and would like: the only thing that may count."""
    return {
        "route": draw.choice(list(COUNTRIES)),
        "lives_here": draw.random() < 0.1,
        "years": draw.choice((None, *range(16))),
        "education": draw.choice((None, 1, 2, 3, 4, 5)),
        "notice_weeks": draw.choice((None, 0, 4, 12)),
        "occupation": draw.choice(("", "software-developer", "data-engineer")),
        "places": draw.choice(([], ["*"], ["oslo"], ["asker", "moss"])),
        "remote": draw.choice(("", "onsite", "hybrid", "remote")),
        "skills_known": draw.random() < 0.7,
        "languages_known": draw.random() < 0.7,
        "industries": {
            code: draw.randint(0, 9) for code in draw.sample(("energy", "health", "media"), draw.randint(0, 2))
        },
        "industries_known": draw.random() < 0.5,
        "seniority_wishes": draw.sample(("junior", "medium", "senior"), draw.randint(0, 2)),
        "employer_wishes": draw.sample(("start_up", "corporate", "public"), draw.randint(0, 2)),
        "skills": {code: draw.randint(0, 4) for code in draw.sample(SKILLS, draw.randint(0, 5))},
        "languages": {code: draw.randint(0, 6) for code in draw.sample(("en", "no", "pt"), draw.randint(0, 3))},
    }


def somebody(number, known, draw, given):
    """One person who can do `known`; everything else about them is drawn."""
    name = f"{draw.choice(given)} {draw.choice(FAMILIES)}"
    own = {key: value for key, value in known.items() if key not in {"lives_here", "skills", "languages"}}
    person = Candidate(
        pk=number, ref=f"{number:012d}", name=name, email=f"{number}@example.com", phone=str(draw.random()),
        country="NO" if known["lives_here"] else draw.choice(COUNTRIES[known["route"]]),
        city=draw.choice(("Porto", "Lagos", "Hanoi")), links=[f"https://example.com/{number}"], summary=name, **own,
    )  # fmt: skip
    person._prefetched_objects_cache = {
        "skills": [CandidateSkill(skill=code, level=level) for code, level in known["skills"].items()],
        "languages": [CandidateLanguage(code=code, level=level) for code, level in known["languages"].items()],
    }
    return person


def test_thousands_of_twins_get_identical_results():
    draw = random.Random(2026)
    groups = set()
    for number in range(PAIRS):
        known, criteria = work(draw), WANTED[number % len(WANTED)]
        her, him = somebody(2 * number, known, draw, WOMEN), somebody(2 * number + 1, known, draw, MEN)
        assert (her.name, her.email, her.phone) != (him.name, him.email, him.phone)
        hers, his = facts_of(her, TODAY), facts_of(him, TODAY)
        result = explain(criteria, hers)
        assert result == explain(criteria, his), (her.country, him.country, known)
        assert standing(result) == standing(explain(criteria, his))
        groups.add(result.group)
    assert groups == {"meets_all", "find_out", "near_miss", "not_now"}, "the twins are of every kind"


def test_the_plain_reference_does_not_know_them_either():
    draw = random.Random(7)
    for number in range(100):
        known, criteria = work(draw), WANTED[number % len(WANTED)]
        her, him = somebody(2 * number, known, draw, WOMEN), somebody(2 * number + 1, known, draw, MEN)
        hers, his = facts_of(her, TODAY), facts_of(him, TODAY)
        assert [judge(item, hers) for item in criteria.items] == [judge(item, his) for item in criteria.items]


def test_a_difference_in_what_counts_is_seen():
    """The twins above would be alike under an engine that looks at nothing."""
    draw = random.Random(3)
    known = {**work(draw), "skills": {"python": 3}, "languages": {"en": 5}, "languages_known": True, "years": 7}
    her = somebody(1, known, draw, WOMEN)
    him = somebody(2, {**known, "years": 1}, draw, MEN)
    assert explain(cast.BACKEND, facts_of(her, TODAY)) != explain(cast.BACKEND, facts_of(him, TODAY))


def test_wishes_are_told_and_never_worked_out():
    """Seniority and culture are no proxies: years, education and titles say nothing about what somebody would like."""
    draw = random.Random(11)
    wanted = Criteria((Criterion("seniority", "senior", points=9), Criterion("culture", "start_up", points=9)))
    for number in range(200):
        known = {**work(draw), "seniority_wishes": ["junior"], "employer_wishes": []}
        found = explain(wanted, facts_of(somebody(number, known, draw, WOMEN), TODAY))
        assert [(part.verdict, part.points) for part in found.parts] == [("not_met", 0), ("unknown", 0)]
        assert found.group == "meets_all", "a wish never leaves anybody out"


def test_a_wish_that_is_not_met_costs_no_more_than_silence():
    draw = random.Random(12)
    for number in range(200):
        known, criteria = work(draw), WANTED[3]
        other = {**known, "seniority_wishes": ["junior"], "employer_wishes": ["public"]}
        silent = {**known, "seniority_wishes": [], "employer_wishes": []}
        one, two = (explain(criteria, facts_of(somebody(number, each, draw, MEN), TODAY)) for each in (other, silent))
        assert (one.group, one.score) == (two.group, two.score)


@pytest.mark.django_db
def test_a_family_and_fairness_answers_change_no_screening():
    """The whole way: twins register, one tells of a family and answers everything, the other nothing."""
    campaign, liaison = cast.campaign(), cast.ingrid()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    draw = random.Random(5)
    pairs = []
    for number in range(4):
        known = {"years": draw.choice((1, 7)), "languages": {"en": draw.choice((2, 5))}}
        one = cast.diogo(campaign, name=f"Amara Kalu {number}", country="PT", **known)
        other = cast.diogo(campaign, name=f"Tomasz Fijał {number}", country="PL", city="", phone="", **known)
        told = Told(partner=PARTNERS[number], partner_wish=WISHES[number], small_children=number, help_now=True)
        relocation.tell_household(candidate=one, told=told, by=one.user, now=cast.NOW)
        said = {question: values[number % 3] for question, values in fairness_rules.QUESTIONS.items()}
        fairness.answer(candidate=one, by=one.user, now=cast.NOW, **said)
        pairs.append((one, other))
    screening.run_screening(campaign=campaign, by=liaison, now=cast.NOW)
    found = {row.candidate_id: row for row in Preselection.objects.filter(campaign=campaign)}
    for one, other in pairs:
        first, second = found[one.pk], found[other.pk]
        assert (first.group, first.score, first.result) == (second.group, second.score, second.result)
    assert len({row.group for row in found.values()}) > 1
