"""What a zip archive's directory tells before anything is unpacked: too much, locked, or a way out of its folder."""

import struct
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

#: Bytes of the directory for one entry, with room for long names; 46 and the name are usual.
ENTRY = 1_000
#: An entry below this size is no bomb, however well it is packed.
SMALL = 1_000_000


_END = b"PK\x05\x06"
_FAR = 65_557  # the end record and the longest comment that may follow it


class Refused(ValueError):
    """An archive that is not opened; `code` is "broken" or "hostile"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def opened(file: BinaryIO, *, most: int, unpacked: int) -> ZipFile:
    """Return the archive, once its end record and then its directory say that it is small; Refused otherwise.

    The record is read first: opening builds a list of every entry, and a few megabytes can hold millions.
    """
    file.seek(0, 2)
    start = max(0, file.tell() - _FAR)
    file.seek(start)
    tail = file.read(_FAR)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise Refused("broken")
    entries, size = struct.unpack("<10xHI6x", tail[at : at + 22])
    # The directory's size tells, too, because the number may lie.
    if entries > most or size > most * ENTRY:
        raise Refused("hostile")
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, OSError, struct.error, NotImplementedError):
        raise Refused("broken") from None
    if are_too_much(archive.infolist(), most=most, unpacked=unpacked):
        raise Refused("hostile")
    return archive


def are_too_much(entries: Sequence[ZipInfo], *, most: int, unpacked: int) -> bool:
    """Return whether there are more than `most` entries, a name twice, or more than `unpacked` bytes in all."""
    if len(entries) > most or len({entry.filename for entry in entries}) < len(entries):
        return True
    return sum(entry.file_size for entry in entries) > unpacked


def fault_of(entry: ZipInfo, *, ratio: int) -> str:
    """Return "encrypted", "hostile" (outside of its folder, or packed over `ratio` times), or "" when it is good."""
    if entry.flag_bits & 0x1:
        return "encrypted"
    outside = entry.filename.startswith(("/", "\\")) or ".." in PurePosixPath(entry.filename).parts
    bomb = entry.file_size > SMALL and entry.file_size > ratio * max(1, entry.compress_size)
    return "hostile" if outside or bomb else ""
