"""Writes down what a run saw and found, under random marks, sealed and chained to the run before it."""

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, CriteriaVersion
from kretslop.matching.criteria import Criteria
from kretslop.matching.engine import codes
from kretslop.matching.engine.decoding import decode, numbers_in
from kretslop.matching.explain import MET, NOT_MET, Result, explain
from kretslop.matching.rank import ORDER, tie_hash
from kretslop.matching.version import engine_version
from kretslop.screening import in_bulk, pooling
from kretslop.screening.models import PoolName, RunEntry, ScreeningRun
from kretslop.screening.sealing import commitment_of, digest_of, names_seal_of, seal_of, seals_of
from kretslop.shared.refs import new_ref
from kretslop.talent.queries import Known
from kretslop.taxonomy.vocabulary import VOCABULARY_VERSION

#: How many a run lists as its best; whoever stands equal with the last one is listed too.
BEST = 50
#: A funnel of fewer people would tell what each of them lacks.
FEWEST_IN_FUNNEL = 5
_LOCK = 7_402_212


class Judged(NamedTuple):
    """One person as a run saw them, and what it found."""

    person: Known
    result: Result


def begin(
    campaign: Campaign, version: CriteriaVersion, *, by: User | None, to_do: int | None = None, now: datetime
) -> ScreeningRun:
    """Make a run that has looked at nobody yet; `to_do`: how many are ahead of the worker, None when done at once."""
    return ScreeningRun.objects.create(
        campaign=campaign, version=version, by=by, by_ref=by.ref if by else "", to_do=to_do, at=now, best=BEST,
        tie_key=campaign.ref, vocabulary=VOCABULARY_VERSION, pool=pooling.pool_version(), engine=engine_version(),
    )  # fmt: skip


def begin_anew(run: ScreeningRun) -> None:
    """Forget whom a run has looked at; what stands on the desk is written over as it goes on."""
    run.entries.all().delete()
    run.people, run.counts, run.funnel, run.reached = 0, {}, [], ""
    run.pool, run.engine, run.vocabulary = pooling.pool_version(), engine_version(), VOCABULARY_VERSION
    run.save()


def sort_on_desk(run: ScreeningRun, judged: Sequence[Judged]) -> None:
    """Write the latest explained result of each person; who was put elsewhere by a person stays there."""
    in_bulk.write_results(
        run,
        (
            {"ref": new_ref(), "candidate": person.number, "group": result.group, "score": result.score,
             "result": result.to_json()}
            for person, result in judged
        ),
    )  # fmt: skip


def keep(run: ScreeningRun, judged: Sequence[Judged], criteria: Criteria) -> None:
    """Put these people on the run's record, under marks that are random in every run."""
    book = pooling.numbers({name for each in judged for name in codes.names_of(each.person.facts)})
    names = {number: name for name, number in book.numbers.items()}
    entries = []
    for person, result in judged:
        entry = RunEntry(
            run=run, mark=new_ref(), candidate_id=person.number, salt=secrets.token_hex(16),
            codes=codes.encode(person.facts, book.number), desk_on=person.facts.desk_on, group=result.group,
            score=result.score, at=run.at,
        )  # fmt: skip
        entry.commitment = commitment_of(entry, person.ref)
        entry.names_seal = names_seal_of(entry, names, numbers_in(entry.codes))
        entry.seal = seal_of(entry)
        entries.append(entry)
    in_bulk.write_entries(run, entries)
    run.people += len(judged)
    run.counts = dict(Counter(run.counts) + Counter(each.result.group for each in judged))
    run.funnel = added(run.funnel, funnel_of(criteria, [each.result for each in judged]))


def added(steps: list[list[str | int]], more: list[list[str | int]]) -> list[list[str | int]]:
    """Add up the counts of a funnel in lots: whoever is left after a must is left whatever the others are."""
    if not steps:
        return more
    return [[key, sure + s, left + n] for (key, sure, left), (_, s, n) in zip(steps, more, strict=True)]  # type: ignore[operator]


def seal(run: ScreeningRun, criteria: Criteria) -> None:
    """Seal a run; the last thing of its transaction, because runs of a campaign wait for each other."""
    run.reached = ""  # it names somebody
    if run.people < FEWEST_IN_FUNNEL:
        run.funnel = []
    _list_best(run, criteria)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, run.campaign_id])
    last = ScreeningRun.objects.filter(campaign=run.campaign_id, number__isnull=False).order_by("-number").first()
    run.number, run.before = (last.number or 0) + 1 if last else 1, last.digest if last else ""
    run.seals = seals_of(run)
    run.digest = digest_of(run, run.entries.values_list("seal", flat=True))
    run.save()


def _list_best(run: ScreeningRun, criteria: Criteria) -> None:
    """Give the best their places and parts; ties are broken by a keyed hash of the marks, which nobody earns."""
    key = run.tie_key.encode()
    found = run.entries.values_list("mark", "group", "score")
    order = sorted(((ORDER[group], -score, mark) for mark, group, score in found), key=lambda each: each[:2])
    if not order:
        return
    last = order[min(run.best, len(order)) - 1][:2]
    listed = [each for each in order if each[:2] <= last]
    listed.sort(key=lambda each: (*each[:2], tie_hash(each[2], key)))
    places = {mark: position for position, (*_, mark) in enumerate(listed, 1)}
    # Whoever was erased while the worker went on keeps the place, and nothing else.
    entries = list(run.entries.select_for_update(of=("self",)).filter(mark__in=places).select_related("candidate"))
    numbers = {number for entry in entries for number in numbers_in(entry.codes)}
    names = dict(PoolName.objects.filter(number__in=numbers).values_list("number", "name"))
    for entry in entries:
        entry.position = places[entry.mark]
        if entry.salt and entry.candidate:
            entry.parts = parts_of(explain(criteria, decode(entry.codes, names, entry.desk_on)))
            entry.commitment = commitment_of(entry, entry.candidate.ref)
        entry.seal = seal_of(entry)
    in_bulk.place_entries(run, entries)


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
