"""The clock of retention on a real database: reminders, erasure, what waits for a person, and old proof."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from kretslop.introductions.models import Feedback, Introduction
from kretslop.messaging import actions as mail
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import actions, queries, rules
from kretslop.privacy.models import Announcement, RetentionSettings
from kretslop.screening.models import Preselection
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.talent.actions import note_seen
from kretslop.talent.models import Candidate, Consent
from kretslop.timeline.queries import about
from tests import cast
from tests.cast import NOW
from tests.privacy.conftest import in_every_table

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def diogo(region):
    return cast.approved(region.campaign, region.liaison)


def deliver(now):
    for queued in OutboxMail.objects.filter(kind="retention_reminder", state="queued"):
        delivery.deliver(queued.pk, now=now)


#: Days after the last sign-in: the day before and the day of everything that happens.
DAYS = (0, 100, 304, 305, 334, 335, 357, 358, 364, 365)


def live(days=DAYS, *, start=NOW):
    """Run the job on these days and let mails leave; return the days on which something was done."""
    done = {}
    for number in days:
        now = start + number * DAY
        found = actions.run_retention(now=now)
        deliver(now)
        if found[rules.REMIND] or found[rules.ERASE]:
            done[number] = rules.ERASE if found[rules.ERASE] else rules.REMIND
    return done


def test_three_reminders_and_then_erasure(diogo):
    assert live() == {305: "remind", 335: "remind", 358: "remind", 365: "erase"}
    diogo.refresh_from_db()
    assert diogo.erased_at == NOW + 365 * DAY
    assert OutboxMail.objects.get(kind="erasure_receipt").to_address == "diogo.salgado@example.com"
    assert not Announcement.objects.exists()


def test_signing_in_starts_the_clock_again_and_stops_a_waiting_reminder(diogo):
    now = NOW + 305 * DAY
    actions.run_retention(now=now)
    waiting = OutboxMail.objects.get(kind="retention_reminder")
    assert "Wednesday 10 November 2027" in " ".join(waiting.text.split())
    note_seen(candidate=diogo, now=now)
    assert delivery.deliver(waiting.pk, now=now) == "stopped"
    assert live(DAYS[:3], start=now) == {}


def test_a_reminder_that_failed_waits_for_a_person(region, diogo):
    live(DAYS[:-2])
    last = OutboxMail.objects.filter(kind="retention_reminder").latest("pk")
    OutboxMail.objects.filter(pk=last.pk).update(state="failed", sent_at=None)
    late = NOW + 500 * DAY
    assert actions.run_retention(now=late)[rules.HELD] == 1
    diogo.refresh_from_db()
    assert diogo.erased_at is None
    assert queries.case_for_lead(region.lead, diogo.ref, late).step.why == "reminder_not_sent"
    assert queries.case_for_lead(region.liaison, diogo.ref, late) is None
    # A person has reached them otherwise: that counts as told, from then on.
    mail.settle(mail=last, became="reached_otherwise", now=late)
    assert queries.case_of(Candidate.objects.select_related("membership").get(pk=diogo.pk), late).step.kind == "erase"


def test_a_project_lead_may_decide_what_waits(region, diogo):
    cast.introduced(diogo, region.havtech, region.liaison)
    live()
    diogo.refresh_from_db()
    assert diogo.erased_at is None
    late = NOW + 400 * DAY
    assert queries.case_for_lead(region.lead, diogo.ref, late).step.why == "open_introduction"
    actions.erase(candidate=diogo, by=region.lead, why="by_lead", now=late)
    diogo.refresh_from_db()
    assert diogo.erased_at == late
    assert Introduction.objects.get().state == "closed"


def test_settings_are_one_row_for_project_leads(region):
    change = {"months": 6, "remind_days": [40, 20, 5], "proof_months": 24, "now": NOW}
    with pytest.raises(NotAllowed):
        actions.change_settings(by=region.liaison, **change)
    actions.change_settings(by=region.lead, **change)
    actions.change_settings(by=region.lead, **{**change, "months": 9})
    assert queries.clock() == rules.Clock(9, (40, 20, 5), 24)
    assert RetentionSettings.objects.count() == 1
    with pytest.raises(Invalid) as wrong:
        actions.change_settings(by=region.lead, **{**change, "months": 24})
    assert wrong.value.field == "months"


def test_old_proof_goes_and_figures_stay(region, django_capture_on_commit_callbacks):
    """Three years after an erasure nothing leads from the receipt's reference or the timeline to what stays."""
    gone = in_every_table(region, "Diogo Salgado")
    stays = in_every_table(region, "Priya Raman")
    ref, introductions = gone.ref, set(Introduction.objects.values_list("ref", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(candidate=gone, by=gone.user, why="asked", now=NOW)
    assert actions.forget_proof(now=NOW + 1090 * DAY) == 0
    assert Consent.objects.filter(candidate=gone).exists()
    later = NOW + 1100 * DAY
    assert actions.forget_proof(now=later) > 0
    assert not Consent.objects.filter(candidate=gone).exists()
    assert Consent.objects.filter(candidate=stays, withdrawn_at__isnull=True).count() == 1
    assert set(Feedback.objects.values_list("reason", flat=True)) == {""}
    assert not Preselection.objects.exclude(result={}).exists()
    assert not Candidate.objects.filter(ref=ref).exists()
    left = Candidate.objects.get(pk=gone.pk)
    assert not about(left).exists()
    assert introductions.isdisjoint(Introduction.objects.filter(candidate=left).values_list("ref", flat=True))
    assert introductions & set(Introduction.objects.filter(candidate=stays).values_list("ref", flat=True))
    assert Introduction.objects.filter(candidate=left).count() == 3
    assert actions.forget_proof(now=later) == 0


def test_old_mails_are_emptied_whoever_they_were_to(region, diogo):
    mail.queue(key="x", kind="sign_in_unknown", address="stranger@example.org", name="Stranger", context={}, now=NOW)
    waiting = OutboxMail.objects.get(key="x")
    assert actions.forget_mails(now=NOW + 400 * DAY) == 0
    delivery.deliver(waiting.pk, now=NOW)
    assert actions.forget_mails(now=NOW + 360 * DAY) == 0
    assert actions.forget_mails(now=NOW + 400 * DAY) == 1
    waiting.refresh_from_db()
    assert (waiting.to_address, waiting.to_name, waiting.subject, waiting.text) == ("", "", "", "")
    assert waiting.state == "sent"
    assert actions.forget_mails(now=NOW + 400 * DAY) == 0


def test_the_dry_run_lists_and_changes_nothing(diogo):
    Candidate.objects.filter(pk=diogo.pk).update(last_seen_at=timezone.now() - 400 * DAY)
    out = StringIO()
    call_command("retention", "--dry-run", "--json", stdout=out)
    (found,) = json.loads(out.getvalue())
    assert (found["candidate"], found["step"], found["why"]) == (diogo.ref, "remind", "not_signed_in")
    assert "Diogo" not in out.getvalue()
    out = StringIO()
    call_command("retention", "--dry-run", stdout=out)
    assert "1 due; nothing was changed" in out.getvalue()
    assert not OutboxMail.objects.filter(kind="retention_reminder").exists()
    call_command("retention", stdout=out)
    assert "remind: 1" in out.getvalue()
