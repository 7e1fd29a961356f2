"""The child's side of reading a CV: sets its own limits, parses standard input, answers in JSON."""

import json
import resource
import sys
from datetime import date

from .parsing import parse
from .reading import MAX_BYTES, UnreadableError, refusal

MEMORY = 512 * 1024 * 1024
CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "ftplib.",
    "urllib.",
)


def main() -> None:
    """Entry point; arguments: sys.path, format, seconds, today."""
    _, format, timeout_s, today = sys.argv[1:5]
    _limit(float(timeout_s))
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        reading = parse(data, format, date.fromisoformat(today))
    except UnreadableError as refused:
        reading = refusal(refused.why, format)
    except (MemoryError, RecursionError):
        reading = refusal("hostile", format)
    except Exception:
        # Parsers of foreign formats fail in their own ways; the registration must go on whatever they raise.
        reading = refusal("broken", format)
    sys.stdout.write(json.dumps(reading.to_dict(), ensure_ascii=True))
    sys.stdout.flush()


def _limit(timeout_s: float) -> None:
    """Memory, processor time, no core, no written file, no network, no further process."""
    seconds = max(1, int(timeout_s + 0.999))
    for kind, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (value, value))
    _leave_network()
    sys.addaudithook(_forbid)


def _leave_network() -> None:
    """Move into an empty network namespace where the kernel allows it; the audit hook holds everywhere."""
    import ctypes

    libc = ctypes.CDLL(None)
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _forbid(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for a CV parser")
