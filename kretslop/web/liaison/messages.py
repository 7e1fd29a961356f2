"""The warm message to a released candidate: read, edit, stop, send at once, or tell in person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kretslop.introductions import actions, disclosure, rules
from kretslop.introductions.wording import PROBLEMS
from kretslop.messaging import actions as mails
from kretslop.messaging.queries import needing_a_person
from kretslop.shared.errors import KretslopError, NotPossible
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.introductions import get_introduction

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction


class MessageForm(forms.Form):
    """The words that the candidate will read."""

    words = forms.CharField(
        label=gettext_lazy("Words to the candidate"),
        required=False,
        max_length=rules.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("What the employer wrote stays in the record; this is what the person reads."),
    )


@for_liaisons
@require_http_methods(["GET", "POST"])
def message(request: SignedIn, ref: str) -> HttpResponse:
    """Read the message as it will leave, and change its words while that is possible."""
    found, now = get_introduction(request, ref), timezone.now()
    held = getattr(found, "release_message", None)
    if held is None:
        messages.info(request, _("There is no message to this candidate."))
        return redirect("liaison:introduction", ref=ref)
    form = MessageForm(request.POST or None, initial={"words": held.words})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        return _act(
            request, found, actions.edit_release_words, _("Saved. The message leaves with your words."), words=words
        )
    context = {
        "introduction": found,
        "held": held,
        "form": form,
        "now": now,
        "can_change": not disclosure.has_been_told(found, now),
        "feedback": getattr(found, "feedback", None),
    }
    return render(request, "liaison/message.html", context)


def _act(request: SignedIn, found: Introduction, act: Callable[..., object], done: str, **values: str) -> HttpResponse:
    try:
        act(introduction=found, by=request.user, now=timezone.now(), **values)
    except NotPossible as problem:
        messages.error(request, str(PROBLEMS.get(problem.code, problem)))
    else:
        messages.success(request, done)
    return redirect("liaison:message", ref=found.ref)


@for_liaisons
@require_POST
def stop(request: SignedIn, ref: str) -> HttpResponse:
    """Stop the mail; the liaison tells the person in another way."""
    found = get_introduction(request, ref)
    return _act(request, found, actions.stop_release, _("Stopped. Tell the person yourself, then say so here."))


@for_liaisons
@require_POST
def send_now(request: SignedIn, ref: str) -> HttpResponse:
    """Let the mail leave at once."""
    found = get_introduction(request, ref)
    waits = found.ended_at is not None and timezone.now() < rules.told_at(found.ended_at)
    done = _("The message leaves as soon as the ten minutes are over in which its end can be taken back.")
    return _act(request, found, actions.send_release_now, done if waits else _("The message leaves now."))


@for_liaisons
@require_POST
def told(request: SignedIn, ref: str) -> HttpResponse:
    """Say that the person has been told."""
    found = get_introduction(request, ref)
    return _act(request, found, actions.tell_in_person, _("Noted. The candidate's page shows it now."))


@for_liaisons
@require_POST
def settle_mail(request: SignedIn, ref: str) -> HttpResponse:
    """Say what became of a mail of which nobody knows whether it was sent, or that an address refused."""
    mail = get_object_or_404(needing_a_person(), ref=ref)
    became = request.POST.get("became", "")
    try:
        mails.settle(mail=mail, became=became, now=timezone.now())
    except KretslopError:
        messages.error(request, _("This mail has been settled already."))
    else:
        messages.success(request, _("The mail leaves again.") if became == "again" else _("Noted, thank you."))
    return redirect("liaison:today")
