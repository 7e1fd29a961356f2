"""The table of moves of an introduction: this is the workflow."""

from datetime import datetime, timedelta

ASKED, REFUSED, EXPIRED = "asked", "refused", "expired"
INTRODUCED, DECLINED, LAPSED = "introduced", "declined", "lapsed"
ACCEPTED, INTERVIEW, ASSESSMENT, NEGOTIATION = "accepted", "interview", "assessment", "negotiation"
HIRED, NOT_HIRED, WITHDRAWN, CLOSED = "hired", "not_hired", "withdrawn", "closed"

STATES = (
    ASKED, REFUSED, EXPIRED, INTRODUCED, DECLINED, LAPSED, ACCEPTED, INTERVIEW, ASSESSMENT, NEGOTIATION,
    HIRED, NOT_HIRED, WITHDRAWN, CLOSED,
)  # fmt: skip
CANDIDATE, EMPLOYER, LIAISON, SYSTEM = "candidate", "employer", "liaison", "system"
#: Somebody of an agency's client: reads, notes what they think for the agency, and decides nothing.
CLIENT = "client"

_OUT = {"withdraw": WITHDRAWN, "close": CLOSED}
_STAGES = {
    "report_interview": INTERVIEW,
    "agree_interview": INTERVIEW,
    "report_assessment": ASSESSMENT,
    "report_negotiation": NEGOTIATION,
    "hire": HIRED,
    "report_not_hired": NOT_HIRED,
}
#: state -> verb -> next state. After a hire the offer may still be lost; the other ends have no verbs.
MOVES: dict[str, dict[str, str]] = {
    ASKED: {"consent": INTRODUCED, "refuse": REFUSED, "expire": EXPIRED, **_OUT},
    INTRODUCED: {"accept": ACCEPTED, "decline": DECLINED, "lapse": LAPSED, **_OUT},
    ACCEPTED: {**_STAGES, **_OUT},
    INTERVIEW: {**_STAGES, **_OUT},
    ASSESSMENT: {**_STAGES, **_OUT},
    NEGOTIATION: {**_STAGES, **_OUT},
    HIRED: {"lose_offer": NOT_HIRED},
    REFUSED: {}, EXPIRED: {}, DECLINED: {}, LAPSED: {}, NOT_HIRED: {}, WITHDRAWN: {}, CLOSED: {},
}  # fmt: skip
#: verb -> who may do it. A machine declines nobody: the system closes what a person's own step has overtaken, and ends
#: the wait for an employer that everybody has asked in vain (`waits_for`), which decides nothing about the person.
WHO: dict[str, frozenset[str]] = {
    "consent": frozenset({CANDIDATE}),
    "refuse": frozenset({CANDIDATE}),
    "withdraw": frozenset({CANDIDATE}),
    "agree_interview": frozenset({CANDIDATE}),
    "accept": frozenset({EMPLOYER}),
    "decline": frozenset({EMPLOYER}),
    "report_interview": frozenset({EMPLOYER}),
    "report_assessment": frozenset({EMPLOYER}),
    "report_negotiation": frozenset({EMPLOYER}),
    "hire": frozenset({EMPLOYER}),
    "report_not_hired": frozenset({EMPLOYER}),
    "expire": frozenset({LIAISON}),
    "lose_offer": frozenset({EMPLOYER, LIAISON}),
    "lapse": frozenset({LIAISON, SYSTEM}),
    "close": frozenset({LIAISON, SYSTEM}),
}
OPEN = (ASKED, INTRODUCED, ACCEPTED, INTERVIEW, ASSESSMENT, NEGOTIATION)
IN_PROCESS = (ACCEPTED, INTERVIEW, ASSESSMENT, NEGOTIATION)
ENDED = tuple(state for state in STATES if state not in OPEN)
#: Ends after which the person goes back into circulation with a warm word (R31). The others need none: the person
#: chose the end, or was hired.
RELEASING = (DECLINED, LAPSED, NOT_HIRED, CLOSED)
#: After which ends an employer may ask for the person again: its own no, or its silence.
ASKED_AGAIN_AFTER = (DECLINED, LAPSED, NOT_HIRED)
#: In which states an employer reads somebody or is in process with them: it knows of them, and has not ended it.
WITH_EMPLOYER = (INTRODUCED, *IN_PROCESS)
#: What an employer's people can see at all: nothing before the candidate has said yes.
UNSEEN_BY_EMPLOYER = (ASKED, REFUSED, EXPIRED)

DECLINE_REASONS = (
    "skills_missing", "too_junior", "too_senior", "local_language", "start_too_late", "post_filled", "other_direction",
)  # fmt: skip
NOT_HIRED_REASONS = (
    "another_person", "skills_in_depth", "local_language", "terms", "offer_turned_down", "start_too_late", "post_gone",
)  # fmt: skip
#: After a hire was reported: why the person does not begin after all.
LOST_REASONS = ("offer_turned_down", "not_moving", "terms", "post_gone")
#: The reasons that hold at each end until the secretariat writes others for a kind of employer (`reasoning.py`).
BUILT_IN_REASONS = {"decline": DECLINE_REASONS, "not_hired": NOT_HIRED_REASONS, "lost": LOST_REASONS}
REASONS_LEAST, REASONS_MOST, REASON_WORDS_MAX = 2, 12, 80
CLOSE_REASONS = (
    "hired_elsewhere", "left_pool", "profile_gone", "employer_left", "campaign_ended", "liaison_took_back", "paused",
)  # fmt: skip
WITHDRAW_REASONS = ("", "other_job", "not_moving", "not_this_employer", "timing")

