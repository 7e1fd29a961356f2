"""Holds criteria against one person's facts and says, part by part, what is met, not met or unknown."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from kretslop.matching.criteria import WISHES, Criteria, Criterion, criterion_from_json
from kretslop.matching.facts import ANYWHERE, REMOTE, Facts

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
VERDICTS = (MET, NOT_MET, UNKNOWN)
# Best first. "Find out" stands above "near-miss": a "no" must never place anybody above "nobody has asked yet".
GROUPS = ("meets_all", "find_out", "near_miss", "not_now")

Have = int | str | None
NOT_THERE: tuple[str, Have, int] = (NOT_MET, 0, 0)
NOBODY_KNOWS: tuple[str, Have, int] = (UNKNOWN, None, 0)


class Part(NamedTuple):
    """One criterion held against one person: `have` is what they bring (a level, years, an ISO date, a place)."""

    criterion: Criterion
    verdict: str
    have: Have
    points: int
    evidence: str = ""


class Result(NamedTuple):
    """The whole explanation: `score` is the sum of the parts' points, `of` the most that these criteria give."""

    parts: tuple[Part, ...]
    score: int
    of: int
    group: str

    @property
    def unknowns(self) -> tuple[Part, ...]:
        """Musts that nobody knows about yet: the questions to ask this person, whatever the group."""
        return tuple(part for part in self.parts if part.criterion.must and part.verdict == UNKNOWN)

    @property
    def missing(self) -> tuple[Part, ...]:
        """Musts that are not met."""
        return tuple(part for part in self.parts if part.criterion.must and part.verdict == NOT_MET)

    def to_json(self) -> dict[str, Any]:
        parts = [
            {
                "criterion": part.criterion.to_json(),
                "verdict": part.verdict,
                "have": part.have,
                "points": part.points,
                "evidence": part.evidence,
            }
            for part in self.parts
        ]
        return {"parts": parts, "score": self.score, "of": self.of, "group": self.group}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "Result":
        """A result as it was stored. Raises CriteriaError or KeyError when the data is something else."""
        parts = tuple(
            Part(
                criterion_from_json(part["criterion"], f"parts.{number}"),
                part["verdict"],
                part["have"],
                part["points"],
                part["evidence"],
            )
            for number, part in enumerate(data["parts"])
        )
        return Result(parts, data["score"], data["of"], data["group"])


def explain(criteria: Criteria, facts: Facts) -> Result:
    """
    One person against one set of criteria.

    An unknown gives no points and is never "not met". A level or a number of years below the one asked for is not met
    and gives its share of the points, rounded down; "one of these" gives what the best of them gives, also while the
    others are unknown. So the score is a whole number and always the sum of the parts.
    """
    parts = []
    score = of = missing = unknown = 0
    evidence = facts.evidence
    for item in criteria.items:
        verdict, have, points = JUDGES[item.kind](item, facts)
        parts.append(Part(item, verdict, have, points, evidence.get(item.key, "") if evidence else ""))
        score += points
        of += item.points
        if item.must and verdict is not MET:
            if verdict is NOT_MET:
                missing += 1
            else:
                unknown += 1
    return Result(tuple(parts), score, of, group_of(missing, unknown))


def group_of(missing: int, unknown: int) -> str:
    """
    The group of somebody with so many musts not met and so many unknown.

    Exactly one must not met is a near-miss even when others are unknown: a person reads every near-miss and its open
    questions are asked too (`Result.unknowns`), so nobody is lost, and "find out" stays the list of people who may
    still meet everything. Turning a "not met" or an "unknown" into "met" never makes the group worse, nor does "not
    met" into "unknown"; unknowns alone never put anybody below "find out".
    """
    if missing == 0:
        return "find_out" if unknown else "meets_all"
    return "near_miss" if missing == 1 else "not_now"


def what_would_change(result: Result) -> list[tuple[Criterion, Have]]:
    """
    The smallest changes that lift somebody into the next better group, as (criterion, what is needed), smallest first.

    Near-miss: the one must that is missing. Find out: all unknown musts. Not now: all missing musts but the one
    furthest away. Meets all: nothing. What is needed is a level or years, an ISO date, places or a code.
    """
    if result.group == "find_out":
        parts: tuple[Part, ...] = result.unknowns
    else:
        parts = tuple(sorted(result.missing, key=_distance))
        if result.group == "not_now":
            parts = parts[:-1]
    return [(part.criterion, needed(part.criterion)) for part in parts]


