"""The table of moves of an introduction: this is the workflow."""

ASKED, REFUSED, EXPIRED = "asked", "refused", "expired"
INTRODUCED, DECLINED, LAPSED = "introduced", "declined", "lapsed"
ACCEPTED, INTERVIEW, ASSESSMENT, NEGOTIATION = "accepted", "interview", "assessment", "negotiation"
HIRED, NOT_HIRED, WITHDRAWN, CLOSED = "hired", "not_hired", "withdrawn", "closed"

STATES = (
    ASKED, REFUSED, EXPIRED, INTRODUCED, DECLINED, LAPSED, ACCEPTED, INTERVIEW, ASSESSMENT, NEGOTIATION,
    HIRED, NOT_HIRED, WITHDRAWN, CLOSED,
)  # fmt: skip
CANDIDATE, EMPLOYER, LIAISON, SYSTEM = "candidate", "employer", "liaison", "system"

_OUT = {"withdraw": WITHDRAWN, "close": CLOSED}
_STAGES = {
    "report_interview": INTERVIEW,
    "report_assessment": ASSESSMENT,
    "report_negotiation": NEGOTIATION,
    "hire": HIRED,
    "report_not_hired": NOT_HIRED,
}
#: state -> verb -> next state. A state that is missing here, or has no verbs, is an end.
MOVES: dict[str, dict[str, str]] = {
    ASKED: {"consent": INTRODUCED, "refuse": REFUSED, "expire": EXPIRED, **_OUT},
    INTRODUCED: {"accept": ACCEPTED, "decline": DECLINED, "lapse": LAPSED, **_OUT},
    ACCEPTED: {**_STAGES, **_OUT},
    INTERVIEW: {**_STAGES, **_OUT},
    ASSESSMENT: {**_STAGES, **_OUT},
    NEGOTIATION: {**_STAGES, **_OUT},
    REFUSED: {}, EXPIRED: {}, DECLINED: {}, LAPSED: {}, HIRED: {}, NOT_HIRED: {}, WITHDRAWN: {}, CLOSED: {},
}  # fmt: skip
#: verb -> who may do it. A machine declines nobody: `lapse` and `expire` are a liaison's move.
WHO: dict[str, frozenset[str]] = {
    "consent": frozenset({CANDIDATE}),
    "refuse": frozenset({CANDIDATE}),
    "withdraw": frozenset({CANDIDATE}),
    "accept": frozenset({EMPLOYER}),
    "decline": frozenset({EMPLOYER}),
    "report_interview": frozenset({EMPLOYER}),
    "report_assessment": frozenset({EMPLOYER}),
    "report_negotiation": frozenset({EMPLOYER}),
    "hire": frozenset({EMPLOYER}),
    "report_not_hired": frozenset({EMPLOYER}),
    "expire": frozenset({LIAISON}),
    "lapse": frozenset({LIAISON}),
    "close": frozenset({LIAISON, SYSTEM}),
}
OPEN = (ASKED, INTRODUCED, ACCEPTED, INTERVIEW, ASSESSMENT, NEGOTIATION)
IN_PROCESS = (ACCEPTED, INTERVIEW, ASSESSMENT, NEGOTIATION)
ENDED = tuple(state for state in STATES if state not in OPEN)
#: Ends after which the person goes back into circulation with a warm word (R31). The others need none: the person
#: chose the end, or was hired.
RELEASING = (DECLINED, LAPSED, NOT_HIRED, CLOSED)
#: What an employer's people can see at all: nothing before the candidate has said yes.
UNSEEN_BY_EMPLOYER = (ASKED, REFUSED, EXPIRED)

DECLINE_REASONS = (
    "skills_missing", "too_junior", "too_senior", "local_language", "start_too_late", "post_filled", "other_direction",
)  # fmt: skip
NOT_HIRED_REASONS = (
    "another_person", "skills_in_depth", "local_language", "terms", "offer_turned_down", "start_too_late", "post_gone",
)  # fmt: skip
CLOSE_REASONS = (
    "hired_elsewhere", "left_pool", "profile_gone", "employer_left", "campaign_ended", "liaison_took_back", "paused",
)  # fmt: skip
WITHDRAW_REASONS = ("", "other_job", "not_moving", "not_this_employer", "timing")

RELEASE_HOLD_HOURS = 2
#: Which wording of the question about an employer somebody says yes to.
CONSENT_WORDS_VERSION = "2026-11"

# How much a candidate or an employer may write.
WORDS_MIN, WORDS_MAX = 20, 1500


def next_state(state: str, verb: str) -> str | None:
    """Return the state after `verb`, or None when it is not possible."""
    return MOVES[state].get(verb)


def may(role: str, verb: str) -> bool:
    """True when somebody in this role may do `verb` at all."""
    return role in WHO[verb]


def is_open(state: str) -> bool:
    """True until the introduction has ended."""
    return state in OPEN


def next_step(state: str) -> tuple[str, str] | None:
    """Return (what comes next, who acts) for an open introduction: codes for the rooms' wording."""
    return {
        ASKED: ("answer_consent", CANDIDATE),
        INTRODUCED: ("give_feedback", EMPLOYER),
        ACCEPTED: ("arrange_interview", EMPLOYER),
        INTERVIEW: ("report_after_interview", EMPLOYER),
        ASSESSMENT: ("report_after_assessment", EMPLOYER),
        NEGOTIATION: ("report_outcome", EMPLOYER),
    }.get(state)
