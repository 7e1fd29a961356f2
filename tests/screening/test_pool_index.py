"""What indexes and guesses lead to: nobody who belongs on a list is lost, however wrong the guess."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection

from kretslop.matching import reference
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.screening import pool_index, pool_search, pooling
from kretslop.talent.models import Candidate
from kretslop.talent.queries import facts_of, with_facts
from tests.screening.test_pool import KEY, TODAY, crowd, wanted

pytestmark = pytest.mark.django_db


def plan(question: pool_search.Question) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        lead = pool_index.led(question.leads(), pool_index.how_often())
        cursor.execute(f"EXPLAIN SELECT 1 FROM screening_poolentry e WHERE e.in_pool AND {lead}")
        return str(cursor.fetchall())


def test_indexes_lead_to_those_who_miss_nothing():
    crowd(40, 10)
    pooling.catch_up(today=TODAY)
    skills = (Criterion("skill", "python", 2, must=True), Criterion("skill", "go", 1, must=True))
    found = plan(pool_search.Question(Criteria(skills), pooling.names(), TODAY))
    assert "pool_codes" in found
    assert "pool_open" in found
    years = Criteria((Criterion("years", level=3, must=True), Criterion("desk_by", by=TODAY, must=True)))
    assert "pool_codes" in plan(pool_search.Question(years, pooling.names(), TODAY))


def guessing(dice: Random) -> pool_index.Often:
    """Counts that are right nowhere, of so many people that a guess is always worth it."""
    shares = {code: dice.choice([0.001, 0.05, 0.3, 0.9, 1.0]) for code in range(1, 4000) if dice.random() < 0.9}
    return pool_index.Often(shares, dict.fromkeys(range(50), 0.02), dice.choice([1e3, 1e5, 1e9]))


@pytest.mark.parametrize("guessed", [False, True])
def test_nobody_is_lost_between_the_looks_of_the_index(monkeypatch, guessed):
    """
    Small k: the first statement answers; large k: further statements do. Both as the reference.

    So they do where the points of the last are guessed, and whoever has fewer is not asked for, however wrong it is.
    """
    dice = Random(3)
    crowd(80, 11)
    pooling.catch_up(today=TODAY)
    people = with_facts(Candidate.objects.exclude(membership__state="left"))
    pool = [(person.pk, facts_of(person, TODAY)) for person in people]
    python, go, norwegian = (
        Criterion("skill", "python", 3, must=True), Criterion("skill", "go", 1, must=True, points=5),
        Criterion("language", "nb", 2, must=True),
    )  # fmt: skip
    either = Criterion("one_of", codes=("python", "rust"), level=2, must=True, points=4)
    soon = Criterion("desk_by", by=TODAY + timedelta(days=60), must=True, points=3)
    nobody = Criterion("skill", "nobody-has-it", 1, must=True)
    nice = (Criterion("skill", "react", 2, points=9), Criterion("education", level=3, points=1))
    for items in ((python, go), (python, norwegian), (either, go), (python, nobody), (norwegian,), (nobody,), (soon,)):
        criteria = Criteria(items + nice)
        for k in (1, 3, 10, 30, 79):
            if guessed:
                monkeypatch.setattr(pool_search, "how_often", lambda: guessing(dice))
            found = pool_search.best(criteria, pooling.names(), k, KEY, today=TODAY)
            assert found == reference.rank(criteria, pool, k, KEY)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 40))])
def test_sql_ranks_as_the_reference_whatever_is_guessed(monkeypatch, seed):
    dice = Random(seed)
    crowd(70, 20 + seed)
    pooling.catch_up(today=TODAY)
    people = with_facts(Candidate.objects.exclude(membership__state="left"))
    pool, asked = [(person.pk, facts_of(person, TODAY)) for person in people], []
    ask = pool_search._asked
    monkeypatch.setattr(pool_search, "_asked", lambda *these, **more: asked.append(1) or ask(*these, **more))
    monkeypatch.setattr(pool_search, "how_often", lambda: guessing(dice))
    for number, criteria in enumerate(wanted(100 + seed)):
        k = (1, 3, 12, 40)[number % 4]
        found = pool_search.best(criteria, pooling.names(), k, KEY, today=TODAY)
        assert found == reference.rank(criteria, pool, k, KEY), number
    assert len(asked) > 25, "some guesses were wrong and were made good"
