"""Somebody whom a file named answers: no, and all is deleted; or they sign in, see what was told, and register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kretslop.campaigns import rules as campaign_rules
from kretslop.importing import actions, queries, rules
from kretslop.web import registering
from kretslop.web.account.codes import send_code
from kretslop.web.profile.imported import raws_of, rows_of
from kretslop.web.visitor import signed_in

if TYPE_CHECKING:
    from kretslop.importing.models import ImportedPerson


def _get(ref: str) -> ImportedPerson:
    found = queries.person_by_ref(ref)
    if found is None:
        raise Http404
    return found


def _may_register(person: ImportedPerson) -> bool:
    return person.state == rules.ASKED and person.brought_by.campaign.state == campaign_rules.OPEN


def _is_theirs(request: HttpRequest, person: ImportedPerson) -> bool:
    return request.user.is_authenticated and signed_in(request).email.lower() == person.email


@require_safe
@never_cache
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Say where we know the person from and what they can do. What was told stays hidden until they sign in."""
    person = _get(ref)
    values = {
        "person": person,
        "brought_by": person.brought_by,
        "campaign": person.brought_by.campaign,
        "open": _may_register(person),
        "waiting": person.state == rules.ASKED,
        "theirs": _is_theirs(request, person),
        "told": rows_of(person.told) if _is_theirs(request, person) else [],
    }
    return render(request, "public/brought.html", values)


@require_POST
def refuse(request: HttpRequest, ref: str) -> HttpResponse:
    """No: everything is deleted at once. The link alone is enough, because saying no must be easy."""
    if actions.refuse(person=_get(ref), now=timezone.now()):
        messages.success(request, _("Everything we were told about you is deleted. We do not write to you again."))
    return redirect("public:imported", ref)


@require_POST
def code(request: HttpRequest, ref: str) -> HttpResponse:
    """Yes, maybe: a code goes to the address, so that nobody else sees what we were told."""
    person = _get(ref)
    if not _may_register(person) or _is_theirs(request, person):
        return redirect("public:imported", ref)
    sent = send_code(
        request, email=person.email, name=person.name, language=get_language() or "en", time_zone="Europe/Oslo",
        now=timezone.now(),
    )  # fmt: skip
    if not sent:
        messages.error(request, _("Too many codes were asked for. Please wait some minutes and try again."))
        return redirect("public:imported", ref)
    return redirect(f"{reverse('account_confirm_login_code')}?next={reverse('public:imported', args=[ref])}")


@require_POST
def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin a registration with what we were told; nothing of it counts before the person sends it."""
    person = _get(ref)
    if not _may_register(person) or not _is_theirs(request, person):
        return redirect("public:imported", ref)
    user, campaign, now = signed_in(request), person.brought_by.campaign, timezone.now()
    registering.forget(request, campaign.slug)
    raws = raws_of(
        person.name, person.told, email=person.email, language=get_language() or user.language, time_zone=user.time_zone
    )
    for step, raw in raws.items():
        registering.save(request, campaign, step, raw, now=now)
    messages.info(request, _("Here is what we were told. Please look through it and correct what is wrong."))
    return redirect("public:register", campaign.slug)
