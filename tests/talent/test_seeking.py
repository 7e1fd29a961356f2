"""Looking for candidates who are in the pool twice: found by the index, answered by a person, not asked about again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kretslop.shared.errors import NotPossible
from kretslop.talent import queries, seeking
from kretslop.talent.actions import change_profile
from kretslop.talent.answers import answers_of
from kretslop.talent.models import LikelyDuplicate, MatchKeys
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return cast.campaign()


def twice(campaign, first="Lars Ødegård", second="Lars Odegaard", **fields):
    one = cast.diogo(campaign, first, city="Bergen", country="NO", phone="+47 911 22 333", **fields)
    two = cast.diogo(campaign, second, city="Bergen", country="NO", phone="91122333", **fields)
    return one, two


def look():
    return seeking.look(seeking.due(), now=cast.NOW)


def test_two_registrations_of_one_person_are_found_with_reasons(campaign):
    one, two = twice(campaign)
    cast.diogo(campaign, "Amara Kalu", city="Lagos", country="NG", phone="+234 1 234 567")
    assert look() == 1
    pair = LikelyDuplicate.objects.get()
    assert (pair.first, pair.second) == (one, two)
    assert pair.score == pytest.approx(sum(reason["points"] for reason in pair.reasons), abs=0.01)
    assert {reason["about"] for reason in pair.reasons} >= {"surname", "phone"}
    assert look() == 0, "nobody is looked at twice"


@pytest.mark.parametrize(
    ("first", "second", "fields"),
    [
        ("Ola Hansen", "Ola Hansen", {"phone": "", "city": "Oslo"}),
        ("Priya Raman", "Arun Raman", {"phone": "+47 222 33 444", "city": "Oslo"}),
        ("Priya Raman", "Linh Hoàng", {"phone": "+47 222 33 444", "city": "Oslo"}),
    ],
)
def test_namesakes_and_households_are_let_be(campaign, first, second, fields):
    cast.diogo(campaign, first, country="NO", **fields)
    cast.diogo(campaign, second, country="NO", **{**fields, "email": "shared@example.com"})
    assert look() == 0


def test_a_changed_profile_is_looked_at_again(campaign):
    _one, two = twice(campaign, second="Somebody Else")
    assert look() == 0
    answers = answers_of(two)
    change_profile(candidate=two, answers=_replaced(answers, name="Lars Ødegaard"), by=two.user, now=cast.NOW)
    assert seeking.due() == [two.pk]
    assert look() == 1
    two.refresh_from_db()
    change_profile(candidate=two, answers=_replaced(answers, name="Somebody Else"), by=two.user, now=cast.NOW)
    assert look() == 0
    assert not LikelyDuplicate.objects.exists(), "what no longer looks the same is not asked about"


def test_an_answer_is_remembered(campaign):
    one, _two = twice(campaign)
    look()
    liaison = cast.ingrid()
    pair = queries.likely_duplicates(liaison).get()
    seeking.say_not_same(likely=pair, by=liaison, now=cast.NOW)
    seeking.say_not_same(likely=pair, by=liaison, now=cast.NOW + timedelta(hours=1))
    MatchKeys.objects.all().delete()
    assert look() == 0
    pair.refresh_from_db()
    assert (pair.state, pair.answered_by, pair.answered_at) == ("not_same", liaison, cast.NOW)
    assert not queries.likely_of(liaison, one).exists()
    seeking.ask_again(likely=pair, by=liaison, now=cast.NOW)
    assert queries.likely_of(liaison, one).get() == pair
    with pytest.raises(NotPossible):
        seeking.ask_again(likely=pair, by=liaison, now=cast.NOW)


def test_only_staff_see_pairs(campaign):
    one, _two = twice(campaign)
    look()
    assert queries.likely_duplicates(cast.kari()).count() == 1
    assert not queries.likely_duplicates(one.user).exists()


def test_candidates_are_found_through_the_index(campaign):
    _one, two = twice(campaign)
    look()
    with CaptureQueriesContext(connection) as context:
        seeking.look([two.pk], now=cast.NOW)
    sought = next(query["sql"] for query in context if "&&" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + sought)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "match_keys" in plan
    assert "Seq Scan" not in plan
    assert len(context) <= 14


def _replaced(answers, **fields):
    return replace(answers, **fields)
