"""Answers that a browser keeps as a file instead of showing them."""

from django.http import HttpResponse

from kretslop.messaging.delivery import CALENDAR_NAME


def attachment(content: str | bytes, kind: str, name: str) -> HttpResponse:
    """Answer with a file; `kind` is its media type, `name` what it is called where it is kept."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def calendar_entry(text: str) -> HttpResponse:
    """Answer with a calendar file, under the name that it has in mails."""
    return attachment(text, "text/calendar; charset=utf-8", CALENDAR_NAME)
