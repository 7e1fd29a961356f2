"""Refuses files by size, first bytes and zip directory, before any parser sees them."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from kretslop.shared import archives

from .reading import UnreadableError

FORMATS_BY_ENDING = {
    ".pdf": "pdf",
    ".json": "json",
    ".docx": "docx",
    ".odt": "odt",
    ".xml": "europass",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
}
MAX_ZIP_ENTRIES = 2_000
MAX_UNPACKED = 60 * 1024 * 1024
MAX_UNPACKED_TEXT = 20 * 1024 * 1024
MAX_RATIO = 200
"""Unpacked bytes per packed byte; real word-processor files stay under 60."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    b"MZ",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    _OLE,
)
_MACRO = re.compile(
    r"vbaproject|vbadata|^basic/|/scripts?/|(?<!printersettings\d)(?<!printersettings)\.bin$|activex|^scripts/",
    re.IGNORECASE,
)


def sniff(data: bytes, filename: str) -> str:
    """The format of a file, when its ending and its first bytes agree; UnreadableError otherwise."""
    ending = PurePosixPath(filename.replace("\\", "/").lower()).suffix
    expected = FORMATS_BY_ENDING.get(ending, "")
    if ending and not expected:
        raise UnreadableError("wrong_type")
    found = _by_content(data)
    if found == "ole":
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableError("encrypted" if locked and expected in ("docx", "") else "wrong_type")
    if found == "zip":
        if expected not in ("docx", "odt", ""):
            raise UnreadableError("wrong_type")
        return expected or _zip_kind(data)
    if found == "":
        raise UnreadableError("wrong_type")
    if expected == "text" and found in ("text", "json", "europass"):
        return "text" if found == "text" else found
    if expected and expected != found:
        raise UnreadableError("wrong_type")
    return found


def _by_content(data: bytes) -> str:
    """pdf, zip, ole, json, europass, text, or "" for anything else."""
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    if data.startswith(_FOREIGN) or data.startswith(b"PK"):
        return ""
    start = decode(data[:4096], cut=True)
    if start is None:
        return ""
    start = start.lstrip()
    if start.startswith(("{", "[")):
        return "json"
    if re.match(r"<(\?xml|!DOCTYPE(?!\s+html)|SkillsPassport|\w+:?SkillsPassport|Candidate)", start):
        return "europass"
    return "" if start.startswith("<") else "text"


def decode(data: bytes, *, cut: bool = False) -> str | None:
    """Text in UTF-8, UTF-16 with a mark, or Windows-1252; None when it is not text. `cut` allows a torn last sign."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
        data = data[: len(data) // 2 * 2] if cut else data
    else:
        if b"\0" in data:
            return None
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        for torn in range(4 if cut else 1):
            try:
                text = data[: len(data) - torn].decode(encoding)
            except UnicodeDecodeError:
                continue
            odd = sum(1 for sign in text if ord(sign) < 32 and sign not in "\t\n\r\f\v")
            return None if odd > len(text) // 200 else text
    return None


def _zip_kind(data: bytes) -> str:
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    if b"word/document.xml" in data:
        return "docx"
    raise UnreadableError("wrong_type")


def refuse_zip_tail(data: bytes) -> None:
    """A PDF or text that is also a zip archive is two files in one: UnreadableError("hostile")."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or len(data) - at < 22:
        return
    size, offset = struct.unpack("<II", data[at + 12 : at + 20])
    if data[at - size : at - size + 4] == b"PK\x01\x02" or data[offset : offset + 4] == b"PK\x01\x02":
        raise UnreadableError("hostile")


def refuse_xml_tricks(text: str) -> None:
    """No CV needs a document type or an entity of its own; both are refused before the parser starts."""
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise UnreadableError("hostile")


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, once its directory is small, plain and honest; UnreadableError otherwise."""
    try:
        archive = archives.opened(io.BytesIO(data), most=MAX_ZIP_ENTRIES, unpacked=MAX_UNPACKED)
    except archives.Refused as refused:
        raise UnreadableError(refused.code) from None
    for entry in archive.infolist():
        if fault := archives.fault_of(entry, ratio=MAX_RATIO):
            raise UnreadableError(fault)
        if _MACRO.search(entry.filename):
            raise UnreadableError("hostile")
    return archive


def unpack(archive: zipfile.ZipFile, name: str) -> bytes:
    """One entry of the archive, never more than MAX_UNPACKED_TEXT bytes whatever its directory claims."""
    try:
        with archive.open(name) as packed:
            data = packed.read(MAX_UNPACKED_TEXT + 1)
    except KeyError:
        raise UnreadableError("wrong_type") from None
    except RuntimeError as fault:  # NotImplementedError, an unknown packing, is one too
        raise UnreadableError("encrypted" if "password" in str(fault) else "broken") from None
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, OSError, struct.error):
        raise UnreadableError("broken") from None
    if len(data) > MAX_UNPACKED_TEXT:
        raise UnreadableError("hostile")
    return data
