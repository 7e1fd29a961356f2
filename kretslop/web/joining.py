"""A request to join that waits in the browser's session until the code from the mail is entered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

from kretslop.campaigns import actions, queries
from kretslop.shared.errors import NotAllowed

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.campaigns.models import SignUp

_KEY = "sign_up"


def remember(request: HttpRequest, sign_up: SignUp) -> None:
    """Have this browser's next code confirm the request."""
    request.session[_KEY] = sign_up.ref


def finish(request: HttpRequest, user: User, *, now: datetime) -> str:
    """Confirm the request of this browser if the address is this person's; return where to go, or ""."""
    ref = request.session.get(_KEY, "")
    found = queries.typed_sign_up(ref) if ref else None
    if found is None:
        return ""
    try:
        actions.confirm_sign_up(sign_up=found, user=user, now=now)
    except NotAllowed:
        return ""
    del request.session[_KEY]
    return reverse("public:sign_up_sent")
