"""The judge: score, group and order in the plainest Python, against which every faster engine is tested."""

import hashlib
from typing import Any

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.facts import Facts

ORDER = ["meets_all", "find_out", "near_miss", "not_now"]
LISTS = {"skill": "skills", "language": "languages", "industry": "industries"}
WISHES = {"seniority": "seniorities", "culture": "cultures"}


def judge(item: Criterion, facts: Facts) -> tuple[bool | None, int]:
    """Met (None when unknown) and points for one criterion."""
    if item.kind == "one_of":
        each = [judge(Criterion("skill", code, item.level, points=item.points), facts) for code in item.codes]
        met = True if any(met for met, _ in each) else None if any(met is None for met, _ in each) else False
        return met, max(points for _, points in each)
    if item.kind in LISTS:
        listed = getattr(facts, LISTS[item.kind])
        have = listed.get(item.code, 0 if getattr(facts, LISTS[item.kind] + "_known") else None)
        if have is None and item.code in listed and item.level == 1:
            return True, item.points
    elif item.kind in ("years", "education"):
        have = getattr(facts, item.kind)
    else:
        met = plain(item, facts)
        return met, item.points if met else 0
    return (None, 0) if have is None else (have >= item.level, item.points * min(have, item.level) // item.level)


def plain(item: Criterion, facts: Facts) -> bool | None:
    """A date, place, occupation or wish: met, not met or unknown."""
    if item.kind == "desk_by":
        return None if facts.desk_on is None else facts.desk_on <= (item.by or facts.desk_on)
    if item.kind == "occupation":
        return None if facts.occupation is None else facts.occupation == item.code
    if item.kind in WISHES:
        return item.code in getattr(facts, WISHES[item.kind]) if getattr(facts, WISHES[item.kind]) else None
    if (item.places and facts.places & {"*", *item.places}) or (item.remote_ok and facts.remote == "remote"):
        return True
    open_question = (item.places and not facts.places_known) or (item.remote_ok and facts.remote is None)
    return None if open_question else False


def rank(criteria: Criteria, people: list[Any], k: int, tie_key: bytes) -> list[tuple[Any, str, int]]:
    """(key, group, score) of the best k people and of everybody who stands equal with the last of them."""
    table = []
    for key, facts in people:
        verdicts = [(item, *judge(item, facts)) for item in criteria.items]
        missing = sum(1 for item, met, _ in verdicts if item.must and met is False)
        unknown = any(item.must and met is None for item, met, _ in verdicts)
        group = ORDER[min(missing + 1, 3) if missing else int(unknown)]
        hashed = hashlib.blake2b(str(key).encode(), key=tie_key, digest_size=16).digest()
        table.append(((ORDER.index(group), -sum(points for _, _, points in verdicts)), hashed, key, group))
    table.sort(key=lambda row: row[:2])
    last = table[min(k, len(table)) - 1][0] if table and k > 0 else (-1, 0)
    return [(key, group, -standing[1]) for standing, _, key, group in table if standing <= last]
