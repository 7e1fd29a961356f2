"""One plain-text template per kind of mail becomes a subject, a text and an HTML body."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import mark_safe

from kretslop.shared.calendar import OSLO

_LINK = re.compile(r"^\[(?P<label>[^\]]+)\]\((?P<address>https?://[^\s)]+)\)$")
_QUOTE = re.compile(r"^> ?")
# What would be markup, were it ours, is hidden in characters that mean nothing while the template's own is read.
# A line break becomes one that Python's `splitlines` still sees, so that templates can quote line by line.
_HIDDEN = {"\n": "\u2028", "[": "\ue001", "]": "\ue002", ">": "\ue003"}
_HIDE = str.maketrans({**dict.fromkeys("\ue001\ue002\ue003"), **_HIDDEN})
_SHOW = str.maketrans({hidden: shown for shown, hidden in _HIDDEN.items()})


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
    values = {**_hidden(context), "to_name": _hidden(to_name), "site_url": settings.SITE_URL, "language": language}
    with translation.override(language):
        source = render_to_string(f"mail/{kind}.txt", values)
        subject, _, body = source.strip().partition("\n")
        paragraphs = [p.strip() for p in re.split(r"\n\s*\n", body.strip()) if p.strip()]
        html = render_to_string(
            "mail/frame.html",
            {"subject": _one_line(subject), "paragraphs": [_as_html(p) for p in paragraphs], "language": language},
        )
    return Rendered(_one_line(subject), "\n\n".join(_as_text(p) for p in paragraphs) + "\n", html)


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(value.splitlines()).translate(_HIDE)
    if isinstance(value, dict):
        return {key: _hidden(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(each) for each in value]
    return value


def _one_line(subject: str) -> str:
    """Return a subject without line breaks or control characters, as long as the column allows."""
    words = subject.translate(_SHOW).split()
    return "".join(letter for letter in " ".join(words) if letter.isprintable())[:250]


def _as_text(paragraph: str) -> str:
    link = _LINK.match(paragraph)
    return (f"{link['label']}:\n{link['address']}" if link else paragraph).translate(_SHOW)


def _as_html(paragraph: str) -> dict[str, object]:
    if link := _LINK.match(paragraph):
        return {"kind": "link", "label": link["label"].translate(_SHOW), "address": link["address"].translate(_SHOW)}
    lines = paragraph.split("\n")
    kind = "quote" if all(_QUOTE.match(line) for line in lines) else "text"
    shown = "\n".join(_QUOTE.sub("", line) for line in lines).translate(_SHOW)
    return {"kind": kind, "html": mark_safe(escape(shown).replace("\n", "<br>"))}  # noqa: S308


def day_in_words(day: date | datetime, language: str) -> str:
    """Return a day with its weekday, such as "Friday 27 November"; a moment is read in the region's time.

    Whoever acts may be on another continent than whoever reads: the day must not depend on them.
    """
    with translation.override(language):
        if isinstance(day, datetime):
            day = day.astimezone(OSLO).date()
        return date_format(day, "l j. F" if language == "nb" else "l j F")
