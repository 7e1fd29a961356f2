"""Registering on a phone in three short steps, saved as one goes, with or without a CV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns import queries, rules, wording
from kretslop.campaigns.resuming import address_of
from kretslop.talent import queries as talent
from kretslop.talent.answers import answers_of
from kretslop.talent.cv.wording import why
from kretslop.taxonomy import vocabulary
from kretslop.web import registering
from kretslop.web.account.codes import send_code
from kretslop.web.limits import may_mail, within
from kretslop.web.profile import choices
from kretslop.web.profile.forms import AboutForm, CvForm, PlansForm, Raw, WorkForm
from kretslop.web.profile.links import LinksForm
from kretslop.web.profile.reading import proposal, skill_places, suggestions
from kretslop.web.profile.uploads import read_upload
from kretslop.web.public.resuming import send_link
from kretslop.web.visitor import signed_in

if TYPE_CHECKING:
    from kretslop.campaigns.models import Campaign, RegistrationDraft

_SAVES, _FILES, _WINDOW = 120, 12, 600


class ConsentForm(forms.Form):
    consent = forms.BooleanField(
        label=_("Yes, keep my profile in the region's talent pool for 12 months"),
        help_text=_(
            "People of the alliance read it, and we ask you before each employer sees it. You can leave at any time, "
            "with one click."
        ),
        error_messages={"required": _("Without your yes we may not keep your profile.")},
    )


class LastForm(LinksForm, PlansForm):
    """Step 3, links to work, and how the person heard of it when no link has told (R20)."""

    heard_from = forms.ChoiceField(
        label=_("How did you hear of us?"),
        choices=lambda: [("", _("I would rather not say")), *wording.CHANNELS.items()],
        required=False,
    )

    def __init__(self, data: Any = None, *, by_link: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if by_link:
            del self.fields["heard_from"]


def _open_campaign(slug: str) -> Campaign:
    found = queries.public_campaign(slug)
    if found is None:
        raise Http404
    return found


def _too_often(request: HttpRequest) -> HttpResponse | None:
    if request.method == "POST" and not within(request, "registration", most=_SAVES, seconds=_WINDOW):
        return render(request, "429.html", status=429)
    return None


@never_cache
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 1: name, mail address, language, time zone, and a CV if there is one."""
    campaign = _open_campaign(slug)
    if campaign.state != rules.OPEN:
        return redirect("public:campaign", slug)
    if refused := _too_often(request):
        return refused
    draft = registering.draft_of(request, campaign)
    files = CvForm()
    if request.method == "POST":
        form, files = AboutForm(_own_address(request)), CvForm(request.POST, request.FILES)
        draft = registering.save(request, campaign, "about", form.raw(), now=timezone.now())
        upload = request.FILES.get("cv")
        if upload and files.is_valid():
            draft = _take_cv(request, campaign, draft, upload)
            form, read = _filled_in(form, draft)
            if read:
                registering.save(request, campaign, "about", form.raw(), now=timezone.now())
                return redirect("public:register", slug)
        if "later" in request.POST and address_of(draft):
            return send_link(request, campaign, draft)
        if form.is_valid() and files.is_valid():
            return redirect("public:register_work", slug)
    elif draft:
        form = AboutForm.as_typed(draft.answers.get("about", {}))
    else:
        form = AboutForm(initial=_first_guess(request))
    if request.user.is_authenticated:
        form.fields["email"].disabled = True
        form.initial["email"] = signed_in(request).email
    cv_name = draft.cv_name if draft else ""
    return render(
        request, "public/register_about.html", {"campaign": campaign, "form": form, "files": files, "cv_name": cv_name}
    )


def _filled_in(form: AboutForm, draft: RegistrationDraft) -> tuple[AboutForm, bool]:
    """Return the form with name and address from the CV where they were left empty, and whether that filled any."""
    basics = draft.reading.get("basics", {})
    typed = form.raw()
    read = {
        name: [str(basics[name])[:150]] for name in ("name", "email") if basics.get(name) and not _said(typed, name)
    }
    return (AboutForm(MultiValueDict({**typed, **read})) if read else form), bool(read)


def _said(raw: Raw, name: str) -> bool:
    return any(words.strip() for words in raw.get(name, []))


def _own_address(request: HttpRequest) -> Any:
    """Return the posted answers; a signed-in person registers with the address they signed in with."""
    if not request.user.is_authenticated:
        return request.POST
    data = request.POST.copy()
    data["email"] = signed_in(request).email
    return data


def _first_guess(request: HttpRequest) -> dict[str, str]:
    if request.user.is_authenticated:
        user = signed_in(request)
        return {"name": user.name, "language": user.language, "time_zone": user.time_zone}
    return {"language": get_language() or "en", "time_zone": timezone.get_default_timezone_name()}


def _take_cv(
    request: HttpRequest, campaign: Campaign, draft: RegistrationDraft, upload: UploadedFile
) -> RegistrationDraft:
    """Read the CV and propose what it says; whatever is wrong with it, the registration goes on."""
    if not within(request, "cv", most=_FILES, seconds=_WINDOW):
        messages.warning(request, _("That were many files in a short time. Please fill in the fields yourself."))
        return draft
    reading, problem, may_be_kept = read_upload(upload)
    if not may_be_kept:
        messages.warning(request, why(problem))
        return draft
    now = timezone.now()
    draft = campaigns.save_draft(
        campaign=campaign, draft=draft, answers=_proposed(draft, reading), language=get_language() or "en",
        cv=upload, cv_name=upload.name or "", reading=reading, now=now,
    )  # fmt: skip
    if problem:
        messages.warning(request, why(problem))
    else:
        messages.success(request, _("We have read your CV. Please check what we found; you can change everything."))
    return draft


