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
DEAR = 100  # a look at a row costs as much as reading so many numbers in an index's list
NEARLY_ALL = 0.85  # what more people have is no help in finding them


class Often:
    """
    How often codes and weeks to a desk occur, as the server has counted.

    It decides where to look first, never who is found. `people`: of how many; 0 where the server has not counted yet.
    """

    def __init__(self, known: Mapping[int, float], weeks: Mapping[int, float] | None = None, people: float = 0) -> None:
        self.known, self.weeks, self.people = known, weeks or {}, people
        self.least = min(known.values(), default=0.01) / 2  # the server lists the commonest

    def any_of(self, codes: Iterable[int]) -> float:
        """Return the share of people who have one of these codes, at most."""
        return min(1.0, sum(self.known.get(code, self.least) for code in codes))

    def within(self, weeks: int) -> float:
        """Return the share of people who can be at a desk in so many weeks."""
        return sum(share for after, share in self.weeks.items() if after <= weeks) if self.weeks else 1.0


def how_often() -> Often:
    return _counted(int(time.monotonic() / KEPT))


@lru_cache(maxsize=1)
def _counted(_period: int) -> Often:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT s.attname = 'codes', coalesce(s.most_common_elems::text, s.most_common_vals::text)::int[],
                   coalesce(s.most_common_elem_freqs, s.most_common_freqs), c.reltuples
            FROM pg_stats s
            JOIN pg_class c ON (c.relname, c.relnamespace::regnamespace::text) = (s.tablename, s.schemaname)
            WHERE c.oid = 'screening_poolentry'::regclass AND s.attname IN ('codes', 'weeks')
        """)
        found = cursor.fetchall()
    # After the codes' own shares come least, most and nulls.
    told = {
        of_codes: (dict(zip(those, shares, strict=False)), people) for of_codes, those, shares, people in found if those
    }
    codes, people = told.get(True, ({}, 0))
    return Often(codes, told.get(False, ({}, 0))[0], people if codes else 0)


def share_of_all(leads: Sequence[Codes], often: Often) -> float:
    """Return the share of people who have one code of each lead, as if one told nothing of another."""
    return prod(map(often.any_of, _telling(leads)))


def _telling(leads: Sequence[Codes]) -> list[Codes]:
    """Leave out what says nothing beside another: one of three skills, beside one of these three."""
    return [lead for lead in leads if not any(other < lead for other in leads)]


def led(leads: Sequence[Codes], often: Often, only: Codes | None = None) -> str:
    """
    Return who may miss nothing, as two looks at two indexes; `leads` with the rarest first.

    Whose skills are not all known may have any: there are far more of them than of those who have the rare ones, so
    they have an index of their own with short lists, and the others are found by their skills alone. `only`: of those
    whose skills are open, who has one of these codes.
    """
    if not any(SKILLS_OPEN in lead for lead in leads):
        return opened(leads, often)
    return f"({known(leads, often)} OR {opened(leads, often, only)})"


def opened(leads: Sequence[Codes], often: Often, only: Codes | None = None) -> str:
    """
    Return who may miss nothing, and has one of the codes `only`; where skills are asked for, of those whose are open.
    """
    skills, others, helpful = _parted(leads, often)
    if not skills:
        return " AND ".join(map(overlaps, [*others, *([only] if only else [])])) or "true"
    these = [*helpful, *([only] if only else [])] or [{SKILLS_OPEN}]
    return " AND ".join([_SKILLS_OPEN, *map(overlaps, sorted(these, key=often.any_of))])


def known(leads: Sequence[Codes], often: Often, only: Codes | None = None) -> str:
    """Return who has the skills that are asked for: everybody who may meet all; `only`: and has one of these codes."""
    skills, _others, helpful = _parted(leads, often)
    if not skills:
        return opened(leads, often, only)
    if not all(skills):
        return "false"  # nobody has ever had it
    share, found = share_of_all(skills, often), _telling(skills)
    for lead in helpful:
        of_those = often.any_of(lead)
        if share * (1 - of_those) * DEAR < of_those:
            break  # reading its list costs more than looking at whom it leaves out
        share, found = share * of_those, [*found, lead]
    return " AND ".join(map(overlaps, [*found, *([only] if only else [])]))


def _parted(leads: Sequence[Codes], often: Often) -> tuple[list[Codes], list[Codes], list[Codes]]:
    """Return what asks for skills, everything else, and what of that is worth a look at an index."""
    skills = [lead - {SKILLS_OPEN} for lead in leads if SKILLS_OPEN in lead]
    others = [lead for lead in leads if SKILLS_OPEN not in lead]
    return skills, others, [lead for lead in others if often.any_of(lead) < NEARLY_ALL] or others[:1]


def overlaps(codes: Iterable[int]) -> str:
    # Not the operator of intarray, which stands before the server's own and knows another kind of index.
    return f"e.codes OPERATOR(pg_catalog.&&) '{{{','.join(map(str, sorted(codes)))}}}'::int[]"
