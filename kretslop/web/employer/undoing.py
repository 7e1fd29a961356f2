"""Taking back what one has just said: for ten minutes nobody outside is told."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kretslop.introductions import disclosure, queries
from kretslop.introductions.wording import STATES_FOR_EMPLOYER
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.taking_back import take_back


def undoable(request: SignedIn, now: datetime) -> dict[str, str] | None:
    """Return what the person has just said, in words, while they can take it back."""
    found = queries.just_moved(request.user, now)
    if found is None:
        return None
    words = {"who": disclosure.listed(found).title, "state": STATES_FOR_EMPLOYER[found.state]}
    return {"ref": found.ref, "words": _("%(who)s: %(state)s") % words}


@for_employers
@require_POST
def undo(request: SignedIn, ref: str) -> HttpResponse:
    """Take the last move of an introduction back."""
    found = get_object_or_404(queries.for_member(request.user), ref=ref)
    take_back(request, found)
    return redirect("employer:introduction", ref=ref)
