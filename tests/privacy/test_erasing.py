"""After an erasure nothing is left that leads to the person: not in the database, a file, a log, a job or a mail."""

import logging
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.accounts.models import User
from kretslop.employers.actions import add_member
from kretslop.insights import queries as insights
from kretslop.introductions import disclosure
from kretslop.introductions.models import Feedback, Introduction
from kretslop.messaging import actions as mail
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.messaging.queries import needing_a_person
from kretslop.privacy import actions, inventory
from kretslop.screening.models import Decision
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.talent.models import Candidate, CandidateSkill, Consent, CvFile
from kretslop.timeline.models import Event
from tests.cast import NOW
from tests.privacy.conftest import in_every_table
from tests.privacy.planting import WORD, columns_with_room, found, plant, said

pytestmark = pytest.mark.django_db


def erase(person, commit):
    with commit(execute=True):
        actions.erase(candidate=person, by=person.user, why="asked", now=NOW)


def deliver_all():
    for each in OutboxMail.objects.filter(state="queued"):
        delivery.deliver(each.pk, now=each.send_at)


def test_nothing_planted_is_left_anywhere(region, django_capture_on_commit_callbacks, caplog):
    caplog.set_level(logging.INFO)
    person = in_every_table(region, f"{WORD} Person")
    browser = Client()
    browser.force_login(person.user)
    session = browser.session
    session["note"] = f"{WORD} in a session"
    session.save()
    jobs.configure_task("screening.screen_registration").defer(registration_id=0, words=f"for {person.email}")
    planted = plant(person, NOW)
    expected = {f"{m._meta.label}.{name}" for m in inventory.tables() for name in columns_with_room(m)}
    assert expected - set(planted) == set()
    assert len(planted) > 30
    before = found(planted)
    assert len(before) > 20
    assert any(line.startswith("talent_candidate id:") and "<- planted in talent.Candidate.summary" in line
               for line in before)  # fmt: skip
    erase(person, django_capture_on_commit_callbacks)
    deliver_all()  # the mails that tell of it keep nothing once they have left
    assert found(planted) == []
    assert said(caplog.text, planted) == []


def test_what_is_gone_and_what_stays(region, person, django_capture_on_commit_callbacks):
    before = insights.funnel(region.campaign, viewer=region.lead)
    ref, account = person.ref, person.user_id
    browser, other = Client(), Client()
    browser.force_login(person.user)
    other.force_login(region.liaison)
    erase(person, django_capture_on_commit_callbacks)
    left = Candidate.objects.get(ref=ref)
    assert (left.name, left.email, left.user, left.erased_at) == ("", "", None, NOW)
    assert not User.objects.filter(pk=account).exists()
    assert not EmailAddress.objects.exists()
    assert not CvFile.objects.exists()
    assert not CandidateSkill.objects.exists()
    assert Session.objects.count() == 1
    assert browser.get("/me/").status_code == 302
    assert other.get("/liaison/").status_code == 200
    # What was decided stays, without words; figures stay as they were.
    assert Decision.objects.filter(candidate=left, note="").count() == 3
    assert Feedback.objects.get().reason == "local_language"
    assert {i.snapshot == {} and i.result == {} for i in Introduction.objects.all()} == {True}
    assert Consent.objects.get(candidate=left).withdrawn_at == NOW
    assert insights.funnel(region.campaign, viewer=region.lead) == before
    assert Event.objects.filter(kind="candidate.erased", subjects=[f"candidate:{ref}"]).count() == 1


def test_employers_are_told_and_it_is_logged(region, person, django_capture_on_commit_callbacks):
    erase(person, django_capture_on_commit_callbacks)
    told = OutboxMail.objects.get(kind="person_erased")
    assert told.to_address == region.havtech.participation.recruiter.user.email
    assert "Diogo Salgado" in told.text
    # Nordlys had read an anonymous profile: it hears that the person stepped back, and no name.
    anonymous = OutboxMail.objects.get(kind="candidate_withdrew")
    assert anonymous.to_address == region.nordlys.participation.recruiter.user.email
    assert "Diogo" not in anonymous.text
    event = Event.objects.get(kind="employer.told_of_erasure")
    assert f"employer:{region.havtech.participation.employer.ref}" in event.subjects
    # Fjordbank had never known who it was.
    to_fjordbank = OutboxMail.objects.filter(to_address=region.fjordbank.participation.recruiter.user.email)
    assert not to_fjordbank.filter(kind__in=["person_erased", "candidate_withdrew"]).exists()
    deliver_all()
    told.refresh_from_db()
    assert (told.state, told.to_address, told.text) == ("sent", "", "")


def test_the_receipt_says_what_stays_and_is_forgotten(region, person, django_capture_on_commit_callbacks):
    ref = person.ref
    erase(person, django_capture_on_commit_callbacks)
    receipt = OutboxMail.objects.get(kind="erasure_receipt")
    assert receipt.to_address == "diogo.salgado@example.com"
    assert ref in receipt.text
    assert "Havtech AS" in receipt.text
    assert "Fjordbank" not in receipt.text
    assert delivery.deliver(receipt.pk, now=NOW) == "sent"
    receipt.refresh_from_db()
    assert (receipt.to_address, receipt.to_name, receipt.subject, receipt.text, receipt.context) == ("", "", "", "", {})


