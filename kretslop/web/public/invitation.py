"""An employer is invited to a campaign: what it commits, join or decline, and the people who take part (R2, R8–R10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns import queries, rules
from kretslop.campaigns.wording import SIGNED_AS, duties_in, occupation_name
from kretslop.employers.actions import IDENTITY
from kretslop.employers.wording import problem_words
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.account.codes import send_code
from kretslop.web.company_form import HIRING, CompanyForm, hiring_fields, known
from kretslop.web.visitor import signed_in

if TYPE_CHECKING:
    from kretslop.campaigns.models import Invitation

USED = _("This invitation has been answered already.")
EXPIRED = _("This invitation is too old. Please write to us, and you get a new one.")


class SigningForm(CompanyForm):
    """Facts about the company, and who takes part."""

    title = forms.CharField(label=_("Your job title"), max_length=100, required=False)
    signed_as = forms.ChoiceField(label=_("You sign as"), choices=[("", _("Please choose")), *SIGNED_AS.items()])
    hiring_steps, who_decides, usual_days = hiring_fields()
    all_of_these = forms.BooleanField(label=_("I am the recruiter and the stand-in too"), required=False)
    recruiter_name = forms.CharField(label=_("Recruiter's name"), max_length=150, required=False)
    recruiter_email = forms.EmailField(label=_("Recruiter's mail address"), max_length=254, required=False)
    stand_in_name = forms.CharField(label=_("Stand-in's name"), max_length=150, required=False)
    stand_in_email = forms.EmailField(label=_("Stand-in's mail address"), max_length=254, required=False)
    agree = forms.BooleanField(
        label=_("We join the campaign and take on its five duties"),
        error_messages={"required": _("You join by ticking this.")},
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:  # who it is stays the secretariat's to change
            for name in IDENTITY:
                del self.fields[name]
        else:  # by its number a company that is here twice is found
            self.fields["org_number"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("all_of_these"):
            return cleaned
        for field in ("recruiter_name", "recruiter_email"):
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, _("Please name the recruiter, or tick that it is you."))
        if bool(cleaned.get("stand_in_name")) != bool(cleaned.get("stand_in_email")):
            missing = "stand_in_email" if cleaned.get("stand_in_name") else "stand_in_name"
            if missing not in self.errors:
                self.add_error(missing, _("Please give both the name and the address, or leave both open."))
        return cleaned


def _get(token: str) -> Invitation:
    found = queries.invitation_by_token(token)
    if found is None:
        raise Http404
    return found


def _state(invitation: Invitation) -> str:
    if invitation.accepted_at:
        return "accepted"
    if invitation.declined_at:
        return "declined"
    if invitation.expires_on < timezone.localdate():
        return "expired"
    return "open" if invitation.prospect.campaign.state != rules.CLOSED else "closed"


@require_safe
@never_cache
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Say what joining means; opening the page signs nobody up."""
    invitation = _get(token)
    campaign = invitation.prospect.campaign
    values = {
        "invitation": invitation,
        "campaign": campaign,
        "state": _state(invitation),
        "occupation": occupation_name(campaign.occupation),
        "duties": duties_in(rules.AGREEMENT_VERSION),
        "lead": invitation.prospect.owner,
        "right_person": request.user.is_authenticated and signed_in(request).email.lower() == invitation.email,
    }
    return render(request, "public/invitation.html", values)


@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """No, thank you."""
    try:
        campaigns.decline_invitation(invitation=_get(token), now=timezone.now())
    except NotPossible as problem:
        messages.warning(request, EXPIRED if problem.code == "invitation_expired" else USED)
    else:
        messages.success(request, _("Thank you for telling us. You will not hear more about this campaign."))
    return redirect("public:invitation", token)


@never_cache
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Join: a code to the invited address first, then the company's facts and people."""
    invitation = _get(token)
    if _state(invitation) != "open":
        return redirect("public:invitation", token)
    if not request.user.is_authenticated:
        return _ask_for_code(request, invitation)
    if signed_in(request).email.lower() != invitation.email:
        return redirect("public:invitation", token)
    form = SigningForm(
        request.POST if request.method == "POST" else None,
        initial=_known(request, invitation),
        is_known=invitation.prospect.employer_id is not None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _join(request, invitation, form)
        except Invalid as wrong:
            field = {"org_number": "org_number", "recruiter": "recruiter_email", "stand_in": "stand_in_email"}
            words = problem_words(wrong.code, _("This is missing, or somebody else has it already."))
            form.add_error(field.get(wrong.field), words)
        except NotPossible:
            return redirect("public:invitation", token)
        else:
            messages.success(request, _("Welcome! You have joined the campaign. Next, tell us whom you look for."))
            return redirect("employer:review")
    return render(
        request,
        "public/sign.html",
        {"form": form, "invitation": invitation, "duties": duties_in(rules.AGREEMENT_VERSION)},
    )


def _ask_for_code(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return redirect("public:invitation", invitation.token)
    sent = send_code(
        request, email=invitation.email, name=invitation.name, language=get_language() or invitation.language,
        time_zone="Europe/Oslo", now=timezone.now(),
    )  # fmt: skip
    if not sent:
        messages.error(request, _("Too many codes were asked for. Please wait some minutes and try again."))
        return redirect("public:invitation", invitation.token)
    goal = reverse("public:sign_invitation", args=[invitation.token])
    return redirect(f"{reverse('account_confirm_login_code')}?next={goal}")


def _known(request: HttpRequest, invitation: Invitation) -> dict[str, str]:
    prospect, employer = invitation.prospect, invitation.prospect.employer
    said = {"name": prospect.company, "title": prospect.contact_role, "kind": "private", "country": "NO"}
    return said | known(employer) if employer is not None else said


@transaction.atomic
def _join(request: HttpRequest, invitation: Invitation, form: SigningForm) -> None:
    """Accept, and name the people: both or neither."""
    user, now, said = signed_in(request), timezone.now(), form.cleaned_data
    participation = campaigns.accept_invitation(
        invitation=invitation,
        user=user,
        title=said["title"],
        employer_fields=form.facts(),
        signed_as=said["signed_as"],
        now=now,
    )
    campaigns.say_how_you_hire(participation=participation, by=user, now=now, **{name: said[name] for name in HIRING})
    me = (user.name or invitation.name, user.email)
    recruiter = me if said["all_of_these"] else (said["recruiter_name"], said["recruiter_email"])
    stand_in = (said["stand_in_name"], said["stand_in_email"]) if said["stand_in_email"] else None
    if said["all_of_these"]:
        stand_in = me
    campaigns.name_people(participation=participation, recruiter=recruiter, stand_in=stand_in, by=user, now=now)
