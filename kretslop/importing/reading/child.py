"""The child's side of reading a file: sets its own limits, reads standard input, writes the table to the other."""

import json
import resource
import sys
from typing import Any

from kretslop.importing.reading import delimited, table
from kretslop.importing.reading.faults import UnreadableError

MEMORY = 1536 * 1024 * 1024
MAX_TABLE = 600 * 1024 * 1024
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "urllib.")


def main() -> None:
    """Entry point; arguments: sys.path, format, seconds. The last thing on standard error is the answer in JSON."""
    _, kind, seconds = sys.argv[1:4]
    _limit(int(seconds))
    notes: list[tuple[str, str]] = []
    answer: dict[str, Any] = {"why": "", "rows": 0}
    try:
        if kind == "csv":
            found = delimited.rows(sys.stdin.buffer)
        else:
            from kretslop.importing.reading import sheet

            found = sheet.rows(sys.stdin.buffer, notes)
        answer["rows"] = table.write(table.with_header(found), sys.stdout.buffer)
        sys.stdout.flush()
    except UnreadableError as refused:
        answer["why"] = refused.why
    except (MemoryError, RecursionError):
        answer["why"] = "hostile"
    except Exception:
        # Parsers of foreign formats fail in their own ways; the person is told whatever they raise.
        answer["why"] = "broken"
    sys.stderr.write(json.dumps({**answer, "notes": notes}))


def _limit(seconds: int) -> None:
    """Memory, processor time, size of what is written, no core, no network, no further process."""
    for kind, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, MAX_TABLE),
    ):
        resource.setrlimit(kind, (value, value))
    sys.addaudithook(_forbid)


def _forbid(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for a reader of tables")
