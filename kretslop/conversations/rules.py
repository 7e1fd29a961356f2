"""Who takes part in a conversation, how much may be written, and when somebody is told by mail."""

CANDIDATE, LIAISON, EMPLOYER = "candidate", "liaison", "employer"
SIDES = (CANDIDATE, LIAISON, EMPLOYER)

WORDS_MAX = 3000
#: More than this within an hour by one person in one conversation is no conversation any more.
MOST_AN_HOUR = 20
#: So long a mail waits: whoever reads the page in the meantime gets none.
TELL_AFTER_MINUTES = 5
#: How many messages one page shows, the latest ones.
SHOWN = 200


def wrong_words(words: str) -> str:
    """Return the code of what is wrong with a message, or ""."""
    if not words.strip():
        return "required"
    return "too_long" if len(words.strip()) > WORDS_MAX else ""


def to_tell(side: str, *, employer_is_in: bool) -> tuple[str, ...]:
    """Return which sides are told of a message of this side; an employer only while it takes part."""
    others = [each for each in SIDES if each != side]
    return tuple(each for each in others if each != EMPLOYER or employer_is_in)
