"""The engines, numba and numpy, are judged by the reference in plain Python."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from kretslop.matching import rank, reference
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.engine import codes, filling, one, planes, pool, top
from kretslop.matching.engine.__main__ import main as compile_ahead
from kretslop.matching.engine.codes import Names, encode
from kretslop.matching.engine.compiling import compiled
from kretslop.matching.engine.decoding import decode
from kretslop.matching.engine.kernels import walk
from kretslop.matching.engine.one import against_many, sheet
from kretslop.matching.engine.pool import Pool
from kretslop.matching.engine.program import MOST_POINTS, compile_criteria
from kretslop.matching.explain import explain
from kretslop.matching.facts import Facts
from tests.matching import strategies as make

ENGINES = ("numba", "numpy")
KEY = b"campaign one"
WORDS = 2  # small tiles, so that a few hundred people fill several
TILE = WORDS * 64
PYTHON = Criterion("skill", "python", 2, points=7, must=True)
people = st.lists(make.facts, max_size=200).map(lambda found: [(f"p{n}", facts) for n, facts in enumerate(found)])


def filled(everybody: Sequence[tuple[Any, Facts]], names: Names, at_once: bool = True) -> Pool:
    made = Pool(len(everybody), words=WORDS)
    if not at_once:
        for key, facts in everybody:
            made.put(key, encode(facts, names.number), facts.desk_on)
        return made
    lists = [encode(facts, names.number) for _, facts in everybody]
    days = [facts.desk_on.toordinal() if facts.desk_on else pool.NO_DAY for _, facts in everybody]
    codes = np.array([each for found in lists for each in found], np.int32)
    made.load([key for key, _ in everybody], codes, np.cumsum([len(found) for found in lists]), days)
    return made


def ranked(criteria: Criteria, made: Pool, names: Names, k: int, **options: Any) -> list[tuple[Any, str, int]]:
    programs = top.batch([compile_criteria(criteria, made, names)])
    return [tuple(place) for place in top.best(made, programs, k, KEY, **options)[0]]


@given(make.criteria, make.facts)
def test_codes_turned_back_into_facts_are_judged_the_same(criteria: Criteria, facts: Facts) -> None:
    """What a recorded run keeps is enough for every kind of criterion: a new kind needs its line in `decode`."""
    names = Names()
    coded = encode(facts, names.number)
    back = decode(coded, {number: name for name, number in names.numbers.items()}, facts.desk_on)
    assert encode(back, names.number) == coded
    for item in criteria.items:
        assert reference.judge(item, back) == reference.judge(item, facts)
    then, now = explain(criteria, facts), explain(criteria, back)
    assert [part[1::2] for part in then.parts] == [part[1::2] for part in now.parts]
    assert then[1:] == now[1:]


@given(make.criteria, people, st.integers(0, 90), st.booleans())
def test_every_engine_ranks_as_the_reference(
    criteria: Criteria, everybody: list[tuple[str, Facts]], k: int, at_once: bool
) -> None:
    names = Names()
    made = filled(everybody, names, at_once)
    expected = reference.rank(criteria, everybody, k, KEY)
    for engine in ENGINES:
        assert ranked(criteria, made, names, k, engine=engine) == expected
        assert ranked(criteria, made, names, k, engine=engine, extend=False) == expected[: max(k, 0)]


@given(st.lists(make.criteria, max_size=8), make.facts)
def test_one_person_against_many_is_what_explain_says(wanted: list[Criteria], facts: Facts) -> None:
    names = Names()
    made = filled([("somebody", facts)], names)
    programs = sheet([compile_criteria(criteria, made, names) for criteria in wanted])
    results = [explain(criteria, facts) for criteria in wanted]
    rows = made.rows_of(encode(facts, names.number), facts.desk_on.toordinal() if facts.desk_on else pool.NO_DAY)
    assert against_many(rows, programs) == [(result.group, result.score) for result in results]


@given(make.criteria, st.lists(make.facts, max_size=70))
def test_funnel_and_costs_are_those_of_the_plain_engine(criteria: Criteria, facts: list[Facts]) -> None:
    names = Names()
    made = filled(list(enumerate(facts)), names)
    assert planes.funnel(criteria, made, names) == rank.funnel(criteria, facts)
    assert planes.costs(criteria, made, names) == rank.costs(criteria, facts)


@given(make.criteria, st.lists(make.facts, max_size=70))
def test_everybodys_group_and_score(criteria: Criteria, facts: list[Facts]) -> None:
    names = Names()
    made = filled(list(enumerate(facts)), names)
    program = compile_criteria(criteria, made, names)
    slots, values = planes.everybody(made, program)
    results = [explain(criteria, each) for each in facts]
    assert slots.tolist() == list(range(len(facts)))
    assert values.tolist() == [(3 - rank.ORDER[result.group]) * (result.of + 1) + result.score for result in results]


@given(make.criteria, people, st.data())
def test_who_changes_or_leaves_is_matched_as_they_are_now(
    criteria: Criteria, everybody: list[tuple[str, Facts]], data: st.DataObject
) -> None:
    names, now = Names(), dict(everybody)
    made = filled(everybody, names)
    compile_criteria(criteria, made, names)  # its rows of days must follow the changes
    for _ in range(data.draw(st.integers(1, 12))):
        key = data.draw(st.sampled_from(["p0", "p1", "p2", "new one", "another"]))
        facts = data.draw(st.none() | make.facts)
        now.pop(key, None)
        if facts is None:
            made.drop(key)
        else:
            now[key] = facts
            made.put(key, encode(facts, names.number), facts.desk_on)
    assert len(made) == len(now)
    expected = reference.rank(criteria, list(now.items()), 20, KEY)
    for engine in ENGINES:
        assert ranked(criteria, made, names, 20, engine=engine) == expected


@pytest.mark.parametrize("many", [0, 1, 63, 64, 65, TILE - 1, TILE, TILE + 1, TILE + 65])
def test_nobody_is_lost_at_the_end_of_a_word_or_a_tile(many: int) -> None:
    names, last = Names(), Facts(skills={"python": 4}, skills_known=True)
    everybody = [(n, last if n == many - 1 else Facts(skills={"python": 1})) for n in range(many)]
    made = filled(everybody, names)
    criteria = Criteria((PYTHON, Criterion("skill", "go", 1, points=3)))
    for engine in ENGINES:
        found = ranked(criteria, made, names, 1, engine=engine)
        assert found == ([(many - 1, "meets_all", 7)] if many else [])
    assert planes.funnel(criteria, made, names)[-1].sure == min(many, 1)


def crowd(many: int, seed: int) -> list[tuple[int, Facts]]:
    """Many people of few kinds: long ties in every group."""
    seeded = Random(seed)
    kinds = [
        Facts(
            skills={skill: seeded.choice([None, 0, 1, 2, 3, 4]) for skill in seeded.sample(make.SKILLS, 3)},
            skills_known=seeded.random() < 0.7,
            years=seeded.choice([None, *range(12)]),
            education=seeded.choice([None, 1, 3, 5]),
            desk_on=seeded.choice([None, date(2027, 1, 4), date(2027, 5, 3)]),
        )
        for _ in range(40)
    ]
    return [(n, seeded.choice(kinds)) for n in range(many)]


CROWD = crowd(12 * TILE + 77, 4)
MANY = [
    Criteria(),
    Criteria((replace(PYTHON, points=0),)),
    Criteria((PYTHON, Criterion("years", level=9, points=13), Criterion("skill", "c++", 3, points=1))),
    Criteria((PYTHON, Criterion("desk_by", by=date(2027, 2, 1), must=True), Criterion("skill", "go", 2, must=True))),
    Criteria(tuple(Criterion("skill", skill, 4, points=1 << n) for n, skill in enumerate(make.SKILLS))),
    Criteria((Criterion("skill", "rust", 1, points=MOST_POINTS - 1),)),
]


@pytest.mark.parametrize("k", [1, 50, 400])
def test_long_ties_over_several_tiles(k: int) -> None:
    names = Names()
    made = filled(CROWD, names)
    programs = top.batch([compile_criteria(criteria, made, names) for criteria in MANY])
    expected = [[tuple(place) for place in reference.rank(criteria, CROWD, k, KEY)] for criteria in MANY]
    for engine in ENGINES:
        assert top.best(made, programs, k, KEY, engine=engine) == expected


def test_shards_together_list_what_one_pool_lists() -> None:
    names = Names()
    halves = [filled(CROWD[n::3], names) for n in range(3)]
    for criteria in MANY:
        lists = [top.best(made, top.batch([compile_criteria(criteria, made, names)]), 50, KEY)[0] for made in halves]
        assert top.merge(lists, 50, KEY) == reference.rank(criteria, CROWD, 50, KEY)


def test_more_points_than_can_be_added_are_refused() -> None:
    with pytest.raises(ValueError, match="more points"):
        compile_criteria(Criteria((Criterion("years", level=1, points=MOST_POINTS),)), Pool(), Names())


def test_a_new_day_moves_the_days_at_a_desk() -> None:
    names, by = Names(), date(2027, 1, 31)
    criteria = Criteria((Criterion("desk_by", by=by, points=5, must=True),))
    made = filled([("a", Facts(desk_on=date(2027, 1, 30))), ("b", Facts(desk_on=date(2027, 3, 1)))], names)
    assert [place[0] for place in ranked(criteria, made, names, 1)] == ["a"]
    made.set_days(np.array([date(2027, 2, 1).toordinal(), by.toordinal()], np.int32))
    assert ranked(criteria, made, names, 2) == [("b", "meets_all", 5), ("a", "near_miss", 0)]


def test_a_pool_that_is_full_sweeps_out_who_has_left() -> None:
    names, now = Names(), dict(CROWD[:TILE])
    made = filled(list(now.items()), names)
    for turn in range(3):  # everybody changes, and nobody's old codes shine through in a slot that is given again
        for key in list(now):
            now[key] = CROWD[(turn + 1) * TILE + key][1]
            made.put(key, encode(now[key], names.number), now[key].desk_on)
        for engine in ENGINES:
            assert ranked(MANY[2], made, names, 50, engine=engine) == reference.rank(
                MANY[2], list(now.items()), 50, KEY
            )
    assert made.capacity <= 2 * TILE
    assert max(made.slots.values()) < made.capacity


def test_a_code_is_a_bitmap_where_many_have_it_and_a_list_where_few_have() -> None:
    names = Names()
    made = filled(CROWD, names)
    common, rare = made.row_of[codes.SKILLS_KNOWN], made.row_of[codes.YEARS + 11]
    assert made.where[common] != pool.LISTED
    made.put("somebody", [codes.YEARS + 30], None)
    few = made.row_of.get(codes.YEARS + 30)
    assert few is None  # not yet: people who come one by one wait for whoever looks next
    program = compile_criteria(Criteria((Criterion("years", level=30, points=2, must=True),)), made, names)
    few = made.row_of[codes.YEARS + 30]
    assert made.where[few] == pool.LISTED
    assert program.rare.tolist() == [few]
    assert made.bitmap(few).sum() > 0
    assert rare


@pytest.mark.parametrize("seed", range(4))
def test_without_numba_a_tile_is_filled_the_same(seed: int) -> None:
    dice = np.random.default_rng(seed)
    where = np.array([0, pool.LISTED, 1, pool.LISTED, pool.LISTED, 2], np.int32)
    rows = dice.permutation(6).astype(np.int32)
    tiles, filled_so_far = [np.zeros((4, WORDS), np.uint64) for _ in range(2)], [pool._no_lists() for _ in range(2)]
    for places in np.split(dice.permutation(TILE).astype(np.uint16), [50, 51, 80]):
        lists = [dice.permutation(6)[: dice.integers(0, 6)] for _ in places]
        flat, ends = np.concatenate(lists).astype(np.int32), np.cumsum([len(each) for each in lists])
        for n, fill in enumerate((filling.fill, filling.fill_in_numpy)):
            told = fill(tiles[n], where, rows, flat, ends, places, *filled_so_far[n], 6)
            filled_so_far[n] = pool.Lists(*told)
        where[dice.integers(0, 6)] = 3  # somebody's rare row has become common meanwhile
    assert np.array_equal(*tiles)
    assert np.array_equal(filled_so_far[0].numbers, filled_so_far[1].numbers)
    assert np.array_equal(filled_so_far[0].starts, filled_so_far[1].starts)


def test_whoever_only_serves_pages_loads_no_compiler() -> None:
    words = "import sys; from kretslop.matching.engine import one, pool, program, top; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], cwd=settings.BASE_DIR, check=False).returncode == 0


def test_what_is_compiled_ahead_is_what_runs_later() -> None:
    compile_ahead()
    ahead = {loop: list(loop.signatures) for loop in (walk, compiled(one._against), compiled(filling._fill))}
    assert all(ahead.values())
    names = Names()
    everybody = [(f"p{n}", Facts(skills={"python": 1 + n % 4})) for n in range(70)]
    made = filled(everybody, names)
    ranked(MANY[0], made, names, 5, engine="numba")
    against_many(made.rows_of([], pool.NO_DAY), sheet([compile_criteria(MANY[0], made, names)]))
    assert {loop: list(loop.signatures) for loop in ahead} == ahead