def _proposed(draft: RegistrationDraft, reading: dict[str, Any]) -> dict[str, Any]:
    """Return what the CV says for each later step; what the person has typed already stays."""
    proposed, notes = proposal(reading)
    merged: dict[str, Any] = {}
    for step, raw in proposed.items():
        typed: Raw = {name: values for name, values in draft.answers.get(step, {}).items() if any(values)}
        merged[step] = {**raw, **typed}
    return {**merged, "notes": notes}


@never_cache
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 2: occupation, experience, skills with levels, languages, education."""
    campaign = _open_campaign(slug)
    draft = registering.draft_of(request, campaign)
    if campaign.state != rules.OPEN or draft is None or "about" not in draft.answers:
        return redirect("public:register", slug)
    if refused := _too_often(request):
        return refused
    read: Any = {"suggested": suggestions(draft.reading), "in_cv": list(skill_places(draft.reading))}
    form = WorkForm.as_typed(draft.answers.get("work", {}), **read)
    if request.method == "POST":
        form = WorkForm(request.POST, **read)
        valid = form.is_valid()
        raw, new = form.grown() if valid else (form.raw(), [])
        draft = registering.save(request, campaign, "work", raw, now=timezone.now())
        if "back" in request.POST:
            return redirect("public:register", slug)
        if "later" in request.POST:
            return send_link(request, campaign, draft)
        if valid:
            said = _say_what_happened(request, form, new)
            if "add" not in request.POST and not said:
                return redirect("public:register_plans", slug)
            return redirect("public:register_work", slug)
    values = {
        "campaign": campaign,
        "form": form,
        "notes": draft.answers.get("notes", {}),
        "cv_name": draft.cv_name,
        "occupations": choices.occupations(),
    }
    return render(request, "public/register_work.html", values)


def _say_what_happened(request: HttpRequest, form: WorkForm, new: list[str]) -> bool:
    """Tell what was added or not known; True when the person should look at the page once more."""
    if new:
        messages.info(request, _("Added to your list. Please say how well you know each of them."))
    if form.unknown_names:
        words = gettext("We do not know %(names)s. It stays in your own words, and your liaison reads it.")
        messages.info(request, words % {"names": ", ".join(form.unknown_names)})
    if form.title_unknown:
        words = gettext("“%(title)s” is not in our list, so we keep it as your job title.")
        messages.info(request, words % {"title": form.title_unknown})
    return bool(new or form.unknown_names or form.title_unknown)


@never_cache
def plans(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 3: place, time, wishes, own words and the consent; then a code goes out, the same for everybody."""
    campaign = _open_campaign(slug)
    draft = registering.draft_of(request, campaign)
    if campaign.state != rules.OPEN or draft is None or "about" not in draft.answers:
        return redirect("public:register", slug)
    if refused := _too_often(request):
        return refused
    by_link = draft.link_id is not None
    form = LastForm.as_typed(registering.last_of(draft), by_link=by_link)
    consent = ConsentForm()
    if request.method == "POST":
        form, consent = LastForm(request.POST, by_link=by_link), ConsentForm(request.POST)
        draft = registering.save(request, campaign, "plans", form.raw(), now=timezone.now())
        if "back" in request.POST:
            return redirect("public:register_work", slug)
        if "later" in request.POST:
            return send_link(request, campaign, draft)
        if form.is_valid() and consent.is_valid():
            return _send(request, campaign, draft)
    values = {"campaign": campaign, "form": form, "consent": consent, "notes": draft.answers.get("notes", {})}
    return render(request, "public/register_plans.html", values | {"words_version": rules.POOL_WORDS_VERSION})


def _send(request: HttpRequest, campaign: Campaign, draft: RegistrationDraft) -> HttpResponse:
    """Mark the draft as sent and ask for the code; somebody who is signed in has shown who they are already."""
    answers = registering.answers_of(draft)
    if answers is None:
        messages.warning(request, _("Something in the first steps is not right yet. Please look through them."))
        return redirect("public:register", campaign.slug)
    now = timezone.now()
    draft = registering.save(request, campaign, "sent", rules.POOL_WORDS_VERSION, now=now)
    if request.user.is_authenticated:
        return redirect(registering.finish(request, signed_in(request), now=now) or "public:home")
    about = draft.answers["about"]
    sent = may_mail(request, "code") and send_code(
        request, email=answers.email, language=about["language"][0],
        time_zone=about["time_zone"][0], now=now,
    )  # fmt: skip
    if not sent:
        messages.error(request, _("Too many codes were asked for. Please wait some minutes and send it again."))
        return redirect("public:register_plans", campaign.slug)
    return redirect("account_confirm_login_code")


@require_POST
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody who is in the pool already joins one more campaign with the profile as it is."""
    campaign = _open_campaign(slug)
    candidate = talent.for_user(signed_in(request)) if request.user.is_authenticated else None
    if campaign.state != rules.OPEN or candidate is None:
        return redirect("public:register", slug)
    link = queries.link_by_ref(request.GET.get("via", ""), campaign)
    campaigns.register(
        campaign=campaign, user=candidate.user, answers=answers_of(candidate), link=link, now=timezone.now()
    )
    messages.success(request, _("You have joined the campaign with your profile."))
    return redirect("candidate:home")


@require_safe
@cache_control(max_age=86400, public=True)
def skills(request: HttpRequest) -> HttpResponse:
    """The names of all skills we know, as suggestions for a text field."""
    names = sorted((skill.name for skill in vocabulary.skills().values()), key=str.casefold)
    return render(request, "public/skills.html", {"names": names})
