"""Which people an index leads to, for a ranking in SQL: as few as can be, and nobody who belongs there left out."""

import time
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import prod

from django.db import connection

from kretslop.matching.engine.codes import OPEN, SKILLS_KNOWN

Codes = set[int]
SKILLS_OPEN = OPEN[SKILLS_KNOWN]
_SKILLS_OPEN = f"e.codes[1] > {SKILLS_KNOWN}"  # codes are sorted, and it would be the first
KEPT = 600  # seconds for which the server's word on how often codes occur is good enough
MANY = 0.015  # from here on it is worth a guess who of them has points
COMMON = 0.01  # skills that so many people have together are not enough to find them by
NEARLY_ALL = 0.85  # what more people have is no help in finding them
SMALL_CHANGE = 0.15  # the share of all points that somebody may have without being looked at first


class Often:
    """How often codes occur, as the server has counted: it decides where to look first, never who is found."""

    def __init__(self, known: Mapping[int, float]) -> None:
        self.known = known
        self.least = min(known.values(), default=0.01) / 2  # the server lists the commonest

    def any_of(self, codes: Iterable[int]) -> float:
        """Return the share of people who have one of these codes, at most."""
        return min(1.0, sum(self.known.get(code, self.least) for code in codes))


def how_often() -> Often:
    return _counted(int(time.monotonic() / KEPT))


@lru_cache(maxsize=1)
def _counted(_period: int) -> Often:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT s.most_common_elems::text::int[], s.most_common_elem_freqs
            FROM pg_stats s
            JOIN pg_class c ON (c.relname, c.relnamespace::regnamespace::text) = (s.tablename, s.schemaname)
            WHERE c.oid = 'screening_poolentry'::regclass AND s.attname = 'codes'
        """)
        found = cursor.fetchone()
    if not found or not found[0]:
        return Often({})
    return Often(dict(zip(found[0], found[1], strict=False)))  # after the codes' own come least, most and nulls


def many_open(leads: Sequence[Codes], often: Often) -> bool:
    """Whether of a great share of people nothing but their skills is a question."""
    others = [lead for lead in leads if SKILLS_OPEN not in lead]
    return len(others) < len(leads) and prod(map(often.any_of, [{SKILLS_OPEN}, *others])) > MANY


def led(leads: Sequence[Codes], often: Often, only: Codes | None = None) -> str:
    """
    Return who may miss nothing, as two looks at two indexes; `leads` with the rarest first.

    Whose skills are not all known may have any: there are far more of them than of those who have the rare ones, so
    they have an index of their own with short lists, and the others are found by their skills alone. `only`: of those
    whose skills are open, who has one of these codes.
    """
    skills = [lead - {SKILLS_OPEN} for lead in leads if SKILLS_OPEN in lead]
    others = [lead for lead in leads if SKILLS_OPEN not in lead]
    if not skills:
        return " AND ".join(map(overlaps, others)) or "true"
    helpful = [lead for lead in others if often.any_of(lead) < NEARLY_ALL] or others[:1]
    known = [overlaps(lead) for lead in skills] if all(skills) else ["false"]
    if prod(map(often.any_of, skills)) > COMMON:
        known += map(overlaps, helpful[:1])
    these = [*helpful, *([only] if only else [])] or [{SKILLS_OPEN}]
    those = [_SKILLS_OPEN, *map(overlaps, sorted(these, key=often.any_of))]
    return f"({' AND '.join(known)} OR {' AND '.join(those)})"


def promising(worth: Sequence[tuple[int, Codes]], often: Often) -> tuple[Codes, int]:
    """
    Return codes of which everybody has one who has more points than the number that comes with them.

    What many people have is left out first. No codes where that does not narrow anything.
    """
    most, rest, codes = sum(points for points, _ in worth), 0, set()
    for points, each in sorted(worth, key=lambda item: -often.any_of(item[1])):
        if not each or rest + points <= most * SMALL_CHANGE:
            rest += points
        else:
            codes |= each
    return (codes, rest) if codes and often.any_of(codes) < NEARLY_ALL else (set(), 0)


def overlaps(codes: Iterable[int]) -> str:
    # Not the operator of intarray, which stands before the server's own and knows another kind of index.
    return f"e.codes OPERATOR(pg_catalog.&&) '{{{','.join(map(str, sorted(codes)))}}}'::int[]"