def needed(item: Criterion) -> Have:
    """What meets a criterion: a level or years, an ISO date, places (or "remote") or a code."""
    if item.kind == "desk_by" and item.by:
        return item.by.isoformat()
    if item.kind == "place":
        return ",".join([*item.places, *([REMOTE] if item.remote_ok else [])])
    return item.code if item.kind in ("occupation", *WISHES) else item.level


def _distance(part: Part) -> tuple[int, str]:
    """How far away a missing must is, in thousandths of what is asked (of a year for a date), then its key."""
    item = part.criterion
    if item.kind == "desk_by" and item.by and isinstance(part.have, str):
        late = item.by.fromisoformat(part.have) - item.by
        return min(1000, late.days * 1000 // 365), item.key
    have = part.have if item.kind != "one_of" else best_of(part)[1]
    if isinstance(have, int) and item.level:
        return (item.level - have) * 1000 // item.level, item.key
    return 1000, item.key


def best_of(part: Part) -> tuple[str, int]:
    """The skill that comes closest in "one of these" and its level; ("", 0) when none of them is named."""
    code, _colon, level = str(part.have or "").rpartition(":")
    return code, int(level or 0)


def _level(item: Criterion, have: int | None) -> tuple[str, Have, int]:
    if have is None:
        return NOBODY_KNOWS
    if have >= item.level:
        return MET, have, item.points
    return NOT_MET, have, item.points * max(have, 0) // item.level


def _listed(item: Criterion, listed: Mapping[str, int | None], complete: bool) -> tuple[str, Have, int]:
    """A skill or language by code: one on the list without a level is there at level 1 at least."""
    if item.code not in listed:
        return NOT_THERE if complete else NOBODY_KNOWS
    have = listed[item.code]
    if have is None and item.level == 1:
        return MET, 1, item.points
    return _level(item, have)


def _skill(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    return _listed(item, facts.skills, facts.skills_known)


def _language(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    return _listed(item, facts.languages, facts.languages_known)


def _one_of(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    """Met by any of the skills; not met only when none is and all are known."""
    each = {
        code: _listed(replace(item, kind="skill", code=code), facts.skills, facts.skills_known) for code in item.codes
    }
    code = max(item.codes, key=lambda code: (each[code][0] == MET, each[code][2], int(each[code][1] or 0)))
    verdict, level, points = each[code]
    if verdict is not MET and any(other is UNKNOWN for other, _, _ in each.values()):
        verdict = UNKNOWN
    return verdict, f"{code}:{level}" if level else None, points


def _industry(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    if item.code not in facts.industries:
        return NOT_THERE if facts.industries_known else NOBODY_KNOWS
    return _level(item, facts.industries[item.code])


def _wish(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    """What the person would like; one who has said nothing is unknown."""
    wishes = facts.seniorities if item.kind == "seniority" else facts.cultures
    if not wishes:
        return NOBODY_KNOWS
    met = item.code in wishes
    return (MET if met else NOT_MET), ",".join(sorted(wishes)), item.points if met else 0


def _years(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    return _level(item, facts.years)


def _education(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    return _level(item, facts.education)


def _desk_by(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    if facts.desk_on is None or item.by is None:
        return NOBODY_KNOWS
    have = facts.desk_on.isoformat()
    return (MET, have, item.points) if facts.desk_on <= item.by else (NOT_MET, have, 0)


def _place(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    """Met by one shared place, or, where remote is fine, by somebody who wishes to work remotely."""
    shared = [place for place in item.places if place in facts.places or ANYWHERE in facts.places]
    if shared:
        return MET, ",".join(shared), item.points
    if item.remote_ok and facts.remote == REMOTE:
        return MET, REMOTE, item.points
    if item.remote_ok and facts.remote is None:
        return NOBODY_KNOWS
    if item.places and not facts.places_known:
        return NOBODY_KNOWS
    return NOT_MET, ",".join(sorted(facts.places)) or facts.remote, 0


def _occupation(item: Criterion, facts: Facts) -> tuple[str, Have, int]:
    if facts.occupation is None:
        return NOBODY_KNOWS
    met = facts.occupation == item.code
    return (MET if met else NOT_MET), facts.occupation, item.points if met else 0


JUDGES: dict[str, Callable[[Criterion, Facts], tuple[str, Have, int]]] = {
    "skill": _skill,
    "one_of": _one_of,
    "industry": _industry,
    "seniority": _wish,
    "culture": _wish,
    "years": _years,
    "language": _language,
    "education": _education,
    "desk_by": _desk_by,
    "place": _place,
    "occupation": _occupation,
}
