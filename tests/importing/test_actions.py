"""Taking a file, checking it, bringing people in, again and again, and taking them back."""

import pytest
from django.core.files.base import ContentFile

from kretslop.importing import actions, rules
from kretslop.importing.models import Import, ImportChange, ImportedPerson, ImportProblem
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.talent.models import Candidate
from tests import cast
from tests.importing.files import AMARA, DIOGO, HEADER, people, workbook

pytestmark = pytest.mark.django_db


def counts(given):
    return {name: number for name, number in given.counts.items() if number and name != "problems"}


def take(campaign, lead, **changed):
    values = {"source": "Fair", "may_share": True, "file_name": "people.csv", "file": ContentFile(people(DIOGO), "x")}
    return actions.take_file(campaign=campaign, by=lead, now=cast.NOW, **{**values, **changed})


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"source": " "}, "source", "required"),
        ({"may_share": False}, "may_share", "required"),
        ({"file_name": "people.pdf"}, "file", "wrong_type"),
        ({"file": ContentFile(b"", "x")}, "file", "empty"),
    ],
)
def test_what_is_not_taken(campaign, lead, changed, field, code):
    with pytest.raises(Invalid) as wrong:
        take(campaign, lead, **changed)
    assert (wrong.value.field, wrong.value.code) == (field, code)
    assert not Import.objects.exists()


def test_a_closed_campaign_takes_nobody(campaign, lead):
    campaign.state = "closed"
    with pytest.raises(NotPossible, match="campaign_not_open"):
        take(campaign, lead)


def test_a_file_becomes_rows_and_a_guess(bring):
    given = bring.take(people(DIOGO, AMARA))
    assert (given.state, given.total, given.file.name) == (rules.MAPPING, 2, "")
    assert given.mapping["1"] == "email"
    assert set(given.mapping.values()) == {
        "name", "email", "phone", "country", "occupation", "years", "skills", "languages", "available_on", "note",
    }  # fmt: skip


def test_a_file_that_cannot_be_read_says_why(bring):
    assert bring.take(b"just words\n").why == "no_header"
    given = bring.take(people(header=HEADER))
    assert (given.state, given.why, given.rows.name) == (rules.FAILED, "no_rows", "")


def test_a_workbook_goes_the_same_way(bring):
    rows = [["Name", "Email", "Phone"], ["Diogo Salgado", "diogo@example.com", 351900000000], ["", "", ""]]
    given = bring.committed(workbook(("People", rows, False)), "people.xlsx")
    assert counts(given) == {"added": 1}
    assert ImportedPerson.objects.get().told == {"phone": "351900000000"}


def test_checking_counts_and_notes_by_row_and_column(bring):
    given = bring.checked(people(DIOGO, AMARA, "Nobody;;;;;;;;;", AMARA, ";x@example.com;;;;;;;;"))
    assert counts(given) == {"added": 2, "repeated": 1, "skipped": 2}
    found = list(ImportProblem.objects.order_by("row", "column").values_list("row", "column", "code", "stops"))
    assert found == [
        (2, 6, "skill", False), (2, 7, "language_level", False), (4, 1, "no_email", True), (5, 1, "repeated", True),
        (6, 0, "no_name", True),
    ]  # fmt: skip
    assert given.counts["problems"] == {"skill": 1, "language_level": 1, "no_email": 1, "no_name": 1}
    assert not ImportedPerson.objects.exists()


def test_columns_must_make_sense(bring):
    given = bring.take(people(DIOGO))
    for mapping, code in (({0: "name"}, "no_email"), ({0: "name", 1: "email", 2: "wizard"}, "unknown_field")):
        with pytest.raises(Invalid, match=code):
            actions.settle_columns(given=given, mapping=mapping, by=bring.lead, now=cast.NOW)


def test_people_brought_in_are_no_candidates(bring):
    given = bring.committed()
    assert (given.state, counts(given)) == (rules.COMMITTED, {"added": 2})
    diogo = ImportedPerson.objects.get(email="diogo.salgado@example.com")
    assert diogo.told["skills"] == {"python": 3, "django": None}
    assert diogo.told["skill_years"] == {"django": 2}
    assert (diogo.told["other_skills"], diogo.told["languages"]) == (["Weaving"], {"en": 5, "pt": None})
    assert (diogo.told["available_on"], diogo.told["country"], diogo.row) == ("2027-02-01", "PT", 2)
    assert not Candidate.objects.exists(), "in no pool before they register"


