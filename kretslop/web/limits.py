"""How often one visitor may do something, counted in the shared cache so that it holds across processes."""

import datetime
import struct
from hashlib import sha256

import altcha
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

#: How hard the proof of work is (about half a second on a phone), and how long its answer counts.
ALGORITHM, COST, LIFE = "PBKDF2/SHA-256", 2000, 1800
#: Mails that one address on the net may ask for within an hour, with the proof of work and without it.
PROVED, UNPROVED, HOUR = 30, 5, 3600


def within(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more `what` from this address; False when there were more than `most` within `seconds`."""
    key = f"limit:{what}:{get_adapter().get_client_ip(request)}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # the time ran out in between
        return True


def challenge() -> dict[str, object]:
    """Return a new task for the visitor's browser; it stands nowhere but in its own signature."""
    until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=LIFE)
    return altcha.create_challenge(ALGORITHM, COST, expires_at=until, hmac_secret=_secret()).to_dict()


def proved(request: HttpRequest) -> bool:
    """True when the browser has done the work, and this answer was not handed in before, here or elsewhere."""
    given = request.POST.get("altcha", "")
    if not given or len(given) > 4000:
        return False
    try:
        if not altcha.verify_solution(given, _secret()).verified:
            return False
        task = altcha.Payload.from_base64(given).challenge.parameters
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError, struct.error):
        return False  # a true task with an answer that is none
    key = sha256(f"{task.nonce}:{task.salt}".encode()).hexdigest()
    return cache.add(f"altcha:{key}", 1, LIFE)


def may_mail(request: HttpRequest, what: str) -> bool:
    """Count one more mail that a stranger asks for; without the proof of work (no JavaScript) the limit is stricter.

    Every such mail goes to the address itself and is worth nothing without it: the mail is the confirmation.
    """
    if proved(request):
        return within(request, f"{what}:proved", most=PROVED, seconds=HOUR)
    return within(request, f"{what}:unproved", most=UNPROVED, seconds=HOUR)


def _secret() -> str:
    return salted_hmac("kretslop.web.limits", settings.SECRET_KEY, algorithm="sha256").hexdigest()
