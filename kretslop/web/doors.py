"""Who may enter which portal: an anonymous visitor is sent to sign in, anybody else without the role gets a 404.

Whoever has the role and has signed in with less than it asks for is led to a second factor first.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from kretslop.campaigns import agencies
from kretslop.employers import queries as employers
from kretslop.talent import queries as talent
from kretslop.web.account import strength

if TYPE_CHECKING:
    from kretslop.accounts.models import User

View = Callable[..., HttpResponseBase]


class SignedIn(HttpRequest):
    """A request that came through a door: somebody is signed in."""

    user: "User"  # type: ignore[assignment]


def _door(may_enter: "Callable[[User], bool]", *, strong: bool = True) -> Callable[[View], View]:
    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not may_enter(request.user):  # type: ignore[arg-type]
                raise Http404
            if strong and not strength.is_strong(request):
                return redirect(f"{reverse('account_secure')}?{urlencode({'next': request.get_full_path()})}")
            return view(request, *args, **kwargs)

        return guarded

    return guard


def is_candidate(user: "User") -> bool:
    """True when the person has registered."""
    return talent.for_user(user) is not None


def is_employer(user: "User") -> bool:
    """True when the person acts for at least one employer."""
    return employers.for_member(user).exists()


def is_client(user: "User") -> bool:
    """True when the person reads for at least one client of an agency."""
    return bool(agencies.reads_for(user))


for_candidates = _door(is_candidate, strong=False)
for_employers = _door(is_employer)
for_clients = _door(is_client)
for_liaisons = _door(lambda user: user.is_liaison)
for_project_leads = _door(lambda user: user.is_project_lead)
