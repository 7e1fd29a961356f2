"""Which records are one person: cases by name, twins and namesakes, and invented files like FEBRL's."""

from itertools import combinations

import pytest

from bench.people import people
from kretslop.talent.duplicates import FIELDS, Record, find
from kretslop.talent.duplicates.weighing import THRESHOLD

HOME = {"street_number": "5", "address_1": "Storgata", "suburb": "Oslo", "postcode": "0155", "state": "Oslo"}
AWAY = {"street_number": "77", "address_1": "Strandgaten", "suburb": "Bergen", "postcode": "5004", "state": "Vestland"}
BORN = {"date_of_birth": "1985-03-04"}


def are_one(one: dict[str, str], two: dict[str, str]) -> bool:
    found = find([Record("1", **one), Record("2", **two)])
    assert found == find([Record("1", **one), Record("2", **two)])
    return bool(found)


def person(given: str, surname: str, **more: str) -> dict[str, str]:
    return {"given_name": given, "surname": surname, **more}


ONE_PERSON = {
    "swapped names": (person("Kari", "Tveitan", **HOME), person("Tveitan", "Kari", **HOME)),
    "swapped names and a birthday": (person("Kari", "Tveitan", **BORN), person("Tveitan", "Kari", **BORN)),
    "ø and å": (person("Lars", "Ødegård", phone="+47 911 22 333"), person("Lars", "Odegaard", phone="91122333")),
    "ø and å as digraphs": (person("Lars", "Ødegård", **BORN), person("Lars", "Oedegaard", **BORN)),
    "a place": (person("Lars", "Ødegård", suburb="Bergen"), person("Lars", "Odegaard", suburb="Bergen")),
    "ł": (person("Tomasz", "Fijał", **BORN, **HOME), person("Tomasz", "Fijal", **BORN, **HOME)),
    "a changed address": (person("Tomasz", "Fijał", **BORN, **HOME), person("Tomasz", "Fijał", **BORN, **AWAY)),
    "a changed address and mail": (
        person("Tomasz", "Fijał", phone="91234567", email="t@example.org", **HOME),
        person("Tomasz", "Fijał", phone="91234567", email="tomasz@example.com", **AWAY),
    ),
    "a short form": (person("Bill", "Prescott", **BORN), person("William", "Prescott", **BORN)),
    "a part": (person("Anna Maria", "Silva Santos", **BORN), person("Anna", "Santos", **BORN)),
    "a new surname": (
        person("Sigrun", "Tveit", phone="91234567", **BORN),
        person("Sigrun", "Holm", phone="91234567", **BORN),
    ),
    "day and month": (
        person("Sigrun", "Tveit", date_of_birth="10.03.1980", **HOME),
        person("Sigrun", "Tveit", date_of_birth="03.10.1980", **HOME),
    ),
    "a street in short": (
        person("Sigrun", "Tveit", address_1="Storgata 5", suburb="Oslo"),
        person("Sigrun", "Tveit", address_1="Storgt.", street_number="5", suburb="Oslo"),
    ),
    "lines of the address swapped": (
        person("Sigrun", "Tveit", address_1="Langdon Avenue", address_2="Arawang", suburb="Lyons"),
        person("Sigrun", "Tveit", address_1="Arawang", address_2="Langdon Ave", suburb="Lyons"),
    ),
    "no given name": (person("", "Tveit", **BORN, **HOME), person("Anders", "Tveit", **BORN, **HOME)),
    "an initial": (person("A.", "Tveit", **BORN, **HOME), person("Anders", "Tveit", **BORN, **HOME)),
    "their own mail address": (
        person("Diogo", "Salgado", email="Diogo.Salgado@example.com"),
        person("Diogo", "Salgado", email="diogo.salgado@example.com"),
    ),
    "a common name and a birthday": (person("Ola", "Hansen", **BORN), person("Ola", "Hansen", **BORN)),
}
TWO_PEOPLE = {
    "twins": (person("Ola", "Kvam", **BORN, **HOME), person("Per", "Kvam", **BORN, **HOME)),
    "twins a letter apart": (person("Mari", "Kvam", **BORN, **HOME), person("Marit", "Kvam", **BORN, **HOME)),
    "twins with one phone and one mailbox": (
        person("Marte", "Kvam", email="kvam@example.org", phone="22334455", **BORN, **HOME),
        person("Sigrid", "Kvam", email="kvam@example.org", phone="22334455", **BORN, **HOME),
    ),
    "father and son": (
        person("Ola", "Nordmann", date_of_birth="19550102", email="ola@example.org", phone="22334455", **HOME),
        person("Ola", "Nordmann", date_of_birth="19851120", email="ola@example.org", phone="22334455", **HOME),
    ),
    "junior and senior": (person("Ola", "Nordmann jr.", **HOME), person("Ola", "Nordmann sr.", **HOME)),
    "siblings": (
        person("Sigrun", "Tveit", date_of_birth="19800310", **HOME),
        person("Anders", "Tveit", date_of_birth="19831003", **HOME),
    ),
    "a common name": (person("Ola", "Hansen"), person("Ola", "Hansen")),
    "a common name in a big town": (
        person("Ola", "Hansen", suburb="Oslo", postcode="0155"),
        person("Ola", "Hansen", suburb="Oslo", postcode="0155"),
    ),
    "a common name, other birthdays": (
        person("Ola", "Hansen", suburb="Oslo", date_of_birth="19800101"),
        person("Ola", "Hansen", suburb="Oslo", date_of_birth="19910715"),
    ),
    "a common name in an agency's mailbox": (
        person("Ola", "Hansen", email="post@example.com"), person("Ola", "Hansen", email="post@example.com"),
    ),
    "an agency's mailbox and phone": (
        person("Priya", "Raman", email="post@example.com", phone="55555555"),
        person("Linh", "Hoàng", email="post@example.com", phone="55555555"),
    ),
    "a couple with one mailbox": (
        person("Priya", "Raman", email="raman@example.com", **HOME),
        person("Arun", "Raman", email="raman@example.com", **HOME),
    ),
    "a mail address and nothing else": ({"email": "ola@example.com"}, {"email": "ola@example.com"}),
    "nothing": ({}, {}),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_PERSON)
