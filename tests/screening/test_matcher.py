"""The matcher writes what the plain engine says, starts from the database alone, and loses nothing when killed."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.queries import criteria_of, wanted_now
from kretslop.introductions import desk
from kretslop.matching import reference
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.matching.engine import top
from kretslop.matching.explain import explain
from kretslop.matching.rank import tie_hash
from kretslop.screening import fitting, pooling, stopping
from kretslop.screening.matcher import BEST, Matcher
from kretslop.screening.models import MatcherState, PoolEntry, PoolFit, PoolPlace
from kretslop.screening.pool_reading import read_pool
from kretslop.shared.calendar import OSLO
from kretslop.talent import actions as talent
from kretslop.talent.models import Candidate, Change
from kretslop.talent.queries import facts_of, with_facts
from tests import cast
from tests.cast import NOW
from tests.screening.test_pool import crowd

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
OTHER = Criteria((Criterion("skill", "go", 2, points=9, must=True), Criterion("years", level=5, points=4, must=True)))
THIRD = Criteria((Criterion("skill", "go", 1, points=3), Criterion("desk_by", by=TODAY + timedelta(90), points=8)))


@pytest.fixture
def campaign():
    made = cast.campaign()
    havtech = cast.joined(made)
    cast.wanted(havtech)
    cast.wanted(havtech, title="Platform engineer", criteria=OTHER)
    cast.wanted(havtech, title="Anything goes", criteria=THIRD)
    return made


def pairs():
    return [(profile.pk, criteria_of(profile)) for profile in wanted_now()]


def facts(today=TODAY):
    people = with_facts(Candidate.objects.filter(membership__state__in=("waiting", "approved")))
    return {person.pk: facts_of(person, today) for person in people}


def right_fits(number, known, wanted):
    results = {pk: explain(criteria, known[number]) for pk, criteria in wanted}
    return {pk: (its.group, its.score) for pk, its in results.items() if its.group != "not_now"}


def right_places(known, wanted, campaign):
    tie_key = campaign.ref.encode()
    ranked = {pk: reference.rank(criteria, list(known.items()), BEST, tie_key)[:BEST] for pk, criteria in wanted}
    return {(pk, n): place for pk, places in ranked.items() for n, place in enumerate(places, 1)}


def written_places():
    rows = PoolPlace.objects.values_list("wanted", "position", "candidate", "group", "score")
    return {(wanted, position): its for wanted, position, *rest in rows for its in [tuple(rest)]}


def test_the_pool_is_read_as_it_was_written(campaign):
    crowd(70, 11)
    pooling.catch_up(today=TODAY)
    for today in (TODAY, TODAY + timedelta(days=4), TODAY + timedelta(days=60)):
        pool, known = read_pool(today), facts(today)
        assert pool.slots.keys() == known.keys()
        matcher = Matcher()
        matcher.names = pooling.names()
        wanted = matcher._compiled(pool, today)
        for program, (_, criteria) in zip(wanted.programs, sorted(pairs()), strict=True):
            found = top.best(pool, top.batch([program]), 200, b"key")[0]
            assert found == reference.rank(criteria, list(known.items()), 200, b"key")


def test_an_empty_pool_is_read_too(campaign):
    assert len(read_pool(TODAY)) == 0
    assert Matcher().step(now=NOW) == 0
    assert not PoolPlace.objects.exists()


def test_whoever_changes_or_is_released_is_matched_again(campaign):
    crowd(60, 12)
    matcher = Matcher()
    matcher.step(now=NOW)
    assert written_places() == right_places(facts(), pairs(), campaign)
    one, other, gone = Candidate.objects.filter(membership__state="waiting")[:3]
    talent.note_answer(candidate=one, key="skill:go", value="4", now=NOW)
    pooling.match_again(other)
    gone.delete()
    assert fitting.fits_of([one.pk, other.pk], pairs(), TODAY) == {}
    assert matcher.step(now=NOW) == 3
    known = facts()
    found = fitting.fits_of([one.pk, other.pk], pairs(), TODAY)
    assert found == {person.pk: right_fits(person.pk, known, pairs()) for person in (one, other)}
    assert written_places() == right_places(known, pairs(), campaign)
    assert matcher.step(now=NOW) == 0


def test_another_wanted_profile_or_another_day_matches_everybody_in_circulation_again(campaign):
    crowd(30, 13)
    matcher, person = Matcher(), Candidate.objects.filter(membership__state="waiting").first()
    matcher.step(now=NOW)
    pooling.match_again(person)
    matcher.step(now=NOW)
    before = pairs()
    cast.wanted(
        campaign.participations.get(), title="One more", criteria=Criteria((Criterion("years", level=1, points=2),))
    )
    assert fitting.fits_of([person.pk], pairs(), TODAY) == {}
    assert matcher.step(now=NOW) == 1
    assert fitting.fits_of([person.pk], pairs(), TODAY) == {person.pk: right_fits(person.pk, facts(), pairs())}
    assert fitting.fits_of([person.pk], before, TODAY) == {}
    tomorrow = NOW + timedelta(days=1)
    assert matcher.step(now=tomorrow) == 1
    known = facts(tomorrow.date())
    found = fitting.fits_of([person.pk], pairs(), tomorrow.date())
    assert found == {person.pk: right_fits(person.pk, known, pairs())}
    assert written_places() == right_places(known, pairs(), campaign)
    profile = wanted_now().get(title="One more")
    campaigns.withdraw_wanted_profile(profile=profile, by=profile.participation.recruiter.user, now=tomorrow)
    matcher.step(now=tomorrow)
    assert profile.pk not in {wanted for wanted, _ in written_places()}


def test_a_matcher_that_starts_anew_goes_on_where_the_last_one_was(campaign):
    crowd(20, 14)
    Matcher().step(now=NOW)
    person = Candidate.objects.filter(membership__state="waiting").first()
    talent.note_answer(candidate=person, key="skill:go", value="3", now=NOW)
    pooling.catch_up(today=TODAY)  # taken in, but killed before anything followed from it
    assert Matcher().step(now=NOW) == 1
    assert fitting.fits_of([person.pk], pairs(), TODAY) == {person.pk: right_fits(person.pk, facts(), pairs())}


def test_the_desk_shows_the_same_next_employers_with_and_without_the_matcher(campaign):
    liaison, matcher = cast.ingrid(), Matcher()
    crowd(25, 15)
    cast.diogo(campaign)
    people = list(Candidate.objects.order_by("pk"))
    plain = desk.next_employers(liaison, people, TODAY)
    assert any(plain.values())
    matcher.step(now=NOW)
    for person in people:
        pooling.match_again(person)
    matcher.step(now=NOW)
    assert fitting.fits_of([person.pk for person in people], pairs(), TODAY)
    assert desk.next_employers(liaison, people, TODAY) == plain
    everything = desk.next_employers(liaison, people, TODAY, everything=True)
    assert all(len(fits) == 3 for fits in everything.values())


def test_while_sorting_is_stopped_the_matcher_and_the_desk_leave_the_campaign_alone(campaign):
    liaison, lead, matcher = cast.ingrid(), cast.kari(), Matcher()
    crowd(20, 17)
    person = cast.diogo(campaign)
    matcher.step(now=NOW)
    assert written_places()
    assert any(desk.next_employers(liaison, [person], TODAY).values())
    stopping.stop_automation(campaign=campaign, by=lead, why="A criterion is being checked.", now=NOW)
    assert desk.next_employers(liaison, [person], TODAY) == {person.pk: []}
    # A person may still choose by hand.
    assert len(desk.next_employers(liaison, [person], TODAY, everything=True)[person.pk]) == 3
    matcher.step(now=NOW)
    assert written_places() == {}
    pooling.match_again(person)
    matcher.step(now=NOW)
    assert not PoolFit.objects.filter(candidate=person).exists()
    stopping.lift_stop(campaign=campaign, by=lead, now=NOW)
    matcher.step(now=NOW)
    assert written_places() == right_places(facts(), pairs(), campaign)
    assert any(desk.next_employers(liaison, [person], TODAY).values())


def test_ties_are_broken_by_the_campaigns_own_hash(campaign):
    for n in range(BEST + 10):
        cast.diogo(campaign, f"Diogo Salgado {n}")
    Matcher().step(now=NOW)
    first = wanted_now().order_by("pk").first()
    listed = [place.candidate_id for place in fitting.best_of(first.pk)]
    everybody = sorted(facts(), key=lambda number: tie_hash(number, campaign.ref.encode()))
    assert listed == everybody[:BEST]


def start():
    at = connection.get_connection_params()
    url = f"postgresql://{at['user']}@/{at['dbname']}?host={quote(at['host'])}&port={at['port']}"
    words = [sys.executable, "manage.py", "matcher", "--every", "0.01"]
    return subprocess.Popen(words, cwd=settings.BASE_DIR, env={**os.environ, "DATABASE_URL": url})


def wait_until(true, seconds=60):
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, f"nothing happened within {seconds} s"
        time.sleep(0.02)


def in_step():
    state = MatcherState.objects.filter(version=pooling.pool_version()).first()
    return state and not Change.objects.filter(version=None).exists() and state.version


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment_it_loses_nothing(campaign):
    people = crowd(150, 16)
    child = start()
    wait_until(in_step)
    for kill in range(8):
        for person in people[kill:140:7]:
            talent.note_answer(candidate=person, key="skill:go", value=str((person.pk + kill) % 5), now=NOW)
        time.sleep(0.03 * kill)
        child.kill()
        child.wait()
        people[140 + kill].delete()
        child = start()
    wait_until(in_step)
    child.kill()
    child.wait()
    today = timezone.now().astimezone(OSLO).date()
    known, wanted = facts(today), pairs()
    assert written_places() == right_places(known, wanted, campaign)
    matched = fitting.fits_of(known, wanted, today)
    assert matched == {number: right_fits(number, known, wanted) for number in matched}
    assert len(matched) > 60
    assert set(PoolFit.objects.values_list("candidate", flat=True)) <= matched.keys()
    assert PoolEntry.objects.count() == Candidate.objects.count()
