"""The campaigns, and the plan of each: profile, promise, dates, contact person, goals, service levels."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kretslop.accounts import queries as accounts
from kretslop.campaigns import actions, rules, steering, wording
from kretslop.insights import queries as insights
from kretslop.insights.wording import heading_words, week_words
from kretslop.introductions import actions as introduction_actions
from kretslop.introductions import queries as introductions
from kretslop.screening import queries as screening
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.taxonomy import titles, vocabulary
from kretslop.web.doors import for_project_leads
from kretslop.web.flagging import any_protected, flags
from kretslop.web.secretariat.pages import back, find, frame, on_form, refuse
from kretslop.web.visitor import signed_in
from kretslop.web.winding_up import WindingUpForm


@for_project_leads
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign with its state, its week and where it stands: the running ones first, then the newest."""
    found = list(steering.for_lead(request.user))  # type: ignore[arg-type]
    today = timezone.localdate()
    standings = insights.standings(found, viewer=request.user, today=today)  # type: ignore[arg-type]
    sizes = steering.sizes(found)
    stopped = {stop.campaign_id for stop in screening.stops(request.user)}  # type: ignore[arg-type]
    rows: list[dict[str, Any]] = [
        {
            "campaign": each.campaign,
            "state": wording.CAMPAIGN_STATES[each.campaign.state],
            "kind": wording.colour_of(each.campaign.state),
            "occupation": wording.occupation_name(each.campaign.occupation),
            "week": week_words(each.week) if each.campaign.state == rules.OPEN else "",
            "standing": heading_words(each.approved) if each.campaign.state != rules.DRAFT else "",
            "size": sizes[each.campaign.pk],
            "registered": each.registered,
            "stopped": each.campaign.pk in stopped,
        }
        for each in standings
    ]
    order = (rules.OPEN, rules.DRAFT, rules.CLOSED)
    rows.sort(key=lambda row: order.index(row["campaign"].state))
    running = sum(1 for each in found if each.state == rules.OPEN)
    return render(request, "secretariat/campaigns.html", {"rows": rows, "running": running})


def occupation_names() -> list[str]:
    """Return the names of all occupations in the language in use, for choosing from."""
    return sorted((wording.occupation_name(code) for code in vocabulary.occupations()), key=str.casefold)


