"""Hashes over what a run recorded: one for each thing, one for each person, one over all, chained from run to run."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from kretslop.screening.models import RunEntry, ScreeningRun


def hashed(value: Any) -> str:
    """Return the hash of plain values, whatever the order of keys."""
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.blake2b(plain.encode(), digest_size=32).hexdigest()


def header(run: ScreeningRun) -> dict[str, Any]:
    """Return everything that a run says of itself, by name; the criteria are those that its version holds now."""
    return {
        "ref": run.ref,
        "campaign": run.campaign.ref,
        "version": [run.version.ref, run.version.number],
        "criteria": run.version.criteria,
        "by": run.by_ref,
        "at": run.at.astimezone(UTC).isoformat(),
        "vocabulary": run.vocabulary,
        "pool": run.pool,
        "engine": run.engine,
        "people": run.people,
        "to_do": run.to_do,
        "reached": run.reached,
        "counts": run.counts,
        "funnel": run.funnel,
        "best": run.best,
        "tie_key": run.tie_key,
        "number": run.number,
        "before": run.before,
    }


def seals_of(run: ScreeningRun) -> dict[str, str]:
    """Return a hash for each thing that a run says of itself; the name is in it, so that two cannot be swapped."""
    return {name: hashed([name, value]) for name, value in header(run).items()}


def commitment_of(entry: RunEntry, who: str) -> str:
    """
    Return what binds a run to a person and their codes without telling them: nobody can guess a salt that is gone.

    `who` is the candidate's reference on the day of the run.
    """
    day = entry.desk_on.isoformat() if entry.desk_on else ""
    return hashed(["codes", entry.salt, entry.mark, who, list(entry.codes), day, entry.parts])


def names_seal_of(entry: RunEntry, names: Mapping[int, str], numbers: Iterable[int]) -> str:
    """Return what binds the numbers in a person's codes to the names that they had on the day of the run."""
    return hashed(["names", entry.salt, [[number, names.get(number)] for number in sorted(numbers)]])


def seal_of(entry: RunEntry) -> str:
    """Return the seal of one entry: what stays when the person is erased."""
    kept = [entry.mark, entry.group, entry.score, entry.position, entry.at.astimezone(UTC).isoformat()]
    return hashed(["entry", *kept, entry.commitment, entry.names_seal])


def digest_of(run: ScreeningRun, seals: Iterable[str]) -> str:
    """Return the hash over the whole run and the seals of its entries; the run before is among its own seals."""
    return hashed(["run", run.seals, sorted(seals)])
