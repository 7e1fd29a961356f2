"""The vocabulary of skills and occupations, read once from the files in `data/`."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kretslop.taxonomy import overlay
from kretslop.taxonomy.aliases import spelling

DATA = Path(__file__).parent / "data"
CATEGORIES = ("language", "framework", "database", "platform", "tool", "method", "standard")


@dataclass(frozen=True)
class Skill:
    """A technology or method; `parents` are the codes that it implies, `esco` the id of the concept in ESCO, or ""."""

    code: str
    name: str
    category: str
    aliases: tuple[str, ...]
    parents: tuple[str, ...]
    esco: str


@dataclass(frozen=True)
class Occupation:
    """An IT occupation; `group` is the broader group, `aliases` the titles that mean it in any of the languages."""

    code: str
    name: str
    name_nb: str
    name_sv: str
    aliases: tuple[str, ...]
    esco: str
    group: str


class UnknownCode(LookupError):
    """The vocabulary has no entry with this code."""


def skill(code: str) -> Skill:
    """Give the skill with this code; raises `UnknownCode`."""
    try:
        return skills()[code]
    except KeyError:
        raise UnknownCode(code) from None


def occupation(code: str) -> Occupation:
    """Give the occupation with this code; raises `UnknownCode`."""
    try:
        return occupations()[code]
    except KeyError:
        raise UnknownCode(code) from None


def skill_by_name(text: str) -> Skill | None:
    """Give the skill that `text` as a whole names: its code, name or an alias, in any case."""
    wanted = _key(text)
    return _skills_by_name().get(wanted) or skills().get(text.strip())


@lru_cache(maxsize=4096)
def implied(code: str) -> frozenset[str]:
    """Give every skill that this one implies, without itself: Django implies Python; raises `UnknownCode`."""
    found: set[str] = set()
    waiting = list(skill(code).parents)
    while waiting:
        parent = waiting.pop()
        if parent not in found and parent != code:
            found.add(parent)
            waiting.extend(skill(parent).parents)
    return frozenset(found)


@lru_cache(maxsize=1)
def skills() -> dict[str, Skill]:
    """Give every skill by its code: the vocabulary's own, with what was imported from ESCO on top."""
    found = dict(own_skills())
    for _, label in overlay.labels("skills"):
        known = found.get(label.code)
        if known is None and not label.code.startswith(overlay.NEW):
            continue  # an entry that the vocabulary no longer has
        known = known or Skill(label.code, label.name, "method", (), (), label.esco)
        more = [alias for alias in split(label.aliases) if alias not in known.aliases]
        found[label.code] = replace(known, aliases=(*known.aliases, *more), esco=known.esco or label.esco)
    return found


def own_skills() -> dict[str, Skill]:
    """Give every skill of the files in `data/`."""
    found = {}
    for category in CATEGORIES:
        for row in _rows(DATA / "skills" / f"{category}.csv"):
            found[row["code"]] = Skill(
                code=row["code"],
                name=row["name"],
                category=category,
                aliases=split(row["aliases"]),
                parents=tuple(row["parents"].split()),
                esco=row["esco"],
            )
    return found


@lru_cache(maxsize=1)
def occupations() -> dict[str, Occupation]:
    """Give every occupation by its code: the vocabulary's own, with what was imported from ESCO on top."""
    found = dict(own_occupations())
    for language, label in overlay.labels("occupations"):
        known = found.get(label.code)
        if known is None and not label.code.startswith(overlay.NEW):
            continue
        known = known or Occupation(label.code, label.name, label.name, label.name, (), label.esco, label.group)
        if label.code.startswith(overlay.NEW) and language in ("nb", "sv"):
            known = replace(known, name_nb=label.name) if language == "nb" else replace(known, name_sv=label.name)
        more = [alias for alias in split(label.aliases) if alias not in known.aliases]
        found[label.code] = replace(known, aliases=(*known.aliases, *more), esco=known.esco or label.esco)
    return found


def own_occupations() -> dict[str, Occupation]:
    """Give every occupation of the file in `data/`."""
    return {
        row["code"]: Occupation(
            code=row["code"],
            name=row["name"],
            name_nb=row["name_nb"],
            name_sv=row["name_sv"],
            aliases=split(row["aliases"]),
            esco=row["esco"],
            group=row["group"],
        )
        for row in _rows(DATA / "occupations.csv")
    }


def split(cell: str) -> tuple[str, ...]:
    """Give the entries of a cell that separates them by " | "."""
    return tuple(part.strip() for part in cell.split(" | ") if part.strip())


@lru_cache(maxsize=1)
def _skills_by_name() -> dict[str, Skill]:
    """Give skills by every spelling; a name wins over another skill's alias."""
    found: dict[str, Skill] = {}
    for entry in skills().values():
        for alias in entry.aliases:
            found.setdefault(_key(spelling(alias)), entry)
    return found | {_key(entry.name): entry for entry in skills().values()}


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _content_hash() -> str:
    content = hashlib.sha256()
    for path in sorted(DATA.rglob("*.*")):
        content.update(path.relative_to(DATA).as_posix().encode())
        content.update(path.read_bytes())
    for path in overlay.imported():
        content.update(path.name.encode() + path.read_bytes())
    return content.hexdigest()[:16]


VOCABULARY_VERSION = _content_hash()
