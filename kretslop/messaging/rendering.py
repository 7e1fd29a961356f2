"""One plain-text template per kind of mail becomes a subject, a text and an HTML body."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import mark_safe

_LINK = re.compile(r"^\[(?P<label>[^\]]+)\]\((?P<address>https?://[^\s)]+)\)$")
_QUOTE = re.compile(r"^> ?")


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(*, kind: str, language: str, to_name: str, context: dict[str, object]) -> Rendered:
    """Render `mail/<kind>.txt` in `language`.

    The template's first line is the subject; paragraphs are parted by blank lines; a line `[label](address)` is a
    link of its own (a button in HTML), lines that start with `> ` are somebody's words. Everything else is text:
    nothing in `context` can bring markup of its own.
    """
    with translation.override(language):
        source = render_to_string(
            f"mail/{kind}.txt", {**context, "to_name": to_name, "site_url": settings.SITE_URL, "language": language}
        )
        subject, _, body = source.strip().partition("\n")
        paragraphs = [p.strip() for p in re.split(r"\n\s*\n", body.strip()) if p.strip()]
        html = render_to_string(
            "mail/frame.html",
            {"subject": subject, "paragraphs": [_as_html(p) for p in paragraphs], "language": language},
        )
    return Rendered(" ".join(subject.split())[:250], "\n\n".join(_as_text(p) for p in paragraphs) + "\n", html)


def _as_text(paragraph: str) -> str:
    link = _LINK.match(paragraph)
    return f"{link['label']}:\n{link['address']}" if link else paragraph


def _as_html(paragraph: str) -> dict[str, object]:
    if link := _LINK.match(paragraph):
        return {"kind": "link", "label": link["label"], "address": link["address"]}
    lines = paragraph.split("\n")
    kind = "quote" if all(_QUOTE.match(line) for line in lines) else "text"
    return {"kind": kind, "html": mark_safe("<br>".join(escape(_QUOTE.sub("", line)) for line in lines))}  # noqa: S308


def day_in_words(day: date | datetime, language: str) -> str:
    """Return a day with its weekday, such as "Friday 27 November", in `language`; a moment is read in the region's time.

    Whoever acts may be on another continent than whoever reads: the day must not depend on them.
    """
    with translation.override(language):
        if isinstance(day, datetime):
            day = timezone.localtime(day, timezone.get_default_timezone()).date()
        return date_format(day, "l j. F" if language == "nb" else "l j F")
