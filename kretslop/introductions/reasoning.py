"""Which reasons for a no an employer chooses from, and the text from which its words to the candidate may start."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language, override

from kretslop.introductions import rules
from kretslop.introductions.models import Introduction, Reason
from kretslop.introductions.wording import reason_words, suggestion


class Choice(NamedTuple):
    """One reason to choose: its words, and a text to start from, by language."""

    code: str
    words: dict[str, str]
    text: dict[str, str]

    @property
    def label(self) -> str:
        """Return the words in the language of whoever looks."""
        return self.words.get((get_language() or "en")[:2]) or self.words["en"]


def built_in(end: str) -> list[Choice]:
    """Return the reasons that hold as long as nobody has edited them."""
    languages = [code for code, _name in settings.LANGUAGES]
    found = []
    for code in rules.BUILT_IN_REASONS[end]:
        words = {}
        for language in languages:
            with override(language):
                words[language] = reason_words(code)
        found.append(Choice(code, words, {language: suggestion(code, language) for language in languages}))
    return found


def choices_for(kind: str, end: str) -> list[Choice]:
    """Return the reasons for employers of one kind at one end (a key of `rules.BUILT_IN_REASONS`), in their order."""
    edited = [Choice(row.code, row.words, row.text) for row in _edited(kind, end)]
    return edited or built_in(end)


def is_start(words: str, choices: list[Choice]) -> bool:
    """True when the words are one of the texts as it is: nobody has written anything of their own."""
    plain = " ".join(words.split())
    return any(plain == " ".join(text.split()) for choice in choices for text in choice.text.values() if text)


def codes_for(introduction: Introduction, end: str) -> tuple[str, ...]:
    """Return what may be chosen about this introduction now."""
    edited = _edited(introduction.employer.kind, end).values_list("code", flat=True)
    return tuple(edited) or tuple(rules.BUILT_IN_REASONS[end])


def _edited(kind: str, end: str) -> QuerySet[Reason]:
    return Reason.objects.filter(kind=kind, end=end, retired_at=None)
