"""The rehearsal on small invented input: the same seed gives the same funnel on any date, and nobody waits."""

import json
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from kretslop.campaigns.models import Agreement, WantedProfile
from kretslop.demo.rehearsal import database, drawing, report, staging
from kretslop.demo.rehearsal.plan import OPENS
from kretslop.introductions.models import Feedback, Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.screening.models import Decision, Question
from kretslop.talent.models import Candidate, CandidateLanguage
from tests.demo.samples import ADS, PEOPLE, ad_line, ads_file, people_file

OSLO = ZoneInfo("Europe/Oslo")
#: Tuesday after Easter: the simulated past runs over five public holidays; and a week in November with none.
AFTER_EASTER = datetime(2026, 4, 7, 7, 15, tzinfo=OSLO)
NOVEMBER = datetime(2026, 11, 21, 21, 30, tzinfo=OSLO)
SEED = 3


def quiet(line: str) -> None:
    pass


@pytest.fixture
def given(tmp_path):
    return staging.Input(ads_file(tmp_path), people_file(tmp_path))


def rehearsed(given, now, seed=SEED):
    return staging.rehearse(given, seed=seed, now=now, progress=quiet)


@pytest.mark.django_db
def test_a_whole_campaign_until_nobody_waits_and_no_count_depends_on_the_date(given):
    with transaction.atomic():
        after_easter = rehearsed(given, AFTER_EASTER)
        transaction.set_rollback(True)
    found = rehearsed(given, NOVEMBER)
    assert found == after_easter
    assert found.funnel["registered"] == len(PEOPLE)
    assert found.ads == len(ADS)
    assert found.funnel["hired"] >= 1
    assert found.funnel["released"] >= found.funnel["introduced_again"] >= 1
    assert found.is_finished
    assert "Registered" in report.in_words(found)
    assert found.mails["sent"] == 0
    assert set(OutboxMail.objects.values_list("state", "why")) == {("stopped", "simulated")}
    assert Introduction.objects.latest("ended_at").ended_at.astimezone(OSLO).date() <= NOVEMBER.date()
    assert found.working_days > OPENS
    for rows in (Introduction, Feedback, Decision, Question, Agreement, Candidate):
        assert set(rows.objects.values_list("simulated", flat=True)) == {True}, rows
    assert set(CandidateLanguage.objects.values_list("source", flat=True)) == {"simulated"}


def test_the_plan_depends_on_the_seed_alone(given):
    first, again, other = (staging.planned(given, seed) for seed in (SEED, SEED, SEED + 1))
    assert first == again
    assert first.steps != other.steps


def test_what_is_drawn_depends_on_the_person_and_not_on_the_order(given):
    one = drawing.answers(SEED, given.people[7])
    assert one == drawing.answers(SEED, list(reversed(given.people))[len(given.people) - 8])


@pytest.mark.django_db
def test_an_ad_in_another_language_stays_a_draft(tmp_path):
    polish = ["Programista", "Szukamy osoby, która będzie rozwijać nasz system w języku Python i bazie PostgreSQL."] * 3
    path = ads_file(tmp_path, [*(ad_line(ad) for ad in ADS), ad_line(polish)])
    rehearsed(staging.Input(path, people_file(tmp_path, PEOPLE[:4])), NOVEMBER)
    draft = WantedProfile.objects.get(state="draft")
    assert draft.source_ad.startswith("Programista")
    assert not draft.introductions.exists()


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("rehearse_campaign", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def databases() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [database.PREFIX + "%"])
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_the_command_uses_a_database_of_its_own_names_bad_lines_and_ends_with_three(tmp_path):
    before, name = databases(), connection.settings_dict["NAME"]
    ads, people = ads_file(tmp_path, [*map(ad_line, ADS), "{broken"]), people_file(tmp_path, PEOPLE[:6])
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("rehearse_campaign", ads=ads, developers=people, seed=5, json=True, stdout=out, stderr=err)
    assert end.value.code == 3
    assert "ads.jsonl, line 5: column 2: this is not JSON" in err.getvalue()
    assert json.loads(out.getvalue())["funnel"]["registered"] == 6
    assert "Planning with 4 ads and 6 developers" in err.getvalue()
    assert databases() == before
    assert connection.settings_dict["NAME"] == name
    assert Candidate.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_unusable_input_ends_with_words_before_any_database_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "_command", lambda *words: pytest.fail("a database was made"))
    with pytest.raises(CommandError, match="cannot be read"):
        run("--ads", str(tmp_path / "gone"), "--developers", str(people_file(tmp_path)))


@pytest.mark.django_db(transaction=True)
def test_a_failure_leaves_no_database_behind(tmp_path, monkeypatch):
    before, name = databases(), connection.settings_dict["NAME"]

    def fail(*arguments: object, **more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(staging, "rehearse", fail)
    with pytest.raises(ZeroDivisionError):
        run("--ads", str(ads_file(tmp_path)), "--developers", str(people_file(tmp_path)))
    assert databases() == before
    assert connection.settings_dict["NAME"] == name
