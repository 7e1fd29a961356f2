"""Takes a file, reads it into rows in the background, and settles what its columns mean."""

import hashlib
import tempfile
from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO, cast

from django.core.files.base import File
from django.db import IntegrityError, transaction

from kretslop.accounts.models import User
from kretslop.campaigns import rules as campaign_rules
from kretslop.campaigns.models import Campaign
from kretslop.importing import queries, rules
from kretslop.importing.actions.moving import drop_files, lock, move, work_on
from kretslop.importing.mapping import columns
from kretslop.importing.models import Import
from kretslop.importing.reading import gate, table
from kretslop.importing.reading.faults import UnreadableError
from kretslop.importing.reading.sandbox import Answer, read_table
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.shared.transactions import action


def take_file(
    *, campaign: Campaign, file: File, file_name: str, source: str, may_share: bool, by: User, now: datetime
) -> tuple[Import, bool]:
    """Keep a file of people to be brought in; return its import, and False when the same file is there already.

    `source` says where the data came from, in words that the people are told (GDPR article 14 (2) f); `may_share` is
    the importer's word that it may be passed on. Invalid("file" | "source" | "may_share"); NotPossible when the
    campaign takes no registrations.
    """
    if campaign.state != campaign_rules.OPEN:
        raise NotPossible("campaign_not_open")
    if not source.strip():
        raise Invalid("source", "required")
    if not may_share:
        raise Invalid("may_share", "required")
    try:
        gate.format_of(cast(BinaryIO, file), file_name, file.size)
    except UnreadableError as refused:
        raise Invalid("file", refused.why) from refused
    content_hash = _hash(file)
    if same := queries.same_file(campaign, content_hash):
        return same, False
    made = Import(
        campaign=campaign, by=by, source=" ".join(source.split())[:200], file=file, file_name=file_name[:200],
        content_hash=content_hash, created_at=now, state_since=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
            work_on(made)
    except IntegrityError:  # the same file at the same moment in another window
        made.file.storage.delete(str(made.file.name))
        return Import.objects.get(campaign=campaign, content_hash=content_hash, state__in=rules.IN_FORCE), False
    return made, True


def _hash(file: File) -> str:
    found = hashlib.sha256()
    file.seek(0)
    for piece in file.chunks():
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def read_rows(*, given: Import, now: datetime) -> None:
    """Turn the file into rows, in a child process; the file itself is not kept. Done twice, nothing happens twice."""
    if given.state != rules.READING:
        return
    with tempfile.TemporaryFile() as rows:
        answer, header = _read(given, rows)
        with transaction.atomic():
            held = lock(given)
            if held.state != rules.READING:
                return
            drop_files(held)
            if answer.why:
                move(held, "fail", now, why=answer.why)
                return
            rows.seek(0)
            held.rows.save("rows", File(rows), save=False)
            move(
                held, "finish", now, header=header, header_hash=columns.header_hash(header), total=answer.rows,
                notes=[list(note) for note in answer.notes],
                mapping=queries.mapping_for(header),
            )  # fmt: skip


def _read(given: Import, rows: BinaryIO) -> tuple[Answer, list[str]]:
    try:
        with given.file.open("rb") as kept:
            kind = gate.format_of(cast(BinaryIO, kept), given.file_name, kept.size)
            # The child reads from a real file, wherever the storage keeps it.
            with tempfile.TemporaryFile() as plain:
                for piece in kept.chunks():
                    plain.write(piece)
                plain.flush()
                answer = read_table(plain, rows, kind)
    except UnreadableError as refused:
        return Answer(0, why=refused.why), []
    except FileNotFoundError:
        return Answer(0, why="broken"), []
    return answer, [] if answer.why else next(table.read(rows)).cells


@action
def settle_columns(*, given: Import, mapping: Mapping[int, str], by: User, now: datetime) -> Import:
    """Say what each column means and have every row checked; Invalid("mapping") with the code of what is wrong."""
    held = lock(given)
    kept = {place: field for place, field in mapping.items() if 0 <= place < len(held.header) and field}
    if not set(kept.values()) <= set(columns.FIELDS):
        raise Invalid("mapping", "unknown_field")
    if wrong := columns.faults(kept):
        raise Invalid("mapping", wrong[0])
    held.mapping = {str(place): field for place, field in sorted(kept.items())}
    move(held, "check", now, done=0, offset=0, counts={})
    work_on(held)
    return held


@action
def discard(*, given: Import, by: User, now: datetime) -> Import:
    """Give up an import that has brought nobody in: its file and problems are deleted at once."""
    held = lock(given)
    move(held, "discard", now)
    held.problems.all().delete()
    drop_files(held)
    held.save()
    return held
