"""How the timeline names subjects and actors, and what it refuses to hold."""

import re
from typing import Protocol

SYSTEM = "system"
SIMULATION = "simulation"
MACHINES = (SYSTEM, SIMULATION)
_CODE = re.compile(r"[\w:.,\-+]{0,80}")
_SUBJECT = re.compile(r"[a-z]+:[0-9a-z]{12}")


class HasRef(Protocol):
    """A row with a random public reference."""

    ref: str


def subject(thing: HasRef) -> str:
    """Return `kind:ref` for a row, such as `candidate:7k4f2a…`; ValueError when its ref is no random reference."""
    # A lazy `request.user` answers with the class of what it stands for; `type` would not.
    found = f"{thing.__class__.__name__.lower()}:{thing.ref}"
    if _SUBJECT.fullmatch(found) is None:
        raise ValueError("not a subject of the timeline")
    return found


def holds_words(value: str) -> bool:
    """True when `value` is more than a code: it has spaces, quotes or over 80 characters."""
    return _CODE.fullmatch(value) is None
