"""What reading input has in common: problems say where they are and what happens to the rest."""

from dataclasses import dataclass
from pathlib import Path


class Unusable(Exception):
    """A file cannot be used at all; the message says what is wrong with it and where."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in one line of the input: where, what is wrong, what became of it, and whether the line is lost."""

    file: str
    line: int
    what: str
    then: str
    loses: bool = True

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.what} {self.then}"


def lines_of(path: Path) -> list[str]:
    """Return the file's lines; Unusable when it is missing, empty or no text."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path}: cannot be read ({error.strerror}). Nothing was changed.") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unusable(
            f"{path}, line {line}: this is not UTF-8 text. Save the file as UTF-8. Nothing was changed."
        ) from error
    if not text.strip():
        raise Unusable(f"{path}: the file is empty. Nothing was changed.")
    return text.splitlines()