class PlanForm(forms.Form):
    """The plan of a campaign. An occupation is typed or chosen by its name, and kept as its code."""

    occupation = forms.CharField(
        label=_("Which profile (occupation) do you look for?"),
        help_text=_("Type a part of it and choose from the list, such as “software developer”."),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "occupations", "autocomplete": "off"}),
    )
    local_language_needed = forms.BooleanField(
        label=_("People need Norwegian from the first day"),
        help_text=_("Ask yourselves twice: for most profiles it makes the pool much smaller."),
        required=False,
    )
    name = forms.CharField(label=_("Name of the campaign"), help_text=_("Everybody sees it."), max_length=120)
    place = forms.CharField(
        label=_("Place"), help_text=_("The region or city, as people abroad know it."), max_length=80
    )
    promise = forms.CharField(
        label=_("What you promise, in one sentence"),
        help_text=_("The first thing that a candidate reads."),
        max_length=200,
        required=False,
    )
    intro = forms.CharField(
        label=_("Introduction"),
        help_text=_("Two or three short paragraphs: the work, the place, what happens after registering."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=3000,
        required=False,
    )
    starts_on = forms.DateField(label=_("Starts on"), widget=forms.DateInput)
    deadline_on = forms.DateField(label=_("Deadline for registering"), widget=forms.DateInput)
    contact_name = forms.CharField(label=_("Public contact person"), max_length=150)
    contact_email = forms.EmailField(label=_("The contact person's mail address"), max_length=254)
    contact_phone = forms.CharField(label=_("The contact person's phone"), max_length=40, required=False)
    liaison = forms.ChoiceField(
        label=_("Talent liaison"), help_text=_("Approves and introduces candidates."), required=False
    )
    goal_registered = forms.IntegerField(label=_("Goal: registered people"), min_value=0, max_value=1_000_000)
    goal_approved = forms.IntegerField(label=_("Goal: approved people"), min_value=0, max_value=1_000_000)
    feedback_days = forms.IntegerField(
        label=_("Employers answer within (working days)"), min_value=1, max_value=rules.SERVICE_LEVELS["feedback_days"]
    )
    consent_days = forms.IntegerField(
        label=_("Candidates answer within (working days)"), min_value=1, max_value=rules.SERVICE_LEVELS["consent_days"]
    )
    open_introductions = forms.IntegerField(
        label=_("Employers that one candidate can be introduced to at a time"),
        min_value=1,
        max_value=rules.SERVICE_LEVELS["open_introductions"],
    )

    two_people = forms.BooleanField(
        label=_("Two liaisons decide together"),
        help_text=_("One proposes to approve, to put aside or to sort otherwise; it counts when another one confirms."),
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.people = {person.ref: person for person in accounts.liaisons()}
        choices = [("", gettext("Nobody yet")), *((ref, person.name) for ref, person in self.people.items())]
        self.fields["liaison"].choices = choices  # type: ignore[attr-defined]

    def clean_occupation(self) -> str:
        typed = " ".join(self.cleaned_data["occupation"].split())
        by_name = {wording.occupation_name(code).casefold(): code for code in vocabulary.occupations()}
        if code := by_name.get(typed.casefold()):
            return code
        if known := titles.find_occupation(typed):
            return known.code
        raise forms.ValidationError(gettext("We do not know this occupation. Please choose one from the list."))

    def clean_liaison(self) -> object:
        return self.people.get(self.cleaned_data["liaison"])


_DEFAULTS = {
    "goal_registered": 0,
    "goal_approved": 0,
    "feedback_days": rules.FEEDBACK_DAYS,
    "consent_days": rules.CONSENT_DAYS,
    "open_introductions": rules.OPEN_INTRODUCTIONS,
}


@for_project_leads
def new(request: HttpRequest) -> HttpResponse:
    """Plan a campaign; it stays unseen until it is opened."""
    me = request.user
    mine = {"contact_name": me.name, "contact_email": me.email}  # type: ignore[union-attr]
    form = PlanForm(request.POST or None, initial=_DEFAULTS | mine)
    if request.method == "POST" and form.is_valid():
        try:
            campaign = actions.create_campaign(by=me, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        except Invalid as error:
            on_form(form, error)
        else:
            messages.success(request, gettext("The campaign is planned. Next: talk with employers."))
            return redirect("secretariat:overview", campaign.ref)
    return render(request, "secretariat/new.html", {"form": form, "occupations": occupation_names()})


@for_project_leads
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the plan; the public address stays as it is."""
    campaign = find(request, ref)
    kept = {name: getattr(campaign, name) for name in PlanForm.base_fields if name not in ("occupation", "liaison")}
    kept["occupation"] = wording.occupation_name(campaign.occupation)
    kept["liaison"] = campaign.liaison.ref if campaign.liaison else ""
    form = PlanForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_campaign(campaign=campaign, by=request.user, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        except Invalid as error:
            on_form(form, error)
        else:
            messages.success(request, gettext("The plan is saved."))
            return back(request, "plan", ref)
    found = flags(*(str(form[name].value() or "") for name in ("promise", "intro")))
    more = {"form": form, "occupations": occupation_names(), "language": get_language()}
    more |= {"flags": found, "protected": any_protected(found)}
    return render(request, "secretariat/plan.html", frame(campaign, "plan") | more)


@for_project_leads
@require_POST
def open_now(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the public page for registrations."""
    campaign = find(request, ref)
    try:
        actions.open_campaign(campaign=campaign, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except NotPossible as error:
        refuse(request, error)
    else:
        messages.success(request, gettext("The campaign is open: people can register now."))
    return back(request, "overview", ref)


@for_project_leads
@require_http_methods(["GET", "POST"])
def close_now(request: HttpRequest, ref: str) -> HttpResponse:
    """Close registrations, and say what becomes of those to whom no employer has said yes yet."""
    campaign, user = find(request, ref), signed_in(request)
    found = introductions.undecided_in(user, campaign)
    form = WindingUpForm(
        request.POST if "what" in request.POST else None,
        languages=introductions.languages_of(found),
        end="campaign",
        go_on=_("They wait on: employers still answer each one"),
        release=_("Release them: they are told, and free for the next campaign"),
    )
    if request.method == "POST" and (not found or form.is_valid()):
        try:
            introduction_actions.end_campaign(
                campaign=campaign, release_words=form.words() if found else None, by=user, now=timezone.now()
            )
        except NotPossible as error:
            refuse(request, error)
        else:
            messages.success(request, gettext("The campaign is closed for registrations."))
        return back(request, "overview", ref)
    more = {
        "form": form,
        "undecided": len(found),
        "process": introductions.in_process_count(campaign),
    }
    status = 422 if form.errors else 200
    return render(request, "secretariat/close.html", frame(campaign, "plan") | more, status=status)
