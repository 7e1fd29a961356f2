"""A registration is saved as one goes, finished once, and leaves nothing behind."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from kretslop.campaigns import actions, rules
from kretslop.campaigns.models import Registration, RegistrationDraft
from kretslop.shared.errors import NotPossible
from kretslop.talent.answers import Answers
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


def save(campaign, draft=None, now=cast.NOW, **answers):
    return actions.save_draft(campaign=campaign, draft=draft, answers=answers, language="en", now=now)


def with_cv(campaign, draft=None, words=b"first"):
    return actions.save_draft(
        campaign=campaign, draft=draft, answers={}, language="en", cv=ContentFile(words, name="cv.pdf"),
        cv_name="cv.pdf", reading={"readable": False, "why": "scanned"}, now=cast.NOW,
    )  # fmt: skip


def test_later_answers_lie_over_earlier_ones():
    campaign = cast.campaign()
    draft = save(campaign, about={"name": ["A"]}, work={"years": ["3"]})
    draft = save(campaign, draft, about={"name": ["B"]})
    assert draft.answers == {"about": {"name": ["B"]}, "work": {"years": ["3"]}}


def test_a_closed_campaign_takes_no_drafts():
    lead = cast.kari()
    campaign = actions.close_campaign(campaign=cast.campaign(lead), by=lead, now=cast.NOW)
    with pytest.raises(NotPossible):
        save(campaign)


def test_a_newer_cv_replaces_the_file():
    campaign = cast.campaign()
    draft = with_cv(campaign)
    storage, first = draft.cv.storage, draft.cv.name
    draft = with_cv(campaign, draft, b"second")
    assert not storage.exists(first)
    assert draft.cv.read() == b"second"
    assert "cv.pdf" not in draft.cv.name


def test_registering_moves_the_cv_and_empties_the_draft():
    campaign = cast.campaign()
    draft = with_cv(campaign)
    storage, path = draft.cv.storage, draft.cv.name
    person = cast.user("Priya Raman", "priya@example.org")
    answers = Answers(name="Priya Raman", email=person.email)
    candidate = actions.register(campaign=campaign, user=person, answers=answers, draft=draft, now=cast.NOW).candidate
    assert candidate.cv_files.get().file.read() == b"first"
    assert not storage.exists(path)
    draft.refresh_from_db()
    assert (draft.answers, draft.cv.name, draft.finished_at) == ({}, "", cast.NOW)


def test_registering_twice_is_one_registration_and_one_consent():
    campaign = cast.campaign()
    first = cast.diogo(campaign)
    second = cast.diogo(campaign)
    assert first == second
    assert Registration.objects.count() == 1
    assert first.consents.count() == 1


def test_whoever_left_comes_back_by_registering():
    from kretslop.introductions.actions import leave_pool

    campaign = cast.campaign()
    candidate = cast.diogo(campaign)
    leave_pool(candidate=candidate, by=candidate.user, now=cast.NOW)
    candidate = cast.diogo(campaign)
    assert candidate.membership.state == "waiting"
    assert candidate.consents.filter(withdrawn_at__isnull=True).count() == 1


def test_drafts_that_nobody_came_back_to_are_deleted_with_their_files():
    campaign = cast.campaign()
    old = with_cv(campaign)
    storage, path = old.cv.storage, old.cv.name
    later = cast.NOW + timedelta(days=rules.DRAFT_KEPT_DAYS, hours=1)
    fresh = save(campaign, now=later)
    assert actions.discard_old_drafts(now=later) == 1
    assert RegistrationDraft.objects.get() == fresh
    assert not storage.exists(path)
