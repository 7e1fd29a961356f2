"""The last place, and a place that is given back, go to one person each, however many ask at the same moment."""

import os
from functools import partial

import pytest

from kretslop.events import actions, queries
from kretslop.events.models import Place
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import NotPossible
from tests import cast
from tests.cast import NOW
from tests.events.test_rules import told
from tests.introductions.test_races import crowd

__all__ = ["crowd"]
pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 50 if os.environ.get("KRETSLOP_SOAK") else 3


def test_the_last_place_goes_to_one_and_what_is_given_back_to_the_first_in_line(crowd):
    lead = cast.kari()
    campaign = cast.campaign(lead)
    joined = [cast.joined(campaign), cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")]
    members = [member for each in joined for member in (each.recruiter, each.stand_in)]
    for number in range(ROUNDS):
        event = actions.make_event(campaign=campaign, told=told(title=f"Event {number}", capacity=1), by=lead, now=NOW)

        def ask(act, member, event=event):
            return partial(act, event=event, by=member.user, member=member, now=NOW)

        answers = crowd.at_once(*(ask(actions.take_place, member) for member in members))
        won = [each for each in answers if isinstance(each, Place)]
        lost = [each for each in answers if isinstance(each, NotPossible)]
        assert (len(won), [each.code for each in lost]) == (1, ["full"] * 3), answers
        owner = next(member for member in members if member.pk == won[0].member_id)
        others = [member for member in members if member != owner]
        back = partial(actions.give_back_place, place=won[0], by=owner.user, now=NOW)
        crowd.at_once(*(ask(actions.wait_for_place, member) for member in others), back)
        assert queries.taken_of(event) == 1
        assert queries.in_line(event).count() == 2
        told_of_it = OutboxMail.objects.filter(
            kind__in=["event_place", "event_place_yours"], about__contains=[f"campaignevent:{event.ref}"]
        )
        assert told_of_it.count() == 2, "the winner and whoever came after"
