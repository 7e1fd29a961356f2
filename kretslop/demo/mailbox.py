"""Every mail of the demo as a file of its own: what was sent, word for word, sign-in codes included."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as Parsed
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

_REF = re.compile(r"[\w-]{1,80}")


class EmailBackend(BaseEmailBackend):
    """Keeps each message as an .eml file instead of sending it; with demo settings only.

    The outbox blanks bodies that hold a sign-in code once they are sent, so this is where a newcomer reads the code.
    """

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        count = 0
        for message in email_messages:
            _keep(message.message().as_bytes())
            count += 1
        return count


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail as it was sent."""

    ref: str
    to: str
    subject: str
    at: datetime
    text: str
    html: str


def folder() -> Path:
    """Return where the mails of this database lie: a kept rehearsal has a mailbox of its own."""
    return Path(settings.VAR) / "mailbox" / str(connection.settings_dict["NAME"])


def empty() -> None:
    """Throw away what an interrupted load left behind."""
    for path in folder().glob("*.eml"):
        path.unlink(missing_ok=True)


def _keep(content: bytes) -> None:
    ref = _ref_of(message_from_bytes(content, policy=policy.default))
    path = folder() / f"{ref}.eml"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)  # a reader sees the whole file or none


def _ref_of(message: Parsed) -> str:
    """Return the outbox row's reference from the Message-ID, or a stable name for a mail from elsewhere."""
    local = str(message.get("Message-ID") or "").strip("<> ").partition("@")[0]
    return re.sub(r"[^\w-]", "-", local)[:80] or "unnamed"


def refs() -> list[str]:
    """Return the names of all kept mails, newest first."""
    paths = sorted(folder().glob("*.eml"), key=lambda path: -path.stat().st_mtime)
    return [path.stem for path in paths]


def read(ref: str) -> Kept | None:
    """Return a kept mail, or None when there is none of that name."""
    path = folder() / f"{ref}.eml"
    if not _REF.fullmatch(ref) or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Kept(ref, str(message["To"]), str(message["Subject"]), at, _part(message, "plain"), _part(message, "html"))


def _part(message: Parsed, kind: str) -> str:
    part = message.get_body((kind,))
    return part.get_content() if part is not None else ""
