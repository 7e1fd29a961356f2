"""The life of a mail, from queued to sent, and what to do when nobody knows."""

QUEUED, SENDING, SENT, UNKNOWN, STOPPED, FAILED = "queued", "sending", "sent", "unknown", "stopped", "failed"
STATES = (QUEUED, SENDING, SENT, UNKNOWN, STOPPED, FAILED)

#: state -> where it may go. A mail leaves `unknown` when a person says what became of it, or when the worker that was
#: believed dead says so itself: never by being sent a second time unasked.
MOVES: dict[str, frozenset[str]] = {
    QUEUED: frozenset({SENDING, STOPPED}),
    SENDING: frozenset({SENT, UNKNOWN, QUEUED, FAILED}),
    UNKNOWN: frozenset({SENT, STOPPED, QUEUED, FAILED}),
    SENT: frozenset(),
    STOPPED: frozenset(),
    FAILED: frozenset({STOPPED, QUEUED}),
}
#: What a person may say about a mail that failed or of which nobody knows.
SETTLED = {"sent": SENT, "reached_otherwise": STOPPED, "again": QUEUED}

# Twelve tries spread over 29 hours: an outage of a day loses no mail.
MOST_ATTEMPTS = 12
LONGEST_WAIT_MINUTES = 240
STUCK_MINUTES = 10
# A code or a link to a new password is of no use an hour later, and nobody should find it lying about.
CODE_MINUTES = 60


def may_move(state: str, to: str) -> bool:
    """True when a mail in `state` may become `to`."""
    return to in MOVES[state]


def wait_minutes(attempts: int) -> int:
    """Return the pause before the next try after `attempts` (1 or more) tries: 1, 4, 16, 64, then 240 minutes."""
    return min(4 ** min(attempts - 1, 10), LONGEST_WAIT_MINUTES)


def after_refusal(code: int, attempts: int, *, of_address: bool) -> str:
    """Return the state after the server answered with `code` (SMTP) and did not take the mail.

    An address refused for good (5xx) is not tried again. Everything else may be the server's own trouble, a full disk
    or a wrong password, and is tried again until `MOST_ATTEMPTS`. An answer below 400 is no refusal: nobody knows.
    """
    if code < 400:
        return UNKNOWN
    if of_address and code >= 500:
        return FAILED
    return after_no_connection(attempts)


def after_no_connection(attempts: int) -> str:
    """Return the state after the server could not be spoken to at all."""
    return QUEUED if attempts < MOST_ATTEMPTS else FAILED
