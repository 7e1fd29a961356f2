"""Recomputes a recorded run with the reference and with the engine, and finds whatever is not as it was recorded."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kretslop.campaigns.models import Campaign
from kretslop.campaigns.queries import criteria_of
from kretslop.matching import reference
from kretslop.matching.criteria import Criteria, CriteriaError
from kretslop.matching.engine import top
from kretslop.matching.engine.codes import Names
from kretslop.matching.engine.decoding import decode, numbers_in
from kretslop.matching.engine.pool import Pool
from kretslop.matching.engine.program import compile_criteria
from kretslop.matching.explain import explain
from kretslop.matching.facts import Facts
from kretslop.matching.version import engine_version
from kretslop.screening.models import PoolName, Preselection, RunEntry, ScreeningRun
from kretslop.screening.recording import FEWEST_IN_FUNNEL, funnel_of, parts_of
from kretslop.screening.sealing import commitment_of, digest_of, names_seal_of, seal_of, seals_of
from kretslop.talent.models import Candidate
from kretslop.timeline.models import Event
from kretslop.timeline.queries import about


class Difference(NamedTuple):
    """Something that is not as recorded: a code of `wording.DIFFERENCES`, and where (a column, a mark, a number)."""

    code: str
    where: str = ""


class Replay(NamedTuple):
    """What a replay found: how many people, of whom so many are erased since, and every difference."""

    people: int
    erased: int
    differences: tuple[Difference, ...]
    same_engine: bool


def replay(run: ScreeningRun) -> Replay:
    """Verify every stored byte of a run, then compute it again from its codes; differences are told, never raised."""
    entries = list(run.entries.select_related("candidate").order_by("mark"))
    kept = [entry for entry in entries if entry.salt]
    wanted = {number for entry in kept for number in numbers_in(entry.codes)}
    names = dict(PoolName.objects.filter(number__in=wanted).values_list("number", "name"))
    found = [*_header(run, entries), *_chain(run), *_entries(run, entries, names)]
    # Whoever's codes cannot be read is named above; the others are still computed again.
    broken = {each.where for each in found if each.code in ("codes", "names", "entry")}
    sound = [entry for entry in kept if entry.mark not in broken]
    try:
        found += _computed(run, sound, entries, names)
    except (CriteriaError, KeyError, ValueError, TypeError) as problem:
        found.append(Difference("not_computable", str(problem)))
    return Replay(len(entries), len(entries) - len(kept), tuple(found), run.engine == engine_version())


def _header(run: ScreeningRun, entries: Sequence[RunEntry]) -> Iterator[Difference]:
    now = seals_of(run)
    for name in sorted(now.keys() | run.seals.keys()):
        if now.get(name) != run.seals.get(name):
            yield Difference("header", name)
    if run.by is not None and run.by.ref != run.by_ref:
        yield Difference("header", "by")
    if run.people != len(entries):
        yield Difference("entries_missing", f"{len(entries)}/{run.people}")
    if dict(Counter(entry.group for entry in entries)) != run.counts:
        yield Difference("counts")
    if digest_of(run, (entry.seal for entry in entries)) != run.digest:
        yield Difference("digest")


def _chain(run: ScreeningRun) -> Iterator[Difference]:
    """The run before, the run after, and the timeline, which nobody can change, must know the same digest."""
    number = run.number or 0
    around = {
        each.number: each
        for each in ScreeningRun.objects.filter(campaign=run.campaign_id, number__in=(number - 1, number + 1))
    }
    before, after = around.get(number - 1), around.get(number + 1)
    if run.before != (before.digest if before else "") or (before is None) != (number <= 1):
        yield Difference("chain", str(number - 1))
    if after is not None and after.before != run.digest:
        yield Difference("chain", str(number + 1))
    if after is None and ScreeningRun.objects.filter(campaign=run.campaign_id, number__gt=number).exists():
        yield Difference("chain", str(number + 1))
    told = Event.objects.filter(kind="screening.ran", codes__run=run.ref).first()
    if told is None or told.codes.get("digest") != run.digest:
        yield Difference("timeline")
    if after is None and (lost := lost_at_the_end(run.campaign)):
        yield Difference("lost", lost)


def lost_at_the_end(campaign: Campaign) -> str:
    """Return the number of the campaign's last run on the timeline when that run is not there any more, or "".

    A run in between leaves a gap in the chain; one at its end would leave none, but for the timeline.
    """
    told = about(campaign).filter(kind="screening.ran").order_by("-pk").first()
    if told is None or ScreeningRun.objects.filter(campaign=campaign, ref=told.codes.get("run")).exists():
        return ""
    return str(told.codes.get("number", "?"))


def _entries(run: ScreeningRun, entries: Sequence[RunEntry], names: Mapping[int, str]) -> Iterator[Difference]:
    others = _merged_refs(entries)
    for entry in entries:
        if seal_of(entry) != entry.seal or entry.at != run.at:
            yield Difference("entry", entry.mark)
        if not entry.salt:
            # What erasure empties goes together: a part that is left, or was put there, belongs to nobody.
            if entry.codes or entry.parts or entry.desk_on or entry.candidate_id:
                yield Difference("codes", entry.mark)
            continue
        refs = [entry.candidate.ref, *others.get(entry.candidate.pk, ())] if entry.candidate else []
        if entry.commitment not in [commitment_of(entry, ref) for ref in refs]:
            yield Difference("codes", entry.mark)
        elif names_seal_of(entry, names, numbers_in(entry.codes)) != entry.names_seal:
            yield Difference("names", entry.mark)


def _merged_refs(entries: Sequence[RunEntry]) -> dict[int, list[str]]:
    """Return the references of registrations that were merged into somebody: an older run knows the person by them."""
    found: dict[int, list[str]] = {}
    ids = [entry.candidate_id for entry in entries if entry.candidate_id]
    for kept, ref in Candidate.objects.filter(merged_into__in=ids).values_list("merged_into", "ref"):
        found.setdefault(kept or 0, []).append(ref)
    return found


def _computed(
    run: ScreeningRun, sound: Sequence[RunEntry], entries: Sequence[RunEntry], names: Mapping[int, str]
) -> Iterator[Difference]:
    criteria, key = criteria_of(run.version), run.tie_key.encode()
    people = [(entry.mark, decode(entry.codes, names, entry.desk_on)) for entry in sound]
    recorded = {entry.mark: (entry.group, entry.score) for entry in sound}
    judged = reference.rank(criteria, people, max(len(people), 1), key)
    for mark, group, score in judged:
        if recorded[mark] != (group, score):
            yield Difference("reference", mark)
    if [tuple(place) for place in _by_engine(criteria, sound, names, key)] != judged:
        yield Difference("engine")
    if not _lists_the_best(run, [place[0] for place in judged], entries):
        yield Difference("best")
    yield from _explained(run, sound, entries, criteria, dict(people))
    for entry in _shown_otherwise(run, sound):
        yield Difference("preselection", entry)


def _lists_the_best(run: ScreeningRun, order: Sequence[str], entries: Sequence[RunEntry]) -> bool:
    """Whoever is gone leaves a gap in the list; the order of the others does not change, nobody as good is off it."""
    listed = sorted((entry for entry in entries if entry.position), key=lambda each: each.position)
    places = [entry.position for entry in listed]
    if places != list(range(1, len(places) + 1)) or len(places) < min(run.best, len(entries)):
        return False
    there = set(order)
    left = [entry.mark for entry in listed if entry.mark in there]
    last = max((_standing(entry) for entry in listed), default=(-1, 0))
    others = (entry for entry in entries if not entry.position)
    return list(order[: len(left)]) == left and all(_standing(entry) > last for entry in others)


def _standing(entry: RunEntry) -> tuple[int, int]:
    return reference.ORDER.index(entry.group), -entry.score


def _by_engine(criteria: Criteria, sound: Sequence[RunEntry], names: Mapping[int, str], key: bytes) -> list[top.Place]:
    if not sound:
        return []
    pool, book = Pool(len(sound)), Names({name: number for number, name in names.items()})
    for entry in sound:
        pool.put(entry.mark, entry.codes, entry.desk_on)
    rows = -1
    while rows != pool.changed:  # a day that is asked for first is a new row
        rows = pool.changed
        program = compile_criteria(criteria, pool, book)
    return top.best(pool, top.batch([program]), len(sound), key)[0]


def _explained(
    run: ScreeningRun, sound: Sequence[RunEntry], entries: Sequence[RunEntry], criteria: Criteria,
    facts: Mapping[str, Facts],
) -> Iterator[Difference]:  # fmt: skip
    results = {mark: explain(criteria, its) for mark, its in facts.items()}
    for entry in sound:
        if entry.position and entry.parts != parts_of(results[entry.mark]):
            yield Difference("parts", entry.mark)
    gone = len(entries) - len(sound)
    steps = funnel_of(criteria, list(results.values())) if len(entries) >= FEWEST_IN_FUNNEL else []
    if len(steps) != len(run.funnel) or not all(map(_explains, run.funnel, steps, [gone] * len(steps))):
        yield Difference("funnel")


def _explains(recorded: Sequence[Any], computed: Sequence[Any], gone: int) -> bool:
    """True when those who are gone explain why fewer are counted now."""
    fewer = [was - now for was, now in zip(recorded[1:], computed[1:], strict=True)]
    return recorded[0] == computed[0] and all(0 <= each <= gone for each in fewer)


def _shown_otherwise(run: ScreeningRun, sound: Sequence[RunEntry]) -> Iterator[str]:
    """Yield the marks of people whose result on the desk says it is this run's, and is another."""
    shown = {
        candidate: (group, score)
        for candidate, group, score in Preselection.objects.filter(run=run).values_list("candidate", "group", "score")
    }
    for entry in sound:
        if shown.get(entry.candidate_id or 0, (entry.group, entry.score)) != (entry.group, entry.score):
            yield entry.mark
