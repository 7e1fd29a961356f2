"""States of campaigns, prospects, wanted profiles and criteria versions, and the moves between them."""

DRAFT, OPEN, CLOSED = "draft", "open", "closed"
CAMPAIGN_STATES = (DRAFT, OPEN, CLOSED)
CAMPAIGN_MOVES: dict[str, dict[str, str]] = {DRAFT: {"open": OPEN}, OPEN: {"close": CLOSED}, CLOSED: {"open": OPEN}}

#: A prospect is an employer before it joins: first talks with a business or HR manager (R1).
TALKING, INVITED, JOINED, SAID_NO = "talking", "invited", "joined", "said_no"
PROSPECT_STATES = (TALKING, INVITED, JOINED, SAID_NO)
PROSPECT_MOVES: dict[str, dict[str, str]] = {
    TALKING: {"invite": INVITED, "say_no": SAID_NO, "join": JOINED},
    INVITED: {"invite": INVITED, "join": JOINED, "say_no": SAID_NO},
    SAID_NO: {"talk": TALKING, "invite": INVITED},
    JOINED: {},
}

#: An employer that asks to join by itself: typed by anybody, waiting once the mail address is shown to be theirs.
TYPED, WAITING, APPROVED, REFUSED = "typed", "waiting", "approved", "refused"
SIGN_UP_STATES = (TYPED, WAITING, APPROVED, REFUSED)
SIGN_UP_MOVES: dict[str, dict[str, str]] = {
    TYPED: {"confirm": WAITING},
    WAITING: {"approve": APPROVED, "refuse": REFUSED},
    APPROVED: {},
    REFUSED: {},
}
#: A request that nobody confirmed is deleted after DRAFT_KEPT_DAYS, one that was answered with no after so many days.
REFUSED_KEPT_DAYS = 365

#: A wanted profile: submitted ones are the basis of the criteria (R27); nobody new is matched with any other.
WANTED_DRAFT, SUBMITTED, PAUSED, FILLED, WITHDRAWN = "draft", "submitted", "paused", "filled", "withdrawn"
WANTED_STATES = (WANTED_DRAFT, SUBMITTED, PAUSED, FILLED, WITHDRAWN)
WANTED_CHANGEABLE = (WANTED_DRAFT, SUBMITTED, PAUSED)
WANTED_MOVES: dict[str, dict[str, str]] = {
    WANTED_DRAFT: {"submit": SUBMITTED, "withdraw": WITHDRAWN},
    SUBMITTED: {"submit": SUBMITTED, "pause": PAUSED, "fill": FILLED, "withdraw": WITHDRAWN},
    PAUSED: {"resume": SUBMITTED, "fill": FILLED, "withdraw": WITHDRAWN},
    FILLED: {"reopen": SUBMITTED},
    WITHDRAWN: {"submit": SUBMITTED},
}

#: A criteria version: proposed to every employer, frozen when all have agreed, superseded by the next (R27).
PROPOSED, FROZEN, SUPERSEDED = "proposed", "frozen", "superseded"
CRITERIA_STATES = (DRAFT, PROPOSED, FROZEN, SUPERSEDED)
AGREED, OBJECTED = "agreed", "objected"

#: Defaults of a campaign's service levels (domain facts, "Service levels to start from").
FEEDBACK_DAYS, REMIND_DAYS_BEFORE, CONSENT_DAYS, OPEN_INTRODUCTIONS = 5, 2, 5, 3
#: What a campaign promises, with the most that still is a promise.
SERVICE_LEVELS = {"feedback_days": 30, "consent_days": 30, "open_introductions": 20}
# How long a public question and its answer may be.
QUESTION_MAX, ANSWER_MAX = 200, 2000

#: Where people may come from (R20): what a tracked link is put on, and what somebody may answer.
CHANNELS = (
    "linkedin", "facebook", "instagram", "reddit", "tiktok", "community", "job_site", "newspaper", "film", "own_site",
    "event", "university", "friend", "agency", "search", "other",
)  # fmt: skip

# The five duties that joining commits a recruiter to (R10).
DUTIES = ("feedback", "working_sessions", "fit_process", "handle_candidates", "ambassador")
AGREEMENT_VERSION = "2026-11"
#: In which capacity somebody signs: the business or the HR manager.
SIGNED_AS = ("business", "hr")
USUAL_DAYS_MAX = 365
POOL_WORDS_VERSION = "2026-11"
DRAFT_KEPT_DAYS = 14
# An unfinished registration is offered again by mail after so long, once nothing was typed for a while.
RESUME_AFTER_MINUTES, RESUME_QUIET_MINUTES = 45, 20
INVITATION_KEPT_DAYS = 60


def move(table: dict[str, dict[str, str]], state: str, verb: str) -> str | None:
    """Return the state after `verb`, or None when `table` does not allow it."""
    return table[state].get(verb)


def may_freeze(answers: dict[str, str], joined: set[str]) -> bool:
    """True when every joined employer has agreed; `answers` is employer ref -> answer. With nobody joined: False."""
    return bool(joined) and all(answers.get(ref) == AGREED for ref in joined)
