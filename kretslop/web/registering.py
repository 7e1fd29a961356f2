"""A registration that waits in the browser's session: saved as one goes, finished when the code is entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.accounts.actions import choose_settings
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns import queries
from kretslop.importing import actions as importing
from kretslop.shared.errors import KretslopError
from kretslop.talent.actions import Answers
from kretslop.web.profile.answers import with_plans, with_words, with_work
from kretslop.web.profile.forms import AboutForm, PlansForm, Raw, WorkForm
from kretslop.web.profile.links import LinksForm
from kretslop.web.profile.reading import skill_places

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.campaigns.models import Campaign, RegistrationDraft

_KEYS = "registration_drafts"


def draft_of(request: HttpRequest, campaign: Campaign) -> RegistrationDraft | None:
    """Return this browser's unfinished registration in the campaign."""
    key = request.session.get(_KEYS, {}).get(campaign.slug)
    return queries.draft_by_key(key, campaign) if key else None


def save(
    request: HttpRequest, campaign: Campaign, step: str, raw: object, *, now: datetime, **cv: Any
) -> RegistrationDraft:
    """Save one step's raw answers in the draft, and remember its key in the session."""
    draft = campaigns.save_draft(
        campaign=campaign,
        draft=draft_of(request, campaign),
        answers={step: raw},
        language=translation.get_language() or "en",
        link=queries.link_by_ref(request.GET.get("via", ""), campaign),
        now=now,
        **cv,
    )
    remember(request, draft)
    return draft


def remember(request: HttpRequest, draft: RegistrationDraft) -> None:
    """Have this browser go on with the draft."""
    request.session[_KEYS] = {**request.session.get(_KEYS, {}), draft.campaign.slug: draft.key}


def answers_of(draft: RegistrationDraft) -> Answers | None:
    """Return what a complete draft says, or None when a step is missing or not right."""
    about = AboutForm(MultiValueDict(draft.answers.get("about", {})))
    work = WorkForm(MultiValueDict(draft.answers.get("work", {})))
    plans = PlansForm(MultiValueDict(draft.answers.get("plans", {})))
    if not (about.is_valid() and work.is_valid() and plans.is_valid()):
        return None
    answers = Answers(name=about.cleaned_data["name"].strip(), email=about.cleaned_data["email"].lower())
    answers = with_work(answers, work, found_in_cv=skill_places(draft.reading))
    answers = with_plans(answers, plans)
    links = LinksForm(MultiValueDict(last_of(draft)))
    if links.is_valid():
        answers = replace(answers, links=links.cleaned_data["links"])
    return with_words(answers, work.cleaned_data["other_skills"], gettext("Other skills:"))


def last_of(draft: RegistrationDraft) -> Raw:
    """Return what was said in step 3; until then, links are those of the file that named the person."""
    return {**draft.answers.get("links", {}), **draft.answers.get("plans", {})}


def heard_from(draft: RegistrationDraft) -> str:
    """Return what the person answered on how they heard of the campaign, "" when they did not say."""
    return str((draft.answers.get("plans", {}).get("heard_from") or [""])[0])


def finish(request: HttpRequest, user: User, *, now: datetime) -> str:
    """Turn a sent draft of this browser into a candidate, if it is this person's; return where to go, or "".

    Only a draft that was sent (step 3, with the consent) and that names the address which was just shown to be theirs.
    """
    for slug, key in request.session.get(_KEYS, {}).items():
        draft = queries.draft_by_key(key)
        if draft is None or not draft.answers.get("sent") or draft.campaign.slug != slug:
            continue
        answers = answers_of(draft)
        if answers is None or answers.email != user.email.lower():
            continue
        about = draft.answers["about"]
        try:
            registration = campaigns.register(
                campaign=draft.campaign, user=user, answers=answers, draft=draft, heard_from=heard_from(draft), now=now
            )
        except KretslopError:
            messages.error(request, _("We could not finish your registration. Please look through it once more."))
            return reverse("public:register", args=[slug])
        importing.note_registered(candidate=registration.candidate, now=now)
        choose_settings(user=user, language=about["language"][0], time_zone=about["time_zone"][0], now=now)
        forget(request, slug)
        messages.success(request, _("You are registered. Here you see where you stand."))
        return reverse("candidate:home")
    return ""


def forget(request: HttpRequest, slug: str) -> None:
    """Take a campaign's draft out of the session."""
    request.session[_KEYS] = {name: key for name, key in request.session.get(_KEYS, {}).items() if name != slug}