def test_one_person(case):
    one, two = ONE_PERSON[case]
    assert are_one(one, two)
    assert are_one(two, one)


@pytest.mark.parametrize("case", TWO_PEOPLE)
def test_two_people(case):
    one, two = TWO_PEOPLE[case]
    assert not are_one(one, two)
    assert not are_one(two, one)


def test_twins_stay_two_people_in_a_file_of_careful_records():
    rows = people(originals=150, copies=150, most_changes=1, seed=4)
    clean = [row for row in rows if row["rec_id"].endswith("org")]
    again = [{**row, "rec_id": row["rec_id"].replace("org", "dup")} for row in clean]
    records = [_record(row) for row in [*clean, *again]]
    twins = [
        Record("t-1", **person("Ola", "Kvam", **BORN, **HOME)),
        Record("t-2", **person("Per", "Kvam", **BORN, **HOME)),
    ]
    found = {(pair.first, pair.second) for pair in find([*records, *twins])}
    assert (300, 301) not in found
    assert len(found) == 150


def test_reasons_add_up_to_the_score_and_reach_the_threshold():
    records = [_record(row) for row in people(originals=300, copies=200, most_copies=3, seed=7)]
    found = find(records)
    assert len(found) > 150
    for pair in found:
        assert pair.score == pytest.approx(sum(reason.points for reason in pair.reasons), abs=0.01)
        assert pair.score >= THRESHOLD - 0.5
        assert pair.first < pair.second
    assert len({(pair.first, pair.second) for pair in found}) == len(found)


@pytest.mark.parametrize(("copies", "changes", "recall"), [(1, 4, 0.985), (5, 4, 0.985), (5, 10, 0.95)])
def test_invented_files_are_found_without_the_state_s_number(copies, changes, recall):
    rows = people(originals=600, copies=400, most_copies=copies, most_changes=changes, seed=11)
    found = {(pair.first, pair.second) for pair in find([_record(row) for row in rows])}
    by_person: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        by_person.setdefault(row["rec_id"].split("-")[1], []).append(place)
    true = {pair for places in by_person.values() for pair in combinations(places, 2)}
    assert len(found & true) / len(true) >= recall
    assert len(found & true) / len(found) >= 0.998


def test_a_third_record_joins_two_who_share_little():
    first = person("Sigrun", "Tveitan", phone="91234567", **BORN, **HOME)
    third = person("Sigrunn", "Tveitan", phone="91234567", **BORN, **AWAY)
    between = person("Sigrun", "Tveitan", **BORN, **AWAY)
    found = {
        (pair.first, pair.second)
        for pair in find([Record(str(n), **row) for n, row in enumerate((first, third, between))])
    }
    assert found == {(0, 1), (0, 2), (1, 2)}


def test_no_records_and_one_record():
    assert find([]) == []
    assert find([Record("1", given_name="Kari")]) == []


def _record(row: dict[str, str]) -> Record:
    return Record(row["rec_id"], **{name: row.get(name, "") for name in FIELDS})