def test_the_same_file_again_changes_nothing(bring, campaign, lead):
    given = bring.committed()
    same, new = take(campaign, lead, file=ContentFile(people(DIOGO, AMARA), "other name.csv"))
    assert (same.pk, new) == (given.pk, False)
    # The same people in a file with another hash: the rows say that nothing is new.
    again = bring.committed(people(AMARA, DIOGO))
    assert counts(again) == {"unchanged": 2}
    assert ImportedPerson.objects.count() == 2
    assert not ImportChange.objects.exists()


def test_a_changed_file_changes_what_it_says_and_can_be_undone(bring):
    bring.committed()
    shorter = people("Diogo Salgado;diogo.salgado@example.com;9", header="Navn;E-post;År")
    later = bring.committed(shorter)
    diogo = ImportedPerson.objects.get(email="diogo.salgado@example.com")
    assert counts(later) == {"changed": 1}
    assert (diogo.told["years"], diogo.told["country"]) == (9, "PT"), "columns that it lacks stay"
    bring.worked(actions.undo(given=later, by=bring.lead, now=cast.NOW))
    diogo.refresh_from_db()
    assert diogo.told["years"] == 7
    assert ImportedPerson.objects.count() == 2


def test_a_killed_worker_goes_on_and_doubles_nobody(bring, monkeypatch):
    monkeypatch.setattr(rules, "BATCH", 2)
    rows = [f"Person {'abcdefg'[n]};p{n}@example.com;;;;;;;;" for n in range(7)]
    given = actions.commit(given=bring.checked(people(*rows)), by=bring.lead, now=cast.NOW)
    assert actions.commit_batch(given=given, now=cast.NOW)
    monkeypatch.setattr("kretslop.importing.actions.committing._change", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.commit_batch(given=given, now=cast.NOW)
    monkeypatch.undo()
    given.refresh_from_db()
    assert (given.done, ImportedPerson.objects.count()) == (2, 2)
    given = bring.worked(given)
    assert (given.state, counts(given), ImportedPerson.objects.count()) == (rules.COMMITTED, {"added": 7}, 7)
    with pytest.raises(NotPossible):
        actions.commit(given=given, by=bring.lead, now=cast.NOW)


def test_whoever_is_in_the_pool_is_left_alone(bring, campaign):
    cast.diogo(campaign)
    given = bring.committed()
    assert counts(given) == {"added": 1, "known": 1}
    assert ImportedPerson.objects.get().name == "Amara Kalu"


def test_undoing_keeps_who_answered_and_who_was_told_about_later(bring, campaign):
    first = bring.asked(
        people(DIOGO, AMARA, "Linh Hoàng;linh@example.com;;;;;;;;", "Priya Raman;priya@example.com;;;;;;;;")
    )
    later = bring.committed(people("Linh Hoàng;linh@example.com;;;;3;;;;"))
    candidate = cast.diogo(campaign)
    actions.note_registered(candidate=candidate, now=cast.NOW)
    actions.refuse(person=ImportedPerson.objects.get(name="Amara Kalu"), now=cast.NOW)
    given = bring.worked(actions.undo(given=first, by=bring.lead, now=cast.NOW))
    assert given.state == rules.UNDONE
    left = {person.state: person for person in ImportedPerson.objects.all()}
    assert set(left) == {"registered", "refused", "asked"}
    assert (left["registered"].candidate, left["asked"].name) == (candidate, "Linh Hoàng")
    assert left["asked"].brought_by == later
    bring.worked(actions.undo(given=later, by=bring.lead, now=cast.NOW))
    assert set(ImportedPerson.objects.values_list("state", flat=True)) == {"registered", "refused"}


def test_giving_up_deletes_file_and_problems(bring):
    given = bring.checked()
    storage, name = given.rows.storage, given.rows.name
    assert storage.exists(name)
    actions.discard(given=given, by=bring.lead, now=cast.NOW)
    given.refresh_from_db()
    assert (given.state, given.rows.name, ImportProblem.objects.count()) == (rules.DISCARDED, "", 0)


def test_columns_are_remembered_for_the_next_file_with_this_header(bring):
    header = "Wer;Wohin;Was"
    mapping = {0: "name", 1: "email", 2: "skills"}
    bring.checked(people("Kari;k@example.org;Python", header=header), mapping=mapping)
    assert bring.take(people("Ola;o@example.org;SQL", header="WER;wohin;was")).mapping == {
        "0": "name",
        "1": "email",
        "2": "skills",
    }
