"""What a wanted profile or a campaign asks for: one small grammar in which no protected attribute can be said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kretslop.matching.facts import CULTURES, INDUSTRIES, SENIORITIES
from kretslop.matching.protected import ground

KINDS = (
    "skill", "one_of", "years", "industry", "language", "education", "desk_by", "place", "occupation", "seniority",
    "culture",
)  # fmt: skip
# kind -> highest level that can be asked
LEVELLED = {"skill": 4, "one_of": 4, "years": 50, "industry": 40, "language": 6, "education": 5}
CODED = ("skill", "language", "occupation", "industry", "seniority", "culture")  # about something named by a code
CLOSED = {"industry": INDUSTRIES, "seniority": SENIORITIES, "culture": CULTURES}  # kind -> all there is to choose from
#: What a person would like, told by themselves. It may count for somebody and never be demanded: no proxy for age.
WISHES = ("seniority", "culture")
MOST_OF, LONGEST_KEY = 6, 80
FIELDS = ("kind", "code", "codes", "level", "by", "points", "must", "places", "remote_ok")
FULL_SCORE = 100

CODE = re.compile(r"[a-z0-9.][a-z0-9.+#_/-]{0,79}")
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")


class CriteriaError(ValueError):
    """Criteria that cannot be used: `code` says what is wrong, `where` which item or field ("items.2.level")."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{code}: {where}")
        self.code = code
        self.where = where


@dataclass(frozen=True, slots=True)
class Criterion:
    """
    One thing asked for. Which fields count depends on the kind:

    skill: code, level 1 to 4 · years: level, years in the work · language: code (ISO 639), level 1 (A1) to 6 (C2) ·
    education: level 1 to 5 (see facts.EDUCATION) · desk_by: by, the last day · place: places, remote_ok ·
    occupation: code · one_of: codes of two to six skills, level 1 to 4 of any of them · industry: code, level 1 to 40
    years in it · seniority, culture: code, what the person wishes (never a must). `points` are given in full when it is
    met; `must` says that a person is expected to meet it.
    """

    kind: str
    code: str = ""
    level: int = 0
    by: date | None = None
    points: int = 0
    must: bool = False
    places: tuple[str, ...] = ()
    remote_ok: bool = False
    codes: tuple[str, ...] = ()
    #: Stable text identity, such as "skill:python"; one criteria set holds each key once.
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        about = self.code or ",".join(sorted(map(str, self.codes)))
        object.__setattr__(self, "key", f"{self.kind}:{about}" if about else self.kind)

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON; fields that say nothing are left out."""
        data: dict[str, Any] = {"kind": self.kind, "points": self.points, "must": self.must}
        if self.code:
            data["code"] = self.code
        if self.codes:
            data["codes"] = list(self.codes)
        if self.level:
            data["level"] = self.level
        if self.by:
            data["by"] = self.by.isoformat()
        if self.kind == "place":
            data["places"] = list(self.places)
            data["remote_ok"] = self.remote_ok
        return data


@dataclass(frozen=True, slots=True)
class Criteria:
    """Everything that one profile or campaign asks for; an invalid one cannot be made (CriteriaError)."""

    items: tuple[Criterion, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(self.items))
        seen: set[str] = set()
        for number, item in enumerate(self.items):
            check(item, f"items.{number}")
            if item.key in seen:
                raise CriteriaError("duplicate", f"items.{number}")
            seen.add(item.key)

    @property
    def musts(self) -> tuple[Criterion, ...]:
        return tuple(item for item in self.items if item.must)

    @property
    def nices(self) -> tuple[Criterion, ...]:
        return tuple(item for item in self.items if not item.must)

    @property
    def max_points(self) -> int:
        return sum(item.points for item in self.items)

    @staticmethod
    def from_json(data: Any) -> "Criteria":
        """Criteria from `to_json` or from a form. Raises CriteriaError for whatever cannot be said."""
        if not isinstance(data, Mapping) or not isinstance(data.get("items"), list | tuple):
            raise CriteriaError("not_criteria", "items")
        items = enumerate(data["items"])
        return Criteria(tuple(criterion_from_json(item, f"items.{number}") for number, item in items))

    def to_json(self) -> dict[str, Any]:
        return {"items": [item.to_json() for item in self.items]}

    def scaled_to_100(self) -> "Criteria":
        """
        The same criteria with points that sum to exactly 100, by largest remainder (ties by key), musts included.

        Criteria without any points share the 100 evenly; an empty set stays empty.
        """
        if not self.items:
            return self
        weights = [item.points for item in self.items] if self.max_points else [1] * len(self.items)
        shares = share_out(FULL_SCORE, weights, [item.key for item in self.items])
        return Criteria(tuple(replace(item, points=points) for item, points in zip(self.items, shares, strict=True)))


def share_out(total: int, weights: list[int], keys: list[str]) -> list[int]:
    """`total` split in proportion to `weights` into whole numbers that sum to it (largest remainder, ties by key)."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), keys[n]))
    for n in by_remainder[: total - sum(shares)]:
        shares[n] += 1
    return shares


