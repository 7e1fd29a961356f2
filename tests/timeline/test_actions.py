"""The timeline is written once: the database itself refuses to change it."""

import pytest
from django.db import IntegrityError, connection, transaction

from kretslop.timeline import queries
from kretslop.timeline.actions import record
from kretslop.timeline.models import Event
from kretslop.timeline.rules import SIMULATION, SYSTEM
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    kari = cast.kari()
    return record("campaign.changed", about=[kari], by=SYSTEM, now=NOW, codes={"number": 2, "reason": "terms"})


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE timeline_event SET kind = 'campaign.closed'",
        "UPDATE timeline_event SET codes = '{}'",
        "DELETE FROM timeline_event",
        "TRUNCATE timeline_event",
    ],
)
def test_the_database_refuses_to_change_it(event, sql):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    kept = Event.objects.get(pk=event.pk)
    assert (kept.kind, kept.codes) == ("campaign.changed", {"number": 2, "reason": "terms"})


def test_so_it_does_through_the_model(event):
    event.kind = "campaign.closed"
    for change in (event.save, event.delete, Event.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize("value", ["Diogo was late", "x" * 81, "a\n", ["a"], None, 2.5])
def test_words_are_refused_and_nothing_is_written(value):
    with pytest.raises(ValueError, match="holds words"):
        record("campaign.changed", about=[], by=SYSTEM, now=NOW, codes={"reason": value})
    assert not Event.objects.exists()


@pytest.mark.parametrize("by", ["Kari Berg", "kari@example.org", "cron", ""])
def test_only_known_machines_act(by):
    with pytest.raises(ValueError, match="known machine"):
        record("campaign.changed", about=[], by=by, now=NOW)


def test_people_and_machines_are_told_apart():
    kari = cast.kari()
    assert record("campaign.changed", about=[], by=kari, now=NOW).actor == f"user:{kari.ref}"
    assert record("campaign.changed", about=[], by=SIMULATION, now=NOW).actor == "simulation"


def test_what_happened_is_found_by_subject_newest_first(event):
    kari, ingrid = cast.kari(), cast.ingrid()
    second = record("campaign.closed", about=[kari, ingrid], by=kari, now=NOW)
    assert list(queries.about(kari)) == [second, event]
    assert list(queries.about(ingrid)) == [second]


def test_a_whole_introduction_leaves_only_codes_and_references():
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    wanted = cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    cast.introduced(cast.approved(campaign, liaison), wanted, liaison)
    written = [str(value) for row in Event.objects.values_list("actor", "subjects", "codes") for value in row]
    assert len(written) > 30
    for word in ("Diogo", "diogo", "Salgado", "Sara", "Havtech", "Kari", "Ingrid", "@", "Porto"):
        assert [line for line in written if word in line] == []
    for subjects in Event.objects.values_list("subjects", flat=True):
        assert all(len(s.partition(":")[2]) == 12 and s.partition(":")[0].isalpha() for s in subjects)
