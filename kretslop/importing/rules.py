"""States of an import and of a person whom it brought, the limits of a file, and how long anything is kept."""

READING, MAPPING, CHECKING, CHECKED = "reading", "mapping", "checking", "checked"
COMMITTING, COMMITTED, UNDOING, UNDONE = "committing", "committed", "undoing", "undone"
FAILED, DISCARDED = "failed", "discarded"
STATES = (READING, MAPPING, CHECKING, CHECKED, COMMITTING, COMMITTED, UNDOING, UNDONE, FAILED, DISCARDED)

#: state -> move -> next state. The worker makes the moves out of `AT_WORK`, a person all others.
MOVES: dict[str, dict[str, str]] = {
    READING: {"finish": MAPPING, "fail": FAILED},
    MAPPING: {"check": CHECKING, "discard": DISCARDED},
    CHECKING: {"finish": CHECKED, "fail": FAILED},
    CHECKED: {"check": CHECKING, "commit": COMMITTING, "discard": DISCARDED},
    COMMITTING: {"finish": COMMITTED},
    COMMITTED: {"undo": UNDOING},
    UNDOING: {"finish": UNDONE},
    UNDONE: {},
    FAILED: {"discard": DISCARDED},
    DISCARDED: {},
}
AT_WORK = (READING, CHECKING, COMMITTING, UNDOING)
#: The same file again leads to the import in one of these states instead of starting a second one.
IN_FORCE = (READING, MAPPING, CHECKING, CHECKED, COMMITTING, COMMITTED, UNDOING)

#: A person whom an import brought: not written to yet, asked, registered by themselves, or said no.
NEW, ASKED, REGISTERED, REFUSED = "new", "asked", "registered", "refused"
PERSON_STATES = (NEW, ASKED, REGISTERED, REFUSED)
UNANSWERED = (NEW, ASKED)

#: What became of a row of the file.
ADDED, CHANGED, UNCHANGED, KNOWN, REFUSED_BEFORE, REPEATED, SKIPPED = (
    "added", "changed", "unchanged", "known", "refused_before", "repeated", "skipped",
)  # fmt: skip
OUTCOMES = (ADDED, CHANGED, UNCHANGED, KNOWN, REFUSED_BEFORE, REPEATED, SKIPPED)

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 100
MAX_CELL = 2_000
PROBLEMS_KEPT = 5_000
BATCH = 1_000
ASK_BATCH = 200
#: Mails of one import that leave within an hour, so that the region's address does not look like an advertiser's.
ASKED_PER_HOUR = 1_000

#: Whoever did not register themselves is told within a month (GDPR article 14 (3) a); otherwise they are forgotten.
TELL_WITHIN_DAYS = 30
#: Days that a person has for an answer before they are listed for a person to erase.
ANSWER_DAYS = 30
#: Days after the mail when the machine erases whoever is still listed: silence is no consent (GDPR recital 32).
ERASED_AFTER_DAYS = 60
#: Days for which a no is remembered, as the hash of an address.
REFUSED_KEPT_DAYS = 36 * 30
#: Days after the last step when a file that nobody brought in is deleted; one that was brought in is deleted at once.
FILE_KEPT_DAYS = 30


def next_state(state: str, move: str) -> str | None:
    """Return the state of an import after `move`, or None when it is not possible."""
    return MOVES[state].get(move)
