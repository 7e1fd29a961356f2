"""One introduction as its candidate may know it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kretslop.introductions import rules

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction


@dataclass(slots=True)
class Known:
    """One introduction as the candidate may know it now."""

    introduction: Introduction
    state: str
    words: str
    is_late: bool = False
    has_met: bool = False
    #: By when the employer gives its first answer, while it reads.
    answer_due: datetime | None = None
    #: What the page says of its interview, if there is one.
    meeting: dict[str, Any] | None = None

    @property
    def is_open(self) -> bool:
        return rules.is_open(self.state)
