"""A project lead reads an employer's pages as one of its people: every write is refused, and every page says so."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kretslop.employers import actions, queries
from kretslop.web.visitor import signed_in

KEY = "reads_as"
_SAFE = {"GET", "HEAD", "OPTIONS"}


def read_as(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer the employer's pages as if the other person asked; nowhere else is the reader anybody but themselves."""

    def middleware(request: HttpRequest) -> HttpResponse:
        ref = request.session.get(KEY)
        if not ref or not request.user.is_authenticated:
            return get_response(request)
        found = queries.impersonation_now(ref, signed_in(request), timezone.now())
        if found is None:
            del request.session[KEY]
            messages.info(request, _("The time for reading as somebody else is over."))
            return get_response(request)
        request.reads_as = found  # type: ignore[attr-defined]
        out = (reverse("stop_reading_as"), reverse("account_logout"))
        if request.method not in _SAFE and request.path not in out:
            return render(request, "account/only_reading.html", status=403)
        portal = reverse("employer:review")
        if request.path.startswith(portal):
            if request.path.endswith("/cv/"):  # a file would outlive the half hour
                return render(request, "account/only_reading.html", status=403)
            request.user = found.member.user
        return get_response(request)

    return middleware


@login_required
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Be oneself again."""
    found = queries.impersonation_now(request.session.pop(KEY, ""), signed_in(request), timezone.now())
    if found is None:
        return redirect("public:home")
    actions.stop_impersonating(impersonation=found, by=signed_in(request), now=timezone.now())
    messages.success(request, _("You are yourself again."))
    return redirect("secretariat:employer", found.member.employer.ref)
