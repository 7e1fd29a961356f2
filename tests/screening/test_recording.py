"""A run is recorded so that it can be computed again; whatever is changed afterwards is found, and named."""

from copy import deepcopy
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kretslop.matching.rank import funnel
from kretslop.privacy import actions as privacy
from kretslop.privacy.actions.keeping import forget_proof
from kretslop.privacy.exporting import as_json, copy_of
from kretslop.privacy.wording.values import value_words
from kretslop.screening import actions, recording, replaying
from kretslop.screening.models import PoolName, Preselection, RunEntry, ScreeningRun
from kretslop.screening.replaying import replay
from kretslop.screening.sealing import digest_of, seals_of
from kretslop.shared.calendar import OSLO
from kretslop.talent import actions as talent
from kretslop.talent.actions import SkillAnswer
from kretslop.talent.models import Candidate
from kretslop.talent.queries import facts_of, with_facts
from kretslop.timeline.models import Event
from tests import cast
from tests.cast import BACKEND, NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
PEOPLE = {
    "Diogo Salgado": {},
    "Amara Kalu": {"years": 1},
    "Priya Raman": {"languages": {}, "languages_known": False},
    "Tomasz Fijał": {"skills": (SkillAnswer("go", 4),)},
    "Linh Hoàng": {"skills": (SkillAnswer("python", 4), SkillAnswer("postgresql", 1)), "years": 2},
    "Ada Obi": {"skills": (SkillAnswer("python", 1),), "years": 30},
}


@pytest.fixture(scope="module")
def told(told_once):
    liaison, campaign = cast.ingrid(), cast.campaign()
    cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    people = [cast.diogo(campaign, name, **said) for name, said in PEOPLE.items()]
    first = actions.run_screening(campaign=campaign, by=liaison, now=NOW)
    second = actions.screen_candidate(candidate=people[1], campaign=campaign, now=NOW + timedelta(hours=1))
    third = actions.run_screening(campaign=campaign, by=liaison, now=LATER)
    return liaison, people, first, second.run, third


@pytest.fixture
def desk(told, db, monkeypatch):
    monkeypatch.setattr(replaying, "LOT", 4)
    return deepcopy(told)


def again(run):
    return replay(ScreeningRun.objects.select_related("campaign", "version", "by").get(pk=run.pk))


def codes(run):
    return {each.code for each in again(run).differences}


def told_by(run, **options):
    out = StringIO()
    try:
        call_command("replay_screening", run.ref, stdout=out, **options)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_a_run_says_who_when_and_with_what(desk):
    liaison, people, first, second, third = desk
    first.refresh_from_db()
    assert (first.by, first.by_ref, first.people, first.number) == (liaison, liaison.ref, len(PEOPLE), 1)
    assert first.engine
    assert first.vocabulary
    assert first.tie_key == first.campaign.ref
    facts = [facts_of(each, NOW.astimezone(OSLO).date()) for each in with_facts(Candidate.objects.all())]
    steps = [[step.criterion.key if step.criterion else "", step.sure, step.left] for step in funnel(BACKEND, facts)]
    assert first.funnel == steps
    assert second.funnel == [], "of one person a funnel would tell what they lack"
    assert second.before == first.digest
    assert third.before == second.digest
    assert (third.number, third.best) == (3, recording.BEST)
    assert sum(first.counts.values()) == first.entries.count() == len(people)
    assert [each.position for each in first.entries.order_by("position")] == [1, 2, 3, 4, 5, 6]
    marks = set(RunEntry.objects.values_list("mark", flat=True))
    assert len(marks) == RunEntry.objects.count(), "the same person has another mark in another run"


def test_a_run_is_computed_again_after_everybody_has_changed(desk):
    _liaison, people, first, _second, third = desk
    for person in people:
        talent.set_skills(candidate=person, skills=(SkillAnswer("cobol", 4),), now=LATER)
    Candidate.objects.update(years=0, notice_weeks=52)
    found = again(first)
    assert (found.people, found.erased, found.differences, found.same_engine) == (len(PEOPLE), 0, (), True)
    assert told_by(third)[0] == 0
    out = StringIO()
    call_command("replay_screening", campaign=first.campaign.ref, stdout=out)
    assert out.getvalue().count("the same with the reference and the engine") == 3


