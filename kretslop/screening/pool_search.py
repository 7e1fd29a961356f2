"""The same ranking in SQL, for one set of criteria at a time: exact, and quick where an index leads to the best."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection

from kretslop.matching.criteria import Criteria
from kretslop.matching.engine.codes import Codebook
from kretslop.matching.engine.pool import DESK_KNOWN, NOBODY
from kretslop.matching.engine.program import Share, Test, shares_of, test_of
from kretslop.matching.engine.top import Place, by_hash
from kretslop.matching.explain import GROUPS

_SHIFT, _DAYS = 16, 1 << 30  # rows are codes moved out of the way of the engine's own; days stand far above them


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
    """One set of criteria as SQL over `screening_poolentry`; every number in it comes from code, none from a form."""

    def __init__(self, criteria: Criteria, names: Codebook, today: date) -> None:
        here: Any = _Codes()
        self.today = today
        self.musts = [test_of(item, here, names) for item in criteria.musts]
        shares = [share for item in criteria.items if item.points for share in shares_of(item, here, names)]
        self.score = " + ".join(self._points(share) for share in shares) or "0"

    def _points(self, share: Share) -> str:
        return f"{share.points} * ({self._any(share.rows)})::int"

    def _any(self, rows: Iterable[int]) -> str:
        return " OR ".join(self._is(row) for row in rows)

    def _is(self, row: int) -> str:
        if row < 0:
            return f"NOT ({self._is(~row)})"
        if row == NOBODY:
            return "false"
        if row == DESK_KNOWN:
            return "e.weeks IS NOT NULL"
        if row >= _DAYS:
            return f"coalesce({self._weeks()} <= {self._most_weeks(date.fromordinal(row - _DAYS))}, false)"
        return f"{row - _SHIFT} = ANY (e.codes)"

    def _weeks(self) -> str:
        days = f"(e.free_on - DATE '{self.today.isoformat()}')"
        # What is free already counts from today, like Python's division rounded down and held above zero.
        return f"CASE WHEN e.free_on IS NULL THEN e.weeks ELSE greatest(e.weeks, e.least_weeks + {days} / 7) END"

    def _most_weeks(self, by: date) -> int:
        """How many weeks from today end by a day, when nobody starts on a weekend."""
        first = self.today + timedelta(days=7 - self.today.weekday() if self.today.weekday() > 4 else 0)
        return (by - first).days // 7

    def met(self, test: Test) -> str:
        return f"({self._any(test.met)})"

    def known(self, test: Test) -> str:
        return "(" + " AND ".join(f"({self._any(group)})" for group in test.known) + ")"

    def leads(self) -> str:
        """What everybody who meets all musts surely has, in the form that the index answers."""
        codes = [test.met[0] - _SHIFT for test in self.musts if len(test.met) == 1 and _SHIFT < test.met[0] < _DAYS]
        found = [f"e.codes @> ARRAY[{','.join(map(str, codes))}]::int[]"] if codes else []
        return " AND ".join([*found, *(self.met(test) for test in self.musts)]) or "true"

    def missing(self) -> str:
        return " + ".join(f"({self.known(t)} AND NOT {self.met(t)})::int" for t in self.musts) or "0"

    def unknown(self) -> str:
        return " OR ".join(f"NOT ({self.known(t)} OR {self.met(t)})" for t in self.musts) or "false"


def best(
    criteria: Criteria, names: Codebook, k: int, tie_key: bytes, *, today: date, among: Sequence[int] | None = None
) -> list[Place]:
    """
    Return the best `k` people of the pool, by number, and whoever stands equal with the last, as `rank.rank` does.

    `among` limits it to these candidates' numbers. Entries are as new as `pooling.pool_version` says.
    """
    if k <= 0:
        return []
    question = Question(criteria, names, today)
    # First where the index leads; everybody only if too few meet everything.
    found = _asked(question, f"{question.leads()}", "0", "false", k, among)
    if len(found) < k:
        found = _asked(question, "true", question.missing(), question.unknown(), k, among)
    ranked: list[Place] = []
    standings = dict.fromkeys((group, score) for _, group, score in found)
    for standing in standings:
        tied = [number for number, *its in found if tuple(its) == standing]
        ranked += [Place(number, GROUPS[standing[0]], standing[1]) for number in by_hash(tied, tie_key)]
    return ranked


def _asked(
    question: Question, only: str, missing: str, unknown: str, k: int, among: Sequence[int] | None
) -> list[tuple[int, int, int]]:
    of_these = "AND e.candidate_id = ANY (%(among)s)" if among is not None else ""
    statement = f"""
        SELECT j.candidate_id,
               CASE WHEN j.missing > 1 THEN 3 WHEN j.missing = 1 THEN 2 WHEN j.unknown THEN 1 ELSE 0 END AS place,
               j.score
        FROM (
            SELECT e.candidate_id, {missing} AS missing, {unknown} AS unknown,
                   ({question.score})::bigint AS score
            FROM screening_poolentry e WHERE e.in_pool AND {only} {of_these} OFFSET 0
        ) j
        ORDER BY place, j.score DESC FETCH FIRST %(k)s ROWS WITH TIES
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, {"k": k, "among": list(among or ())})
        return cursor.fetchall()
