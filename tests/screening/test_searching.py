"""The pool is searched by what people can do and when; the database keeps the index true by itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.introductions import actions as introductions
from kretslop.routes.rules import ROUTES
from kretslop.screening import saving, searching
from kretslop.screening.models import SearchEntry, SearchFit
from kretslop.screening.searching import Wanted
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.talent import actions as talent
from kretslop.talent.actions import SkillAnswer
from kretslop.talent.models import Candidate, CandidateSkill
from kretslop.talent.queries import forecast_of
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def campaign():
    return cast.campaign()


def names(wanted, user=None, now=NOW):
    found = searching.find(user or cast.ingrid(), wanted, now)
    return [person.name for person in searching.people(found.values_list("candidate_id", flat=True))]


def test_parts_narrow_together(campaign):
    cast.diogo(campaign, role_title="Backend engineer")
    cast.diogo(campaign, "Amara Kalu", skills=(SkillAnswer("python", 1),), places=("oslo", "drammen"), years=2)
    cast.diogo(campaign, "Linh Hoàng", skills=(SkillAnswer("java", 4),), places=("hamar",), languages={"en": 2})
    everybody = {"Diogo Salgado", "Amara Kalu", "Linh Hoàng"}
    assert set(names(Wanted())) == everybody
    assert set(names(Wanted(skills=(("python", 1),)))) == {"Diogo Salgado", "Amara Kalu"}
    assert names(Wanted(skills=(("python", 2),))) == ["Diogo Salgado"]
    assert names(Wanted(skills=(("python", 1),), places=("drammen",), years=3)) == ["Diogo Salgado"]
    assert set(names(Wanted(places=("oslo",)))) == {"Diogo Salgado", "Amara Kalu"}
    assert names(Wanted(words="engin BACK")) == ["Diogo Salgado"]
    assert names(Wanted(words="Diogo")) == []  # names are not searched
    assert set(names(Wanted(languages=(("en", 4),)))) == everybody - {"Linh Hoàng"}
    assert names(Wanted(skills=(("python", 1), ("java", 1)))) == []


def test_whoever_is_no_liaison_finds_nobody(campaign):
    person = cast.diogo(campaign)
    for user in (cast.kari(), person.user):
        assert names(Wanted(), user) == []


def test_the_index_follows_every_change_by_itself(campaign):
    liaison = cast.ingrid()
    person = cast.approved(campaign, liaison)
    assert names(Wanted(state="approved")) == ["Diogo Salgado"]
    talent.set_skills(candidate=person, skills=(SkillAnswer("java", 2),), now=NOW)
    assert names(Wanted(skills=(("python", 1),))) == []
    assert names(Wanted(skills=(("java", 2),))) == ["Diogo Salgado"]
    talent.note_contact(candidate=person, by=liaison, now=NOW)
    later = NOW + timedelta(days=20)
    assert names(Wanted(silent_days=20), now=later) == ["Diogo Salgado"]
    assert names(Wanted(silent_days=21), now=later) == []
    introductions.pause_candidate(candidate=person, months=1, by=person.user, now=NOW)
    assert names(Wanted(free_now=True)) == []
    assert names(Wanted(free_now=True), now=NOW + timedelta(days=40)) == ["Diogo Salgado"]
    other = cast.diogo(campaign, "Amara Kalu", skills=())
    CandidateSkill.objects.filter(candidate=person).update(candidate=other)
    assert names(Wanted(skills=(("java", 2),))) == ["Amara Kalu"]


@pytest.mark.parametrize("move", ["leave", "restrict", "hire"])
def test_whoever_leaves_is_found_no_more(campaign, move):
    person = cast.approved(campaign, cast.ingrid())
    talent.move_membership(candidate=person, move=move, by=person.user, now=NOW)
    assert names(Wanted()) == []
    assert not SearchEntry.objects.exists()


def test_a_deleted_row_leaves_no_entry(campaign, django_capture_on_commit_callbacks):
    person = cast.diogo(campaign)
    person.registrations.all().delete()
    person.delete()
    assert not SearchEntry.objects.exists()


def test_a_record_that_was_merged_is_found_no_more_until_it_is_its_own_again(campaign):
    one, two = cast.diogo(campaign), cast.approved(campaign, cast.ingrid(), name="Amara Kalu")
    assert names(Wanted(state="approved")) == ["Amara Kalu"]
    assert names(Wanted(state="waiting")) == ["Diogo Salgado"]
    Candidate.objects.filter(pk=two.pk).update(merged_into=one)
    assert names(Wanted()) == ["Diogo Salgado"]
    assert SearchEntry.objects.get().candidate == one
    Candidate.objects.filter(pk=two.pk).update(merged_into=None)
    assert set(names(Wanted())) == {"Diogo Salgado", "Amara Kalu"}


def test_introduced_before_or_never(campaign):
    liaison, wanted = cast.ingrid(), cast.wanted(cast.joined(campaign))
    cast.introduced(cast.approved(campaign, liaison), wanted, liaison)
    cast.approved(campaign, liaison, name="Amara Kalu")
    assert names(Wanted(introduced="yes")) == ["Diogo Salgado"]
    assert names(Wanted(introduced="no")) == ["Amara Kalu"]


def test_the_longest_without_a_word_come_first(campaign):
    liaison = cast.ingrid()
    first, second = cast.diogo(campaign), cast.diogo(campaign, "Amara Kalu")
    talent.note_contact(candidate=first, by=liaison, now=NOW + timedelta(days=2))
    talent.note_contact(candidate=second, by=liaison, now=NOW + timedelta(days=1))
    assert names(Wanted()) == ["Amara Kalu", "Diogo Salgado"]


def matches(entry, condition):
    """Evaluate what `at_a_desk_by` builds on one entry in plain Python: the judge of its algebra."""

    def one(child):
        if not isinstance(child, tuple):
            return matches(entry, child)
        (path, value), (name, _, how) = child, child[0].partition("__")
        if path == "pk__in":
            return False
        have = entry[name]
        if how == "isnull":
            return (have is None) == value
        return {"": have == value, "lte": have is not None and have <= value if how == "lte" else False,
                "lt": have is not None and have < value if how == "lt" else False}[how]  # fmt: skip

    answers = [one(child) for child in condition.children]
    said = (all(answers) if condition.connector == "AND" else any(answers)) if answers else True
    return said is not condition.negated


@given(
    route=st.sampled_from(["", *ROUTES]),
    country=st.sampled_from(["NO", "PT"]),
    notice=st.none() | st.integers(0, 60),
    free=st.none() | st.integers(-60, 400),
    ahead=st.integers(0, 400),
)
def test_a_desk_date_is_searched_as_it_is_forecast(route, country, notice, free, ahead):
    available = None if free is None else TODAY + timedelta(days=free)
    person = Candidate(route=route, country=country, notice_weeks=notice, available_on=available)
    outlook, by = forecast_of(person, TODAY), TODAY + timedelta(days=ahead)
    entry = {"route": route, "lives_here": country == "NO", "notice_weeks": notice, "available_on": available}
    expected = outlook is not None and outlook.desk_on <= by
    assert matches(entry, searching.at_a_desk_by(by, TODAY)) is expected


def test_a_desk_date_in_the_database(campaign):
    cast.diogo(campaign, notice_weeks=0)
    cast.diogo(campaign, "Amara Kalu", route="permit", notice_weeks=12)
    assert names(Wanted(desk_by=TODAY + timedelta(weeks=12))) == ["Diogo Salgado"]


def test_a_search_is_kept_as_it_was():
    wanted = Wanted(
        skills=(("python", 2),), languages=(("en", 4),), places=("oslo",), desk_by=date(2027, 1, 4), free_now=True
    )
    assert Wanted.from_json(wanted.to_json()) == wanted
    assert Wanted().to_json() == {}
    assert Wanted.from_json({"no_more": 1, "words": "x"}) == Wanted(words="x")


def test_a_saved_search_tells_only_of_whoever_is_new(campaign):
    liaison = cast.ingrid()
    cast.diogo(campaign)
    python = saving.save_search(by=liaison, name=" Python ", wanted=Wanted(skills=(("python", 2),)), now=NOW)
    assert searching.news(liaison) == {}
    amara = cast.diogo(campaign, "Amara Kalu")
    assert searching.counts(liaison, [python], NOW) == {python.pk: 2}
    assert saving.look_at_all(now=NOW) == 1
    assert saving.look_at_all(now=NOW) == 0
    assert searching.new_fits(python) == {amara.pk}
    assert searching.news(liaison) == {python.pk: 1}
    saving.mark_seen(search=python, by=liaison)
    assert searching.news(liaison) == {}
    talent.set_skills(candidate=amara, skills=(), now=NOW)
    saving.look_at_all(now=NOW)
    assert SearchFit.objects.count() == 1
    talent.set_skills(candidate=amara, skills=(SkillAnswer("python", 2),), now=NOW)
    assert saving.look_at_all(now=NOW) == 1


def test_a_search_that_too_many_fit_tells_of_nobody(campaign, monkeypatch):
    monkeypatch.setattr(saving, "MOST_NOTED", 1)
    liaison = cast.ingrid()
    cast.diogo(campaign)
    search = saving.save_search(by=liaison, name="All in English", wanted=Wanted(languages=(("en", 1),)), now=NOW)
    cast.diogo(campaign, "Amara Kalu")
    assert saving.look(search=search, now=NOW) == 0
    assert not SearchFit.objects.exists()


def test_saving_asks_for_a_name_and_a_search_and_keeps_a_few(campaign, monkeypatch):
    liaison, wanted = cast.ingrid(), Wanted(words="x")
    with pytest.raises(Invalid):
        saving.save_search(by=liaison, name=" ", wanted=wanted, now=NOW)
    with pytest.raises(NotPossible):
        saving.save_search(by=liaison, name="Empty", wanted=Wanted(), now=NOW)
    monkeypatch.setattr(saving, "MOST_SAVED", 1)
    search = saving.save_search(by=liaison, name="One", wanted=wanted, now=NOW)
    assert saving.save_search(by=liaison, name="One", wanted=Wanted(words="y"), now=NOW).pk == search.pk
    with pytest.raises(NotPossible):
        saving.save_search(by=liaison, name="Two", wanted=wanted, now=NOW)
    for act in (saving.forget_search, saving.mark_seen):
        with pytest.raises(NotAllowed):
            act(search=search, by=cast.kari())