def test_erasing_breaks_nothing_and_leaves_nothing(desk):
    _liaison, people, first, second, third = desk
    person = people[1]
    mine = list(RunEntry.objects.filter(candidate=person).values_list("pk", flat=True))
    assert len(mine) == 3
    privacy.erase(candidate=person, by=person.user, why="asked", now=LATER)
    for entry in RunEntry.objects.filter(pk__in=mine):
        assert (entry.candidate, entry.salt, entry.codes, entry.desk_on, entry.parts) == (None, "", [], None, [])
    for run, erased in ((first, 1), (second, 1), (third, 1)):
        found = again(run)
        assert (found.erased, found.differences) == (erased, ())
    status, words = told_by(first)
    assert (status, "1 erased since" in words) == (0, True)
    # Nobody screens somebody who is gone.
    assert actions.run_screening(campaign=first.campaign, by=None, now=LATER).people == len(PEOPLE) - 1


def test_the_clock_lets_codes_go_and_the_chain_still_holds(desk):
    *_, first, _second, third = desk
    forget_proof(now=NOW + timedelta(days=36 * 31))
    assert not RunEntry.objects.exclude(salt="").exists()
    assert again(first).erased == len(PEOPLE)
    assert codes(first) == codes(third) == set()


def test_a_persons_copy_holds_what_runs_kept(desk):
    _liaison, people, *_ = desk
    tables = as_json(copy_of(people[0], LATER), candidate=people[0], now=LATER)["tables"]
    mine = tables["screening.RunEntry"]
    assert len(mine) == 2
    assert all(row["codes"] and row["group"] == "meets_all" and "salt" not in row for row in mine)
    said = value_words(RunEntry, "codes", mine[0]["codes"])
    assert {"Python 3", "PostgreSQL 2", "English 5"} <= set(said.split(", "))
    assert value_words(RunEntry, "parts", mine[0]["parts"]).startswith("Python: Met, ")


ONE = "UPDATE {table} SET {change} WHERE {where}"
ENTRY = "run_id = (SELECT min(id) FROM screening_screeningrun) AND position = 2"
RUN = "number = 1"
TAMPERED = [
    ("screening_runentry", "salt = repeat('0', 32)", ENTRY, "codes"),
    ("screening_runentry", "codes = codes[2:]", ENTRY, "codes"),
    ("screening_runentry", "desk_on = '2030-01-01'", ENTRY, "codes"),
    ("screening_runentry", "parts = '[]'", ENTRY, "codes"),
    ("screening_runentry", "candidate_id = (SELECT max(id) FROM talent_candidate)", ENTRY, "codes"),
    ("screening_runentry", "commitment = repeat('0', 64)", ENTRY, "codes"),
    ("screening_runentry", "names_seal = repeat('0', 64)", ENTRY, "names"),
    ("screening_runentry", "seal = repeat('0', 64)", ENTRY, "entry"),
    ("screening_runentry", "mark = '000000000000'", ENTRY, "entry"),
    ("screening_runentry", "\"group\" = 'not_now'", ENTRY, "entry"),
    ("screening_runentry", "score = score + 1", ENTRY, "entry"),
    ("screening_runentry", "position = 1", ENTRY, "entry"),
    ("screening_runentry", "at = at + interval '1 second'", ENTRY, "entry"),
    ("screening_poolname", "name = 'skill:cobol'", "name = 'skill:python'", "names"),
    ("screening_screeningrun", "by_ref = '000000000000'", RUN, "header"),
    ("screening_screeningrun", "vocabulary = 'x'", RUN, "header"),
    ("screening_screeningrun", "pool = 77", RUN, "header"),
    ("screening_screeningrun", "engine = 'x'", RUN, "header"),
    ("screening_screeningrun", "people = 5", RUN, "header"),
    ("screening_screeningrun", "to_do = 7", RUN, "header"),
    ("screening_screeningrun", "reached = 'x'", RUN, "header"),
    ("screening_screeningrun", "counts = '{}'", RUN, "header"),
    ("screening_screeningrun", "funnel = '[]'", RUN, "header"),
    ("screening_screeningrun", "best = 5", RUN, "header"),
    ("screening_screeningrun", "tie_key = 'x'", RUN, "header"),
    ("screening_screeningrun", "at = at + interval '1 second'", RUN, "header"),
    ("screening_screeningrun", "number = 9", RUN, "header"),
    ("screening_screeningrun", "ref = '000000000000'", RUN, "header"),
    ("screening_screeningrun", "before = 'x'", RUN, "header"),
    ("screening_screeningrun", "digest = repeat('0', 64)", RUN, "digest"),
    ("screening_screeningrun", "seals = seals - 'pool'", RUN, "header"),
    ("campaigns_criteriaversion", "criteria = '{\"items\": []}'", "true", "header"),
    ("screening_preselection", "score = score + 1", "true", "preselection"),
]


