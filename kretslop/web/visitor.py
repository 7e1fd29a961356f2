"""The person behind a request: who is signed in, and in which language the pages speak to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

if TYPE_CHECKING:
    from kretslop.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in; only behind a door, or after asking `is_authenticated`."""
    return cast("User", request.user)


def speak(response: HttpResponseBase, language: str) -> None:
    """Have every page from now on come in `language`."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