def test_employers_see_a_pseudonym_where_the_name_was(region, person, django_capture_on_commit_callbacks):
    erase(person, django_capture_on_commit_callbacks)
    for introduction in Introduction.objects.all():
        assert disclosure.listed(introduction).title == introduction.pseudonym
        assert disclosure.shown(introduction).title == introduction.pseudonym
    for wanted in (region.havtech, region.fjordbank, region.nordlys):
        browser = Client()
        browser.force_login(wanted.participation.recruiter.user)
        introduction = Introduction.objects.get(wanted_profile=wanted)
        page = browser.get(f"/employer/introductions/{introduction.ref}/")
        assert page.status_code == 200
        assert "Diogo" not in page.content.decode()


def test_a_second_erasure_and_other_peoples_data(region, person, django_capture_on_commit_callbacks):
    other = in_every_table(region, "Priya Raman")
    erase(person, django_capture_on_commit_callbacks)
    mails = OutboxMail.objects.count()
    again = actions.erase(candidate=person, by=person.user, why="asked", now=NOW)
    assert again.erased_at == NOW
    assert OutboxMail.objects.count() == mails
    other.refresh_from_db()
    assert other.name == "Priya Raman"
    assert other.cv_files.get().file.read() == b"the CV of Priya Raman"
    assert Introduction.objects.filter(candidate=other).exclude(snapshot={}).count() == 3
    assert OutboxMail.objects.filter(to_address=other.email).exclude(text="").exists()


def test_an_account_with_another_role_stays(region, person, django_capture_on_commit_callbacks):
    user = person.user
    add_member(employer=region.nordlys.participation.employer, user=user, role="recruiter", by=region.lead, now=NOW)
    erase(person, django_capture_on_commit_callbacks)
    user.refresh_from_db()
    assert (user.is_active, user.email) == (True, "diogo.salgado@example.com")
    assert Candidate.objects.get(ref=person.ref).user is None


def test_only_the_person_the_clock_or_a_lead_may_erase(region, person):
    for by, why in ((region.liaison, "asked"), (region.liaison, "by_lead"), (region.lead, "asked"), (None, "by_lead")):
        with pytest.raises(NotAllowed):
            actions.erase(candidate=person, by=by, why=why, now=NOW)
    with pytest.raises(NotAllowed):
        actions.erase(candidate=person, by=person.user, why="retention", now=NOW)
    with pytest.raises(Invalid):
        actions.erase(candidate=person, by=None, why="because", now=NOW)
    person.refresh_from_db()
    assert person.erased_at is None


def test_somebody_who_cannot_sign_in_is_erased_by_a_project_lead(region, person):
    out = StringIO()
    for ref, by in ((person.ref, region.liaison.email), (person.ref, "x@example.org"), ("nobody", region.lead.email)):
        with pytest.raises(CommandError):
            call_command("erase_person", ref, by=by, yes=True, stdout=out)
    call_command("erase_person", person.ref, by=region.lead.email, yes=True, stdout=out)
    assert "Erased" in out.getvalue()
    assert Candidate.objects.get(ref=person.ref).erased_at is not None
    assert "As you asked" in OutboxMail.objects.get(kind="erasure_receipt").text
    assert Event.objects.get(kind="candidate.erased").codes["why"] == "asked_otherwise"
    with pytest.raises(CommandError):
        call_command("erase_person", person.ref, by=region.lead.email, yes=True, stdout=out)


def test_nothing_more_is_sent_about_somebody_who_was_erased(region, person, django_capture_on_commit_callbacks):
    erase(person, django_capture_on_commit_callbacks)
    late = OutboxMail.objects.create(
        key="late", kind="sign_in_unknown", language="en", to_address="x@example.com", subject="x", text="x", html="x",
        about=[f"candidate:{person.ref}"], created_at=NOW, send_at=NOW,
    )  # fmt: skip
    assert delivery.deliver(late.pk, now=NOW) == "stopped"
    late.refresh_from_db()
    assert late.why == "erased"


def test_a_mail_that_failed_waits_for_nobody_afterwards(region, person, django_capture_on_commit_callbacks):
    OutboxMail.objects.filter(to_address=person.email).update(state="failed")
    erase(person, django_capture_on_commit_callbacks)
    assert not needing_a_person().exists()


def test_mails_to_an_earlier_address_are_found_by_the_account(region, person, django_capture_on_commit_callbacks):
    mail.queue(
        key="old", kind="sign_in_code", address="earlier@example.org", context={"code": "1", "link": "", "minutes": 5},
        about=[person.user], holds_code=True, now=NOW,
    )  # fmt: skip
    erase(person, django_capture_on_commit_callbacks)
    assert OutboxMail.objects.get(key="old").to_address == ""


def test_jobs_of_others_stay(region, person, django_capture_on_commit_callbacks):
    kept = jobs.configure_task("screening.screen_registration").defer(registration_id=1)
    erase(person, django_capture_on_commit_callbacks)
    assert ProcrastinateJob.objects.filter(pk=kept).exists()
