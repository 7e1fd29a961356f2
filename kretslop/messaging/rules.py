"""The life of a mail, from queued to sent, and what to do when nobody knows."""

QUEUED, SENDING, SENT, UNKNOWN, STOPPED, FAILED = "queued", "sending", "sent", "unknown", "stopped", "failed"
STATES = (QUEUED, SENDING, SENT, UNKNOWN, STOPPED, FAILED)

#: state -> where it may go. `unknown` is left only by a person: a mail is never sent twice by itself.
MOVES: dict[str, frozenset[str]] = {
    QUEUED: frozenset({SENDING, STOPPED, FAILED}),
    SENDING: frozenset({SENT, UNKNOWN, QUEUED, FAILED}),
    UNKNOWN: frozenset({SENT, QUEUED}),
    SENT: frozenset(),
    STOPPED: frozenset(),
    FAILED: frozenset({QUEUED}),
}
MOST_ATTEMPTS = 5
STUCK_MINUTES = 10


def may_move(state: str, to: str) -> bool:
    """True when a mail in `state` may become `to`."""
    return to in MOVES[state]


def wait_minutes(attempts: int) -> int:
    """Return the pause before the next try after `attempts` refused connections: 1, 4, 16, 64 minutes."""
    return 4 ** min(attempts, 4) // 4 or 1
