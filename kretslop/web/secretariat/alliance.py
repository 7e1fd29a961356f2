"""Everybody in the alliance, and who asks to join: look at who it is, welcome them, or say no with words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.campaigns import actions, own_sign_in, wording
from kretslop.campaigns import alliance as queries
from kretslop.employers import actions as actions_of_employers
from kretslop.employers import wording as words
from kretslop.employers.actions import IDENTITY, impersonate
from kretslop.employers.rules import IMPERSONATION_MINUTES, REASON_MAX, REASON_MIN
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.account.looking import KEY
from kretslop.web.company_form import CompanyForm, known
from kretslop.web.doors import SignedIn, for_project_leads
from kretslop.web.profile.choices import country_name
from kretslop.web.secretariat.pages import refuse

if TYPE_CHECKING:
    from kretslop.campaigns.models import SignUp

PER_PAGE = 50


@for_project_leads
@require_GET
def alliance(request: SignedIn) -> HttpResponse:
    """Who asks to join, then every employer by name."""
    asking = list(queries.waiting_sign_ups(request.user))
    page = Paginator(queries.employers(request.user), PER_PAGE).get_page(request.GET.get("page"))
    if asking:
        heading = ngettext("%(n)s employer asks to join", "%(n)s employers ask to join", len(asking))
        heading %= {"n": len(asking)}
    else:
        count = page.paginator.count
        heading = ngettext("%(n)s employer is in the alliance", "%(n)s employers are in the alliance", count)
        heading %= {"n": count}
    rows = [{"employer": each, "kind": words.KINDS[each.kind]} for each in page]
    keys = list(own_sign_in.to_approve(request.user))
    values = {"asking": asking, "keys": keys, "page": page, "rows": rows, "heading": heading}
    return render(request, "secretariat/alliance.html", values)


class NoForm(forms.Form):
    """A no, with words."""

    words = forms.CharField(
        label=_("What you answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read it by mail, in these words."),
    )


def facts(row: Any, **more: Any) -> list[tuple[str, Any]]:
    """Return what is known about an employer, or about one that asks, as pairs; what is not said is left out."""
    get = row.get if isinstance(row, dict) else lambda name, default="": getattr(row, name, default)
    places = get("locations", "")
    said = [
        (gettext("Kind"), words.KINDS.get(get("kind", ""), "")),
        (gettext("Organisation number"), get("org_number", "")),
        (gettext("Country of registration"), country_name(get("country", ""))),
        (gettext("Size"), words.SIZES.get(get("size", ""), "")),
        (gettext("Stage"), words.STAGES.get(get("stage", ""), "")),
        (gettext("Sector"), get("sector", "")),
        (gettext("City"), get("city", "")),
        (gettext("Other places"), places if isinstance(places, str) else ", ".join(places)),
        (gettext("Work from home"), words.REMOTE_POLICIES.get(get("remote_policy", ""), "")),
        (gettext("Hiring people who need a permit"), words.PERMIT_EXPERIENCE.get(get("permit_experience", ""), "")),
        (gettext("What they do"), get("about", "")),
        (gettext("How it is to work there"), get("culture", "")),
        *more.items(),
    ]
    return [pair for pair in said if pair[1]]


@for_project_leads
@require_http_methods(["GET", "POST"])
def sign_up(request: SignedIn, ref: str) -> HttpResponse:
    """One request: the facts, whether the company is known, and the answer."""
    found = get_object_or_404(queries.sign_ups(request.user), ref=ref)
    form = NoForm(request.POST if "no" in request.POST else None, label_suffix="")
    if request.method == "POST" and "no" not in request.POST:
        return _welcome(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse_sign_up(sign_up=found, words=form.cleaned_data["words"], by=request.user, now=timezone.now())
        except NotPossible as error:
            refuse(request, error)
        else:
            messages.success(request, gettext("Answered. They read your words by mail."))
        return redirect("secretariat:alliance")
    return _show(request, found, form)


def _show(request: HttpRequest, found: SignUp, form: NoForm) -> HttpResponse:
    waits = found.state == "waiting"
    values = {
        "sign_up": found,
        "facts": facts({**found.facts, "org_number": found.org_number, "country": found.country}),
        "state": wording.SIGN_UP_STATES[found.state],
        "kind": wording.colour_of(found.state),
        "waits": waits,
        "known": queries.same_number(found) if waits else None,
        "alike": queries.same_name(found) if waits else [],
        "twice": queries.asked_twice(found) if waits else [],
        "form": form,
    }
    return render(request, "secretariat/sign_up.html", values, status=422 if form.errors else 200)


def _welcome(request: SignedIn, found: SignUp) -> HttpResponse:
    by, now, known = request.user, timezone.now(), queries.same_number(found)
    try:
        if known is not None:
            employer = actions.let_in(sign_up=found, employer=known, by=by, now=now)
            said = gettext("%(name)s can act for %(company)s now.")
        else:
            employer = actions.approve_sign_up(sign_up=found, by=by, now=now)
            said = gettext("%(company)s is welcome. %(name)s gets a mail with the next step.")
    except NotPossible as error:
        refuse(request, error)
    except Invalid as error:  # somebody added the company meanwhile, or a fact does not hold any more
        messages.error(request, words.problem_words(error.code, wording.invalid_words(error.code)))
        return redirect("secretariat:sign_up", found.ref)
    else:
        messages.success(request, said % {"name": found.name, "company": employer.name})
    return redirect("secretariat:alliance")


@for_project_leads
@require_GET
def employer(request: SignedIn, ref: str) -> HttpResponse:
    """One employer: its facts, its people, its campaigns."""
    found = queries.employer_for(request.user, ref)
    if found is None:
        raise Http404
    people = [{"member": each, "role": words.ROLES[each.role]} for each in found.acting]  # type: ignore[attr-defined]
    joined = [
        {
            "participation": each,
            "state": wording.CAMPAIGN_STATES[each.campaign.state],
            "kind": wording.colour_of(each.campaign.state),
            "signed_as": wording.SIGNED_AS[each.signed_as] if each.signed_as else "",
        }
        for each in found.campaigns  # type: ignore[attr-defined]
    ]
    own = own_sign_in.of_employer(found)
    values = {
        "employer": found,
        "facts": facts(found),
        "people": people,
        "joined": joined,
        "own": own,
        "own_state": wording.OWN_SIGN_IN_STATES[own.state] if own else "",
        "own_kind": wording.colour_of(own.state) if own else "",
    }
    return render(request, "secretariat/employer.html", values)


class IdentityForm(CompanyForm):
    """Which company it is; everything else its people change themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(IDENTITY):
            del self.fields[name]
        self.fields["kind"].label = _("Kind")


