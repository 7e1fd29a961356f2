"""Refuses files by size, ending, first bytes and zip directory, before any parser sees them."""

import re
from pathlib import PurePosixPath
from typing import BinaryIO

from kretslop.importing.reading.faults import UnreadableError
from kretslop.importing.rules import MAX_BYTES
from kretslop.shared import archives

FORMATS = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx"}
#: Older or macro-carrying workbooks, and those of other programs: saving them as .xlsx is all that is needed.
OTHER_WORKBOOKS = {".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".numbers"}
MAX_ENTRIES = 1_000
MAX_UNPACKED = 600 * 1024 * 1024
MAX_RATIO = 200
"""Unpacked bytes per packed byte; a real sheet of names and skills stays under 40."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (b"MZ", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK")
_MACRO = re.compile(r"vbaproject|vbadata|activex|macrosheets|(?<!printersettings\d)\.bin$", re.IGNORECASE)


def format_of(file: BinaryIO, name: str, size: int) -> str:
    """Return "csv" or "xlsx" when ending, size and first bytes agree; UnreadableError otherwise."""
    ending = PurePosixPath(name.replace("\\", "/").lower()).suffix
    if ending in OTHER_WORKBOOKS:
        raise UnreadableError("other_workbook")
    if ending not in FORMATS:
        raise UnreadableError("wrong_type")
    if size > MAX_BYTES:
        raise UnreadableError("too_large")
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if not head.strip(b"\0\t\n\r \xef\xbb\xbf"):
        raise UnreadableError("empty")
    if FORMATS[ending] == "csv":
        if head.startswith((*_BINARY, _OLE)):
            raise UnreadableError("wrong_type")
        return "csv"
    if head.startswith(_OLE):
        raise UnreadableError("encrypted")
    if not head.startswith(b"PK\x03\x04"):
        raise UnreadableError("wrong_type")
    check_zip(file)
    file.seek(0)
    return "xlsx"


def check_zip(file: BinaryIO) -> None:
    """Look at the archive's directory only: few entries, small when unpacked, no macros, no way out of its folder."""
    try:
        entries = archives.opened(file, most=MAX_ENTRIES, unpacked=MAX_UNPACKED).infolist()
    except archives.Refused as refused:
        raise UnreadableError(refused.code) from None
    for entry in entries:
        if fault := archives.fault_of(entry, ratio=MAX_RATIO):
            raise UnreadableError(fault)
        if _MACRO.search(entry.filename):
            raise UnreadableError("macros")
    if all(entry.filename != "xl/workbook.xml" for entry in entries):
        raise UnreadableError("wrong_type")
