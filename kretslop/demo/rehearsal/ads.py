"""Reads job ads, one JSON object a line, into drafts of wanted profiles."""

import json
from dataclasses import dataclass
from pathlib import Path

from kretslop.campaigns.ad_criteria import criteria_of_ad
from kretslop.campaigns.ad_reading import AdDraft, AdUnreadable, read_ad
from kretslop.demo.rehearsal.reading import Problem, Unusable, lines_of
from kretslop.matching.criteria import Criteria

LEFT_OUT = "This ad was left out; the others are used."
KEPT_AS_DRAFT = "It is kept as a draft for a person to finish; the others are used."


@dataclass(frozen=True, slots=True)
class Ad:
    """One ad: its text, what was read from it, and whether it can be submitted as it is."""

    line: int
    text: str
    draft: AdDraft
    criteria: Criteria
    is_usable: bool

    @property
    def title(self) -> str:
        return self.draft.title or f"Ad {self.line}"


def read(path: Path) -> tuple[list[Ad], list[Problem]]:
    """Return the ads and what was wrong with some; Unusable when not one can be used."""
    ads: list[Ad] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines_of(path), 1):
        if line.strip():
            ad, problem = _read_line(path.name, number, line)
            ads += [ad] if ad else []
            problems += [problem] if problem else []
    if not any(ad.is_usable for ad in ads):
        found = "".join(f"\n  {problem}" for problem in problems[:5])
        raise Unusable(f"{path}: there is no ad that can be used. Nothing was changed.{found}")
    return ads, problems


def _read_line(file: str, number: int, line: str) -> tuple[Ad | None, Problem | None]:
    def problem(what: str, then: str = LEFT_OUT) -> Problem:
        return Problem(file, number, what, then)

    try:
        row = json.loads(line)
    except ValueError as error:
        column = getattr(error, "colno", 1)
        return None, problem(f"column {column}: this is not JSON ({getattr(error, 'msg', 'unreadable')}).")
    lines = row.get("lines") if isinstance(row, dict) else None
    if not isinstance(lines, list) or not all(isinstance(each, str) for each in lines):
        return None, problem("there is no “lines” with the ad's text, line by line.")
    text = "\n".join(lines)
    try:
        draft = read_ad(text)
    except AdUnreadable as error:
        words = {"empty": "the ad has no words.", "too_long": "the ad is longer than 40 000 characters."}
        return None, problem(words.get(error.code, error.code))
    ad = Ad(number, text, draft, criteria_of_ad(draft), is_usable=True)
    if any(warned.code == "language_not_read" for warned in draft.warnings):
        what = f"the ad is in a language that is not read ({draft.language_of_ad})."
        return Ad(number, text, draft, ad.criteria, is_usable=False), problem(what, KEPT_AS_DRAFT)
    if not ad.criteria.items:
        what = "no skill, years or language could be found in the ad."
        return Ad(number, text, draft, ad.criteria, is_usable=False), problem(what, KEPT_AS_DRAFT)
    return ad, None
