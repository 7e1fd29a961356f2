"""The secretariat edits the reasons for a no that employers of one kind choose from."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from kretslop.accounts.models import User
from kretslop.employers.rules import KINDS
from kretslop.introductions import rules
from kretslop.introductions.kindness import doubt
from kretslop.introductions.models import Reason
from kretslop.introductions.reasoning import Choice, choices_for
from kretslop.introductions.wording import OWN
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.shared.refs import new_ref
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@action
def save_reasons(*, kind: str, end: str, entries: Sequence[Choice], by: User, now: datetime) -> list[Choice]:
    """Let employers of `kind` choose from these reasons at `end`, in this order; a new one has no code.

    A reason whose words change is another one: the old one stays on the feedback that it was given in, with its words.
    Invalid("rows") for too few or too many; Invalid("<row>-words_<language>" or "-text_<language>") for what is empty,
    too long, twice there, or touches a protected ground.
    """
    if not by.is_project_lead:
        raise NotAllowed("project_leads_only")
    if kind not in KINDS or end not in rules.BUILT_IN_REASONS:
        raise Invalid("rows", "unknown")
    if not rules.REASONS_LEAST <= len(entries) <= rules.REASONS_MOST:
        raise Invalid("rows", "out_of_range")
    entries = [_trimmed(entry) for entry in entries]
    for number, entry in enumerate(entries):
        _check(number, entry, entries[:number])
    rows = {row.code: row for row in Reason.objects.select_for_update().filter(kind=kind, end=end)}
    said = {choice.code: choice.words for choice in choices_for(kind, end)}
    kept = []
    for place, entry in enumerate(entries):
        same = bool(entry.code) and said.get(entry.code) == entry.words
        code = entry.code if same and entry.code not in kept else f"{OWN}{new_ref()}"
        row = rows.get(code) or Reason(kind=kind, end=end, code=code)
        row.words, row.text, row.place, row.retired_at = entry.words, entry.text, place, None
        row.save()
        kept.append(code)
    gone = Reason.objects.filter(kind=kind, end=end, retired_at=None).exclude(code__in=kept)
    retired = gone.update(retired_at=now)
    record("reasons.changed", about=[by], by=by, now=now,
           codes={"kind": kind, "end": end, "reasons": len(kept), "retired": retired})  # fmt: skip
    return choices_for(kind, end)


def _trimmed(entry: Choice) -> Choice:
    words = {language: " ".join(entry.words.get(language, "").split()) for language in LANGUAGES}
    return Choice(entry.code, words, {language: entry.text.get(language, "").strip() for language in LANGUAGES})


def _check(number: int, entry: Choice, before: Sequence[Choice]) -> None:
    for language in LANGUAGES:
        words, text = entry.words[language], entry.text[language]
        if not words:
            raise Invalid(f"{number}-words_{language}", "required")
        if len(words) > rules.REASON_WORDS_MAX:
            raise Invalid(f"{number}-words_{language}", "too_long")
        if doubt(words) == "protected":
            raise Invalid(f"{number}-words_{language}", "protected")
        if any(words.casefold() == other.words[language].casefold() for other in before):
            raise Invalid(f"{number}-words_{language}", "twice")
        if len(text) < rules.WORDS_MIN:
            raise Invalid(f"{number}-text_{language}", "too_short")
        if len(text) > rules.WORDS_MAX:
            raise Invalid(f"{number}-text_{language}", "too_long")
        if problem := doubt(text):
            raise Invalid(f"{number}-text_{language}", problem)
