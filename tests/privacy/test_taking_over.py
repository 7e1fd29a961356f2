"""After a merge the other mail address takes over: its mailbox confirms, the old one is silent; undoing swaps back."""

from copy import deepcopy
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from kretslop.accounts import rules
from kretslop.accounts.models import AddressChange, User
from kretslop.campaigns import actions as campaigns
from kretslop.messaging import actions as mail
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import actions, queries
from kretslop.privacy.models import Merge
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.talent import addressing, seeking
from kretslop.talent.answers import Answers
from kretslop.talent.models import Candidate, LikelyDuplicate
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
OVER = NOW + timedelta(days=rules.WAIT_DAYS)
ONE, TWO = "lars.ødegård@example.com", "lars.odegaard@example.com"


@pytest.fixture(scope="module")
def told(told_once):
    """Lars was registered twice, and is one person now: with the address ONE."""
    campaign = cast.campaign()
    one, two = cast.diogo(campaign, "Lars Ødegård"), cast.diogo(campaign, "Lars Odegaard")
    seeking.look(seeking.due(), now=NOW)
    pair = LikelyDuplicate.objects.get()
    return actions.merge(likely=pair, keep=one.ref, by=cast.ingrid(), now=NOW), two.user, campaign


@pytest.fixture
def merge(told):
    return deepcopy(told[0])


@pytest.fixture
def other(told):
    return deepcopy(told[1])


def ask(merge, by=None, now=NOW):
    return actions.ask_for_other_address(merge=merge, by=by or cast.ingrid(), now=now)


def taken_over(merge):
    addressing.confirm(change=ask(merge), now=NOW)
    return addressing.confirm(change=AddressChange.objects.get(), now=OVER)


def addresses(merge):
    """Return where the person, the person's row and the other account are written to."""
    kept = Candidate.objects.select_related("user").get(pk=merge.kept_id)
    return kept.user.email, kept.email, User.objects.get(pk=merge.away_user_id).email


def to(kind):
    return list(OutboxMail.objects.filter(kind=kind).order_by("pk").values_list("to_address", flat=True))


def test_it_goes_its_whole_way(merge):
    waiting = mail.queue(key="x", kind="sign_in_unknown", address=ONE, context={}, send_at=OVER, now=NOW)
    change = ask(merge)
    assert to("address_merged") == [TWO]
    assert addresses(merge) == (ONE, ONE, TWO)
    change = addressing.confirm(change=change, now=NOW)
    notice = OutboxMail.objects.get(kind="address_merged_notice")
    assert notice.to_address == ONE
    assert TWO not in notice.text, "perhaps they are two people after all"
    with pytest.raises(NotPossible, match="address_still_waits"):
        addressing.confirm(change=change, now=OVER - timedelta(minutes=1))
    addressing.tell(change_id=change.pk, now=OVER)
    assert to("address_finish") == [TWO]
    assert addresses(merge) == (ONE, ONE, TWO), "the end of the wait alone changes nothing"
    assert addressing.confirm(change=change, now=OVER).state == rules.DONE
    assert addresses(merge) == (TWO, TWO, ONE)
    assert to("address_changed") == [ONE]
    waiting.refresh_from_db()
    assert waiting.to_address == TWO
    with pytest.raises(NotPossible, match="address_overtaken"):
        addressing.confirm(change=change, now=OVER)
    kinds = Event.objects.filter(subjects__contains=[f"candidate:{merge.kept.ref}"]).values_list("kind", flat=True)
    assert {"candidate.other_address_asked", "candidate.address_changed"} <= set(kinds)


@pytest.mark.parametrize("confirmed", [False, True])
def test_the_old_mailbox_says_no(merge, confirmed):
    change = ask(merge)
    if confirmed:
        change = addressing.confirm(change=change, now=NOW)
    addressing.stop(change=change, now=NOW)
    with pytest.raises(NotPossible, match="address_overtaken"):
        addressing.confirm(change=change, now=OVER)
    assert addresses(merge) == (ONE, ONE, TWO)
    ask(merge, now=OVER)  # a liaison who has talked to the person may ask once more


def test_the_old_mailbox_takes_it_back_and_everybody_is_signed_out(merge, client):
    change = taken_over(merge)
    person = User.objects.get(pk=merge.kept.user_id)
    Authenticator.objects.create(user=person, type="totp", data={}, created_at=OVER)
    client.force_login(person)
    assert client.get("/me/").status_code == 200
    addressing.stop(change=change, now=OVER + timedelta(days=rules.STOP_DAYS))
    assert addresses(merge) == (ONE, ONE, TWO)
    assert client.get("/me/").status_code == 302
    assert not Authenticator.objects.exists(), "a key that was added since then opens nothing"


