"""Which rules a ranking was computed with: the code of the engine itself, as a short hash."""

import hashlib
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def engine_version() -> str:
    """Return 16 characters that change with any line of the code that judges, encodes or ranks."""
    here = Path(__file__).resolve().parent
    found = hashlib.blake2b(digest_size=8)
    for path in sorted(here.rglob("*.py")):
        found.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
