"""Employers of a campaign: first talks, invitations, and who joined, with what waits for them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kretslop.campaigns import actions, rules, steering, wording
from kretslop.insights import queries as insights
from kretslop.shared.calendar import working_days_between
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.doors import for_project_leads
from kretslop.web.secretariat.pages import back, find, frame, on_form, refuse


@for_project_leads
def employers(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is talked to and what comes next; who joined and what they owe an answer to."""
    campaign = find(request, ref)
    now, today = timezone.now(), timezone.localdate()
    talks = list(steering.prospects_of(campaign))
    joined = steering.joined(campaign)
    versions = steering.versions_of(campaign)
    asked = next((v for v in versions if v.state in (rules.PROPOSED, rules.FROZEN)), None)
    answers = {a.participation.pk: a for a in steering.answers_to(asked, joined)} if asked else {}
    waiting = insights.at_employers(campaign, viewer=request.user, now=now)  # type: ignore[arg-type]
    rows = [_joined_row(each, answers.get(each.pk), waiting.get(each.pk), today) for each in joined]
    open_talks = [each for each in talks if each.state in (rules.TALKING, rules.INVITED)]
    overdue = sum(steering.is_overdue(each, today) for each in open_talks)
    values = {
        "talks": [_talk(each, today) for each in open_talks],
        "said_no": [each for each in talks if each.state == rules.SAID_NO],
        "rows": rows,
        "asked": asked,
        "heading": _heading(len(joined), len(open_talks)),
        "overdue": overdue,
    }
    return render(request, "secretariat/employers.html", frame(campaign, "employers") | values)


def _heading(joined: int, talks: int) -> str:
    if not joined and not talks:
        return gettext("Find the employers for this campaign")
    have = ngettext("%(n)s employer has joined", "%(n)s employers have joined", joined) % {"n": joined}
    if not talks:
        return have
    with_talks = ngettext("you are talking with %(n)s more", "you are talking with %(n)s more", talks) % {"n": talks}
    return gettext("%(joined)s, %(talks)s") % {"joined": have, "talks": with_talks}


def _talk(prospect: Any, today: Any) -> dict[str, Any]:
    return {
        "prospect": prospect,
        "state": wording.PROSPECT_STATES[prospect.state],
        "kind": wording.colour_of(prospect.state),
        "late": steering.is_overdue(prospect, today),
    }


def _joined_row(participation: Any, answer: Any, waits: Any, today: Any) -> dict[str, Any]:
    late_days = 0
    if waits and waits.late:
        late_days = working_days_between(timezone.localtime(waits.oldest_due).date(), today)
    return {
        "participation": participation,
        "posts": sum(profile.posts for profile in participation.submitted),
        "answer": wording.ANSWERS[answer.answer] if answer and answer.answer else "",
        "answer_kind": wording.colour_of(answer.answer) if answer and answer.answer else "",
        "waiting": waits.waiting if waits else 0,
        "late": waits.late if waits else 0,
        "late_words": ngettext("%(n)s working day late", "%(n)s working days late", late_days) % {"n": late_days},
    }


