"""Who may enter which portal: an anonymous visitor is sent to sign in, anybody else without the role gets a 404."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from kretslop.employers import queries as employers
from kretslop.talent import queries as talent

if TYPE_CHECKING:
    from kretslop.accounts.models import User

View = Callable[..., HttpResponseBase]


class SignedIn(HttpRequest):
    """A request that came through a door: somebody is signed in."""

    user: "User"  # type: ignore[assignment]


def _door(may_enter: "Callable[[User], bool]") -> Callable[[View], View]:
    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not may_enter(request.user):  # type: ignore[arg-type]
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def is_candidate(user: "User") -> bool:
    """True when the person has registered."""
    return talent.for_user(user) is not None


def is_employer(user: "User") -> bool:
    """True when the person acts for at least one employer."""
    return employers.for_member(user).exists()


for_candidates = _door(is_candidate)
for_employers = _door(is_employer)
for_liaisons = _door(lambda user: user.is_liaison)
for_project_leads = _door(lambda user: user.is_project_lead)
