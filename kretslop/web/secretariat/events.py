"""The secretariat plans the events of a campaign, moves and cancels them, and notes who came."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.events import actions, queries, rules, wording
from kretslop.shared.errors import Invalid, KretslopError, NotPossible
from kretslop.web import attending
from kretslop.web.doors import SignedIn, for_project_leads
from kretslop.web.secretariat.events_form import EventForm
from kretslop.web.secretariat.pages import find
from kretslop.web.secretariat.together import frame


class WhyForm(forms.Form):
    """Why an event is cancelled, in words that go to everybody with a place."""

    why = forms.CharField(
        label=_("What do you tell those who wanted to come?"),
        max_length=rules.WHY_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences. They go by mail to everybody who has a place."),
    )


class NotesForm(forms.Form):
    """What was said at an event."""

    notes = forms.CharField(
        label=_("Notes"),
        max_length=rules.NOTES_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Everybody who had a place reads them on the event's page. Name no candidates here."),
    )


def _find(request: SignedIn, ref: str, event_ref: str) -> tuple[Any, Any]:
    campaign = find(request, ref)
    return campaign, get_object_or_404(queries.of_campaign(request.user, campaign), ref=event_ref)


def _to(event: Any) -> HttpResponseRedirect:
    return redirect("secretariat:event", event.campaign.ref, event.ref)  # type: ignore[return-value]


def _complain(form: forms.Form, error: KretslopError) -> None:
    field = error.field if isinstance(error, Invalid) and error.field in form.fields else None
    form.add_error(field, wording.problem_words(error.code))


@for_project_leads
@require_GET
def events(request: SignedIn, ref: str) -> HttpResponse:
    """What comes, and what has been."""
    campaign = find(request, ref)
    found = list(queries.of_campaign(request.user, campaign))
    context = frame(campaign, "events") | attending.lists(request.user, found)
    return render(request, "secretariat/events.html", context)


@for_project_leads
@require_http_methods(["GET", "POST"])
def new(request: SignedIn, ref: str) -> HttpResponse:
    """Plan an event."""
    campaign = find(request, ref)
    form = EventForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (told := form.told()) is not None:
        try:
            event = actions.make_event(campaign=campaign, told=told, by=request.user, now=timezone.now())
        except KretslopError as error:
            _complain(form, error)
        else:
            messages.success(request, gettext("The event is planned. Those who are invited see it on their pages."))
            return _to(event)
    context = frame(campaign, "events") | {"form": form, "event": None}
    return render(request, "secretariat/event_edit.html", context, status=422 if form.errors else 200)


@for_project_leads
@require_GET
def event(request: SignedIn, ref: str, event_ref: str) -> HttpResponse:
    """One event: when, where, who comes, who came, and its notes."""
    campaign, found = _find(request, ref, event_ref)
    return _page(request, campaign, found, NotesForm(initial={"notes": found.notes}, label_suffix=""))


def _page(request: SignedIn, campaign: Any, event: Any, form: NotesForm) -> HttpResponse:
    row = attending.shown(event)
    context = frame(campaign, "events") | {
        "row": row,
        "event": event,
        "guests": queries.guests(request.user, event),
        "line": queries.waiting_guests(request.user, event) if event.capacity else [],
        "others": queries.others_who_may_come(request.user, event) if row["begun"] else [],
        "form": form,
        "writes_employers": rules.invites_employers(event.invited),
        "writes_candidates": rules.invites_candidates(event.invited),
    }
    return render(request, "secretariat/event.html", context, status=422 if form.errors else 200)


@for_project_leads
@require_http_methods(["GET", "POST"])
def change(request: SignedIn, ref: str, event_ref: str) -> HttpResponse:
    """Change or move an event."""
    campaign, found = _find(request, ref, event_ref)
    form = EventForm(request.POST if request.method == "POST" else None, event=found)
    if request.method == "POST" and form.is_valid() and (told := form.told()) is not None:
        before = found.sequence
        try:
            changed = actions.change_event(event=found, told=told, by=request.user, now=timezone.now())
        except KretslopError as error:
            _complain(form, error)
        else:
            messages.success(request, _changed_words(changed, before, found.taken))
            return _to(changed)
    context = frame(campaign, "events") | {"form": form, "event": found}
    return render(request, "secretariat/event_edit.html", context, status=422 if form.errors else 200)


def _changed_words(event: Any, before: int, taken: int) -> str:
    if event.sequence == before or not taken:
        return gettext("Saved.")
    return gettext("Saved. If time or place have changed, those who have a place are told.")


@for_project_leads
@require_http_methods(["GET", "POST"])
def cancel(request: SignedIn, ref: str, event_ref: str) -> HttpResponse:
    """Cancel an event, with words for those who wanted to come."""
    campaign, found = _find(request, ref, event_ref)
    form = WhyForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_event(event=found, why=form.cleaned_data["why"], by=request.user, now=timezone.now())
        except KretslopError as error:
            _complain(form, error)
        else:
            messages.success(request, gettext("The event is cancelled. Everybody who had a place gets a mail."))
            return _to(found)
    context = frame(campaign, "events") | {"form": form, "row": attending.shown(found), "event": found}
    return render(request, "secretariat/event_cancel.html", context, status=422 if form.errors else 200)


@for_project_leads
@require_POST
def invite(request: SignedIn, ref: str, event_ref: str) -> HttpResponse:
    """Write to the recruiters and stand-ins who are invited."""
    _campaign, found = _find(request, ref, event_ref)
    try:
        new = actions.invite(event=found, by=request.user, now=timezone.now())
    except NotPossible as error:
        messages.error(request, wording.problem_words(error.code))
    else:
        words = ngettext("One invitation is on its way.", "%(n)s invitations are on their way.", new) % {"n": new}
        nobody = gettext("Everybody who is invited has a place or has been written to.")
        messages.success(request, words if new else nobody)
    return _to(found)


@for_project_leads
@require_POST
def attendance(request: SignedIn, ref: str, event_ref: str) -> HttpResponse:
    """Tick who came; somebody who came without a place is added."""
    _campaign, found = _find(request, ref, event_ref)
    others = {each.ref: each for each in queries.others_who_may_come(request.user, found)}
    extra = others.get(request.POST.get("also", ""))
    try:
        came = actions.note_who_came(
            event=found, came=request.POST.getlist("came"), by=request.user, now=timezone.now()
        )
        if extra is not None:
            actions.let_in(event=found, member=extra, by=request.user, now=timezone.now())
            came += 1
    except KretslopError as error:
        messages.error(request, wording.problem_words(error.code))
    else:
        words = ngettext("Noted: one person came.", "Noted: %(n)s people came.", came) % {"n": came}
        messages.success(request, words)
    return _to(found)


@for_project_leads
@require_POST
def notes(request: SignedIn, ref: str, event_ref: str) -> HttpResponse:
    """Keep what was said."""
    campaign, found = _find(request, ref, event_ref)
    form = NotesForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, campaign, found, form)
    actions.save_notes(event=found, notes=form.cleaned_data["notes"], by=request.user, now=timezone.now())
    messages.success(request, gettext("Saved. Everybody who had a place can read it."))
    return _to(found)


@for_project_leads
@require_GET
def calendar_file(request: SignedIn, ref: str, event_ref: str) -> HttpResponse:
    """The event as a calendar file."""
    campaign, found = _find(request, ref, event_ref)
    page = request.build_absolute_uri(reverse("secretariat:event", args=[campaign.ref, found.ref]))
    return attending.as_file(found, page=page, with_link=True)