class ProspectForm(forms.Form):
    """First talks with a business or HR manager: who, what was said, what comes next and when."""

    employer = forms.ChoiceField(
        label=_("Known from an earlier campaign?"), help_text=_("Then choose it here."), required=False
    )
    company = forms.CharField(label=_("Employer's name"), max_length=150, required=False)
    contact_name = forms.CharField(label=_("Who do you talk with?"), max_length=150)
    contact_role = forms.CharField(
        label=_("Their role"), help_text=_("Such as HR manager or head of development."), max_length=100, required=False
    )
    contact_email = forms.EmailField(label=_("Their mail address"), max_length=254)
    contact_phone = forms.CharField(label=_("Their phone"), max_length=40, required=False)
    notes = forms.CharField(
        label=_("What was said"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4000, required=False
    )
    next_step = forms.CharField(
        label=_("Next step"), help_text=_("Such as: send the duties, call again."), max_length=200, required=False
    )
    next_step_due = forms.DateField(label=_("Next step by"), widget=forms.DateInput, required=False)

    def __init__(self, *args: Any, known: list[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {each.ref: each for each in known or []}
        if not self.known:
            del self.fields["employer"]
            self.fields["company"].required = True
            return
        choices = [("", gettext("No, it is new")), *((key, each.name) for key, each in self.known.items())]
        self.fields["employer"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.known:
            return given
        given["employer"] = self.known.get(given.get("employer", ""))
        if given["employer"]:
            given["company"] = given["employer"].name
        elif not given.get("company"):
            self.add_error("company", gettext("Please write the employer's name, or choose a known one."))
        return given


@for_project_leads
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """Note first talks with an employer."""
    campaign = find(request, ref)
    known = list(steering.known_employers(campaign, request.user))  # type: ignore[arg-type]
    form = ProspectForm(request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_prospect(campaign=campaign, by=request.user, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        except Invalid as error:
            on_form(form, error)
        else:
            messages.success(request, gettext("The talks with %(company)s are noted.") % {"company": made.company})
            return back(request, "prospect", ref, made.ref)
    return render(request, "secretariat/new_prospect.html", frame(campaign, "employers") | {"form": form})


def _find_prospect(request: HttpRequest, ref: str, prospect_ref: str) -> tuple[Any, Any]:
    campaign = find(request, ref)
    return campaign, get_object_or_404(steering.prospects_of(campaign), ref=prospect_ref)


@for_project_leads
def prospect(request: HttpRequest, ref: str, prospect_ref: str) -> HttpResponse:
    """One employer on its way into the campaign: talks, next step, invitation."""
    campaign, found = _find_prospect(request, ref, prospect_ref)
    kept = {name: getattr(found, name) for name in ProspectForm.base_fields if name != "employer"}
    form = ProspectForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_prospect(prospect=found, by=request.user, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        except Invalid as error:
            on_form(form, error)
        else:
            messages.success(request, gettext("Saved."))
            return back(request, "prospect", ref, prospect_ref)
    today = timezone.localdate()
    values = {
        "form": form,
        "prospect": found,
        "talk": _talk(found, today),
        "invitations": [_invitation(each, today) for each in found.sent],
        "may_invite": rules.move(rules.PROSPECT_MOVES, found.state, "invite") is not None,
        "may_say_no": rules.move(rules.PROSPECT_MOVES, found.state, "say_no") is not None,
        "again": found.state == rules.INVITED,
        "languages": [
            {"code": code, "name": get_language_info(code)["name_local"].capitalize()} for code in ("nb", "en")
        ],
    }
    return render(request, "secretariat/prospect.html", frame(campaign, "employers") | values)


def _invitation(invitation: Any, today: Any) -> dict[str, Any]:
    if invitation.accepted_at:
        state, kind = gettext("Accepted"), "good"
    elif invitation.declined_at:
        state, kind = gettext("Answered with no"), "neutral"
    elif invitation.expires_on < today:
        state, kind = gettext("Does not hold any more"), "neutral"
    else:
        state, kind = gettext("Waits for an answer"), "unsure"
    link = settings.SITE_URL + reverse("public:invitation", args=(invitation.token,))
    return {"invitation": invitation, "state": state, "kind": kind, "link": link if kind == "unsure" else ""}


@for_project_leads
@require_POST
def invite(request: HttpRequest, ref: str, prospect_ref: str) -> HttpResponse:
    """Send the invitation; a later one replaces an earlier one."""
    _campaign, found = _find_prospect(request, ref, prospect_ref)
    language = request.POST.get("language", "")
    language = language if language in dict(settings.LANGUAGES) else "nb"
    try:
        actions.invite(prospect=found, by=request.user, language=language, now=timezone.now())  # type: ignore[arg-type]
    except NotPossible as error:
        refuse(request, error)
    else:
        said = gettext("The invitation to %(name)s is on its way.") % {"name": found.contact_name}
        messages.success(request, said)
    return back(request, "prospect", ref, prospect_ref)


@for_project_leads
@require_POST
def said_no(request: HttpRequest, ref: str, prospect_ref: str) -> HttpResponse:
    """Note that the employer does not take part this time."""
    _campaign, found = _find_prospect(request, ref, prospect_ref)
    try:
        actions.prospect_says_no(prospect=found, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except NotPossible as error:
        refuse(request, error)
    else:
        messages.success(request, gettext("%(company)s does not take part this time.") % {"company": found.company})
    return back(request, "employers", ref)