def test_after_some_days_only_undoing_the_merge_swaps_back(merge, other, client):
    change = taken_over(merge)
    late = OVER + timedelta(days=rules.STOP_DAYS, minutes=1)
    with pytest.raises(NotPossible, match="address_too_late"):
        addressing.stop(change=change, now=late)
    addressing.forget_old_requests(now=late + timedelta(days=rules.REQUEST_KEPT_DAYS))
    assert not AddressChange.objects.exists()
    about = Candidate.objects.get(pk=merge.away_id)
    for key, things in (("kept", []), ("away", [about])):
        mail.queue(key=key, kind="sign_in_unknown", address=TWO, context={}, about=things, now=late)
    client.force_login(User.objects.get(pk=merge.kept.user_id))
    actions.undo_merge(merge=merge, by=cast.ingrid(), now=late)
    assert addresses(merge) == (ONE, ONE, TWO)
    away = Candidate.objects.get(pk=merge.away_id)
    assert (away.email, away.user) == (TWO, other)
    assert client.get("/me/").status_code == 302, "whoever signed in as the one may be the other"
    assert OutboxMail.objects.get(key="kept").to_address == ONE
    assert OutboxMail.objects.get(key="away").to_address == TWO
    assert to("address_given_back") == [ONE, TWO]


def test_undoing_the_merge_ends_what_was_asked(merge):
    change = addressing.confirm(change=ask(merge), now=NOW)
    actions.undo_merge(merge=merge, by=cast.ingrid(), now=NOW)
    with pytest.raises(NotPossible, match="address_overtaken"):
        addressing.confirm(change=change, now=OVER)
    assert addresses(merge) == (ONE, ONE, TWO)
    assert to("address_given_back") == []
    with pytest.raises(NotPossible, match="undone_already"):
        ask(merge, now=OVER)


def test_who_changed_the_address_since_keeps_it_when_the_two_part(merge):
    taken_over(merge)
    Candidate.objects.filter(pk=merge.kept_id).update(email="third@example.org")
    User.objects.filter(pk=merge.kept.user_id).update(email="third@example.org")
    actions.undo_merge(merge=merge, by=cast.ingrid(), now=OVER)
    assert addresses(merge) == ("third@example.org", "third@example.org", TWO)


def test_a_liaison_takes_the_question_back(merge):
    change = ask(merge)
    with pytest.raises(NotPossible, match="address_asked"):
        ask(merge)  # the second click
    actions.refuse_other_address(change=change, by=cast.ingrid(), now=NOW)
    assert to("address_refused") == []
    with pytest.raises(NotPossible, match="address_overtaken"):
        actions.refuse_other_address(change=change, by=cast.ingrid(), now=NOW)
    again = addressing.confirm(change=ask(merge), now=NOW)
    actions.refuse_other_address(change=again, by=cast.ingrid(), now=NOW)
    assert to("address_refused") == [TWO]
    with pytest.raises(NotPossible, match="address_overtaken"):
        addressing.confirm(change=again, now=OVER)


def test_who_may_not_ask_and_for_whom_not(merge, other, told):
    for who in (cast.kari(), merge.kept.user):
        with pytest.raises(NotAllowed):
            ask(merge, by=who)
    User.objects.filter(pk=other.pk).update(staff_roles=["liaison"])
    with pytest.raises(NotPossible, match="other_roles"):
        ask(merge)
    User.objects.filter(pk=other.pk).update(staff_roles=[])
    change = addressing.confirm(change=ask(merge), now=NOW)
    answers = Answers(name="Lars Odegaard", email=other.email)
    campaigns.register(campaign=told[2], user=User.objects.get(pk=other.pk), answers=answers, now=NOW)
    with pytest.raises(NotPossible, match="address_taken"):
        addressing.confirm(change=change, now=OVER)
    assert queries.other_address(Merge.objects.get()).problem == "registered_again"
    assert addresses(merge) == (ONE, ONE, TWO)


def test_a_request_of_somebody_merged_away_since_is_overtaken(merge):
    change = addressing.confirm(change=ask(merge), now=NOW)
    Candidate.objects.filter(pk=merge.kept_id).update(user=None)
    with pytest.raises(NotPossible, match="address_overtaken"):
        addressing.confirm(change=change, now=OVER)
    addressing.stop(change=change, now=OVER)


def test_erasing_leaves_neither_address(merge):
    taken_over(merge)
    kept = Candidate.objects.select_related("user").get(pk=merge.kept_id)
    actions.erase(candidate=kept, by=kept.user, why="asked", now=OVER)
    assert not User.objects.filter(email__in=[ONE, TWO]).exists()
    assert not Candidate.objects.filter(email__in=[ONE, TWO]).exists()
    assert not AddressChange.objects.exists()