@pytest.mark.parametrize(("table", "change", "where", "named"), TAMPERED, ids=lambda each: each[:40])
def test_whatever_is_changed_is_found_and_named(desk, table, change, where, named):
    _liaison, _people, first, _second, third = desk
    run = third if table == "screening_preselection" else first
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # whoever tampers looks past the triggers
        cursor.execute(ONE.format(table=table, change=change, where=where))
        assert cursor.rowcount
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert named in codes(run)


def test_every_column_is_among_those_that_are_tampered_with():
    """A new column of a run or an entry must be sealed too."""
    for model in (ScreeningRun, RunEntry):
        changed = {change.split(" = ")[0].strip('"') for table, change, *_ in TAMPERED if table == model._meta.db_table}
        links = {"id", "run_id", "campaign_id", "version_id", "by_id"}
        assert {field.column for field in model._meta.concrete_fields} - links == changed


def test_a_missing_person_a_missing_run_and_a_whole_forged_run_are_found(desk):
    _liaison, _people, first, second, third = desk
    first.entries.order_by("position").first().delete()
    assert {"entries_missing", "digest", "best"} <= codes(first)
    Preselection.objects.filter(run=second).update(run=third)
    second.delete()
    assert "chain" in codes(first) & codes(third)


def test_a_run_that_is_deleted_at_the_end_of_the_chain_is_found(desk):
    _liaison, _people, first, second, third = desk
    ref = third.campaign.ref
    Preselection.objects.filter(run=third).update(run=first)
    third.delete()
    assert "lost" in codes(second), "the last one that is left tells of it"
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("replay_screening", campaign=ref, stdout=out)
    assert "The timeline knows run number 3 as the last one, and it is not there any more" in out.getvalue()
    Preselection.objects.all().delete()
    ScreeningRun.objects.all().delete()
    with pytest.raises(CommandError, match="run number 3"):
        call_command("replay_screening", campaign=ref)


def test_a_run_that_was_sealed_anew_is_not_what_the_timeline_knows(desk):
    *_, first, _second, _third = desk
    run = ScreeningRun.objects.select_related("campaign", "version", "by").get(pk=first.pk)
    run.pool = 99
    run.seals = seals_of(run)
    run.digest = digest_of(run, run.entries.values_list("seal", flat=True))
    run.save()
    assert codes(run) == {"chain", "timeline"}
    status, words = told_by(run)
    assert (status, "The timeline does not know this digest" in words) == (1, True)
    assert Event.objects.get(codes__run=run.ref).codes["digest"] != run.digest


def test_another_engine_is_said_and_an_unknown_run_too(desk, monkeypatch):
    *_, first, _second, _third = desk
    monkeypatch.setattr("kretslop.screening.replaying.engine_version", lambda: "other")
    assert "recorded by another version" in told_by(first)[1]
    with pytest.raises(CommandError):
        call_command("replay_screening", "nosuchrun000")
    with pytest.raises(CommandError):
        call_command("replay_screening")
    assert PoolName.objects.exists()
