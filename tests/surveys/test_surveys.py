"""One question after each end, a few at the evaluation; figures never of few, words with the employer's knowledge."""

from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kretslop.events import actions as events
from kretslop.insights.duties import own_tally
from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from kretslop.introductions.rules import UNDO_MINUTES
from kretslop.privacy.actions import erase
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.surveys import actions, queries, rules
from kretslop.surveys.models import CollaborationAnswer
from tests import cast
from tests.cast import NOW
from tests.events.test_rules import STARTS, told

pytestmark = pytest.mark.django_db
#: The decline of these tests can no longer be taken back.
SETTLED = NOW + timedelta(minutes=UNDO_MINUTES)
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."
LATER = STARTS + timedelta(hours=2)


@pytest.mark.parametrize(("scores", "shown"), [([], False), ([4] * 4, False), ([4, 3, 2, 1, 4], True)])
def test_figures_stand_from_five_on(scores, shown):
    found = rules.summary(scores)
    assert found.answers == len(scores)
    assert (found.mean is not None) is shown
    assert found.counts == ((1, 1, 1, 2) if shown else None)


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(st.sampled_from(rules.SCALE), max_size=12)))
def test_what_is_kept_back_cannot_be_computed(groups):
    found = rules.without_rest(groups)
    hidden = [name for name in groups if groups[name] and found[name].counts is None]
    assert all(len(groups[name]) >= rules.FEW for name in groups if found[name].counts is not None)
    others = [name for name in groups if found[name].counts is not None]
    assert len(hidden) != 1 or not others, "one hidden group is the whole less the others"


@pytest.fixture(scope="module")
def told_world(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.joined(campaign)
    wanted = cast.wanted(havtech)
    cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    person = cast.approved(campaign, liaison)
    declined = introductions.decline(
        introduction=cast.introduced(person, wanted, liaison), by=havtech.recruiter.user, reason="local_language",
        words_to_candidate=WORDS, now=NOW,
    )  # fmt: skip
    return SimpleNamespace(
        lead=lead, liaison=liaison, campaign=campaign, havtech=havtech, wanted=wanted, person=person, declined=declined
    )


@pytest.fixture
def world(told_world, db):
    return deepcopy(told_world)


def say(world, score=3, words="Quick answers.", by=None, introduction=None):
    return actions.answer_after(
        participation=world.havtech, introduction=introduction or world.declined, score=score, words=words,
        by=by or world.havtech.recruiter.user, now=SETTLED,
    )  # fmt: skip


def test_it_is_asked_once_after_an_end(world):
    sara = world.havtech.recruiter.user
    assert list(queries.to_ask(sara, world.havtech, SETTLED)) == [world.declined]
    with pytest.raises(Invalid, match="required"):
        say(world, score=None)
    say(world)
    assert not queries.to_ask(sara, world.havtech, SETTLED)
    with pytest.raises(NotPossible, match="answered"):
        say(world)
    assert own_tally(world.havtech.recruiter.user, world.havtech, NOW).said == 1


def test_nothing_is_asked_about_an_end_that_can_still_be_taken_back(world):
    """Whoever undoes the end within ten minutes leaves no answer behind; a later end is asked about."""
    sara = world.havtech.recruiter.user
    nearly = SETTLED - timedelta(seconds=1)
    assert not queries.to_ask(sara, world.havtech, nearly)
    assert queries.number_to_ask(sara, world.havtech, nearly) == 0
    with pytest.raises(NotPossible, match="not_asked"):
        actions.answer_after(
            participation=world.havtech, introduction=world.declined, score=3, words="", by=sara, now=nearly
        )
    introductions.undo(introduction=world.declined, by=sara, now=nearly)
    with pytest.raises(NotPossible, match="not_asked"):
        say(world)
    assert not CollaborationAnswer.objects.exists()


def test_after_two_months_nobody_is_asked(world):
    late = NOW + timedelta(days=rules.ASKED_DAYS + 1)
    assert not queries.to_ask(world.havtech.recruiter.user, world.havtech, late)


def test_strangers_answer_nothing_and_read_nothing(world):
    jonas = world.campaign.participations.get(employer__name="Fjordbank ASA").recruiter.user
    with pytest.raises(NotAllowed):
        say(world, by=jonas)
    asked = introductions.introduce(
        candidate=world.person, wanted_profile=world.wanted, by=world.liaison, words="Again.", now=NOW
    )
    with pytest.raises(NotPossible, match="not_asked"):
        say(world, introduction=asked)
    say(world)
    assert queries.heard(jonas, world.campaign).words == []
    (said,) = queries.heard(world.lead, world.campaign).words
    assert (said.employer, said.words) == ("Havtech AS", "Quick answers.")


def test_the_evaluation_asks_a_few_questions_once(world):
    event = events.make_event(campaign=world.campaign, told=told(kind="evaluation"), by=world.lead, now=NOW)
    assert not queries.evaluations_to_ask(world.havtech, NOW)
    world.havtech.signed_at = LATER
    assert not queries.evaluations_to_ask(world.havtech, LATER), "who joined afterwards has nothing to say of it"
    world.havtech.signed_at = NOW
    scores = dict.fromkeys(rules.EVALUATION, 4)
    values = {"participation": world.havtech, "event": event, "by": world.havtech.recruiter.user, "now": LATER}
    with pytest.raises(Invalid, match="required"):
        actions.answer_evaluation(scores={"fit": 4}, words="", **values)
    actions.answer_evaluation(scores=scores, words="Again!", **values)
    with pytest.raises(NotPossible, match="answered"):
        actions.answer_evaluation(scores=scores, words="", **values)
    found = queries.heard(world.lead, world.campaign)
    assert [found.questions[code].answers for code in rules.EVALUATION] == [1, 1, 1]
    assert [each.mean for each in found.questions.values()] == [None] * 4
    assert [each.words for each in found.words] == ["Again!"]


def test_erasing_the_person_leaves_the_score_alone(world):
    say(world, words="Diogo was a pleasure.")
    erase(candidate=world.person, by=world.person.user, why="asked", now=NOW + timedelta(days=1))
    kept = CollaborationAnswer.objects.get()
    assert (kept.score, kept.words) == (3, "")


def test_an_employer_answers_on_its_page_without_learning_a_name(client, world):
    client.force_login(world.havtech.recruiter.user)
    introductions_page = reverse("employer:collaboration")
    Introduction.objects.update(state_since=timezone.now() - timedelta(hours=1))
    asked = client.get(introductions_page).content.decode()
    assert world.declined.pseudonym in asked
    assert "Diogo" not in asked
    about = {"about": world.declined.ref}
    assert client.post(introductions_page, about).status_code == 422
    assert client.post(introductions_page, {"about": "made-up"}).status_code == 404
    sent = {**about, f"{world.declined.ref}-together": "4", f"{world.declined.ref}-words": "Good."}
    assert client.post(introductions_page, sent).status_code == 302
    assert "Nothing is asked now" in client.get(introductions_page).content.decode()
    client.force_login(world.lead)
    page = reverse("secretariat:heard", args=[world.campaign.ref])
    for language in ("en", "nb"):
        heard = client.get(page, headers={"accept-language": language}).content.decode()
        assert "Good." in heard
        assert f'<html lang="{language}"' in heard
    client.force_login(world.liaison)
    assert client.get(page).status_code == 404
