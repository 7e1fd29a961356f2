"""The judge: score, group and order in the plainest Python, against which every faster engine is tested."""

import hashlib
from typing import Any

from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.facts import Facts

ORDER = ["meets_all", "find_out", "near_miss", "not_now"]


def judge(item: Criterion, facts: Facts) -> tuple[bool | None, int]:
    """Met (None when unknown) and points for one criterion."""
    if item.kind in ("skill", "language"):
        listed, known = (
            (facts.skills, facts.skills_known) if item.kind == "skill" else (facts.languages, facts.languages_known)
        )
        if item.code not in listed:
            return (False, 0) if known else (None, 0)
        have = listed[item.code]
        if have is None:
            return (True, item.points) if item.level <= 1 else (None, 0)
    elif item.kind in ("years", "education"):
        have = facts.years if item.kind == "years" else facts.education
        if have is None:
            return None, 0
    else:
        met = plain(item, facts)
        return met, item.points if met else 0
    return have >= item.level, item.points * min(have, item.level) // item.level


def plain(item: Criterion, facts: Facts) -> bool | None:
    """A date, place or occupation: met, not met or unknown."""
    if item.kind == "desk_by":
        return None if facts.desk_on is None else facts.desk_on <= (item.by or facts.desk_on)
    if item.kind == "occupation":
        return None if facts.occupation is None else facts.occupation == item.code
    here = bool(item.places) and ("*" in facts.places or bool(set(item.places) & facts.places))
    if here or (item.remote_ok and facts.remote == "remote"):
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
        score = sum(points for _, _, points in verdicts)
        hashed = hashlib.blake2b(str(key).encode(), key=tie_key, digest_size=16).digest()
        table.append(((ORDER.index(group), -score), hashed, key, group, score))
    table.sort(key=lambda row: row[:2])
    last = table[min(k, len(table)) - 1][0] if table and k > 0 else (-1, 0)
    return [row[2:] for row in table if row[0] <= last]
