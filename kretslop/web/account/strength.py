"""How strongly somebody has signed in: a mail code opens a candidate's own page, other portals need a second factor.

Strong is a passkey, or a password together with an authenticator app (or one of its recovery codes). A company's own
sign-in is strong when it says that it asked for two factors, and counts like a password otherwise.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

SINCE, SEEN = "strong_since", "strong_seen"
#: In the session, the company's own sign-in with which it began; as a way of signing in it counts like a password.
COMPANY = "company"
#: A strong session ends after so long without a click, and so long after it began, in seconds.
IDLE, WHOLE = 3 * 3600, 12 * 3600
#: The time of the last click is written down at most this often.
_NOTED = 300
#: Whoever changes how they sign in has shown who they are within so many seconds.
FRESH = 900


def begin(session: Any) -> None:
    """Let this session count as strong from now on."""
    session[SINCE] = session[SEEN] = int(time.time())


def is_strong(request: HttpRequest) -> bool:
    """True when the person has signed in with all that a portal of employers or staff asks for."""
    return SINCE in request.session


def is_over(session: Any) -> bool:
    """True when a strong session has been idle, or has lasted, for too long."""
    now = time.time()
    return SINCE in session and (now - session[SEEN] > IDLE or now - session[SINCE] > WHOLE)


def note_click(session: Any) -> None:
    """Remember that somebody is still there, without a write for each click."""
    if SINCE in session and time.time() - session[SEEN] > _NOTED:
        session[SEEN] = int(time.time())


def forget_company(request: HttpRequest, user: Any) -> None:
    """Drop what a company's sign-in began in this browser for somebody else, who did not finish."""
    if not any(record.get("method") == COMPANY for record in get_authentication_records(request, user)):
        request.session.pop(COMPANY, None)


def settle(request: HttpRequest, user: Any) -> bool:
    """Make the session of `user` strong if what was shown in it is enough; return whether it is strong now."""
    if is_strong(request):
        return True
    shown = get_authentication_records(request, user)
    kinds = {record.get("type", "") for record in shown if record.get("method") == "mfa"}
    password = any(record.get("method") in {"password", COMPANY} for record in shown)
    if "webauthn" in kinds or (password and kinds & {"totp", "recovery_codes"}):
        begin(request.session)
        return True
    return False


def is_fresh(request: HttpRequest) -> bool:
    """True when the person has shown within minutes who they are, to us: never when only their company says so.

    Whoever runs a company's sign-in must not add a key that would open the account for good.
    """
    if COMPANY in request.session:
        return False
    shown = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(time.time() - record.get("at", 0) < FRESH for record in shown)


def factors(user: Any) -> dict[str, list[Authenticator]]:
    """Return the person's second factors by type: `totp`, `webauthn`, `recovery_codes`."""
    found: dict[str, list[Authenticator]] = {"totp": [], "webauthn": [], "recovery_codes": []}
    for each in Authenticator.objects.filter(user=user).order_by("pk"):
        found[each.type].append(each)
    return found
