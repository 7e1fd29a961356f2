"""A zip archive is counted before it is opened."""

import io
import struct
import zipfile

import pytest

from kretslop.shared import archives


def archive(entries: int, name: str = "part{}.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(entries):
            made.writestr(name.format(number), b"x")
    return out.getvalue()


def claiming(data: bytes, entries: int) -> bytes:
    """The archive with another number of entries in its end record."""
    at = data.rfind(b"PK\x05\x06")
    return data[: at + 8] + struct.pack("<HH", entries, entries) + data[at + 12 :]


def test_a_small_archive_opens():
    assert len(archives.opened(io.BytesIO(archive(3)), most=10, unpacked=100).infolist()) == 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive(11), "hostile"),
        (claiming(archive(3), 0xFFFF), "hostile"),
        (claiming(archive(2, "{}" + "n" * 6_000), 1), "hostile"),
        (b"PK\x03\x04 and nothing else", "broken"),
        (b"", "broken"),
        (archive(2)[:-5], "broken"),
    ],
    ids=["many", "many more than there are", "a long directory behind a small number", "no end", "empty", "torn"],
)
def test_what_is_refused_is_never_opened(monkeypatch, data, code):
    monkeypatch.setattr(archives, "ZipFile", lambda file: pytest.fail("was opened"))
    with pytest.raises(archives.Refused) as refused:
        archives.opened(io.BytesIO(data), most=10, unpacked=100)
    assert refused.value.code == code


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_only_the_directory_tells():
    for data in (claiming(archive(12), 1), archive(10, "same.xml")):
        with pytest.raises(archives.Refused):
            archives.opened(io.BytesIO(data), most=10, unpacked=100)


def test_too_much_when_unpacked():
    with pytest.raises(archives.Refused):
        archives.opened(io.BytesIO(archive(9)), most=10, unpacked=8)
