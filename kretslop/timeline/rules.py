"""How the timeline names subjects and actors, and what it refuses to hold."""

import re
from typing import Protocol

SYSTEM = "system"
SIMULATION = "simulation"
_CODE = re.compile(r"^[\w:.\-+]{0,80}$")


class HasRef(Protocol):
    """A row with a random public reference."""

    ref: str


def subject(thing: HasRef) -> str:
    """Return `kind:ref` for a row, such as `candidate:7k4f2a…`."""
    return f"{type(thing).__name__.lower()}:{thing.ref}"


def holds_words(value: str) -> bool:
    """True when `value` is more than a code: it has spaces, quotes or over 80 characters."""
    return _CODE.match(value) is None
