"""Which staff roles there are and when somebody counts as away."""

from datetime import date

PROJECT_LEAD = "project_lead"
LIAISON = "liaison"
STAFF_ROLES = (PROJECT_LEAD, LIAISON)


def is_away(away_until: date | None, today: date) -> bool:
    """True while `today` is before the day on which the person is back."""
    return away_until is not None and today < away_until


# How a mail address is changed: by its owner; when the mailbox is lost, which a person decides and which waits; or for
# the other address of somebody who was registered twice, which a person starts and which waits in the same way.
OWN, LOST, MERGED = "own", "lost", "merged"
ADDRESS_KINDS = (OWN, LOST, MERGED)
ASKED, REVIEW, WAITING, DONE, STOPPED, REFUSED = "asked", "review", "waiting", "done", "stopped", "refused"
ADDRESS_STATES = (ASKED, REVIEW, WAITING, DONE, STOPPED, REFUSED)
#: kind -> state -> move -> next state. The old address may stop it all along, and for some days after it is done.
ADDRESS_MOVES: dict[str, dict[str, dict[str, str]]] = {
    OWN: {ASKED: {"confirm": DONE}, DONE: {"stop": STOPPED}, STOPPED: {}},
    LOST: {
        ASKED: {"confirm": REVIEW},
        REVIEW: {"grant": WAITING, "refuse": REFUSED, "stop": STOPPED},
        WAITING: {"confirm": DONE, "stop": STOPPED},
        DONE: {"stop": STOPPED},
        STOPPED: {},
        REFUSED: {},
    },
    MERGED: {
        ASKED: {"confirm": WAITING, "refuse": REFUSED, "stop": STOPPED},
        WAITING: {"confirm": DONE, "refuse": REFUSED, "stop": STOPPED},
        DONE: {"stop": STOPPED},
        STOPPED: {},
        REFUSED: {},
    },
}
#: Days in which the old address may still stop a change that is done, and days that a lost mailbox waits for a word.
STOP_DAYS, WAIT_DAYS = 7, 7
CODE_MINUTES, CODE_TRIES = 30, 5
#: A request that nobody confirmed, and one that has ended, is deleted after so many days.
REQUEST_KEPT_DAYS = 14
#: States in which something is still to come.
ADDRESS_GOES_ON = (ASKED, REVIEW, WAITING)


def next_address_state(kind: str, state: str, move: str) -> str | None:
    """Return the state of a change of address after `move`, or None when it is not possible."""
    return ADDRESS_MOVES[kind].get(state, {}).get(move)
