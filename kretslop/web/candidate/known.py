"""One introduction as its candidate may know it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kretslop.introductions import rules

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction


@dataclass(frozen=True, slots=True)
class Known:
    """One introduction as the candidate may know it now."""

    introduction: Introduction
    state: str
    words: str
    is_late: bool = False

    @property
    def is_open(self) -> bool:
        return rules.is_open(self.state)
