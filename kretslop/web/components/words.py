"""How names, numbers and dates are written on a page."""

import datetime
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

register = template.Library()

# The narrow one would be right in print, but Inter draws it so narrow that 1 482 reads as 1482.
SPACE = "\N{NO-BREAK SPACE}"


@register.filter
def initials(name: object) -> str:
    """The first letters of the first and last word of a name: `Diogo Salgado` gives `DS`."""
    words = [word for word in str(name or "").replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """A number with its thousands apart by a space that never breaks: 1482 gives `1 482`, 2.14 with 1 decimal `2.1`.

    `None` gives a dash; what is no number is given back as it is.
    """
    if value is None or value == "":
        return "–"
    try:
        amount = Decimal(str(value))
    except ArithmeticError:
        return str(value)
    if not amount.is_finite():
        return str(value)
    if decimals is not None:
        amount = round(amount, int(decimals))
    whole, _point, rest = f"{amount:,f}".partition(".")
    text = whole.replace(",", SPACE).replace("-", "\N{MINUS SIGN}")
    return text + (str(get_format("DECIMAL_SEPARATOR")) + rest if rest else "")


@register.filter
def share(part: Any, whole: Any) -> str:
    """`part` of `whole` in whole per cent: 41 of 100 gives `41 %`; of nothing gives a dash."""
    try:
        return f"{number(round(100 * float(part) / float(whole)))}{SPACE}%"
    except (TypeError, ValueError, ZeroDivisionError):
        return "–"


def _local(value: datetime.date | datetime.datetime) -> datetime.date | datetime.datetime:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _day(value: datetime.date | datetime.datetime) -> datetime.date:
    local = _local(value)
    return local.date() if isinstance(local, datetime.datetime) else local


@register.filter
def weekday_date(value: Any) -> str:
    """A date as people say it, in local time: `Friday 27 November`; the year only when it is another one."""
    if not isinstance(value, datetime.date):
        return str(value or "")
    day, now = _day(value), timezone.localdate()
    return _with_weekday(day, day.year == now.year, get_language())


# The same few days stand on a page forty times, and writing one takes longer than the rest of its row.
@lru_cache(maxsize=2000)
def _with_weekday(day: datetime.date, this_year: bool, language: str | None) -> str:
    words = pgettext("date with weekday", "l j F") if this_year else pgettext("date with weekday and year", "l j F Y")
    return date_format(day, words)


@register.filter
def short_day(value: datetime.date | datetime.datetime | None) -> str:
    """A day in a list, without its weekday: `10 Nov`, with the year when it is not this one."""
    if not value:
        return ""
    day = _day(value)
    return _short(day, day.year == timezone.localdate().year, get_language())


@lru_cache(maxsize=2000)
def _short(day: datetime.date, this_year: bool, language: str | None) -> str:
    # Translators: Django's date format for a day in a narrow list, such as 10 Nov.
    return date_format(day, pgettext("short date", "j M") if this_year else pgettext("short date with year", "j M Y"))


@register.filter
def day_time(value: datetime.datetime | None) -> str:
    """A moment in a list: `10 Nov 14:10`."""
    return f"{short_day(value)} {date_format(_local(value), 'H:i')}" if value else ""


@register.filter
def weekday_time(value: Any) -> str:
    """A moment as people say it, in local time: `Friday 27 November at 14:10`."""
    if not isinstance(value, datetime.datetime):
        return weekday_date(value)
    local = _local(value)
    day, clock = weekday_date(value), date_format(local, "H:i")
    return gettext("%(date)s at %(time)s") % {"date": day, "time": clock}


@register.filter
def machine_date(value: Any) -> str:
    """The value of a `<time datetime>` attribute."""
    return value.isoformat() if isinstance(value, datetime.date) else ""


@register.filter
def breaking(address: str) -> SafeString:
    """A mail address that a narrow column breaks after the @ and before a dot, not inside a word."""
    return mark_safe(re.sub(r"(?<=@)|(?=\.)", "<wbr>", conditional_escape(address)))  # noqa: S308 - escaped above
