"""Runs the reader of a file in a child process: fresh interpreter, limits on memory, time and size."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SECONDS = 120

# Isolated (-I) and without site (-S): no .pth file, user folder or PYTHON… variable changes what runs.
_BOOT = (
    "import json,sys; sys.path[:] = json.loads(sys.argv[1]); from kretslop.importing.reading.child import main; main()"
)
_PACKAGE_ROOT = str(Path(__file__).resolve().parents[3])


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a file: how many rows, what was left out (code and name), or why it cannot be read (a code)."""

    rows: int
    notes: tuple[tuple[str, str], ...] = ()
    why: str = ""


def read_table(given: BinaryIO, out: BinaryIO, kind: str, *, seconds: int = SECONDS) -> Answer:
    """Write the rows of `given`, a real "csv" or "xlsx" file, to `out` as a table; never raises for a bad file."""
    paths = [_PACKAGE_ROOT, *(path for path in sys.path if path)]
    given.seek(0)
    out.seek(0)
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps(paths), kind, str(seconds)],
            stdin=given,
            stdout=out,
            stderr=subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
            cwd="/",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(0, why="timeout")
    try:
        said = json.loads(child.stderr.splitlines()[-1])
        return Answer(said["rows"], tuple((code, name) for code, name in said["notes"]), said["why"])
    except (ValueError, KeyError, IndexError, TypeError):
        # Killed by a limit without a word.
        return Answer(0, why="timeout" if child.returncode < 0 else "broken")
