"""What the forms about a person need beside the components."""

from collections.abc import Mapping

from django import template

from kretslop.talent.wording import years_words

register = template.Library()


@register.filter
def at(values: Mapping[str, str], name: str) -> str:
    """The value at a key, or nothing."""
    return values.get(name, "")


@register.filter
def in_years(years: int) -> str:
    """Whole years in words: `7 years`, `less than a year`."""
    return years_words(years)


@register.filter
def first_word(name: str) -> str:
    """The word to call somebody by."""
    return name.split()[0] if name.strip() else ""
