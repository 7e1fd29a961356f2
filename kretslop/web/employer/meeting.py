"""Interviews: times that the employer offers, moves and calls off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.introductions import actions, disclosure, interviewing, rules
from kretslop.shared.calendar import moment_in
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import act_for, show
from kretslop.web.employer.deciding import refused
from kretslop.web.employer.review import get_introduction, latest_of
from kretslop.web.files import calendar_entry
from kretslop.web.interviews import WallTime, problem_words, shown
from kretslop.web.profile.choices import time_zones

if TYPE_CHECKING:
    from kretslop.introductions.models import Interview, Introduction


class WhereForm(forms.Form):
    """How long and where; the times are read as clocks in `zone` show them."""

    zone = forms.ChoiceField(label=gettext_lazy("Time zone of these times"), choices=time_zones)
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Length"),
        coerce=int,
        choices=lambda: [(n, ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}) for n in interviewing.MINUTES],
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        required=False,
        max_length=interviewing.PLACE_MAX,
        help_text=gettext_lazy("An address, or “by video” or “by telephone”."),
    )
    link = forms.CharField(
        label=gettext_lazy("Link to the meeting"), required=False, max_length=300, widget=forms.URLInput
    )
    times: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Read each time in the zone that was chosen; a time that does not exist there is told so."""
        said: dict[str, Any] = super().clean() or {}
        said["slots"] = []
        for name in self.times:
            if (wall := said.get(name)) and said.get("zone"):
                try:
                    said["slots"].append(moment_in(wall, ZoneInfo(said["zone"])))
                except ValueError as problem:
                    self.add_error(name, problem_words(str(problem)))
        return said

    def refuse(self, problem: Invalid) -> None:
        """Say at the field what an action found wrong."""
        field = self.times[0] if problem.field == "slots" else problem.field
        self.add_error(field, problem_words(problem.code))


class OfferForm(WhereForm):
    """Up to five times from which the candidate picks one."""

    times = tuple(f"time_{number}" for number in range(1, interviewing.SLOTS_MOST + 1))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(self.times, 1):
            label = _("Time %(number)s") % {"number": number}
            self.fields[name] = WallTime(label=label, required=number == 1)
        self.order_fields(self.times)


class MoveForm(WhereForm):
    """Another time for an agreed interview, another length or place."""

    times = ("starts",)
    starts = WallTime(label=gettext_lazy("New time"))
    field_order = times


@for_employers
@require_http_methods(["GET", "POST"])
def interview(request: SignedIn, ref: str) -> HttpResponse:
    """Offer times, or other ones than before; shows what is agreed."""
    found, now = get_introduction(request, ref), timezone.now()
    act_for(request, found.participation)
    if found.state not in rules.IN_PROCESS:
        return redirect("employer:introduction", ref=ref)
    last = latest_of(request, found)
    if last is not None and interviewing.is_ahead(last.state, last.starts_at, now):
        return redirect("employer:move_interview", ref=ref)
    form = OfferForm(request.POST or None, initial=_initial(request, last))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        offer = partial(actions.offer_times, introduction=found, slots=said["slots"], zone=ZoneInfo(said["zone"]))
        words = _("The times are offered. You get a mail as soon as one is picked.")
        if (answer := _act(request, ref, form, offer, words, now)) is not None:
            return answer
    open_now = last if last is not None and last.state in (interviewing.OFFERED, interviewing.NONE_FITS) else None
    context = {"form": form, "times": [form[name] for name in form.times], "offered": open_now and shown(open_now, now)}
    return _page(request, found, form, context, "employer/interview.html")


@for_employers
@require_http_methods(["GET", "POST"])
def move_interview(request: SignedIn, ref: str) -> HttpResponse:
    """Move an agreed interview, after speaking with the candidate."""
    found, now = get_introduction(request, ref), timezone.now()
    act_for(request, found.participation)
    last = latest_of(request, found)
    if last is None or not interviewing.is_ahead(last.state, last.starts_at, now):
        return redirect("employer:introduction", ref=ref)
    form = MoveForm(request.POST or None, initial=_initial(request, last))
    if request.method == "POST" and form.is_valid():
        move = partial(actions.move_interview, interview=last, starts_at=form.cleaned_data["slots"][0])
        words = _("Changed. The candidate and you get a mail that changes your calendars too.")
        if (answer := _act(request, ref, form, move, words, now)) is not None:
            return answer
    return _page(request, found, form, {"agreed": shown(last, now)}, "employer/interview_move.html")


def _act(
    request: SignedIn, ref: str, form: WhereForm, act: Callable[..., Interview], words: str, now: datetime
) -> HttpResponse | None:
    """Do it with what the form says of length and place, and say so; None when an error stands on the form now."""
    where = {name: form.cleaned_data[name] for name in ("minutes", "place", "link")}
    try:
        act(by=request.user, now=now, **where)
    except NotAllowed as problem:
        raise Http404 from problem
    except NotPossible as problem:
        return refused(request, ref, problem)
    except Invalid as wrong:
        form.refuse(wrong)
        return None
    messages.success(request, words)
    return redirect("employer:introduction", ref=ref)


def _page(request: SignedIn, found: Introduction, form: WhereForm, more: dict[str, Any], template: str) -> HttpResponse:
    context = {"form": form, "ref": found.ref, "who": disclosure.listed(found), "in_process": True, **more}
    return show(request, template, context, status=422 if form.errors else 200)


def _initial(request: SignedIn, last: Interview | None) -> dict[str, Any]:
    """Begin with what was said last: nobody types the link of their meeting room twice."""
    zone = last.zone if last is not None else request.user.time_zone
    said: dict[str, Any] = {"zone": zone, "minutes": last.minutes if last else 60}
    if last is not None:
        said |= {"place": last.place, "link": last.link}
        if last.starts_at is not None:
            said["starts"] = _wall(last.starts_at, zone)
        if last.state == interviewing.OFFERED:
            said |= {f"time_{number}": _wall(slot, zone) for number, slot in enumerate(last.slots, 1)}
    return said


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@for_employers
@require_POST
def call_off(request: SignedIn, ref: str) -> HttpResponse:
    """Take the times back, or call the agreed interview off."""
    found = get_introduction(request, ref)
    last = latest_of(request, found)
    if last is None:
        raise Http404
    try:
        actions.call_off(interview=last, by=request.user, now=timezone.now())
    except NotAllowed as problem:
        raise Http404 from problem
    except NotPossible as problem:
        return refused(request, ref, problem)
    messages.success(request, _("Called off, and the candidate is told. Offer other times when you know them."))
    return redirect("employer:introduction", ref=ref)


@for_employers
@require_GET
def interview_file(request: SignedIn, ref: str) -> HttpResponse:
    """The agreed interview as a file for one's own calendar."""
    found = get_introduction(request, ref)
    last = latest_of(request, found)
    if last is None or last.state != interviewing.AGREED:
        raise Http404
    now, language = timezone.now(), request.user.language
    return calendar_entry(actions.calendar_for(found, last, rules.EMPLOYER, language=language, now=now))
