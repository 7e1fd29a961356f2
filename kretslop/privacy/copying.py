"""The person's own copy in words: sections for the page, and the same as a PDF."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from kretslop.privacy import inventory, queries
from kretslop.privacy.exporting import Part, copy_of
from kretslop.privacy.wording import column_words, kept_words, table_words
from kretslop.privacy.wording.values import value_words
from kretslop.talent.models import Candidate

TEMPLATE = Path(__file__).parent / "typst" / "copy.typ"


@dataclass(frozen=True, slots=True)
class Section:
    """One table in words: its title, why it is kept and for how long, and rows of (column, value)."""

    label: str
    title: str
    kept: str
    rows: list[list[tuple[str, str]]]


def sections(candidate: Candidate, now: datetime) -> list[Section]:
    """Return everything about the person in words, in the language in use; tables without a value are left out."""
    clock = queries.clock()
    found = []
    for part in copy_of(candidate, now):
        rows = [said for row in part.rows if (said := _said(part, row))]
        if rows:
            keeps = dict.fromkeys(entry.keep for entry in inventory.entries(part.model).values())
            kept = "; ".join(kept_words(keep, clock) for keep in keeps)
            title = str(capfirst(table_words(part.model)))
            found.append(Section(part.model._meta.label, title, gettext("Kept: %(kept)s") % {"kept": kept}, rows))
    return found


def _said(part: Part, row: dict[str, Any]) -> list[tuple[str, str]]:
    words = ((column_words(part.model, name), value_words(part.model, name, value)) for name, value in row.items())
    return [(column, value) for column, value in words if value]


def as_pdf(candidate: Candidate, now: datetime) -> bytes:
    """Return the copy as a tagged PDF; the same data at the same moment gives the same bytes.

    Set with the fonts that Typst brings, so that nothing of the machine or the network is needed: Latin, Greek and
    Cyrillic letters. What is written otherwise is whole in the copy as data.
    """
    made = date_format(localtime(now), "DATETIME_FORMAT")
    data = {
        "title": gettext("What we have about you"),
        "alliance": "Kretsløp",
        "language": (get_language() or "en").partition("-")[0],
        "footer": gettext("%(name)s, copy of %(day)s") % {"name": candidate.name, "day": made},
        "intro": [
            gettext("This is everything that the talent pool has about you, as it stood on %(day)s.") % {"day": made},
            gettext("Private notes of the liaison and of employers are not in it. Ask your contact person for them."),
        ],
        "sections": [{"title": each.title, "kept": each.kept, "rows": each.rows} for each in sections(candidate, now)],
    }
    pdf = typst.compile(
        str(TEMPLATE), sys_inputs={"data": json.dumps(data)}, format="pdf", ignore_system_fonts=True,
        timestamp=int(now.timestamp()),
    )  # fmt: skip
    assert isinstance(pdf, bytes)
    return pdf
