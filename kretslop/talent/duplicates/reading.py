"""Reads records from a CSV file as people send it: any delimiter, any usual encoding, any of the known columns."""

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kretslop.talent.duplicates.records import FIELDS, Record

_MOST_BYTES = 400_000_000
_COLUMNS = {name: name for name in FIELDS} | {
    "id": "id", "rec_id": "id", "record_id": "id", "person_id": "id", "candidate_id": "id", "ref": "id", "nr": "id",
    "first_name": "given_name", "firstname": "given_name", "givenname": "given_name", "forename": "given_name",
    "fornavn": "given_name", "last_name": "surname", "lastname": "surname", "family_name": "surname",
    "etternavn": "surname", "name": "name", "full_name": "name", "navn": "name", "house_number": "street_number",
    "street_no": "street_number", "husnummer": "street_number", "address": "address_1", "address1": "address_1",
    "street": "address_1", "adresse": "address_1", "gate": "address_1", "address2": "address_2",
    "adresse_2": "address_2",
    "city": "suburb", "town": "suburb", "place": "suburb", "poststed": "suburb", "by": "suburb", "sted": "suburb",
    "zip": "postcode", "zip_code": "postcode", "zipcode": "postcode", "postal_code": "postcode",
    "postnummer": "postcode", "postnr": "postcode", "county": "state", "region": "state", "country": "state",
    "fylke": "state", "land": "state", "dob": "date_of_birth", "birth_date": "date_of_birth",
    "birthdate": "date_of_birth", "birthday": "date_of_birth", "fodselsdato": "date_of_birth",
    "fodt": "date_of_birth", "mail": "email", "e_mail": "email", "email_address": "email", "epost": "email",
    "e_post": "email", "mobile": "phone", "telephone": "phone", "phone_number": "phone", "tel": "phone",
    "telefon": "phone", "mobil": "phone", "linkedin": "link", "url": "link",
}  # fmt: skip
#: Known, and left alone: a person is not told from another by a number of the state.
_NEVER_USED = {"soc_sec_id", "ssn", "social_security_number", "fodselsnummer", "personnummer"}


class NotUsable(Exception):
    """A file from which no records can be read; the message says why and what would help."""


@dataclass(slots=True)
class Table:
    """Records, the name of each for people (its id, or `row 2`), and what was noticed while reading."""

    records: list[Record] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(path: Path) -> Table:
    """Read a CSV file; NotUsable when it is none, or none of its columns says anything about a person."""
    table = Table()
    text = _text(path, table.notes)
    before = list(table.notes)
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    if not first_line:
        raise NotUsable("the file is empty. It needs a first line with the names of its columns.")
    delimiter = _delimiter(first_line)
    try:
        has_ids = _parse(text, table, delimiter=delimiter, strict=True)
    except csv.Error:
        # One quotation mark that is never closed would swallow the rest of the file: take them as plain characters.
        table.records.clear()
        table.notes[:] = [*before, "Quotation marks are not closed somewhere; they were read as plain characters."]
        try:
            has_ids = _parse(text, table, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        except csv.Error as error:
            raise NotUsable(f"the file cannot be read as CSV ({error}).") from error
    if not table.records:
        table.notes.append("There is no record below the names of the columns.")
    _name(table, has_ids)
    return table


def _parse(text: str, table: Table, **options: Any) -> bool:
    """Fill the table; return whether there is a column of ids."""
    rows = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True, **options)
    header = next(row for row in rows if any(cell.strip() for cell in row))
    columns = _known(header, table.notes)
    _fill(table, rows, columns, len(header))
    return "id" in columns


