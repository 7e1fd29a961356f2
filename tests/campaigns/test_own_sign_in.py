"""Whoever has the next step with a company's own sign-in is told by mail, and of nothing that is overtaken."""

from datetime import timedelta

import pytest

from kretslop.campaigns import actions
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def mails():
    rows = OutboxMail.objects.filter(kind__startswith="own_sign_in").order_by("pk")
    return [(mail.kind, mail.to_address, mail.state) for mail in rows]


def test_who_has_the_next_step_is_told_by_mail():
    lead = cast.kari()
    havtech = cast.joined(cast.campaign(lead))
    sara = havtech.recruiter.user

    def at(minutes):
        return NOW + timedelta(minutes=minutes)

    def set_up(minutes):
        return actions.set_up_own_sign_in(
            employer=havtech.employer, issuer="https://login.example.com", client_id="kretslop", secret="hemmelig",
            domains=["example.com"], by=sara, now=at(minutes),
        )  # fmt: skip

    set_up(0)
    assert mails() == [("own_sign_in_set_up", lead.email, "queued")]
    assert "example.com" in OutboxMail.objects.get(kind="own_sign_in_set_up").text
    made = set_up(1)
    assert [state for _kind, _to, state in mails()] == ["stopped", "queued"], "the first is no longer true"
    for minutes in (2, 3):
        actions.approve_own_sign_in(sign_in=made, seen_at=made.set_at, by=lead, now=at(minutes))
    waits, approved, off = "own_sign_in_set_up", "own_sign_in_approved", "own_sign_in_off"
    assert mails()[1:] == [(waits, lead.email, "stopped"), (approved, sara.email, "queued")]
    for minutes in (4, 5):
        actions.switch_off_own_sign_in(sign_in=made, by=lead, now=at(minutes))
    assert mails()[2:] == [(approved, sara.email, "stopped"), (off, sara.email, "queued")]
