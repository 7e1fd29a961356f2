"""The clients of an agency: who they are, what is looked for on their behalf, and who of them reads along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.campaigns import actions, agencies, queries, wording
from kretslop.campaigns.actions.clients import FIELDS
from kretslop.employers import rules
from kretslop.employers.wording import problem_words
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show
from kretslop.web.profile import choices

if TYPE_CHECKING:
    from kretslop.employers.models import Client, Employer


class ClientForm(forms.Form):
    """Which company it is, what candidates read about it, and whom the agency talks with there."""

    name = forms.CharField(label=_("Company"), max_length=150)
    country = forms.ChoiceField(label=_("Country of registration"), choices=choices.countries, initial=rules.HOME)
    org_number = forms.CharField(
        label=_("Organisation number"),
        max_length=30,
        help_text=_("In Norway nine digits. Elsewhere the number of the company register."),
    )
    public = forms.BooleanField(label=_("A public employer: its list of applicants may be asked for"), required=False)
    city = forms.CharField(label=_("Where most of the work is"), max_length=80, required=False)
    about = forms.CharField(
        label=_("What it does, in one or two sentences"),
        max_length=600,
        required=False,
        help_text=_("Candidates read it before they say yes to this company."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact_name = forms.CharField(label=_("Name"), max_length=150)
    contact_email = forms.EmailField(label=_("Mail address"), max_length=254)
    contact_phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)


class ReaderForm(forms.Form):
    """Somebody of the client who may read along."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Mail address"), max_length=254)


def _agency(request: SignedIn) -> Employer:
    """Return the agency that the person acts for now; 404 for whoever acts for none."""
    participation = acting_for(request)
    mine = list(agencies.agencies_of(request.user))
    acting = [each for each in mine if participation and each.pk == participation.employer_id]
    if not mine:
        raise Http404
    return (acting or mine)[0]


def _client(request: SignedIn, ref: str) -> Client:
    """Return a client of an agency that the person acts for; 404 for any other."""
    found: Client = get_object_or_404(agencies.clients_of(request.user), ref=ref)
    return found


@for_employers
@require_GET
def clients(request: SignedIn) -> HttpResponse:
    """List the agency's clients, those it still acts for first."""
    agency = _agency(request)
    rows = list(agencies.clients_of(request.user).filter(agency=agency))
    may_join = [each for each in agencies.may_opt_in(request.user) if each.agency == agency]
    return show(request, "employer/clients.html", {"agency": agency, "rows": rows, "may_join": may_join})


@for_employers
@require_GET
def client(request: SignedIn, ref: str) -> HttpResponse:
    """One client: what is known, the wanted profiles for it, and who reads along."""
    found = _client(request, ref)
    profiles = [
        {"profile": each, "state": wording.WANTED_STATES[each.state], "kind": wording.colour_of(each.state)}
        for each in queries.wanted_for(request.user).filter(client=found)
    ]
    facts = [
        (gettext("Organisation number"), found.org_number),
        (gettext("City"), found.city),
        (gettext("Contact"), found.contact_name),
        (gettext("Mail address"), found.contact_email),
        (gettext("Telephone"), found.contact_phone),
    ]
    context = {"client": found, "facts": [row for row in facts if row[1]], "profiles": profiles}
    return show(request, "employer/client.html", context)


@for_employers
@require_http_methods(["GET", "POST"])
def new_client(request: SignedIn) -> HttpResponse:
    """Name a client that the agency acts for."""
    agency = _agency(request)
    form = ClientForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_client(agency=agency, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field, problem_words(error.code, wording.invalid_words(error.code)))
        else:
            messages.success(request, gettext("%(client)s is named. Next, say whom it looks for.") % {"client": made})
            return redirect("employer:client", made.ref)
    context = {"form": form, "client": None}
    return show(request, "employer/client_edit.html", context, status=422 if form.errors else 200)


@for_employers
@require_http_methods(["GET", "POST"])
def edit_client(request: SignedIn, ref: str) -> HttpResponse:
    """Change what is known about a client; which company it is stays once candidates could have said yes to it."""
    found = _client(request, ref)
    initial = {name: getattr(found, name) for name in FIELDS}
    form = ClientForm(request.POST or None, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_client(client=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field, problem_words(error.code, wording.invalid_words(error.code)))
        except NotPossible as error:
            form.add_error("name", wording.not_possible_words(error.code))
        else:
            messages.success(request, gettext("Saved. Candidates read it from now on."))
            return redirect("employer:client", ref)
    context = {"form": form, "client": found}
    return show(request, "employer/client_edit.html", context, status=422 if form.errors else 200)


@for_employers
@require_POST
def end_client(request: SignedIn, ref: str) -> HttpResponse:
    """No longer act for a client, or act for it again."""
    found = _client(request, ref)
    act, words = (actions.end_client, gettext("You no longer act for %(client)s. Nobody of it reads along any more."))
    if "again" in request.POST:
        act, words = actions.take_up_client, gettext("You act for %(client)s again.")
    try:
        act(client=found, by=request.user, now=timezone.now())
    except NotPossible as error:
        messages.error(request, wording.not_possible_words(error.code))
    else:
        messages.success(request, words % {"client": found})
    return redirect("employer:client", ref)


@for_employers
@require_http_methods(["GET", "POST"])
def add_reader(request: SignedIn, ref: str) -> HttpResponse:
    """Let somebody of the client read the people introduced to it."""
    found = _client(request, ref)
    if found.ended_at is not None:
        messages.error(request, wording.not_possible_words("client_ended"))
        return redirect("employer:client", ref)
    form = ReaderForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        try:
            actions.let_read(client=found, by=request.user, now=timezone.now(), **said)
        except Invalid as error:
            form.add_error(error.field, problem_words(error.code, wording.invalid_words(error.code)))
        else:
            messages.success(request, gettext("%(name)s gets a mail with the way in.") % {"name": said["name"]})
            return redirect("employer:client", ref)
    context = {"form": form, "client": found}
    return show(request, "employer/client_reader.html", context, status=422 if form.errors else 200)


@for_employers
@require_POST
def stop_reader(request: SignedIn, ref: str) -> HttpResponse:
    """Somebody of a client no longer reads: out at the next click."""
    reader = agencies.client_reader(request.user, ref)
    if reader is None:
        raise Http404
    actions.stop_reading(reader=reader, by=request.user, now=timezone.now())
    messages.success(request, gettext("%(name)s no longer reads along.") % {"name": reader.user})
    return redirect("employer:client", reader.client.ref)
