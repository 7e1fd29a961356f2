"""The ledger of consents, restriction, and what employers that know the person are told."""

import pytest

from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from kretslop.messaging import actions as mail
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import actions, queries
from kretslop.screening import actions as screening
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.talent.models import Candidate
from kretslop.talent.queries import available
from kretslop.talent.sending import needs_consent
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_one_ledger_for_purposes_and_employers(region, person):
    actions.choose_purpose(candidate=person, purpose="campaign_mail", yes=True, by=person.user, now=NOW)
    actions.choose_purpose(candidate=person, purpose="campaign_mail", yes=False, by=person.user, now=NOW)
    actions.choose_purpose(candidate=person, purpose="click_tracking", yes=True, by=person.user, now=NOW)
    rows = {(row.purpose, row.employer): row for row in queries.ledger(person.user, NOW)}
    assert {key: row.state for key, row in rows.items()} == {
        ("pool", ""): "in_force",
        ("campaign_mail", ""): "withdrawn",
        ("click_tracking", ""): "in_force",
        ("introduction", "Havtech AS"): "in_force",
        # Fjordbank has said no, but the warm message has not left yet.
        ("introduction", "Fjordbank ASA"): "in_force",
        ("introduction", "Nordlys Energi AS"): "in_force",
    }
    # That it can be left must not tell it either.
    assert rows["introduction", "Fjordbank ASA"].can_withdraw
    assert all(row.words_version for row in rows.values())
    later = Introduction.objects.get(state="declined").release_message.leaves_at
    states = {row.employer: row.state for row in queries.ledger(person.user, later)}
    assert states["Fjordbank ASA"] == "expired"


def test_a_yes_that_is_taken_back_holds_for_what_is_queued(person, monkeypatch):
    monkeypatch.setattr(delivery, "_CHECKS", dict(delivery._CHECKS))
    needs_consent("sign_in_unknown", "campaign_mail")
    actions.choose_purpose(candidate=person, purpose="campaign_mail", yes=True, by=person.user, now=NOW)
    first, second = (
        mail.queue(key=f"news:{n}", kind="sign_in_unknown", address=person.email, context={}, about=[person], now=NOW)
        for n in (1, 2)
    )
    assert delivery.deliver(first.pk, now=NOW) == "sent"
    actions.choose_purpose(candidate=person, purpose="campaign_mail", yes=False, by=person.user, now=NOW)
    assert delivery.deliver(second.pk, now=NOW) == "stopped"
    second.refresh_from_db()
    assert second.why == "no_consent"


def test_a_choice_is_the_persons_own_and_said_once(region, person):
    for _ in range(2):
        actions.choose_purpose(candidate=person, purpose="campaign_mail", yes=True, by=person.user, now=NOW)
    assert Event.objects.filter(kind="consent.given").count() == 1
    assert queries.choices_of(person.user) == {"campaign_mail": True, "click_tracking": False}
    with pytest.raises(NotAllowed):
        actions.choose_purpose(candidate=person, purpose="campaign_mail", yes=False, by=region.liaison, now=NOW)
    for purpose in ("pool", "fairness", "nonsense"):
        with pytest.raises(Invalid):
            actions.choose_purpose(candidate=person, purpose=purpose, yes=False, by=person.user, now=NOW)


def test_employers_that_know_the_person_are_told_of_the_withdrawal(region, person):
    nordlys = Introduction.objects.get(employer=region.nordlys.participation.employer)
    introductions.accept(introduction=nordlys, by=region.nordlys.participation.recruiter.user, now=NOW)
    introductions.report_not_hired(
        introduction=nordlys, by=region.nordlys.participation.recruiter.user, reason="terms",
        words_to_candidate="We could not agree on the terms.", now=NOW,
    )  # fmt: skip
    actions.leave_pool(candidate=person, by=person.user, now=NOW)
    # Havtech had an open process, Nordlys had met the person, Fjordbank never knew who it was.
    assert OutboxMail.objects.get(kind="candidate_withdrew").to_address == "sara.bakken@example.com"
    assert OutboxMail.objects.get(kind="person_withdrew").to_address == "eva.ness@example.com"
    told = Event.objects.filter(kind="employer.told_of_withdrawal")
    assert {event.codes["reached"] for event in told} == {"introduction", "member"}
    assert not person.consents.filter(purpose="pool", withdrawn_at__isnull=True).exists()


def test_restricted_data_is_kept_and_used_for_nothing(region, person):
    waiting = OutboxMail.objects.filter(state="queued", to_address=person.email).exclude(kind="sign_in_unknown")
    mails = list(waiting)
    assert mails
    actions.restrict(candidate=person, by=person.user, now=NOW)
    actions.restrict(candidate=person, by=person.user, now=NOW)
    person = Candidate.objects.get(pk=person.pk)
    assert person.membership.state == "restricted"
    assert person.name == "Diogo Salgado"
    assert not available(NOW.date()).exists()
    assert not Introduction.objects.filter(state__in=("asked", "introduced", "accepted")).exists()
    for each in mails:
        OutboxMail.objects.filter(pk=each.pk).update(state="queued")
        assert delivery.deliver(each.pk, now=each.send_at) == "stopped"
    screening.run_screening(campaign=region.campaign, by=region.liaison, now=NOW)
    with pytest.raises(NotPossible):
        cast.introduced(person, region.havtech, region.liaison)
    lifted = actions.lift_restriction(candidate=person, by=person.user, now=NOW)
    assert Candidate.objects.get(pk=lifted.pk).membership.state == "waiting"
    with pytest.raises(NotPossible):
        actions.lift_restriction(candidate=person, by=person.user, now=NOW)


def test_lifting_leads_back_to_how_it_was(region, person):
    actions.leave_pool(candidate=person, by=person.user, now=NOW)
    actions.restrict(candidate=person, by=person.user, now=NOW)
    actions.lift_restriction(candidate=person, by=person.user, now=NOW)
    assert Candidate.objects.get(pk=person.pk).membership.state == "left"
