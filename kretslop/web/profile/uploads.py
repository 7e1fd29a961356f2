"""A CV that somebody uploads: read within its limits, and whether it may be kept."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from kretslop.talent.cv import MAX_BYTES, read_cv

#: Files that we cannot do anything with, so that nothing of them is kept.
_NOT_KEPT = {"empty", "too_large", "wrong_type", "hostile"}


def read_upload(upload: UploadedFile) -> tuple[dict[str, Any], str, bool]:
    """Return what the file says, the code of what is wrong with it, and whether it may be kept; rewind the file.

    A file that is too large is not read into memory.
    """
    size = upload.size or 0
    if size > MAX_BYTES:
        return {"readable": False, "why": "too_large"}, "too_large", False
    reading = read_cv(upload.read() if size else b"", upload.name or "").to_json()
    upload.seek(0)
    problem = "" if reading["readable"] else str(reading["why"])
    return reading, problem, problem not in _NOT_KEPT
