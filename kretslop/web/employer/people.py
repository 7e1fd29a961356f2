"""Who answers for the employer: recruiter and stand-in, colleagues, and until when somebody is away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kretslop.accounts.rules import is_away
from kretslop.campaigns import actions, queries, wording
from kretslop.campaigns.actions import colleagues
from kretslop.employers.wording import ROLES
from kretslop.introductions import actions as introductions
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show

NEW, NOBODY = "new", ""


class AwayForm(forms.Form):
    """The day on which somebody is back; empty means here."""

    day = forms.DateField(
        label=_("I am back on"), required=False, input_formats=["%Y-%m-%d", "%d.%m.%Y"], widget=forms.DateInput
    )

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day and day <= timezone.localdate():
            raise ValidationError(gettext("Please choose a day after today."))
        return day


class PeopleForm(forms.Form):
    """The recruiter and the stand-in: colleagues who are known already, or somebody new by name and mail address."""

    recruiter = forms.ChoiceField(label=_("Recruiter"), help_text=_("Reads the candidates and answers within days."))
    recruiter_name = forms.CharField(label=_("Name"), required=False, max_length=150)
    recruiter_email = forms.EmailField(label=_("Mail address"), required=False, max_length=254)
    stand_in = forms.ChoiceField(
        label=_("Stand-in"),
        required=False,
        help_text=_("Answers while the recruiter is away, and when a deadline passes."),
    )
    stand_in_name = forms.CharField(label=_("Name"), required=False, max_length=150)
    stand_in_email = forms.EmailField(label=_("Mail address"), required=False, max_length=254)

    def __init__(self, data: QueryDict | None, *, initial: dict[str, Any], colleagues: list[Any]) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.known = {member.ref: member.user for member in colleagues}
        people = [(ref, str(user)) for ref, user in self.known.items()]
        new = (NEW, gettext("Somebody else, named below"))
        self.fields["recruiter"].choices = [*people, new]  # type: ignore[attr-defined]
        self.fields["stand_in"].choices = [(NOBODY, gettext("Nobody")), *people, new]  # type: ignore[attr-defined]

    def clean(self) -> None:
        for field in ("recruiter", "stand_in"):
            if self.cleaned_data.get(field) == NEW:
                for part in ("name", "email"):
                    if f"{field}_{part}" not in self.errors and not self.cleaned_data.get(f"{field}_{part}"):
                        self.add_error(f"{field}_{part}", wording.invalid_words("required"))

    def person(self, field: str) -> tuple[str, str] | None:
        """Name and mail address of whoever is chosen; None for nobody."""
        chosen = self.cleaned_data[field]
        if chosen == NOBODY:
            return None
        if chosen == NEW:
            return self.cleaned_data[f"{field}_name"], self.cleaned_data[f"{field}_email"]
        user = self.known[chosen]
        return user.name or user.email, user.email


class ColleagueForm(forms.Form):
    """A colleague who may act for the employer too."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Mail address"), max_length=254)


def _colleagues(request: SignedIn, employer: Any) -> list[Any]:
    return list(queries.colleagues_for(request.user).filter(employer=employer))


@for_employers
@require_http_methods(["GET", "POST"])
def people(request: SignedIn) -> HttpResponse:
    """Name the recruiter and the stand-in."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    colleagues = _colleagues(request, participation.employer)
    refs = {member.ref for member in colleagues}
    named = {"recruiter": participation.recruiter, "stand_in": participation.stand_in}
    initial = {field: member.ref if member and member.ref in refs else "" for field, member in named.items()}
    form = PeopleForm(request.POST or None, initial=initial, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        try:
            recruiter = form.person("recruiter") or ("", "")
            actions.name_people(
                participation=participation,
                recruiter=recruiter,
                stand_in=form.person("stand_in"),
                by=request.user,
                now=timezone.now(),
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, wording.invalid_words(error.code))
        else:
            messages.success(request, gettext("Saved. Whoever is new gets a mail with the way in."))
            return redirect("employer:campaign")
    context = {"form": form, "campaign": participation.campaign}
    return show(request, "employer/people.html", context, status=422 if form.errors else 200)


@for_employers
@require_http_methods(["GET", "POST"])
def add_colleague(request: SignedIn) -> HttpResponse:
    """Let a colleague in."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    form = ColleagueForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_colleague(
                employer=participation.employer, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, wording.invalid_words(error.code))
        else:
            words = gettext("%(name)s can act for you now, and gets a mail with the way in.")
            messages.success(request, words % {"name": form.cleaned_data["name"]})
            return redirect("employer:campaign")
    context = {"form": form, "employer": participation.employer}
    return show(request, "employer/people_add.html", context, status=422 if form.errors else 200)


