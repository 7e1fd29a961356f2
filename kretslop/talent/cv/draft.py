"""Gathers what a parser finds and turns it into a Reading, so that every format counts and checks alike."""

from datetime import date
from typing import Any

from . import dates
from .findskills import Piece, find_in
from .reading import MAX_TEXT, Reading, UnreadableError


class Draft:
    """A CV while it is read. Order of calls is the order of the fields."""

    def __init__(self, format: str, today: date) -> None:
        self.format = format
        self.today = today
        self.basics: dict[str, Any] = {}
        self.work: list[dict[str, Any]] = []
        self.education: list[dict[str, Any]] = []
        self.languages: list[dict[str, Any]] = []
        self.unknown_skills: list[str] = []
        self.provenance: dict[str, str] = {}
        self.warnings: list[str] = []
        self.text = ""
        self._pieces: list[Piece] = []
        self._months: set[int] = set()
        self._dated_work = False

    def warn(self, code: str) -> None:
        """Note a warning once."""
        if code not in self.warnings:
            self.warnings.append(code)

    def say(self, words: str, where: str) -> None:
        """Words of the candidate's own in which skills may be found."""
        if words.strip():
            self.say_together([(words, where)])

    def say_together(self, piece: Piece) -> None:
        """Words from several places that are read as one text, so that they give each other context."""
        if piece:
            self._pieces.append(piece)

    def set_basic(self, name: str, value: Any, where: str) -> None:
        """One field of `basics`."""
        self.basics[name] = value
        self.provenance[f"basics.{name}"] = where

    def add_work(
        self, entry: dict[str, Any], start: dates.Month | None, end: dates.Month | None, current: bool, where: str
    ) -> None:
        """A job; its months count towards the years of experience."""
        if self._dated(entry, start, end):
            months = dates.months_of(start, end, current, self.today)
            self._months |= months
            self._dated_work = self._dated_work or bool(months)
        self._add(self.work, "work", entry, where)

    def add_education(
        self, entry: dict[str, Any], start: dates.Month | None, end: dates.Month | None, current: bool, where: str
    ) -> None:
        """A course of study; never counts as work."""
        self._dated(entry, start, end)
        self._add(self.education, "education", entry, where)

    def add_language(self, language: str, fluency: str, cefr: str, where: str) -> None:
        """A language; `fluency` is the CEFR level when the CV states one, else the CV's own words."""
        if any(known["language"].casefold() == language.casefold() for known in self.languages):
            return
        entry = {"language": language}
        if cefr or fluency:
            entry["fluency"] = cefr or fluency
        if cefr:
            entry["cefr"] = cefr
        self._add(self.languages, "languages", entry, where)

    def _dated(self, entry: dict[str, Any], start: dates.Month | None, end: dates.Month | None) -> bool:
        """Write the dates into the entry; False when the end lies before the start."""
        if start:
            entry["startDate"] = str(start)
        if end:
            entry["endDate"] = str(end)
        if start and end and (end.year, end.month or 12) < (start.year, start.month or 1):
            self.warn("dates_in_wrong_order")
            return False
        return True

    def _add(self, rows: list[dict[str, Any]], part: str, entry: dict[str, Any], where: str) -> None:
        index = len(rows)
        rows.append(entry)
        self.provenance.update({f"{part}[{index}].{name}": where for name in entry})

    def finish(self) -> Reading:
        """The Reading; UnreadableError("not_a_cv") when nothing in it tells of a person's work."""
        skills, suggested, places = find_in(self._pieces)
        if not (self.work or self.education or (skills and self.basics)):
            raise UnreadableError("not_a_cv")
        self.provenance.update({f"skills[{index}].name": where for index, where in enumerate(places)})
        fields = {
            "basics": self.basics,
            "work": self.work,
            "education": self.education,
            "languages": self.languages,
            "skills": skills,
            "suggested_skills": suggested,
            "unknown_skills": list(dict.fromkeys(self.unknown_skills)),
        }
        for code, missing in (
            ("no_name", "name" not in self.basics),
            ("no_email", "email" not in self.basics),
            ("no_work", not self.work),
        ):
            if missing:
                self.warn(code)
        text = self.text or "\n".join(words for piece in self._pieces for words, _ in piece)
        return Reading(
            readable=True,
            why="",
            format=self.format,
            fields=fields,
            years_of_experience=dates.whole_years(self._months) if self._dated_work else None,
            provenance=self.provenance,
            warnings=self.warnings,
            text=text[:MAX_TEXT],
        )
