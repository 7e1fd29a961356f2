"""The person's own copy: everything the inventory has, in words and as data, and nothing before its time."""

import base64
import json

import pytest
from django.apps import apps
from django.utils import translation

from kretslop.accounts.models import User
from kretslop.introductions.models import Introduction
from kretslop.privacy import inventory
from kretslop.privacy.copying import as_pdf, sections
from kretslop.privacy.exporting import as_json, copy_of
from kretslop.privacy.rules import Clock
from kretslop.privacy.wording import COLUMNS, TABLES, collected
from tests.cast import NOW
from tests.privacy.conftest import in_every_table
from tests.privacy.planting import plant

TABLES_OF_PEOPLE = [User, *inventory.tables()]


@pytest.mark.django_db
def test_every_column_of_the_inventory_is_in_the_copy(region):
    person = in_every_table(region, "Linh Hoàng")
    plant(person, NOW)
    told = Introduction.objects.get(state="declined").release_message.leaves_at
    made = as_json(copy_of(person, told), candidate=person, now=told)
    missing = []
    for model in TABLES_OF_PEOPLE:
        rows = made["tables"].get(model._meta.label, [])
        expected = {name for name, entry in inventory.entries(model).items() if entry.export}
        missing += [f"{model._meta.label}.{name}" for name in expected if not any(name in row for row in rows)]
    # Mails that were not sent yet are no mails to the person.
    assert [name for name in missing if not name.startswith("messaging.")] == []
    assert json.loads(json.dumps(made)) == made
    (cv,) = made["tables"]["talent.CvFile"]
    assert b"a file of" in base64.b64decode(cv["file"])
    hidden = {"private_note", "note", "password", "html"}
    assert not any(hidden & row.keys() for rows in made["tables"].values() for row in rows)


@pytest.mark.django_db
def test_an_employers_no_is_not_in_the_copy_before_the_person_is_told(person):
    declined = Introduction.objects.get(state="declined")
    told = declined.release_message.leaves_at
    before, after = (json.dumps(as_json(copy_of(person, at), candidate=person, now=at)) for at in (NOW, told))
    for words in ("declined", "local_language", "strong. We need Norwegian", "candidate.released"):
        assert words not in before, words
    assert '"declined"' in after
    assert "local_language" in after
    assert "strong. We need Norwegian" in after


@pytest.mark.django_db
def test_the_copy_in_words_and_as_a_pdf(person):
    with translation.override("nb"):
        found = {section.label: section for section in sections(person, NOW)}
        skills = dict(found["talent.CandidateSkill"].rows[0])
        assert found["talent.CandidateSkill"].title == "Ferdighetene dine"
        assert skills["Ferdighet"] == "Python"
        first, second = as_pdf(person, NOW), as_pdf(person, NOW)
    assert first.startswith(b"%PDF")
    assert first == second
    assert len(first) > 10_000


@pytest.mark.parametrize("model", TABLES_OF_PEOPLE, ids=lambda model: model._meta.label)
def test_every_table_and_column_has_words(model):
    """A new table: a line in privacy/wording/tables.py or `personal_label`; a new column: columns.py or `label`."""
    assert model._meta.label in TABLES or hasattr(model, "personal_label")
    exported = {name for name, entry in inventory.entries(model).items() if entry.export and not entry.label}
    assert exported - COLUMNS.keys() == set()


@pytest.mark.django_db
def test_the_notice_holds_the_whole_inventory_with_the_alliances_months():
    lines = collected(Clock(9, (60, 30, 7), 24))
    said = " ".join(kept for line in lines for kept in line.kept)
    assert "9 months after you last signed in" in said
    assert "24 months" in said
    assert "36 months" not in said
    labels = {m._meta.label for m in apps.get_models() if m in TABLES_OF_PEOPLE}
    assert len(labels) == len(TABLES_OF_PEOPLE)
    assert len({table for line in lines for table in line.found_in}) == len(TABLES_OF_PEOPLE)
