"""The secretariat approves an employer's own sign-in, or switches it off."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kretslop.campaigns import actions, alliance, own_sign_in, wording
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_project_leads


@for_project_leads
@require_POST
def own_sign_in_decided(request: SignedIn, ref: str) -> HttpResponse:
    """Approve what was seen, or switch it off."""
    employer = alliance.employer_for(request.user, ref)
    found = own_sign_in.of_employer(employer) if employer else None
    if found is None:
        raise Http404
    by, now = request.user, timezone.now()
    try:
        if "off" in request.POST:
            actions.switch_off_own_sign_in(sign_in=found, by=by, now=now)
            messages.success(request, gettext("Switched off. Whoever came in this way is out at the next click."))
        else:
            actions.approve_own_sign_in(sign_in=found, seen_at=_seen_at(request), by=by, now=now)
            messages.success(request, gettext("Approved. Their people can sign in with it now."))
    except (NotAllowed, NotPossible) as error:
        messages.error(request, wording.not_possible_words(error.code))
    return redirect("secretariat:employer", ref)


def _seen_at(request: SignedIn) -> datetime:
    try:
        return datetime.fromisoformat(request.POST.get("seen_at", ""))
    except ValueError as error:
        raise NotPossible("changed_meanwhile") from error
