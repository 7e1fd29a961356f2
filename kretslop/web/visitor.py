"""The person behind a request: who is signed in, and in which language the pages speak to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from kretslop.talent import queries as talent

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.talent.models import Candidate


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in; only behind a door, or after asking `is_authenticated`."""
    return cast("User", request.user)


def own_candidate(request: HttpRequest) -> Candidate:
    """Return the candidate who is signed in; only behind the candidates' door."""
    candidate = talent.for_user(signed_in(request))
    assert candidate is not None  # the door
    return candidate


def speak(response: HttpResponseBase, language: str) -> None:
    """Have every page from now on come in `language`."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
