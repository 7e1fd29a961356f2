"""Kinds of tasks, and what a task must say."""

from datetime import date

SHARE, HOST, TELL = "share_post", "host_visit", "tell_others"
KINDS = (SHARE, HOST, TELL)
TITLE_MAX, WORDS_MAX, SAID_MAX = 120, 2000, 500
#: What was said about a task is forgotten so many days after it was done.
KEPT_DAYS = 3 * 365
#: An employer reads smaller numbers of registered people as "fewer than five": one would be a person.
FEW = 5


def problem(*, kind: str, title: str, words: str, due_on: date, today: date) -> tuple[str, str] | None:
    """Return the field of a new task that is wrong, and the code of why; None when all is well."""
    if kind not in KINDS:
        return "kind", "unknown"
    if not title:
        return "title", "required"
    for field, value, most in (("title", title, TITLE_MAX), ("words", words, WORDS_MAX)):
        if len(value) > most:
            return field, "too_long"
    return ("due_on", "in_the_past") if due_on < today else None


def shown_count(people: int) -> int | None:
    """Return how many registered, as an employer may read it; None for fewer than `FEW`, none of them excepted."""
    return None if 0 < people < FEW else people
