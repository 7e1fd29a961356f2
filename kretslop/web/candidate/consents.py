"""The ledger: what the candidate has agreed to, in which words, since when; and yes or no at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kretslop.privacy import actions, queries
from kretslop.privacy.actions.consenting import WORDS_VERSION
from kretslop.privacy.wording import LEDGER, consent_words
from kretslop.shared.errors import Invalid
from kretslop.talent import rules
from kretslop.web.doors import for_candidates
from kretslop.web.visitor import own_candidate, signed_in

if TYPE_CHECKING:
    from kretslop.privacy.queries import Agreed

_ABOUT: dict[str, str | Promise] = {
    rules.CAMPAIGN_MAIL: _("A mail when a new campaign looks for people like you. No more than that."),
    rules.CLICK_TRACKING: _("It tells us which mails are of use. Without your yes, links tell us nothing about you."),
}
#: Where a yes that has a page of its own is taken back.
_WAY_BACK: dict[str, tuple[str, str | Promise]] = {
    rules.POOL: ("candidate:availability", _("Take it back by leaving the pool")),
    rules.PARTNER_AND_FAMILY: ("candidate:family", _("See or take back")),
    rules.FAIRNESS: ("candidate:fairness", _("See or take back")),
}


@for_candidates
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """Everything that the person has agreed to, employers by name; and what can be chosen freely."""
    user = signed_in(request)
    choices = [
        {
            "words": consent_words(purpose),
            "about": _ABOUT[purpose],
            "yes": yes,
            "url": reverse("candidate:choose_consent", args=[purpose]),
        }
        for purpose, yes in queries.choices_of(user).items()
    ]
    ledger = [_row(each) for each in queries.ledger(user, timezone.now())]
    return render(request, "candidate/consents.html", {"choices": choices, "ledger": ledger, "version": WORDS_VERSION})


def _row(each: Agreed) -> dict[str, Any]:
    state, kind = LEDGER[each.state]
    url, verb = "", ""
    if each.can_withdraw:
        url, verb = reverse("candidate:withdraw", args=[each.introduction]), str(_("Step back"))
    elif each.state == queries.IN_FORCE and each.purpose in _WAY_BACK:
        name, words = _WAY_BACK[each.purpose]
        url, verb = reverse(name), str(words)
    words = consent_words(each.purpose, each.employer)
    found = {"words": words, "state": state, "kind": kind, "given_at": each.given_at, "ended_at": each.ended_at}
    return {**found, "version": each.words_version, "url": url, "verb": verb}


@for_candidates
@require_POST
def choose(request: HttpRequest, purpose: str) -> HttpResponse:
    """Say yes or no to one purpose."""
    candidate = own_candidate(request)
    yes = request.POST.get("answer") == "yes"
    try:
        actions.choose_purpose(candidate=candidate, purpose=purpose, yes=yes, by=signed_in(request), now=timezone.now())
    except Invalid:
        raise Http404 from None
    messages.success(request, _("Thank you. Your yes holds until you take it back.") if yes else _("Taken back."))
    return redirect("candidate:consents")
