"""Writes down what a run saw and found, under random marks, sealed and chained to the run before it."""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from kretslop.matching.criteria import Criteria
from kretslop.matching.engine import codes
from kretslop.matching.engine.decoding import decode, numbers_in
from kretslop.matching.explain import MET, NOT_MET, Result
from kretslop.matching.facts import Facts
from kretslop.matching.rank import standing, tie_hash
from kretslop.matching.version import engine_version
from kretslop.screening import pooling
from kretslop.screening.models import PoolName, RunEntry, ScreeningRun
from kretslop.screening.sealing import commitment_of, digest_of, names_seal_of, seal_of, seals_of
from kretslop.shared.refs import new_ref
from kretslop.talent.models import Candidate

#: How many a run lists as its best; whoever stands equal with the last one is listed too.
BEST = 50
#: A funnel of fewer people would tell what each of them lacks.
FEWEST_IN_FUNNEL = 5
_LOCK = 7_402_212
_BATCH = 500


class Judged(NamedTuple):
    """One person as a run saw them, and what it found."""

    candidate: Candidate
    facts: Facts
    result: Result


def write(run: ScreeningRun, judged: Sequence[Judged], criteria: Criteria) -> None:
    """Record the run and seal it; the last thing of its transaction, because runs of a campaign wait for each other."""
    book = pooling.numbers({name for each in judged for name in codes.names_of(each.facts)})
    names = {number: name for name, number in book.numbers.items()}
    run.by_ref = run.by.ref if run.by else ""
    run.pool, run.engine = pooling.pool_version(), engine_version()
    run.people, run.counts = len(judged), dict(Counter(each.result.group for each in judged))
    run.funnel = funnel_of(criteria, [each.result for each in judged]) if len(judged) >= FEWEST_IN_FUNNEL else []
    run.best, run.tie_key = BEST, run.campaign.ref
    entries = [_entry(run, each, book) for each in judged]
    _list_best(entries, [each.result for each in judged], run)
    # In the order of their marks, so that not even the rows' numbers tell who came first.
    entries.sort(key=lambda entry: entry.mark)
    for entry in entries:
        assert entry.candidate is not None
        entry.commitment = commitment_of(entry, entry.candidate.ref)
        entry.names_seal = names_seal_of(entry, names, numbers_in(entry.codes))
        entry.seal = seal_of(entry)
    RunEntry.objects.bulk_create(entries, batch_size=_BATCH)
    _chain(run, entries)


def _entry(run: ScreeningRun, each: Judged, book: codes.Names) -> RunEntry:
    coded = codes.encode(each.facts, book.number)
    return RunEntry(
        run=run, mark=new_ref(), candidate=each.candidate, salt=secrets.token_hex(16), codes=coded,
        desk_on=each.facts.desk_on, group=each.result.group, score=each.result.score, at=run.at,
    )  # fmt: skip


def _list_best(entries: Iterable[RunEntry], results: Iterable[Result], run: ScreeningRun) -> None:
    """Give the best their places and parts; ties are broken by a keyed hash of the marks, which nobody earns."""
    key = run.tie_key.encode()
    ranked = sorted(
        zip(entries, results, strict=True), key=lambda pair: (*standing(pair[1]), tie_hash(pair[0].mark, key))
    )
    last = standing(ranked[min(run.best, len(ranked)) - 1][1]) if ranked else (0, 0)
    for position, (entry, result) in enumerate(ranked, 1):
        if standing(result) > last:
            break
        entry.position, entry.parts = position, parts_of(result)


def parts_of(result: Result) -> list[list[str | int]]:
    """Return the parts of a result as a run keeps them: criterion, verdict, points."""
    return [[part.criterion.key, part.verdict, part.points] for part in result.parts]


def funnel_of(criteria: Criteria, results: Sequence[Result]) -> list[list[str | int]]:
    """Return `rank.funnel` of results that are there already, as a run keeps it: must, sure, left."""
    verdicts = [[part.verdict for part in result.parts if part.criterion.must] for result in results]
    steps: list[list[str | int]] = [["", len(results), len(results)]]
    for number, must in enumerate(criteria.musts, 1):
        left = [row for row in verdicts if NOT_MET not in row[:number]]
        steps.append([must.key, sum(set(row[:number]) == {MET} for row in left), len(left)])
    return steps


def said_by(coded: Sequence[int]) -> list[tuple[str, int]]:
    """Return what codes stand for: keys such as "skill:python" with the highest level, 0 where there is none."""
    numbers = numbers_in(coded)
    names = dict(PoolName.objects.filter(number__in=numbers).values_list("number", "name"))
    facts = decode(coded, names, None)
    found = [(f"{kind}:{name}", level or 0) for kind, listed in (("skill", facts.skills), ("language", facts.languages))
             for name, level in sorted(listed.items())]  # fmt: skip
    levels = (("years", facts.years), ("education", facts.education))
    found += [(kind, level) for kind, level in levels if level is not None]
    return found + [(name, 0) for name in sorted(names.values()) if name.partition(":")[0] not in ("skill", "language")]


def _chain(run: ScreeningRun, entries: Sequence[RunEntry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, run.campaign_id])
    last = ScreeningRun.objects.filter(campaign=run.campaign_id, number__isnull=False).order_by("-number").first()
    run.number, run.before = (last.number or 0) + 1 if last else 1, last.digest if last else ""
    run.seals = seals_of(run)
    run.digest = digest_of(run, entries)
    run.save()
