"""The mail of the week: when, to whom, in numbers, and never a name."""

from copy import deepcopy
from datetime import date, datetime, timedelta

import pytest

from kretslop.accounts.actions import choose_digest
from kretslop.introductions import actions
from kretslop.introductions.actions.digesting import is_first_working_day
from kretslop.introductions.sending import may_send_digest
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.cast import NOW, OSLO

#: Monday 16 November 2026, half past seven.
MONDAY = datetime(2026, 11, 16, 7, 35, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 16), True),
        (date(2026, 11, 17), False),
        (date(2026, 11, 15), False),
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 3, 30), True),
        (date(2027, 5, 17), False),  # 17 May, a Monday
        (date(2027, 5, 18), True),
        (date(2026, 12, 26), False),
        (date(2027, 1, 1), False),
        (date(2027, 3, 22), True),  # the days before Maundy Thursday
        (date(2027, 3, 28), False),  # the night on which the clock goes forward
    ],
)
def test_the_first_working_day_of_a_week(day, first):
    assert is_first_working_day(day) == first


@pytest.fixture(scope="module")
def told(told_once):
    """Diogo waits for Havtech's answer, late on Monday; Amara is in process there."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    havtech = cast.wanted(cast.joined(campaign))
    cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    sara = havtech.participation.recruiter.user
    cast.introduced(cast.approved(campaign, liaison), havtech, liaison)
    amara = cast.approved(campaign, liaison, name="Amara Kalu")
    actions.accept(introduction=cast.introduced(amara, havtech, liaison), by=sara, now=NOW)
    return sara, liaison


@pytest.fixture
def scene(told, db):
    return deepcopy(told)


@pytest.mark.django_db
def test_once_a_week_in_numbers_without_names(scene):
    sara, liaison = scene
    assert actions.send_digests(now=MONDAY - timedelta(days=1)) == 0
    assert actions.send_digests(now=MONDAY) == actions.send_digests(now=MONDAY + timedelta(hours=1)) == 2
    # Sara and Anders of Havtech; nothing waits for Fjordbank, nor on the desk.
    mails = list(OutboxMail.objects.filter(kind="weekly_digest").order_by("to_address"))
    assert [mail.to_address for mail in mails] == ["anders.lie@example.com", sara.email]
    text = mails[1].text
    assert "1 person waits for your answer" in text
    assert "1 person is in process" in text
    for name in ("Diogo", "Amara", "Salgado", "Kalu", "K-"):
        assert all(name not in mail.text + mail.subject + str(mail.context) for mail in mails)
    assert actions.send_digests(now=MONDAY + timedelta(days=7)) == 3
    assert "On the desk:" in OutboxMail.objects.get(kind="weekly_digest", to_address=liaison.email).text


@pytest.mark.django_db
def test_the_switch(scene):
    sara, _liaison = scene
    choose_digest(user=sara, wanted=False, now=NOW)
    assert actions.send_digests(now=MONDAY) == 1
    (mail,) = OutboxMail.objects.filter(kind="weekly_digest")
    assert may_send_digest(mail, MONDAY) == ""
    anders = deepcopy(sara.__class__.objects.get(email=mail.to_address))
    choose_digest(user=anders, wanted=False, now=NOW)
    assert may_send_digest(mail, MONDAY) == "switched_off"
