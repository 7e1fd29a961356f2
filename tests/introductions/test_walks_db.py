"""The same walk on a real database, through the actions that the pages use; for hours in `make soak`."""

import os
import random
import time
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from kretslop.introductions import actions, rules
from kretslop.introductions.models import Introduction, ReleaseMessage
from kretslop.screening import actions as screening
from kretslop.shared.errors import KretslopError
from kretslop.talent.models import PoolMembership
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = "Thank you for the time that you gave us; we go on with somebody else this time."
#: Minutes of walking in `make soak`; a night has some 600.
SOAK_MINUTES = float(os.environ.get("KRETSLOP_WALK_MINUTES", "10"))


class Region:
    """One person, three employers, and a clock that only goes forward."""

    def __init__(self) -> None:
        self.liaison, self.campaign = cast.ingrid(), cast.campaign()
        names = [("Havtech AS", "Sara Bakken", "Anders Lie"), ("Fjordbank ASA", "Jonas Vik", "Mona Dahl"),
                 ("Solberg IT AS", "Eva Sund", "Per Dal")]  # fmt: skip
        self.wanted = [cast.wanted(cast.joined(self.campaign, *name)) for name in names]
        self.person = cast.approved(self.campaign, self.liaison)
        self.now: datetime = NOW
        self.done: list[str] = []

    def step(self, chance: random.Random) -> None:
        self.now += timedelta(minutes=chance.choice((1, 3, 8, 60, 600, 2000)))
        act = chance.choice((self.introduce, self.introduce, self.move, self.move, self.move, self.about_the_person))
        try:
            with transaction.atomic():
                act(chance)
        except KretslopError:
            return
        self.check()

    def introduce(self, chance: random.Random) -> None:
        wanted = chance.choice(self.wanted)
        actions.introduce(candidate=self.person, wanted_profile=wanted, by=self.liaison, words="", now=self.now)

    def move(self, chance: random.Random) -> None:
        """Somebody, in whatever role, tries something with one of the latest introductions."""
        latest = list(Introduction.objects.order_by("-pk")[:4])
        if not latest:
            return
        found = chance.choice(latest)
        sara = found.participation.recruiter.user
        by = chance.choice((sara, sara, found.participation.stand_in.user, self.person.user, self.liaison))
        said = {"words_to_candidate": WORDS, "by": by, "introduction": found, "now": self.now}
        plain = {"by": by, "introduction": found, "now": self.now}
        verb, given = chance.choice((
            ("consent", {**plain, "by": self.person.user}), ("accept", {**plain, "by": sara}), ("refuse", plain),
            ("expire", plain), ("decline", {**said, "reason": "too_junior"}), ("report_interview", plain),
            ("report_assessment", plain), ("report_negotiation", plain), ("hire", {**plain, "starts_on": None}),
            ("report_not_hired", {**said, "reason": "terms"}), ("withdraw", plain), ("take_back", said),
            ("lose_offer", {**said, "reason": "terms"}), ("undo", plain), ("undo", plain), ("lapse", plain),
            ("give_more_time", {**plain, "days": 2}), ("stop_release", plain),
        ))  # fmt: skip
        self.done.append(verb)
        getattr(actions, verb)(**given)

    def about_the_person(self, chance: random.Random) -> None:
        self.person.refresh_from_db()
        own = {"candidate": self.person, "by": self.person.user, "now": self.now}
        verb = chance.choice((
            "leave_pool", "found_job", "come_back", "come_back", "pause_candidate", "resume_candidate", "approve",
            "approve", "tend", "tend",
        ))  # fmt: skip
        self.done.append(verb)
        if verb == "tend":
            actions.tend(now=self.now)
        elif verb == "approve":
            screening.approve(candidate=self.person, campaign=self.campaign, by=self.liaison, now=self.now)
        elif verb == "come_back":
            actions.come_back(**own, words_version="2026-11")
        elif verb == "pause_candidate":
            actions.pause_candidate(**own, months=1)
        else:
            getattr(actions, verb)(**own)

    def check(self) -> None:
        rows = list(Introduction.objects.prefetch_related("moves"))
        pool = PoolMembership.objects.get(candidate=self.person).state
        told = dict(ReleaseMessage.objects.values_list("introduction", "mail__state"))
        open_now = [row for row in rows if row.state in rules.OPEN]
        way = self.done[-12:]
        assert sum(row.state == rules.HIRED and row.hire_over_at is None for row in rows) <= 1, way
        assert len({row.employer_id for row in open_now}) == len(open_now) <= self.campaign.open_introductions, way
        assert not open_now or pool == "approved", way
        for row in rows:
            made = [each for each in row.moves.all() if each.undone_at is None]
            assert (made[-1].after if made else rules.ASKED) == row.state, way
            if row.state in rules.ENDED:
                assert row.end_reason or row.state == rules.HIRED, way
                assert made[-1].by_id or rules.may(rules.SYSTEM, made[-1].verb), way
            if rules.releases(row.state, row.end_reason):
                assert told[row.pk] in {"queued", "stopped"}, way
            else:
                assert row.pk not in told, way


def test_thirty_steps():
    region, chance = Region(), random.Random(7)
    for _ in range(30):
        region.step(chance)
    assert len(set(region.done)) > 8


@pytest.mark.soak
def test_walk_until_the_time_is_over():
    until, seed = time.monotonic() + 60 * SOAK_MINUTES, 0
    while time.monotonic() < until:
        chance, seed = random.Random(seed), seed + 1
        with transaction.atomic():
            region = Region()
            for _ in range(50):
                region.step(chance)
            transaction.set_rollback(True)
