"""People who act at the same moment, in threads with transactions of their own: one wins, the others are told."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from kretslop.introductions import actions, rules
from kretslop.introductions.models import Feedback, Interview, Introduction, ReleaseMessage
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import AlreadyDecided, NotPossible
from kretslop.talent.models import PoolMembership
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."
SOAK = bool(os.environ.get("KRETSLOP_SOAK"))
ROUNDS = 500 if SOAK else 40
PATIENCE = 20  # seconds that a thread may wait for the others, or for a lock, before the test gives up


@pytest.fixture
def region():
    """Diogo introduced to Havtech (Sara Bakken, Anders Lie) and to Fjordbank (Jonas Vik)."""
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    cast.frozen(campaign)
    candidate = cast.approved(campaign, liaison)
    return cast.introduced(candidate, havtech, liaison), cast.introduced(candidate, fjordbank, liaison)


class Crowd:
    """Four threads, each with a connection of its own, that start what they are given at the same moment."""

    SIZE = 4

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(self.SIZE)

    def at_once(self, *acts: Callable[[], object]) -> list[object]:
        """Let every act start at the same moment; return what each gave or raised."""
        start = threading.Barrier(len(acts), timeout=PATIENCE)

        def run(act: Callable[[], object]) -> object:
            with connection.cursor() as cursor:
                cursor.execute(f"SET statement_timeout = '{PATIENCE}s'")
            start.wait()
            try:
                return act()
            except Exception as error:
                return error

        return [done.result(timeout=3 * PATIENCE) for done in [self.threads.submit(run, act) for act in acts]]

    def go_home(self) -> None:
        self.at_once(*[lambda: connection.close()] * self.SIZE)  # each thread its own
        self.threads.shutdown()


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    made = Crowd()
    yield made
    made.go_home()


def people(introduction: Introduction):
    participation = introduction.participation
    return participation.recruiter.user, participation.stand_in.user


def decline(introduction: Introduction, by, private_note: str = "") -> Callable[[], object]:
    def act() -> object:
        return actions.decline(
            introduction=introduction,
            by=by,
            reason="too_junior",
            words_to_candidate=WORDS,
            private_note=private_note,
            now=NOW,
        )

    return act


def begin_again(accepted: list[Introduction], introduced: list[Introduction]) -> None:
    """Put the rows back to where a round starts, past the actions: only the races are tested here."""
    Feedback.objects.all().delete()
    ReleaseMessage.objects.all().delete()
    OutboxMail.objects.filter(kind__in=("released", "accepted", "hired", "hired_elsewhere")).delete()
    PoolMembership.objects.update(state="approved")
    clean = {"ended_at": None, "end_reason": "", "decided_by": None, "decided_at": None, "accepted_at": None}
    for introduction in introduced:
        Introduction.objects.filter(pk=introduction.pk).update(**clean, state=rules.INTRODUCED)
    for introduction in accepted:
        by, _stand_in = people(introduction)
        known = {"state": rules.ACCEPTED, "accepted_at": NOW, "decided_at": NOW, "decided_by": by}
        Introduction.objects.filter(pk=introduction.pk).update(**clean | known)


@pytest.mark.parametrize("turn", range(50 if SOAK else 2))
def test_four_declines_by_two_people_give_one_feedback_and_one_mail(region, crowd, turn):
    introduction, _other = region
    sara, anders = people(introduction)
    outcomes = crowd.at_once(*(decline(introduction, by) for by in (sara, anders, sara, anders)))
    introduction.refresh_from_db()
    winner = introduction.decided_by
    assert winner in (sara, anders)
    assert introduction.state == rules.DECLINED
    assert Feedback.objects.get().by == winner
    assert ReleaseMessage.objects.count() == 1
    assert OutboxMail.objects.filter(kind="released").count() == 1
    for by, outcome in zip((sara, anders, sara, anders), outcomes, strict=True):
        if by == winner:
            assert isinstance(outcome, Introduction), "the same person's second click is a success"
        else:
            assert isinstance(outcome, AlreadyDecided)
            assert (outcome.by_name, outcome.state, outcome.same_person) == (winner.name, rules.DECLINED, False)


def test_of_accept_and_decline_one_wins_and_the_other_is_told(region, crowd):
    introduction, _other = region
    sara, anders = people(introduction)
    seen = set()
    for turn in range(ROUNDS if SOAK else ROUNDS // 4):
        begin_again([], [introduction])
        acts = [lambda: actions.accept(introduction=introduction, by=sara, now=NOW), decline(introduction, anders)]
        # Whoever starts first in the list would win more often than not.
        yes, no = crowd.at_once(*acts) if turn % 2 else reversed(crowd.at_once(*reversed(acts)))
        introduction.refresh_from_db()
        won, lost, winner = (yes, no, sara) if introduction.state == rules.ACCEPTED else (no, yes, anders)
        assert isinstance(won, Introduction)
        assert isinstance(lost, AlreadyDecided)
        assert (lost.by_name, lost.state) == (winner.name, introduction.state)
        assert Feedback.objects.count() == (introduction.state == rules.DECLINED)
        assert OutboxMail.objects.filter(kind__in=("accepted", "released")).count() == 1
        seen.add(introduction.state)
    assert seen == {rules.ACCEPTED, rules.DECLINED}


def test_a_hire_against_a_decline_of_a_sibling_never_deadlocks(region, crowd):
    """The hire closes the sibling that is being declined, the decline releases the person who is being hired."""
    hiring, sibling = region
    sara, _anders = people(hiring)
    jonas, _mona = people(sibling)
    starts_on = NOW.date() + timedelta(days=60)
    seen = set()
    for turn in range(ROUNDS):
        begin_again([hiring], [sibling])
        acts = [
            lambda: actions.hire(introduction=hiring, by=sara, starts_on=starts_on, now=NOW),
            decline(sibling, jonas),
        ]
        hired, declined = crowd.at_once(*acts) if turn % 2 else reversed(crowd.at_once(*reversed(acts)))
        hiring.refresh_from_db()
        sibling.refresh_from_db()
        assert isinstance(hired, Introduction), f"round {turn}: {hired!r}"
        assert hiring.state == rules.HIRED
        assert PoolMembership.objects.get().state == "hired"
        if sibling.state == rules.DECLINED:
            assert isinstance(declined, Introduction)
            assert Feedback.objects.count() == 1
        else:
            assert (sibling.state, sibling.end_reason) == (rules.CLOSED, "hired_elsewhere")
            assert not isinstance(declined, Introduction), f"round {turn}: a decline after the hire counted"
            assert "deadlock" not in str(declined)
            assert not Feedback.objects.exists()
        seen.add(sibling.state)
    assert seen == {rules.DECLINED, rules.CLOSED}


def test_two_employers_who_hire_the_same_person_get_one_hire(region, crowd):
    """The database holds it too (`one_hire`); the slower employer is told in words, not with a fault."""
    first, second = region
    sara, _anders = people(first)
    jonas, _mona = people(second)
    for _turn in range(ROUNDS // 10):
        begin_again([first, second], [])
        crowd.at_once(
            lambda: actions.hire(introduction=first, by=sara, starts_on=None, now=NOW),
            lambda: actions.hire(introduction=second, by=jonas, starts_on=None, now=NOW),
        )
        first.refresh_from_db()
        second.refresh_from_db()
        assert {first.state, second.state} == {rules.HIRED, rules.CLOSED}
        assert OutboxMail.objects.filter(kind="hired").count() == 1
        assert OutboxMail.objects.filter(kind="hired_elsewhere").count() == 1


def test_a_time_is_picked_while_it_is_called_off_or_the_process_ends(region, crowd):
    """Whoever is second is told; nobody ends up with a meeting that the other does not know of."""
    found, _other = region
    sara, _anders = people(found)
    at = NOW + timedelta(days=3)
    no = {"reason": "another_person", "words_to_candidate": WORDS, "now": NOW}
    for turn in range(ROUNDS // 8):
        begin_again([found], [])
        Interview.objects.all().delete()
        offered = actions.offer_times(
            introduction=found, by=sara, slots=[at], minutes=60, zone=cast.OSLO, place="Here", link="", now=NOW
        )
        against = [
            partial(actions.call_off, interview=offered, by=sara, now=NOW),
            partial(actions.report_not_hired, introduction=found, by=sara, **no),
        ][turn % 2]
        picked, ended = crowd.at_once(
            partial(actions.pick_time, interview=offered, slot=at, by=found.candidate.user, now=NOW), against
        )
        offered.refresh_from_db()
        assert not isinstance(ended, Exception), f"round {turn}: {ended!r}"
        if isinstance(picked, Interview):
            # Picked first, then called off: both were told of both.
            sent = set(OutboxMail.objects.filter(kind="interview_called_off").values_list("to_address", flat=True))
            assert sent == {sara.email, found.candidate.email}
        else:
            assert isinstance(picked, NotPossible), f"round {turn}: {picked!r}"
            assert offered.starts_at is None
        OutboxMail.objects.filter(kind__startswith="interview_").delete()
