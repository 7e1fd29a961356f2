"""What a read CV looks like: fields in JSON Resume's names, and where each was found."""

from dataclasses import asdict, dataclass, field
from typing import Any

MAX_BYTES = 10 * 1024 * 1024
MAX_TEXT = 200_000
"""Characters of text kept from one file; a CV of fifty dense pages has fewer."""

WHY_CODES = (
    "missing",
    "empty",
    "too_large",
    "wrong_type",
    "encrypted",
    "scanned",
    "broken",
    "hostile",
    "timeout",
    "not_a_cv",
)

WARNING_CODES = (
    "no_name",
    "no_email",
    "no_work",
    "name_not_certain",
    "date_unclear",
    "dates_in_wrong_order",
    "role_not_certain",
    "language_levels_differ",
    "pages_left_out",
    "text_left_out",
)


class UnreadableError(Exception):
    """The file cannot be read; `why` is one of WHY_CODES."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Found:
    """A value and the place in the file that it was read from: "page 1", "work[0]", "line 12"."""

    value: Any
    where: str


@dataclass(frozen=True)
class Reading:
    """One file as it was read; a proposal, never a fact, until the candidate confirms it.

    `fields` has JSON Resume's shape and only what the file says. `provenance` goes from the path of a field
    ("work[0].position") to its place in the file. `years_of_experience` is None when no dated work was found.
    """

    readable: bool
    why: str
    format: str
    fields: dict[str, Any] = field(default_factory=dict)
    years_of_experience: int | None = None
    provenance: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """The flat object that `manage.py read_cv --json` prints, without the raw text."""
        head: dict[str, Any] = {"readable": self.readable, "format": self.format}
        if not self.readable:
            head["why"] = self.why
        return {
            **head,
            **self.fields,
            "years_of_experience": self.years_of_experience,
            "warnings": self.warnings,
            "provenance": self.provenance,
        }

    def to_dict(self) -> dict[str, Any]:
        """Every attribute, for the way out of the child process; `Reading(**d)` is the way back."""
        return asdict(self)


def refusal(why: str, format: str = "") -> Reading:
    """A reading that says why the file was not read."""
    return Reading(readable=False, why=why, format=format)
