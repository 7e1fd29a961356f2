"""What a zip archive's directory tells before anything is unpacked: too much, locked, or a way out of its folder."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from zipfile import ZipInfo

#: An entry below this size is no bomb, however well it is packed.
SMALL = 1_000_000


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
