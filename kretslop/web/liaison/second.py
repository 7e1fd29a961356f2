"""What one liaison proposed and another one confirms or sends back; another group than the machine's; notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kretslop.screening import confirming, placing, rules, wording
from kretslop.screening import queries as screening
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.candidates import get_candidate
from kretslop.web.liaison.deciding import after_of, go_on, not_possible, standing_of
from kretslop.web.liaison.reasons import FirstFocused, note_field
from kretslop.web.liaison.showing import list_query

if TYPE_CHECKING:
    from kretslop.screening.models import Proposal


class OverrideForm(forms.Form):
    """Into which group, and why the machine's does not hold."""

    group = forms.ChoiceField(label=gettext_lazy("Where the person belongs"), widget=FirstFocused)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"), widget=forms.RadioSelect, choices=wording.reason_choices(rules.OVERRIDE_REASONS)
    )
    note = note_field()

    def __init__(self, *args: Any, now_in: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(group, wording.TAGS[group]) for group in rules.GROUPS if group != now_in]
        self.fields["group"].choices = others  # type: ignore[attr-defined]


@for_liaisons
@require_http_methods(["GET", "POST"])
def place(request: SignedIn, ref: str, campaign: str) -> HttpResponse:
    """Put the person into another group than the machine, or back into the machine's own, with a reason."""
    person = get_candidate(request, ref)
    standing = standing_of(request, person, campaign)
    if standing.preselection is None:
        raise Http404
    form = OverrideForm(request.POST or None, now_in=standing.preselection.standing)
    if request.method == "POST" and form.is_valid():
        after = after_of(request, person)
        try:
            made = confirming.decide(
                candidate=person, campaign=standing.campaign, verdict=rules.PLACED, by=request.user,
                now=timezone.now(), **form.cleaned_data,
            )  # fmt: skip
        except NotPossible as problem:
            return not_possible(request, ref, problem)
        group = wording.TAGS[form.cleaned_data["group"]]
        done = _("%(name)s is now under “%(group)s”, by your decision.")
        said = wording.PROPOSED if wording.is_proposal(made) else done
        messages.success(request, said % {"name": person.name, "group": group})
        return go_on(request, ref, after)
    words = {
        "title": _("Sort otherwise than the machine"),
        "explain": _("The machine says: %(group)s. Your name and your reason stand beside it, also for the person.")
        % {"group": wording.TAGS[standing.preselection.group]},
        "submit": _("Put the person there"),
    }
    context = {"person": person, "form": form, "words": words, "query": list_query(request)}
    return render(request, "liaison/reason.html", context)


def _proposal(request: SignedIn, ref: str, campaign: str) -> tuple[Any, Proposal]:
    person = get_candidate(request, ref)
    found = standing_of(request, person, campaign).proposal
    if found is None:
        raise Http404
    return person, found


@for_liaisons
@require_POST
def confirm(request: SignedIn, ref: str, campaign: str) -> HttpResponse:
    """Agree as the second person: the decision takes effect now."""
    person, proposal = _proposal(request, ref, campaign)
    after = after_of(request, person)
    try:
        confirming.confirm(proposal=proposal, by=request.user, now=timezone.now())
    except (NotPossible, NotAllowed) as problem:
        return not_possible(request, ref, problem)
    messages.success(request, _("Confirmed: it counts now for %(name)s.") % {"name": person.name})
    return go_on(request, ref, after)


class AnswerForm(forms.Form):
    """Why the second liaison does not agree."""

    answer = forms.CharField(
        label=gettext_lazy("Your words to your colleague"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        help_text=gettext_lazy("They stand on the person's page, for liaisons. The person can ask to read them."),
    )


@for_liaisons
@require_http_methods(["GET", "POST"])
def send_back(request: SignedIn, ref: str, campaign: str) -> HttpResponse:
    """Do not agree as the second person, and say why."""
    person, proposal = _proposal(request, ref, campaign)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _settle(request, person, proposal, form.cleaned_data["answer"])
    words = {
        "title": _("Send the proposal back"),
        "explain": _("%(by)s reads why, and %(name)s is on the desk again, undecided.")
        % {"by": proposal.by.name, "name": person.name},
        "submit": _("Send it back"),
    }
    context = {"person": person, "form": form, "words": words, "query": list_query(request)}
    return render(request, "liaison/reason.html", context, status=422 if request.method == "POST" else 200)


@for_liaisons
@require_POST
def take_back(request: SignedIn, ref: str, campaign: str) -> HttpResponse:
    """Take an own proposal back."""
    person, proposal = _proposal(request, ref, campaign)
    if proposal.by_id != request.user.pk:
        raise Http404
    return _settle(request, person, proposal, "")


def _settle(request: SignedIn, person: Any, proposal: Proposal, answer: str) -> HttpResponse:
    after = after_of(request, person)
    try:
        confirming.send_back(proposal=proposal, by=request.user, answer=answer, now=timezone.now())
    except NotPossible as problem:
        return not_possible(request, person.ref, problem)
    messages.success(request, _("%(name)s is on the desk again, undecided.") % {"name": person.name})
    return go_on(request, person.ref, after)


@for_liaisons
@require_POST
def note(request: SignedIn, ref: str) -> HttpResponse:
    """Keep a note about the person, or forget an own one (`forget` names it)."""
    person = get_candidate(request, ref)
    if forget := request.POST.get("forget"):
        found = screening.notes_of(request.user, person).filter(ref=forget, by=request.user).first()
        if found is None:
            raise Http404
        placing.forget_note(note=found, by=request.user)
        messages.success(request, _("The note is gone."))
    else:
        try:
            placing.note(candidate=person, words=request.POST.get("words", ""), by=request.user, now=timezone.now())
        except Invalid:
            messages.error(request, _("A note needs words, at most 1000 characters."))
        else:
            messages.success(request, _("Noted."))
    response = redirect("liaison:candidate", ref=ref)
    response["Location"] += list_query(request)
    return response