def _text(path: Path, notes: list[str]) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise NotUsable("the file is larger than 400 MB.")
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise NotUsable("this is a folder, not a file.") from error
    except OSError as error:
        raise NotUsable(f"the file cannot be opened ({error.strerror}).") from error
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise NotUsable("the file begins like UTF-16 and is not. Save it as CSV in UTF-8.") from error
    if data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotUsable("this is a spreadsheet or an archive, not CSV. Save the sheet as CSV first.")
    if b"\0" in data or data[:5] == b"%PDF-":
        raise NotUsable("this is not a text file. A CSV file is needed.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.append("The file is not in UTF-8; it was read as Windows-1252 (Latin-1).")
        return data.decode("cp1252", errors="replace")


def _delimiter(line: str) -> str:
    """Return the delimiter that parts the first line into most known columns."""

    def known(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return sum(_plain(cell) in _COLUMNS for cell in cells), len(cells)

    return max(",;\t|", key=known)


def _plain(name: str) -> str:
    letters = name.strip().lower().replace("ø", "o").replace("å", "a").replace("æ", "a")
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


def _known(header: list[str], notes: list[str]) -> dict[str, int]:
    """Return where each known column stands; tells of those that are unknown, double, or never used."""
    columns: dict[str, int] = {}
    unknown: list[str] = []
    unused: list[str] = []
    double: list[str] = []
    for place, cell in enumerate(header):
        name = _COLUMNS.get(_plain(cell))
        if name is None:
            (unused if _plain(cell) in _NEVER_USED else unknown).append(cell.strip() or f"column {place + 1}")
        elif name in columns:
            double.append(cell.strip())
        else:
            columns[name] = place
    if not columns.keys() - {"id"}:
        raise NotUsable(
            f"no column is known. The first line says: {', '.join(cell.strip() for cell in header)[:200]}. "
            f"Known are: id, {', '.join(FIELDS)}."
        )
    if unknown:
        notes.append(f"Unknown columns, not used: {', '.join(unknown)}.")
    if unused:
        notes.append(f"Never used to find duplicates: {', '.join(unused)}.")
    if double:
        notes.append(f"These columns say the same as an earlier one and are not used: {', '.join(double)}.")
    if missing := [name for name in FIELDS if name not in columns and name != "link" and "name" not in columns]:
        notes.append(f"Columns that the file does not have: {', '.join(missing)}.")
    return columns


def _fill(table: Table, rows: Any, columns: dict[str, int], width: int) -> None:
    short, long = [], []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            long.append(rows.line_num)
            continue
        if len(row) < width:
            short.append(rows.line_num)
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in columns.items()}
        if "name" in cells:
            whole = cells.pop("name")
            if not cells.get("given_name") and not cells.get("surname"):
                cells["given_name"], cells["surname"] = parted(whole)
        table.records.append(Record(cells.pop("id", ""), **cells))
    if long:
        table.notes.append(f"Left out, because they have more cells than there are columns: {_lines(long)}.")
    if short:
        table.notes.append(f"Fewer cells than columns, the missing ones are taken as empty: {_lines(short)}.")


def _lines(numbers: list[int]) -> str:
    told = ", ".join(map(str, numbers[:10]))
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"line{'s' if len(numbers) > 1 else ''} {told}{more}"


def parted(name: str) -> tuple[str, str]:
    """Return (given names, surname) of a name in one piece: `Berg, Kari` or `Kari Berg`; one word is a surname."""
    before, comma, after = name.partition(",")
    if comma and after.strip():
        return after.strip(), before.strip()
    given, _, surname = name.strip().rpartition(" ")
    return given.strip(), surname


def _name(table: Table, has_ids: bool) -> None:
    """Call records by their number in the file when ids are missing or say nothing."""
    ids = [record.id for record in table.records]
    if has_ids and all(ids) and len(set(ids)) == len(ids):
        return
    if has_ids and ids:
        table.notes.append("The ids are not there for all, or not different: records are called by their row instead.")
    elif ids:
        table.notes.append("There is no column id: records are called by their row, 1 is the first below the names.")
    for place, record in enumerate(table.records):
        values = {name: getattr(record, name) for name in FIELDS}
        table.records[place] = Record(str(place + 1), **values)
