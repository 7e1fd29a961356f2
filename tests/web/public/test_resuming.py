"""Going on later: a signed link, one button, another device; nothing that a mail scanner could set off."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.campaigns import actions, resuming, rules
from kretslop.campaigns.models import RegistrationDraft
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.web.public.test_registration import ABOUT, WORK, fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return cast.campaign()


def begun(client, campaign, **about):
    client.post(reverse("public:register", args=[campaign.slug]), {**ABOUT, **about})
    return RegistrationDraft.objects.latest("pk")


def mailed_link():
    mail = OutboxMail.objects.get(kind="registration_saved")
    return mail.context["link"].partition("example.org")[2] or "/" + mail.context["link"].split("/", 3)[3]


def later(client, campaign, step="register_work", data=WORK):
    return client.post(reverse(f"public:{step}", args=[campaign.slug]), {**data, "later": "1"}, follow=True)


def test_it_goes_on_on_another_device(client, campaign):
    begun(client, campaign)
    page = later(client, campaign)
    assert "It works for 14 days, on any device" in page.content.decode()
    mail = OutboxMail.objects.get(kind="registration_saved")
    assert mail.holds_code
    assert "Priya" not in mail.text + mail.to_name, "whoever typed the name may not be who reads the mail"
    phone = Client()
    link = mailed_link()
    opened = phone.get(link)
    assert opened.status_code == 200
    assert "Priya" not in opened.content.decode()
    work = reverse("public:register_work", args=[campaign.slug])
    assert phone.get(work).status_code == 302, "opening the link changes nothing"
    assert phone.post(link)["Location"] == work
    assert 'value="7"' in phone.get(work).content.decode()


def test_asked_for_twice_it_is_one_mail(client, campaign):
    begun(client, campaign)
    later(client, campaign)
    later(client, campaign)
    assert OutboxMail.objects.filter(kind="registration_saved").count() == 1


def test_without_an_address_there_is_nowhere_to_send_it(client, campaign):
    begun(client, campaign, email="not yet")
    assert "We need your mail address first" in later(client, campaign).content.decode()
    assert not OutboxMail.objects.exists()


def test_a_link_that_was_made_up_or_is_too_old_or_overtaken_says_so_kindly(client, campaign, monkeypatch):
    draft = begun(client, campaign)
    token = resuming.resume_token(draft)
    others = [
        token[:-1], "made-up", signing.dumps([draft.key, "x"], salt="campaigns.resuming"),
        signing.dumps("x", salt="campaigns.resuming"), signing.dumps([draft.key, resuming._digest(ABOUT["email"])]),
    ]  # fmt: skip
    for wrong in others:
        for send in (client.get, client.post):
            answer = send(reverse("public:resume", args=[campaign.slug, wrong]))
            assert answer.status_code == 404
            assert "This link does not work" in answer.content.decode()
    assert resuming.draft_by_token(token) == draft
    too_late = signing.time.time() + 14.1 * 86400
    with monkeypatch.context() as patched:
        patched.setattr(signing.time, "time", lambda: too_late)
        assert resuming.draft_by_token(token) is None
    begun(client, campaign, email="another@example.org")
    assert resuming.draft_by_token(token) is None, "it went to an address that was replaced since"


def test_a_finished_registration_cannot_be_opened_again(client, campaign):
    fill(client, campaign)
    draft = RegistrationDraft.objects.get()
    token = resuming.resume_token(draft)
    draft.finished_at = timezone.now()
    draft.save()
    assert resuming.draft_by_token(token) is None
    assert not actions.send_resume_link(draft=draft, now=timezone.now())


def test_the_link_comes_by_itself_once_and_only_when_somebody_has_stopped(client, campaign):
    draft = begun(client, campaign)
    job = ProcrastinateJob.objects.get(task_name="campaigns.offer_to_resume")
    assert job.args == {"draft_id": draft.pk}
    typing = draft.changed_at + timedelta(minutes=1)
    assert not actions.offer_to_resume(draft_id=draft.pk, now=typing)
    assert ProcrastinateJob.objects.filter(task_name="campaigns.offer_to_resume").count() == 2, "it looks again later"
    stopped = draft.changed_at + timedelta(minutes=rules.RESUME_AFTER_MINUTES)
    assert actions.offer_to_resume(draft_id=draft.pk, now=stopped)
    assert not actions.offer_to_resume(draft_id=draft.pk, now=stopped + timedelta(hours=2))
    assert OutboxMail.objects.get().kind == "registration_saved"


def test_too_many_links_are_turned_away_and_nothing_is_lost(client, campaign, monkeypatch):
    monkeypatch.setattr("kretslop.web.limits.UNPROVED", 0)
    begun(client, campaign)
    later(client, campaign)
    page = later(client, campaign)
    assert "Too many links were asked for" in page.content.decode()
    assert RegistrationDraft.objects.get().answers["work"]["years"] == ["7"]
