"""What the pages of a conversation share in every portal: reading it, writing into it, marking it as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.conversations import access, actions, queries, rules, wording
from kretslop.introductions import disclosure
from kretslop.shared.errors import Invalid, KretslopError

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction
    from kretslop.talent.models import Candidate
    from kretslop.web.doors import SignedIn


class MessageForm(forms.Form):
    """A new message."""

    words = forms.CharField(
        label=_("Your message"), max_length=rules.WORDS_MAX, widget=forms.Textarea(attrs={"rows": 5})
    )


def handle(
    request: SignedIn, candidate: Candidate, introduction: Introduction | None
) -> tuple[HttpResponse | None, dict[str, Any]]:
    """Do what was posted: return an answer when there is nothing more to show, and what the page shows otherwise.

    A GET changes nothing: what is read is marked by a post of its own, which HTMX sends once the page is open, and a
    button without it.
    """
    form = MessageForm(request.POST if "words" in request.POST else None, label_suffix="")
    now = timezone.now()
    if request.method == "POST" and "words" not in request.POST:
        actions.mark_read(candidate=candidate, introduction=introduction, by=request.user, now=now)
        return (HttpResponse(status=204) if request.headers.get("HX-Request") else redirect(request.path)), {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(candidate=candidate, introduction=introduction, by=request.user, now=now,
                          words=form.cleaned_data["words"])  # fmt: skip
        except Invalid as error:
            form.add_error("words", str(wording.problem_words(error.code)))
        except KretslopError as error:
            form.add_error(None, str(wording.problem_words(error.code)))
        else:
            messages.success(request, gettext("Your message is sent."))
            return redirect(request.path), {}
    return None, _shown(request, candidate, introduction) | {"form": form}


def _shown(request: SignedIn, candidate: Candidate, introduction: Introduction | None) -> dict[str, Any]:
    side = access.side_of(request.user, candidate, introduction)
    until = queries.read_until(request.user, candidate, introduction)
    found = queries.latest(queries.messages_for(request.user, candidate, introduction))
    rows = [_row(each, side, request.user, introduction, until) for each in found]
    return {
        "rows": rows,
        "unread": sum(row["is_new"] for row in rows),
        "may_write": access.may_write(side, candidate, introduction, timezone.now()),
    }


def _row(message: Any, side: str, reader: Any, introduction: Any, until: Any) -> dict[str, Any]:
    mine = message.by_id == reader.pk
    name = message.by.name if message.by else str(wording.SIDES[message.side])
    if side == rules.EMPLOYER and message.side == rules.CANDIDATE:
        name = disclosure.listed(introduction).title
    return {
        "message": message,
        "mine": mine,
        "name": gettext("You") if mine else name,
        "side": "" if mine else wording.SIDES[message.side],
        "is_new": not mine and (until is None or message.at > until),
    }
