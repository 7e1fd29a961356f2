"""Writes what a run finds of many people at once: one statement a lot, whose rows PostgreSQL reads out of one JSON."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from kretslop.screening.models import RunEntry, ScreeningRun

# In the order of their random marks, so that not even the rows' numbers tell who came first.
_ENTRIES = """
    INSERT INTO screening_runentry
        (run_id, at, mark, candidate_id, salt, codes, desk_on, parts, "group", score, position, commitment, names_seal,
         seal)
    SELECT %(run)s, %(at)s, e.mark, e.candidate, e.salt, translate(e.codes::text, '[]', '{}')::int[], e.desk_on,
           '[]', e.group, e.score, 0, e.commitment, e.names_seal, e.seal
    FROM json_to_recordset(%(rows)s::json) AS e
        (mark text, candidate bigint, salt text, codes json, desk_on date, "group" text, score int, commitment text,
         names_seal text, seal text)
    ORDER BY e.mark
"""
_PLACES = """
    UPDATE screening_runentry AS e
    SET position = p.position, parts = p.parts, commitment = p.commitment, seal = p.seal
    FROM json_to_recordset(%(rows)s::json) AS p (mark text, position int, parts jsonb, commitment text, seal text)
    WHERE e.run_id = %(run)s AND e.mark = p.mark
"""
_RESULTS = """
    INSERT INTO screening_preselection
        (run_id, at, campaign_id, version_id, placed, ref, candidate_id, "group", score, result)
    SELECT %(run)s, %(at)s, %(campaign)s, %(version)s, '', r.ref, r.candidate, r.group, r.score, r.result
    FROM json_to_recordset(%(rows)s::json) AS r (ref text, candidate bigint, "group" text, score int, result jsonb)
    ORDER BY r.candidate
    ON CONFLICT (candidate_id, campaign_id) DO UPDATE
    SET run_id = excluded.run_id, version_id = excluded.version_id, "group" = excluded.group, score = excluded.score,
        result = excluded.result, at = excluded.at
"""


def write_entries(run: ScreeningRun, entries: Sequence[RunEntry]) -> None:
    """Insert what a run keeps of each person; places and parts of the best come when it is sealed."""
    rows: Iterable[dict[str, Any]] = (
        {"mark": entry.mark, "candidate": entry.candidate_id, "salt": entry.salt, "codes": entry.codes,
         "desk_on": entry.desk_on.isoformat() if entry.desk_on else None, "group": entry.group, "score": entry.score,
         "commitment": entry.commitment, "names_seal": entry.names_seal, "seal": entry.seal}
        for entry in entries
    )  # fmt: skip
    _write(_ENTRIES, run, rows)


def place_entries(run: ScreeningRun, entries: Sequence[RunEntry]) -> None:
    """Give the best of a run their places and parts."""
    rows: Iterable[dict[str, Any]] = (
        {"mark": entry.mark, "position": entry.position, "parts": entry.parts, "commitment": entry.commitment,
         "seal": entry.seal}
        for entry in entries
    )  # fmt: skip
    _write(_PLACES, run, rows)


def write_results(run: ScreeningRun, rows: Iterable[dict[str, Any]]) -> None:
    """Insert or replace each person's latest result: ref, candidate, group, score, result."""
    _write(_RESULTS, run, rows)


def _write(statement: str, run: ScreeningRun, rows: Iterable[dict[str, Any]]) -> None:
    values: dict[str, Any] = {
        "run": run.pk, "at": run.at, "campaign": run.campaign_id, "version": run.version_id,
        "rows": json.dumps(list(rows), separators=(",", ":"), ensure_ascii=False),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
