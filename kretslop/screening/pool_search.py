"""The same ranking in SQL, for one set of criteria at a time: exact, and quick where an index leads to the best."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate, groupby, takewhile
from operator import itemgetter
from typing import Any

from django.db import connection

from kretslop.matching.criteria import Criteria
from kretslop.matching.engine.codes import OPEN, SKILLS_KNOWN, Codebook
from kretslop.matching.engine.pool import NOBODY
from kretslop.matching.engine.program import Share, Test, shares_of, test_of
from kretslop.matching.engine.top import Place, by_hash
from kretslop.matching.explain import GROUPS
from kretslop.screening.pool_guess import Worth, likely, narrowed
from kretslop.screening.pool_index import (
    Codes,
    Often,
    how_often,
    known,
    led,
    overlaps,
    share_of_all,
)

_SHIFT, _DAYS = 16, 1 << 30  # rows are codes moved out of the way of the engine's own; days stand far above them
MEETS_ALL = GROUPS.index("meets_all")
MANY, MORE = 4, 2  # times as many people as are wanted: expected where a guess is worth it, and aimed at
SURE, FEWEST = 0.7, 0.2  # so much of who may be expected to meet all is counted on, and places left for others at least
Rows = list[tuple[int, int, int]]  # number, group and score


class _Codes:
    """A stand-in for a pool: the row of a code is the code itself, that of a day the day."""

    class row_of:  # noqa: N801
        @staticmethod
        def get(code: int, default: int = NOBODY) -> int:
            return code + _SHIFT

    @staticmethod
    def day_row(day: date) -> int:
        return _DAYS + day.toordinal()


class Question:
    """
    One set of criteria as SQL over `screening_poolentry`; every number in it comes from code, none from a form.

    What is asked of codes is a `query_int` of the extension intarray: one call for many of them, by binary search.
    """

    def __init__(self, criteria: Criteria, names: Codebook, today: date) -> None:
        here: Any = _Codes()
        self.today = today
        self.musts = [test_of(item, here, names) for item in criteria.musts]
        self.shares = [shares for item in criteria.items if item.points and (shares := shares_of(item, here, names))]
        self.score = " + ".join(map(self._points, self.shares)) or "0"
        counted = {row - _SHIFT for each in self.shares for share in each for row in share.rows if row < _DAYS}
        self.counted = f"'{{{','.join(map(str, sorted(counted)))}}}'::int[]"

    def _points(self, shares: Sequence[Share]) -> str:
        """Points of one criterion: who does not reach a level does not reach the next, so nobody looks further."""
        first, *more = shares
        reached = " OR ".join(
            f"{row - _SHIFT} = ANY (e.counted)" if row < _DAYS else self._by(row) for row in first.rows
        )
        further = f" + {self._points(more)}" if more else ""
        return f"CASE WHEN {reached} THEN {first.points}{further} ELSE 0 END"

    def _by(self, row: int) -> str:
        return f"coalesce({self._weeks()} <= {self._most_weeks(date.fromordinal(row - _DAYS))}, false)"

    def _weeks(self) -> str:
        days = f"(e.free_on - DATE '{self.today.isoformat()}')"
        # What is free already counts from today, like Python's division rounded down and held above zero.
        return f"CASE WHEN e.free_on IS NULL THEN e.weeks ELSE greatest(e.weeks, e.least_weeks + {days} / 7) END"

    def _most_weeks(self, by: date) -> int:
        """How many weeks from today end by a day, when nobody starts on a weekend."""
        first = self.today + timedelta(days=7 - self.today.weekday() if self.today.weekday() > 4 else 0)
        return (by - first).days // 7

    def leads(self) -> list[Codes]:
        """
        For each must that the index can answer: of these codes one at least is there, unless the must is missed.

        One that is met has a code that says so, and one that is unknown the code of an open question.
        """
        found = []
        for test in self.musts:
            opened = [
                [~row - _SHIFT if row < 0 else OPEN[row - _SHIFT] for row in group if row < 0 or row - _SHIFT in OPEN]
                for group in test.known
            ]
            if not is_day(test) and all(opened):  # a day is no code
                found.append({row - _SHIFT for row in test.met if row != NOBODY} | {each[0] for each in opened})
        return found

    def worth(self) -> list[Worth]:
        """Of each item with points: what each level gives, and the codes of that level, none where it is a day."""
        return [
            Worth(
                tuple(accumulate(share.points for share in shares)),
                tuple({row - _SHIFT for row in share.rows if row < _DAYS} for share in shares),
            )
            for shares in self.shares
        ]

    def enough_for(self, least: int) -> str:
        """Whether somebody has so many of the codes that count that they may have `least` points."""
        days = sum(share.points for each in self.shares for share in each if share.rows[0] >= _DAYS)
        steps = sorted((share.points for each in self.shares for share in each), reverse=True)
        reached = takewhile(lambda points: points < least, accumulate(steps, initial=days))
        return f"cardinality(e.counted) >= {sum(1 for _ in reached)}"

    def share_meeting(self, often: Often) -> float:
        """Return which share of people may be expected to meet every must."""
        met = [{row - _SHIFT for row in test.met if row != NOBODY} for test in self.musts if not is_day(test)]
        return share_of_all(met, often) * self._in_weeks(often)

    def share_missing_nothing(self, often: Often) -> float:
        """Return which share of people may be expected to miss no must."""
        return share_of_all(self.leads(), often) * self._in_weeks(often)

    def _in_weeks(self, often: Often) -> float:
        days = [date.fromordinal(test.met[0] - _DAYS) for test in self.musts if is_day(test)]
        return min((often.within(self._most_weeks(day)) for day in days), default=1.0)

    def nothing_missed(self, often: Often) -> str:
        """Whether every must is met or unknown; what most people fail is looked at first."""
        days = [f"({self._not_late(test)})" for test in self.musts if is_day(test)]
        others = sorted((test for test in self.musts if not is_day(test)), key=lambda test: _how_often(test, often))
        asked = "&".join(f"({_any(test.met)}|!({_known(test)}))" for test in others)
        codes = f"e.codes @@ '{asked}'" if asked else "true"
        # In this order: the server takes both for equally dear and would begin with the codes.
        return f"CASE WHEN {' AND '.join(days)} THEN {codes} ELSE false END" if days else codes

    def all_met(self) -> str:
        return _all(self.musts, lambda test: f"({_any(test.met)})", self._in_time)

    def missing(self) -> str:
        """How many musts are missed."""
        return " + ".join(
            f"(NOT ({self._not_late(test)}))::int" if is_day(test)
            else f"(e.codes @@ '!({_any(test.met)})&{_known(test)}')::int"
            for test in self.musts
        ) or "0"  # fmt: skip

    def named(self) -> str:
        """All codes that the musts look for, as an array."""
        rows = {row for test in self.musts if not is_day(test) for part in (test.met, *test.known) for row in part}
        named = sorted((row if row >= 0 else ~row) - _SHIFT for row in rows - {NOBODY})
        return f"'{{{','.join(map(str, named))}}}'::int[]"

    def in_time(self) -> str:
        """Whether somebody is at a desk by the day that is asked for; there is one day at most."""
        return next((f"({self._in_time(test)})" for test in self.musts if is_day(test)), "false")

    def met(self, test: Test) -> str:
        """Whether a must is met, of an `e` with `in_time`, `told` and what is left of its codes."""
        return "e.in_time" if is_day(test) else f"(e.codes @@ '{_any(test.met)}')"

    def known(self, test: Test) -> str:
        return "e.told" if is_day(test) else f"(e.codes @@ '{_known(test)}')"

    def _in_time(self, test: Test) -> str:
        return self._by(test.met[0])

    def _not_late(self, test: Test) -> str:
        return f"e.weeks IS NULL OR {self._by(test.met[0])}"


def is_day(test: Test) -> bool:
    return test.met[0] >= _DAYS


def _how_often(test: Test, often: Often) -> tuple[bool, float]:
    """Sort key: skills last, which have led here; then what few meet first."""
    asks_skills = any(row - _SHIFT == SKILLS_KNOWN for group in test.known for row in group)
    return asks_skills, often.any_of({row - _SHIFT for row in test.met})


def _any(rows: Iterable[int]) -> str:
    return "|".join(f"!{_code(~row)}" if row < 0 else _code(row) for row in rows)


def _code(row: int) -> str:
    return "0" if row == NOBODY else str(row - _SHIFT)  # nobody has code 0


def _known(test: Test) -> str:
    return "&".join(f"({_any(group)})" for group in test.known)


def _all(musts: Iterable[Test], of_codes: Callable[[Test], str], of_day: Callable[[Test], str]) -> str:
    """Every must in one condition: days first, which cost least, and all codes in one look."""
    found = [f"({of_day(test)})" for test in musts if is_day(test)]
    if codes := "&".join(of_codes(test) for test in musts if not is_day(test)):
        found.append(f"e.codes @@ '{codes}'")
    return " AND ".join(found) or "true"


def best(
    criteria: Criteria, names: Codebook, k: int, tie_key: bytes, *, today: date, among: Sequence[int] | None = None
) -> list[Place]:
    """
    Return the best `k` people of the pool, by number, and whoever stands equal with the last, as `rank.rank` does.

    `among` limits it to these candidates' numbers. Entries are as new as `pooling.pool_version` says.
    """
    if k <= 0:
        return []
    question, often = Question(criteria, names, today), how_often()
    leads = sorted(question.leads(), key=often.any_of)
    # Further down only if those who miss nothing, and then those who miss one thing, are too few.
    found = _best_of_open(question, leads, often, k, among)
    if len(found) < k and question.musts:
        # Who misses one must does not miss both of two.
        either = [overlaps(leads[0] | leads[1])] if len(leads) > 1 else []
        found = _asked(question, [*either, f"{question.missing()} < 2"], question.missing(), k, among)
    if len(found) < k and question.musts:
        found = _asked(question, [], question.missing(), k, among)
    ranked: list[Place] = []
    for (group, score), tied in groupby(found, key=itemgetter(1, 2)):
        ranked += [Place(number, GROUPS[group], score) for number in by_hash([each[0] for each in tied], tie_key)]
    return ranked


def _best_of_open(
    question: Question, leads: Sequence[Codes], often: Often, k: int, among: Sequence[int] | None
) -> Rows:
    """
    Return the best of those who miss nothing.

    Where many are expected, only those are asked for who may be among the best by a guess at the points of the last of
    them. Whoever is left out has fewer; so a list that ends with the guess or above is right, and any other is made
    again.
    """
    worth, people = question.worth(), often.people if among is None else min(often.people, len(among))
    meeting, missing_nothing = (
        people * share(often) for share in (question.share_meeting, question.share_missing_nothing)
    )
    if meeting > MANY * k:
        least = likely(worth, often, MORE * k / meeting)
        these = [known(leads, often, narrowed(worth, often, least)), question.all_met()]
        found = _asked(question, these, "0", k, among, question.enough_for(least))
        if len(found) >= k and found[-1][2] >= least:
            return found
    missed, least = question.nothing_missed(often), 0
    if missing_nothing > MANY * k:
        others = max(k - SURE * meeting, FEWEST * k)  # places that those who meet all leave
        least = likely(worth, often, MORE * others / missing_nothing)
    while True:
        these = [led(leads, often, narrowed(worth, often, least)), missed]
        enough = f"({question.enough_for(least)} OR {question.all_met()})" if least > 0 else "true"
        found = _asked(question, these, "0", k, among, enough)
        if least <= 0 or (len(found) >= k and (found[-1][1] == MEETS_ALL or found[-1][2] >= least)):
            return found
        least = found[-1][2] if len(found) >= k else 0  # the last of the best has so many at least


def _asked(
    question: Question, only: Sequence[str], missing: str, k: int, among: Sequence[int] | None, counted: str = "true"
) -> Rows:
    # Written out, which spares the driver a look through kilobytes for places to fill.
    of_these = (
        [] if among is None else [f"e.candidate_id = ANY ('{{{','.join(str(int(n)) for n in among)}}}'::bigint[])"]
    )
    statement = f"""
        SELECT j.candidate_id,
               CASE WHEN j.missing > 1 THEN 3 WHEN j.missing = 1 THEN 2 WHEN j.met THEN 0 ELSE 1 END AS place,
               j.score
        FROM (
            SELECT e.candidate_id, {missing} AS missing, {question.all_met()} AS met,
                   ({question.score})::bigint AS score
            FROM (
                SELECT e.*, e.codes & {question.counted} AS counted FROM screening_poolentry e
                WHERE {" AND ".join(["e.in_pool", *of_these, *only])} OFFSET 0
            ) e WHERE {counted} OFFSET 0
        ) j
        ORDER BY place, j.score DESC FETCH FIRST {int(k)} ROWS WITH TIES
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
