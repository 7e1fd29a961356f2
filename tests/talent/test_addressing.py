"""A mail address changes by a code; a lost mailbox by a person, a wait, and the old mailbox's silence."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kretslop.accounts import rules
from kretslop.accounts.models import AddressChange, User
from kretslop.messaging import actions as mail
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.talent import addressing, queries, wording
from kretslop.talent.addressing_mails import change_by_token, token_of
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

NEW = "diogo.new@example.org"


@pytest.mark.parametrize("kind", rules.ADDRESS_KINDS)
@pytest.mark.parametrize("state", rules.ADDRESS_STATES)
def test_every_move_leads_to_a_known_state_and_refusal_is_final(kind, state):
    moves = rules.ADDRESS_MOVES[kind].get(state, {})
    assert set(moves.values()) <= set(rules.ADDRESS_STATES)
    assert rules.next_address_state(kind, state, "made up") is None
    if state in {rules.STOPPED, rules.REFUSED}:
        assert not moves


def test_a_lost_mailbox_never_changes_without_a_person_and_a_wait():
    before_done = [state for state, moves in rules.ADDRESS_MOVES[rules.LOST].items() if rules.DONE in moves.values()]
    assert before_done == [rules.WAITING]
    before_waiting = [s for s, moves in rules.ADDRESS_MOVES[rules.LOST].items() if rules.WAITING in moves.values()]
    assert before_waiting == [rules.REVIEW]


@pytest.fixture
def diogo(db):
    return cast.diogo(cast.campaign())


def ask(candidate, address=NEW, now=NOW):
    return addressing.ask_for_change(candidate=candidate, new_address=address, by=candidate.user, now=now)


def code():
    return OutboxMail.objects.filter(kind="address_code").latest("pk").context["code"]


def enter(candidate, given, now=NOW):
    return addressing.confirm_change(candidate=candidate, code=given, by=candidate.user, now=now)


def test_the_code_changes_the_address_everywhere_and_the_old_one_is_told(diogo):
    old = diogo.email
    waiting = mail.queue(
        key="later", kind="sign_in_unknown", address=old, context={}, send_at=NOW + timedelta(1), now=NOW
    )
    ask(diogo)
    sent = OutboxMail.objects.get(kind="address_code")
    assert (sent.to_address, sent.holds_code) == (NEW, True)
    assert code() not in str(AddressChange.objects.values().get())
    assert enter(diogo, code().lower())
    diogo.refresh_from_db()
    assert (diogo.email, diogo.user.email) == (NEW, NEW)
    told = OutboxMail.objects.get(kind="address_changed")
    assert told.to_address == old
    assert NEW not in told.text, "the old mailbox may be somebody else's by now"
    waiting.refresh_from_db()
    assert waiting.to_address == NEW
    assert Event.objects.filter(kind="candidate.address_changed").count() == 1


def test_the_old_address_takes_it_back_and_everybody_is_signed_out(diogo, client):
    old = diogo.email
    change = ask(diogo)
    enter(diogo, code())
    client.force_login(User.objects.get(pk=diogo.user_id))
    assert client.get("/me/").status_code == 200
    with pytest.raises(NotPossible):
        ask(User.objects.get(pk=diogo.user_id).candidate, "third@example.org")
    addressing.stop(change=change, now=NOW + timedelta(days=6))
    addressing.stop(change=change, now=NOW + timedelta(days=6))  # twice changes nothing
    diogo.refresh_from_db()
    assert (diogo.email, User.objects.get(pk=diogo.user_id).email) == (old, old)
    assert client.get("/me/").status_code == 302


def test_after_some_days_it_can_no_longer_be_stopped(diogo):
    change = ask(diogo)
    enter(diogo, code())
    with pytest.raises(NotPossible):
        addressing.stop(change=change, now=NOW + timedelta(days=rules.STOP_DAYS, minutes=1))
    with pytest.raises(NotAllowed):
        addressing.ask_for_change(candidate=diogo, new_address="x@example.org", by=cast.ingrid(), now=NOW)


def test_wrong_and_old_codes(diogo):
    ask(diogo)
    right = code()
    with pytest.raises(NotPossible):
        enter(diogo, right, now=NOW + timedelta(minutes=rules.CODE_MINUTES + 1))
    assert [enter(diogo, "NO") for _ in range(rules.CODE_TRIES)] == [False] * rules.CODE_TRIES
    with pytest.raises(NotPossible):
        enter(diogo, right)
    diogo.refresh_from_db()
    assert diogo.email != NEW


def test_an_address_in_use_is_answered_alike_and_no_code_is_sent(diogo):
    taken = cast.ingrid().email
    ask(diogo, taken)
    assert OutboxMail.objects.filter(to_address=taken).get().kind == "address_taken"
    assert not enter(diogo, "")
    assert not enter(diogo, "BCDFGHJK")


def lost(old, new=NEW):
    return addressing.ask_for_lost(
        name="Diogo Salgado", old_address=old, new_address=new, words="In October.", language="en", now=NOW
    )


def jobs_of(change):
    return ProcrastinateJob.objects.filter(task_name="talent.tell_about_address", args__change_id=change.pk)


def test_a_lost_mailbox_goes_its_whole_way(diogo):
    old, liaison = diogo.email, cast.ingrid()
    change = lost(old)
    assert not queries.lost_mailboxes(liaison).exists(), "nobody reads it before the new address is proven"
    change = addressing.confirm(change=change, now=NOW)
    addressing.tell(change_id=change.pk, now=NOW)
    assert OutboxMail.objects.get(kind="address_notice").to_address == old
    assert queries.lost_mailboxes(liaison).get() == change
    assert not queries.lost_mailboxes(cast.kari()).exists()
    with pytest.raises(NotAllowed):
        addressing.decide(change=change, same_person=True, by=diogo.user, now=NOW)
    change = addressing.decide(change=change, same_person=True, by=liaison, now=NOW)
    assert OutboxMail.objects.filter(kind="address_notice").count() == 2
    over = NOW + timedelta(days=rules.WAIT_DAYS)
    with pytest.raises(NotPossible):
        addressing.confirm(change=change, now=over - timedelta(minutes=1))
    addressing.tell(change_id=change.pk, now=over - timedelta(minutes=1))
    assert not OutboxMail.objects.filter(kind="address_finish").exists()
    assert jobs_of(change).filter(scheduled_at=over).exists()
    addressing.tell(change_id=change.pk, now=over)
    diogo.refresh_from_db()
    assert diogo.email == old, "the end of the wait alone changes nothing"
    assert OutboxMail.objects.get(kind="address_finish").to_address == NEW
    addressing.confirm(change=change, now=over)
    diogo.refresh_from_db()
    assert (diogo.email, diogo.user.email) == (NEW, NEW)
    assert OutboxMail.objects.get(kind="address_changed").to_address == old


@pytest.mark.parametrize("after", ["confirm", "grant"])
def test_the_old_mailbox_says_no(diogo, after):
    change = addressing.confirm(change=lost(diogo.email), now=NOW)
    if after == "grant":
        change = addressing.decide(change=change, same_person=True, by=cast.ingrid(), now=NOW)
    addressing.stop(change=change, now=NOW + timedelta(days=1))
    with pytest.raises(NotPossible):
        addressing.confirm(change=change, now=NOW + timedelta(days=8))
    addressing.tell(change_id=change.pk, now=NOW + timedelta(days=8))
    assert not OutboxMail.objects.filter(kind="address_finish").exists()


def test_known_and_unknown_addresses_cost_the_same(diogo, django_assert_num_queries):
    for old in (diogo.email, "nobody@example.org"):
        with django_assert_num_queries(6):
            change = lost(old)
        with django_assert_num_queries(5):
            addressing.confirm(change=change, now=NOW)
    assert jobs_of(change).exists()
    addressing.tell(change_id=change.pk, now=NOW)
    assert not OutboxMail.objects.filter(to_address="nobody@example.org").exists()
    with pytest.raises(NotPossible):
        addressing.decide(change=change, same_person=True, by=cast.ingrid(), now=NOW)
    addressing.decide(change=change, same_person=False, by=cast.ingrid(), now=NOW)
    assert OutboxMail.objects.get(kind="address_refused").to_address == NEW


def test_requests_are_deleted_some_days_after_their_end(diogo):
    ask(diogo)
    waiting = addressing.confirm(change=lost(diogo.email, "other@example.org"), now=NOW)
    late = NOW + timedelta(days=rules.REQUEST_KEPT_DAYS, minutes=1)
    assert addressing.forget_old_requests(now=NOW) == 0
    assert addressing.forget_old_requests(now=late) == 1
    assert AddressChange.objects.get() == waiting


def test_a_link_does_what_it_was_made_for_and_nothing_else(diogo):
    change = ask(diogo)
    assert change_by_token(token_of(change, "stop")) == (change, "stop")
    assert change_by_token(token_of(change, "grant")) is None
    assert change_by_token("made up") is None


def test_every_problem_has_words():
    assert all(str(wording.address_problem(code)) for code in wording.ADDRESS_PROBLEMS)