def check(item: Criterion, where: str) -> None:
    """Raises CriteriaError when a criterion says nothing, says too much, or names a protected attribute."""
    if item.kind not in KINDS:
        raise CriteriaError("protected" if ground(item.kind) else "unknown_kind", f"{where}.kind")
    if type(item.points) is not int or item.points < 0:
        raise CriteriaError("bad_points", f"{where}.points")
    if type(item.must) is not bool or type(item.remote_ok) is not bool:
        raise CriteriaError("bad_flag", f"{where}.must")
    if item.must and item.kind in WISHES:
        raise CriteriaError("wish_not_must", f"{where}.must")
    _check_code(item, where)
    _check_codes(item, where)
    highest = LEVELLED.get(item.kind, 0)
    if type(item.level) is not int or not (1 if highest else 0) <= item.level <= highest:
        raise CriteriaError("bad_level", f"{where}.level")
    if (type(item.by) is not date) if item.kind == "desk_by" else item.by is not None:
        raise CriteriaError("bad_date", f"{where}.by")
    if item.kind == "place":
        if not item.places and not item.remote_ok:
            raise CriteriaError("no_place", f"{where}.places")
        if not all(isinstance(place, str) and CODE.fullmatch(place) for place in item.places):
            raise CriteriaError("bad_place", f"{where}.places")
    elif item.places or item.remote_ok:
        raise CriteriaError("unknown_field", f"{where}.places")


def _check_code(item: Criterion, where: str) -> None:
    if item.kind not in CODED:
        if item.code:
            raise CriteriaError("unknown_field", f"{where}.code")
        return
    if item.kind in CLOSED and item.code in CLOSED[item.kind]:
        return  # the health sector is an industry, and nobody's health
    if ground(item.code):
        raise CriteriaError("protected", f"{where}.code")
    pattern = LANGUAGE_CODE if item.kind == "language" else CODE
    if item.kind in CLOSED or not isinstance(item.code, str) or not pattern.fullmatch(item.code):
        raise CriteriaError("bad_code", f"{where}.code")


def _check_codes(item: Criterion, where: str) -> None:
    """The skills of "one of these": two to six, each once."""
    if item.kind != "one_of":
        if item.codes:
            raise CriteriaError("unknown_field", f"{where}.codes")
        return
    for code in item.codes:
        _check_code(Criterion("skill", code), where)
    if not 1 < len(set(item.codes)) == len(item.codes) <= MOST_OF or len(item.key) > LONGEST_KEY:
        raise CriteriaError("not_one_of", f"{where}.codes")


def criterion_from_json(data: Any, where: str) -> Criterion:
    """One criterion from `Criterion.to_json`; its content is checked when it joins a Criteria."""
    if not isinstance(data, Mapping):
        raise CriteriaError("not_criteria", where)
    for name in data:
        if name not in FIELDS:
            raise CriteriaError("protected" if ground(name) else "unknown_field", f"{where}.{name}")
    by = data.get("by")
    if isinstance(by, str):
        try:
            by = date.fromisoformat(by)
        except ValueError:
            raise CriteriaError("bad_date", f"{where}.by") from None
    places = data.get("places") or ()
    if not isinstance(places, list | tuple):
        raise CriteriaError("bad_place", f"{where}.places")
    codes = data.get("codes") or ()
    if not isinstance(codes, list | tuple):
        raise CriteriaError("not_one_of", f"{where}.codes")
    return Criterion(
        kind=str(data.get("kind", "")),
        code=data.get("code") or "",
        level=data.get("level") or 0,
        by=by,
        points=data.get("points", 0),
        must=data.get("must", False),
        places=tuple(places),
        remote_ok=data.get("remote_ok", False),
        codes=tuple(codes),
    )