@for_project_leads
@require_http_methods(["GET", "POST"])
def change_employer(request: SignedIn, ref: str) -> HttpResponse:
    """Correct which company an employer is: name, country, number, kind."""
    found = queries.employer_for(request.user, ref)
    if found is None:
        raise Http404
    form = IdentityForm(request.POST or None, initial=known(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions_of_employers.change_employer(employer=found, by=request.user, now=timezone.now(), **form.facts())
        except Invalid as error:
            form.add_error(error.field, words.problem_words(error.code, wording.invalid_words(error.code)))
        else:
            messages.success(request, gettext("Saved. Their people and the candidates read it from now on."))
            return redirect("secretariat:employer", ref)
    values = {"employer": found, "form": form}
    return render(request, "secretariat/employer_change.html", values, status=422 if form.errors else 200)


class ReasonForm(forms.Form):
    """Why somebody of the alliance reads as somebody else."""

    reason = forms.CharField(
        label=_("Why do you need to see it?"),
        min_length=REASON_MIN,
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads your reason and your name. Such as: they called, and cannot find the criteria."),
    )


@for_project_leads
@require_http_methods(["GET", "POST"])
def read_as(request: SignedIn, ref: str, member_ref: str) -> HttpResponse:
    """Read an employer's pages as one of its people, with a reason, for half an hour, without a write."""
    found = queries.employer_for(request.user, ref)
    people = {each.ref: each for each in found.acting} if found else {}  # type: ignore[attr-defined]
    member = people.get(member_ref)
    if member is None or member.user_id == request.user.pk:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        begun = impersonate(member=member, by=request.user, now=timezone.now(), **form.cleaned_data)
        request.session[KEY] = begun.ref
        return redirect("employer:review")
    values = {"employer": found, "member": member, "form": form, "minutes": IMPERSONATION_MINUTES}
    return render(request, "secretariat/read_as.html", values, status=422 if form.errors else 200)