def _colleague(request: SignedIn, ref: str) -> Any:
    participation = acting_for(request)
    employer = participation.employer if participation else None
    return get_object_or_404(queries.colleagues_for(request.user).filter(employer=employer), ref=ref)


@for_employers
@require_POST
def change_role(request: SignedIn, ref: str) -> HttpResponse:
    """Make a colleague a manager, or a recruiter."""
    member = _colleague(request, ref)
    try:
        actions.change_role(member=member, role=request.POST.get("role", ""), by=request.user, now=timezone.now())
    except (Invalid, NotAllowed) as error:
        messages.error(request, wording.not_possible_words(error.code))
    else:
        words = {"name": member.user, "role": ROLES[request.POST["role"]]}
        messages.success(request, gettext("%(name)s: %(role)s from now on.") % words)
    return redirect("employer:campaign")


class HandOverForm(forms.Form):
    """Who takes over from somebody who is named in a campaign."""

    to = forms.ChoiceField(label=_("Who takes over?"), widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None, *, others: list[Any]) -> None:
        super().__init__(data, label_suffix="")
        self.others = {member.ref: member for member in others}
        self.fields["to"].choices = [(ref, str(each.user)) for ref, each in self.others.items()]  # type: ignore[attr-defined]


@for_employers
@require_http_methods(["GET", "POST"])
def remove_colleague(request: SignedIn, ref: str) -> HttpResponse:
    """End a colleague's access, or one's own, never the last one's; whoever takes over is named here."""
    member = _colleague(request, ref)
    named = colleagues.named_in(member)
    others = [each for each in _colleagues(request, member.employer) if each.pk != member.pk]
    form = HandOverForm(request.POST if named and request.method == "POST" else None, others=others)
    if request.method == "POST" and (not named or form.is_valid()):
        return _remove(request, member, form.others[form.cleaned_data["to"]] if named else None)
    context = {"member": member, "named": named, "others": others, "form": form, "own": member.user == request.user}
    return show(request, "employer/people_remove.html", context, status=422 if form.errors else 200)


def _remove(request: SignedIn, member: Any, to: Any) -> HttpResponse:
    try:
        actions.remove_colleague(member=member, to=to, by=request.user, now=timezone.now())
    except (NotAllowed, NotPossible) as error:
        messages.error(request, wording.not_possible_words(error.code))
    else:
        messages.success(request, gettext("%(name)s can no longer act for you.") % {"name": member.user})
        if member.user == request.user:
            return redirect("public:home")
    return redirect("employer:campaign")


@for_employers
@require_http_methods(["GET", "POST"])
def away(request: SignedIn) -> HttpResponse:
    """Say until when one is away, or that one is here: the stand-in is told, and the work comes back by itself."""
    here = "here" in request.POST
    form = AwayForm(None if here else request.POST or None, initial={"day": request.user.away_until}, label_suffix="")
    said = request.method == "POST" and (here or form.is_valid())
    if said and _note_absence(request, form, None if here else form.cleaned_data["day"]):
        return redirect("employer:campaign")
    context = {"form": form, "instead": answers_instead(acting_for(request), request.user, timezone.localdate())}
    return show(request, "employer/people_away.html", context, status=422 if form.errors else 200)


def answers_instead(participation: Any, user: Any, today: Any) -> Any:
    """Return whoever of recruiter and stand-in answers while `user` is away; None when nobody does."""
    for each in (participation.recruiter, participation.stand_in) if participation else ():
        if each is not None and each.active and each.user != user and not is_away(each.user.away_until, today):
            return each
    return None


def _note_absence(request: SignedIn, form: AwayForm, day: Any) -> bool:
    """Note it and say what follows; False when an error stands on the form now."""
    if day is None:
        introductions.be_back(user=request.user, now=timezone.now())
        messages.success(request, gettext("Welcome back. New work comes to you again."))
        return True
    try:
        alone = introductions.go_away(user=request.user, until=day, now=timezone.now())
    except Invalid as error:
        form.add_error("day", wording.invalid_words(error.code))
        return False
    covered = answers_instead(acting_for(request), request.user, timezone.localdate())
    if covered is not None:
        words = gettext("Noted. Until you are back, %(name)s answers and gets the reminders.")
        messages.success(request, words % {"name": covered.user})
    else:
        messages.success(request, gettext("Noted. It all comes back to you on the day."))
    for participation in alone:
        words = gettext("Nobody answers for you in %(campaign)s meanwhile. Please name a stand-in who is here.")
        messages.warning(request, words % {"campaign": participation.campaign.name})
    return True
