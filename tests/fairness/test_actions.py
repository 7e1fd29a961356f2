"""Answers that are only counted, on a real database."""

from datetime import timedelta

import pytest

from kretslop.fairness import actions, counting, queries, rules, wording
from kretslop.fairness.models import FairnessAnswer
from kretslop.privacy import actions as privacy
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import NOW

SAID = {"sex": "woman", "age_band": "35_44", "country_group": "eea"}


@pytest.fixture
def linh(db):
    return cast.diogo(cast.campaign(), name="Linh Hoàng")


def answer(candidate, now=NOW, **changed):
    actions.answer(candidate=candidate, by=candidate.user, now=now, **{**SAID, **changed})


def test_every_answer_has_words():
    assert {question: tuple(words) for question, words in wording.ANSWERS.items()} == rules.QUESTIONS
    assert wording.QUESTIONS.keys() == wording.TITLES.keys() == rules.QUESTIONS.keys()


def test_answering_gives_a_consent_and_leaves_nothing_on_the_timeline(linh):
    before = Event.objects.count()
    answer(linh)
    answer(linh, sex="")
    assert queries.own_answers(linh.user) == {**SAID, "sex": ""}
    assert linh.consents.filter(purpose="fairness", withdrawn_at=None).count() == 1
    assert Event.objects.count() == before


def test_taking_back_erases_at_once(linh):
    answer(linh)
    actions.take_back(candidate=linh, by=linh.user, now=NOW)
    assert not FairnessAnswer.objects.exists()
    assert linh.consents.get(purpose="fairness").withdrawn_at == NOW


def test_leaving_everything_open_is_taking_back(linh):
    answer(linh)
    answer(linh, sex="", age_band="", country_group="")
    assert queries.own_answers(linh.user) is None
    assert not linh.consents.filter(purpose="fairness", withdrawn_at=None).exists()


def test_nobody_else_answers_and_no_other_answer_is_taken(linh):
    with pytest.raises(NotAllowed):
        actions.answer(candidate=linh, by=cast.ingrid(), now=NOW, **SAID)
    with pytest.raises(NotAllowed):
        actions.take_back(candidate=linh, by=cast.ingrid(), now=NOW)
    with pytest.raises(Invalid):
        answer(linh, age_band="37")
    assert not FairnessAnswer.objects.exists()


def test_only_counts_leave_and_only_of_answers_in_time(linh, django_assert_num_queries):
    answer(linh)
    with django_assert_num_queries(1):
        counts = counting.counted({"all": {linh.pk}, "none": set()}, until=NOW)
    assert counts["sex"] == {
        "woman": {"all": 1, "none": 0}, "man": {"all": 0, "none": 0}, "other": {"all": 0, "none": 0}
    }  # fmt: skip
    early = counting.counted({"all": {linh.pk}}, until=NOW - timedelta(seconds=1))
    assert early["sex"]["woman"] == {"all": 0}
    privacy.restrict(candidate=linh, by=linh.user, now=NOW)
    kept = counting.counted({"all": {linh.pk}}, until=NOW)
    assert kept["sex"]["woman"] == {"all": 0}, "kept, and used for nothing"