#: What else ends when something happens to the person: event -> (the states that it touches, verb, reason).
ENDS_WITH: dict[str, tuple[tuple[str, ...], str, str]] = {
    "hire": (OPEN, "close", "hired_elsewhere"),
    "pause": ((ASKED, INTRODUCED), "close", "paused"),
    "leave": (OPEN, "withdraw", "left_pool"),
    "find_job": (OPEN, "withdraw", "other_job"),
}
#: Closed because of the person's own step: nobody needs to tell them.
OWN_REASONS = ("hired_elsewhere", "left_pool", "paused")

RELEASE_HOLD_HOURS = 2
#: Within these minutes whoever made a move may take it back; what would tell anybody of it waits until then. Never a
#: yes of the employer, after which it has read the name, and never what candidates say themselves.
UNDO_MINUTES = 10
UNDOABLE = frozenset(WHO) - {"accept", "consent", "refuse", "withdraw", "agree_interview"}
#: Working days after the deadline that the stand-in has alone, and then with the liaison, before a silence ends.
STAND_IN_DAYS, LIAISON_DAYS = 2, 3
RECRUITER, STAND_IN, NOBODY = "recruiter", "stand_in", "nobody"
#: Which wording of the question about an employer somebody says yes to.
CONSENT_WORDS_VERSION = "2026-11"
#: The same, with the agreement that a public employer's list of applicants may be asked for.
PUBLIC_CONSENT_VERSION = "2026-11-public"

#: What may be waited for within a state, and from whom: a time for an interview.
STEPS = {"pick_time": CANDIDATE, "offer_times": EMPLOYER}

#: A score card: from "not seen" to "convinced us", for each criterion of the wanted profile.
SCORES = (1, 2, 3, 4)
COMPARED_MOST = 4

# How much a candidate or an employer may write.
WORDS_MIN, WORDS_MAX, WHO_ELSE_MAX = 20, 1500, 300
PLACE_MAX = 80


def next_state(state: str, verb: str) -> str | None:
    """Return the state after `verb`, or None when it is not possible."""
    return MOVES[state].get(verb)


def may(role: str, verb: str) -> bool:
    """True when somebody in this role may do `verb` at all."""
    return role in WHO[verb]


def is_open(state: str) -> bool:
    """True until the introduction has ended."""
    return state in OPEN


def next_step(state: str, said: str = "") -> tuple[str, str] | None:
    """Return (what comes next, who acts) for an open introduction: codes for the rooms' wording.

    `said` is one of `STEPS`, when something else is waited for than what the state says.
    """
    if said and is_open(state):
        return said, STEPS[said]
    return {
        ASKED: ("answer_consent", CANDIDATE),
        INTRODUCED: ("give_feedback", EMPLOYER),
        ACCEPTED: ("arrange_interview", EMPLOYER),
        INTERVIEW: ("report_after_interview", EMPLOYER),
        ASSESSMENT: ("report_after_assessment", EMPLOYER),
        NEGOTIATION: ("report_outcome", EMPLOYER),
    }.get(state)


def ends_with(event: str, state: str) -> tuple[str, str] | None:
    """Return (verb, reason) for an introduction in `state` when `event` of `ENDS_WITH` happens, or None."""
    states, verb, reason = ENDS_WITH[event]
    return (verb, reason) if state in states else None


def in_the_way(*, available: bool, profile_open: bool, with_employer: bool, open_now: int, most: int) -> str:
    """Return the code of what stands against opening an introduction, or "".

    `open_now` counts the person's open introductions, `most` is what the campaign allows.
    """
    if not available:
        return "not_available"
    if not profile_open:
        return "profile_not_open"
    if with_employer:
        return "already_with_employer"
    return "too_many_open" if open_now >= most else ""


def releases(state: str, reason: str) -> bool:
    """True for an end after which the person is told with a warm word: not their own step, and no hire."""
    return state in RELEASING and not (state == CLOSED and reason in OWN_REASONS)


def may_reopen(state: str, reason: str) -> bool:
    """True for what nothing but a hire elsewhere had closed: when the offer is lost, the door opens again."""
    return state == CLOSED and reason == "hired_elsewhere"


def may_undo(verb: str, at: datetime, now: datetime) -> bool:
    """True while whoever made the move at `at` may still take it back."""
    return verb in UNDOABLE and now < at + timedelta(minutes=UNDO_MINUTES)


def told_at(at: datetime) -> datetime:
    """Return when anybody may be told of a move made at `at`: when it can no longer be taken back."""
    return at + timedelta(minutes=UNDO_MINUTES)


def waits_for(days_late: int, liaison_days: int | None) -> str:
    """Return whose answer a silent introduction waits for: recruiter, stand-in, liaison, or nobody: then it lapses.

    `days_late` counts working days since the deadline (negative before it), `liaison_days` those since the liaison was
    told; None when nobody has told her yet. It never lapses unless a liaison had `LIAISON_DAYS` to step in.
    """
    if days_late < 0:
        return RECRUITER
    if liaison_days is None:
        return STAND_IN if days_late < STAND_IN_DAYS else LIAISON
    return LIAISON if liaison_days < LIAISON_DAYS else NOBODY
