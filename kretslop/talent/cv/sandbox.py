"""Runs the CV parser in a child process: fresh interpreter, no network, limits on memory and time."""

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from .gate import sniff
from .reading import MAX_BYTES, Reading, UnreadableError, refusal

MAX_ANSWER = 4 * 1024 * 1024
"""Bytes the child may answer; a longer answer is not a CV."""

# Isolated (-I) and without site (-S): no .pth file, user folder or PYTHON… variable changes what runs.
_BOOT = "import json,sys; sys.path[:] = json.loads(sys.argv[1]); from kretslop.talent.cv.child import main; main()"
_PACKAGE_ROOT = str(Path(__file__).resolve().parents[3])


def read_cv(data: bytes, filename: str, *, timeout_s: float = 10.0, today: date | None = None) -> Reading:
    """Read one CV file; never raises for a bad file.

    `data` is the file as it came, `filename` serves only for its ending. `timeout_s` is wall-clock seconds for
    everything, start of the child included. `today` ends jobs that still run (default: today in UTC).
    """
    if len(data) > MAX_BYTES:
        return refusal("too_large")
    if not data.strip(b"\0\t\n\r "):
        return refusal("empty")
    try:
        format = sniff(data, filename)
    except UnreadableError as refused:
        return refusal(refused.why)
    return _ask_child(data, format, timeout_s, today or datetime.now(tz=UTC).date())


def _ask_child(data: bytes, format: str, timeout_s: float, today: date) -> Reading:
    deadline = time.monotonic() + timeout_s * 0.95
    paths = [_PACKAGE_ROOT, *(p for p in sys.path if p)]
    command = [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps(paths), format, str(timeout_s), today.isoformat()]
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        child = subprocess.Popen(
            command,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "PATH": os.defpath} | _where_imports_lie(),
            cwd="/",
        )
        with child:
            try:
                answer = _read_answer(child, deadline)
            except TimeoutError:
                return refusal("timeout", format)
            finally:
                child.kill()
    return _understand(answer, format, child.returncode)


def _where_imports_lie() -> dict[str, str]:
    """The two variables by which the taxonomy finds what was imported on top of its vocabulary."""
    return {name: os.environ[name] for name in ("KRETSLOP_VAR", "KRETSLOP_TEST") if name in os.environ}


def _read_answer(child: subprocess.Popen[bytes], deadline: float) -> bytes:
    """All that the child writes; TimeoutError at the deadline, cut off just above MAX_ANSWER."""
    assert child.stdout is not None
    pieces, size = [], 0
    while size <= MAX_ANSWER:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([child.stdout], [], [], left)[0]:
            raise TimeoutError
        piece = os.read(child.stdout.fileno(), 65536)
        if not piece:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
            break
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _understand(answer: bytes, format: str, returncode: int | None) -> Reading:
    if len(answer) > MAX_ANSWER:
        return refusal("hostile", format)
    try:
        return Reading(**json.loads(answer))
    except (ValueError, TypeError):
        # Killed by a limit without a word: the processor-time limit ends a child by a signal.
        return refusal("timeout" if returncode and returncode < 0 else "broken", format)
