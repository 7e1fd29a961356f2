"""A person registers in the region's pool through a campaign (R26): saved as they go, finished by a code by mail."""

from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import File
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.actions.resuming import defer_offer
from kretslop.campaigns.models import Campaign, Registration, RegistrationDraft, TrackedLink
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.answers import answers_of, laid_over
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SIMULATION


@action
def save_draft(
    *,
    campaign: Campaign,
    draft: RegistrationDraft | None,
    answers: dict[str, object],
    language: str,
    link: TrackedLink | None = None,
    cv: File | None = None,
    cv_name: str = "",
    reading: dict[str, object] | None = None,
    now: datetime,
) -> RegistrationDraft:
    """Save answers so far (laid over earlier ones); a CV is kept whether or not anything could be read from it.

    `link` is the tracked link that the person came by; the first one is remembered.
    """
    if campaign.state != rules.OPEN:
        raise NotPossible("campaign_not_open")
    draft = draft or RegistrationDraft(campaign=campaign, created_at=now)
    draft.answers = {**draft.answers, **answers}
    draft.language, draft.changed_at = language, now
    draft.link = draft.link or link
    if cv is not None:
        if draft.cv:
            transaction.on_commit(partial(draft.cv.storage.delete, str(draft.cv.name)))
        draft.cv, draft.cv_name, draft.reading = cv, cv_name[:200], reading or {}
    is_new = draft.pk is None
    draft.save()
    if is_new:
        defer_offer(draft, at=now + timedelta(minutes=rules.RESUME_AFTER_MINUTES))
    return draft


@action
def register(
    *,
    campaign: Campaign,
    user: User | None,
    answers: talent.Answers,
    draft: RegistrationDraft | None = None,
    link: TrackedLink | None = None,
    heard_from: str = "",
    simulated: bool = False,
    screened_later: bool = False,
    now: datetime,
) -> Registration:
    """Register a person who has shown that the address is theirs; somebody who is in the pool already is recognised.

    Makes the candidate, or brings their profile up to date (what is left open now does not erase what was known);
    registering twice in a campaign changes only the profile.
    Screening follows as a job of the same transaction, unless the caller screens everybody in one run
    (`screened_later`, or when simulated). `link` (the draft's own goes first) and `heard_from` say how the person heard
    of the campaign: what was measured and what was answered, kept apart (R20). Invalid("heard_from").
    """
    if heard_from and heard_from not in rules.CHANNELS:
        raise Invalid("heard_from", "unknown")
    link = (draft.link if draft else None) or link
    candidate = Candidate.objects.select_for_update().filter(user=user).first() if user else None
    if candidate is None:
        candidate = talent.add_candidate(
            user=user, answers=answers, consent_version=rules.POOL_WORDS_VERSION, simulated=simulated, now=now
        )
    else:
        known = laid_over(answers_of(candidate), answers)
        talent.change_profile(candidate=candidate, answers=known, by=user or SIMULATION, now=now)
        talent.give_consent(candidate=candidate, purpose="pool", words_version=rules.POOL_WORDS_VERSION, now=now)
        if move := {"left": "come_back", "restricted": "lift"}.get(candidate.membership.state):
            talent.move_membership(candidate=candidate, move=move, by=user or SIMULATION, now=now)
    if user is not None and not user.name:
        user.name = answers.name
        user.save(update_fields=["name"])
    if draft is not None:
        _finish(draft, candidate, now)
    registration, made = Registration.objects.get_or_create(
        candidate=candidate,
        campaign=campaign,
        defaults={"registered_at": now, "link": link, "heard_from": heard_from},
    )
    if made:
        actor: User | str = SIMULATION if simulated else (user or SIMULATION)
        record("candidate.registered", about=[candidate, campaign], by=actor, now=now)
    if not (simulated or screened_later):
        jobs.configure_task("screening.screen_registration").defer(registration_id=registration.pk)
    return registration


def _finish(draft: RegistrationDraft, candidate: Candidate, now: datetime) -> None:
    """Move the CV to the candidate and empty the draft, so that nothing is kept twice."""
    if draft.cv:
        talent.keep_cv(
            candidate=candidate,
            file=File(draft.cv.open("rb"), name=draft.cv_name),
            name=draft.cv_name,
            size=draft.cv.size,
            reading=draft.reading,
            now=now,
        )
        transaction.on_commit(partial(draft.cv.storage.delete, str(draft.cv.name)))
    draft.answers, draft.reading, draft.cv, draft.cv_name, draft.finished_at = {}, {}, "", "", now
    draft.save()


@action
def correct_profile(*, candidate: Candidate, answers: talent.Answers, by: User, now: datetime) -> None:
    """The person corrects their own profile; the criteria of their open campaigns are held against it again.

    NotAllowed for anybody else; Invalid names the field that is wrong and nothing is changed.
    """
    if candidate.user_id != by.pk:
        raise NotAllowed("not_yours")
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    talent.change_profile(candidate=candidate, answers=answers, by=by, now=now)
    for registration in candidate.registrations.filter(campaign__state=rules.OPEN):
        jobs.configure_task("screening.screen_registration").defer(registration_id=registration.pk)


@action
def discard_old_drafts(*, now: datetime) -> int:
    """Delete drafts that nobody came back to for `rules.DRAFT_KEPT_DAYS` days, files included; return how many."""
    old = list(RegistrationDraft.objects.filter(changed_at__lt=now - timedelta(days=rules.DRAFT_KEPT_DAYS)))
    for draft in old:
        if draft.cv:
            transaction.on_commit(partial(draft.cv.storage.delete, str(draft.cv.name)))
        draft.delete()
    return len(old)
