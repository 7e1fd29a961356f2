"""For the people of an agency's client: whom the agency introduced to their company, and what they think."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.campaigns import agencies
from kretslop.introductions import actions, disclosure, queries, rules
from kretslop.introductions.wording import STATES_FOR_CLIENT
from kretslop.web.doors import SignedIn, for_clients
from kretslop.web.employer.scoring import ScoreForm
from kretslop.web.employer.showing import Row, card_words, profile, row

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction


def _show(request: SignedIn, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, template, {"reads_for": agencies.reads_for(request.user), **context}, status=status)


@for_clients
@require_GET
def client_reading(request: SignedIn) -> HttpResponse:
    """List the people introduced to the person's company, those who wait and are in process first."""
    now = timezone.now()
    found = [(each, _line(each, now)) for each in queries.for_client(request.user)]
    parts = {
        "waiting": [line for each, line in found if each.state == rules.INTRODUCED],
        "going_on": [line for each, line in found if each.state in rules.IN_PROCESS],
        "ended": [line for each, line in found if each.state in rules.ENDED],
    }
    return _show(request, "employer/client_reading.html", parts)


def _line(introduction: Introduction, now: datetime) -> Row:
    return replace(row(introduction, now), state=str(STATES_FOR_CLIENT[introduction.state]))


def _found(request: SignedIn, ref: str) -> Introduction:
    introduction: Introduction = get_object_or_404(queries.for_client(request.user), ref=ref)
    return introduction


@for_clients
@require_http_methods(["GET", "POST"])
def client_introduction(request: SignedIn, ref: str) -> HttpResponse:
    """Read one person, and say what one makes of them: the agency reads it and answers."""
    found = _found(request, ref)
    result = disclosure.shown(found).result
    criteria = [part.criterion for part in result.parts] if result else []
    cards = queries.client_cards(request.user, found)
    own = next((card for card in cards if card.by_id == request.user.pk), None)
    form = ScoreForm(request.POST or None, criteria=criteria, label_suffix="")
    given = own.scores if own else {}
    form.initial = {"takeaways": own.takeaways if own else ""} | {
        name: given.get(key, "") for name, key in form.keys.items()
    }
    if request.method == "POST" and found.state in rules.OPEN and form.is_valid():
        actions.keep_score_card(
            introduction=found, by=request.user, scores=form.scores(), takeaways=form.cleaned_data["takeaways"],
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Saved. %(agency)s reads it.") % {"agency": found.employer.name})
        return redirect("employer:client_introduction", ref)
    context = {
        "profile": profile(found),
        "line": _line(found, timezone.now()),
        "is_open": found.state in rules.OPEN,
        "agency": found.employer.name,
        "others": [card_words(card) for card in cards if card.by_id != request.user.pk],
        "form": form,
    }
    return _show(request, "employer/client_introduction.html", context, status=422 if form.errors else 200)


@for_clients
@require_GET
def client_cv(request: SignedIn, ref: str) -> FileResponse:
    """Serve the candidate's own file as an attachment, as long as the company may see the contact data."""
    contact = disclosure.shown(_found(request, ref)).contact
    if contact is None or contact.cv is None:
        raise Http404
    return FileResponse(contact.cv.file.open("rb"), as_attachment=True, filename=contact.cv.name)
