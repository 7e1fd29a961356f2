"""States of a place in the pool, purposes of consent, and the words that registration may use."""

import re
from datetime import date

from kretslop.matching.facts import CULTURES, INDUSTRIES, SENIORITIES

WAITING, APPROVED, HIRED, LEFT, RESTRICTED = "waiting", "approved", "hired", "left", "restricted"
POOL_STATES = (WAITING, APPROVED, HIRED, LEFT, RESTRICTED)
#: Nobody is matched, asked, shown or written to in these.
OUT_OF_POOL = (LEFT, RESTRICTED)

#: state -> move -> next state. Whoever leaves may come back; whoever is hired may lose the job and re-enter. Restricted
#: (GDPR article 18): the data is kept and not used, until the person lifts it.
MOVES: dict[str, dict[str, str]] = {
    WAITING: {"approve": APPROVED, "leave": LEFT, "hire": HIRED, "find_job": HIRED, "restrict": RESTRICTED},
    APPROVED: {
        "approve": APPROVED,
        "unapprove": WAITING,
        "leave": LEFT,
        "hire": HIRED,
        "find_job": HIRED,
        "restrict": RESTRICTED,
    },
    HIRED: {"reopen": APPROVED, "leave": LEFT, "come_back": WAITING, "find_job": HIRED, "restrict": RESTRICTED},
    LEFT: {"come_back": WAITING, "restrict": RESTRICTED},
    RESTRICTED: {"lift": WAITING, "lift_hired": HIRED, "lift_left": LEFT, "leave": LEFT},
}
#: A likely duplicate waits for a person, who says that it is not the same person, or merges the two.
LIKELY_OPEN, LIKELY_NOT_SAME, LIKELY_MERGED = "open", "not_same", "merged"
LIKELY_STATES = (LIKELY_OPEN, LIKELY_NOT_SAME, LIKELY_MERGED)
PAUSE_MONTHS = (1, 3, 6, 12)
REMOTE = ("onsite", "hybrid", "remote")
#: Wishes that the liaison knows. The kind of employer and of post may count for somebody, and never against them
#: (`matching.criteria.WISHES`); the fields of work are no criterion. The same list names industries worked in.
EMPLOYER_WISHES = CULTURES
DOMAINS = INDUSTRIES
MOST_YEARS = 70
#: Gross a year in Norwegian kroner; below or above it is a slip of the finger.
SALARY_LEAST, SALARY_MOST = 100_000, 5_000_000
SENIORITY = SENIORITIES
SOURCES = ("own", "cv", "survey", "asked", "simulated")
POOL, CAMPAIGN_MAIL, PARTNER_AND_FAMILY, FAIRNESS = "pool", "campaign_mail", "partner_and_family", "fairness"
CLICK_TRACKING = "click_tracking"
#: What a candidate may agree to, each on its own; a yes to one employer stands on the introduction itself. What help
#: for partner and family and fairness are for stands in rooms of their own.
CONSENT_PURPOSES = (POOL, CAMPAIGN_MAIL, PARTNER_AND_FAMILY, FAIRNESS, CLICK_TRACKING)
#: Yes or no at any time on the person's own page of consents. The others have pages of their own.
FREE_PURPOSES = (CAMPAIGN_MAIL, CLICK_TRACKING)


def next_state(state: str, move: str) -> str | None:
    """Return the pool state after `move`, or None when it is not possible."""
    return MOVES[state].get(move)


def is_paused(paused_until: date | None, today: date) -> bool:
    """True while `today` is before the day on which the pause ends; people return by themselves."""
    return paused_until is not None and today < paused_until


def is_available(state: str, paused_until: date | None, today: date) -> bool:
    """True when the person may be introduced: approved and not paused."""
    return state == APPROVED and not is_paused(paused_until, today)


def months_later(day: date, months: int) -> date:
    """Return the same day `months` months later, or the month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = [31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return date(year, month + 1, min(day.day, last[month]))


_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+|https?://|www\.|\+?\d[\d ()-]{7,}\d", re.IGNORECASE)


def names_the_person(words: str, *, name: str) -> bool:
    """True when words for an anonymous profile hold a part of the name, an address, a link or a telephone number."""
    if _ADDRESS.search(words):
        return True
    parts = [part for part in re.split(r"[\s.-]+", name) if len(part) > 2]
    return any(re.search(rf"\b{re.escape(part)}\b", words, re.IGNORECASE) for part in parts)
