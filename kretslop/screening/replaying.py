"""Recomputes a recorded run with the reference and with the engine, and finds whatever is not as it was recorded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from kretslop.matching.rank import tie_hash
from kretslop.matching.version import engine_version
from kretslop.screening.models import PoolName, Preselection, RunEntry, ScreeningRun
from kretslop.screening.recording import FEWEST_IN_FUNNEL, added, funnel_of, parts_of
from kretslop.screening.sealing import commitment_of, digest_of, names_seal_of, seal_of, seals_of
from kretslop.talent.models import Candidate
from kretslop.timeline.models import Event
from kretslop.timeline.queries import about

#: So many people of a run are computed again in one go.
LOT = 1000


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


@dataclass
class SoFar:
    """How far a replay is: up to which mark it has looked at people, at how many, and what it found and counted."""

    reached: str = ""
    people: int = 0
    funnel: list[list[str | int]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def found(self, some: Iterable[Difference]) -> None:
        known = set(self.differences)
        self.differences += [each for each in dict.fromkeys(some) if each not in known]


class _Standing(NamedTuple):
    """An entry, as far as the whole of a run is looked at."""

    mark: str
    group: str
    score: int
    position: int
    seal: str
    salt: str

    @property
    def order(self) -> tuple[int, int]:
        return reference.ORDER.index(self.group), -self.score


def replay(run: ScreeningRun) -> Replay:
    """Verify every stored byte of a run, then compute it again from its codes; differences are told, never raised."""
    so_far = SoFar()
    while look_at_lot(run, so_far):
        pass
    return conclude(run, so_far)


def look_at_lot(run: ScreeningRun, so_far: SoFar) -> bool:
    """Verify the next people of a run and compute them again; False when nobody was left to look at."""
    entries = list(run.entries.filter(mark__gt=so_far.reached).select_related("candidate").order_by("mark")[:LOT])
    if not entries:
        return False
    kept = [entry for entry in entries if entry.salt]
    wanted = {number for entry in kept for number in numbers_in(entry.codes)}
    names = dict(PoolName.objects.filter(number__in=wanted).values_list("number", "name"))
    found = list(_entries(run, entries, names))
    # Whoever's codes cannot be read is named above; the others are still computed again.
    broken = _broken(found)
    sound = [entry for entry in kept if entry.mark not in broken]
    try:
        found += _computed(run, sound, names, so_far)
    except (CriteriaError, KeyError, ValueError, TypeError) as problem:
        found.append(Difference("not_computable", str(problem)))
    so_far.found(found)
    so_far.reached, so_far.people = entries[-1].mark, so_far.people + len(entries)
    return True


def conclude(run: ScreeningRun, so_far: SoFar) -> Replay:
    """Hold what was found of each person against what a run says of all of them, and against the runs around it."""
    entries = [_Standing(*row) for row in run.entries.values_list(*_Standing._fields)]
    found = SoFar()
    found.found([*_header(run, entries), *_chain(run), *so_far.differences])
    if "not_computable" not in {each.code for each in so_far.differences}:
        try:
            found.found(_as_a_whole(run, entries, so_far))
        except ValueError as problem:
            found.found([Difference("not_computable", str(problem))])
    gone = sum(not entry.salt for entry in entries)
    return Replay(len(entries), gone, tuple(found.differences), run.engine == engine_version())


def _broken(found: Iterable[Difference]) -> set[str]:
    return {each.where for each in found if each.code in ("codes", "names", "entry")}


def _header(run: ScreeningRun, entries: Sequence[_Standing]) -> Iterator[Difference]:
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
    run: ScreeningRun, sound: Sequence[RunEntry], names: Mapping[int, str], so_far: SoFar
) -> Iterator[Difference]:
    criteria, key = criteria_of(run.version), run.tie_key.encode()
    people = {entry.mark: decode(entry.codes, names, entry.desk_on) for entry in sound}
    recorded = {entry.mark: (entry.group, entry.score) for entry in sound}
    judged = reference.rank(criteria, list(people.items()), max(len(people), 1), key)
    for mark, group, score in judged:
        if recorded[mark] != (group, score):
            yield Difference("reference", mark)
    if [tuple(place) for place in _by_engine(criteria, sound, names, key)] != judged:
        yield Difference("engine")
    results = {mark: explain(criteria, its) for mark, its in people.items()}
    so_far.funnel = added(so_far.funnel, funnel_of(criteria, list(results.values())))
    for entry in sound:
        if entry.position and entry.parts != parts_of(results[entry.mark]):
            yield Difference("parts", entry.mark)
    for mark in _shown_otherwise(run, sound):
        yield Difference("preselection", mark)


def _as_a_whole(run: ScreeningRun, entries: Sequence[_Standing], so_far: SoFar) -> Iterator[Difference]:
    """What only everybody together shows: who comes first, and how many remain after each must."""
    if not _lists_the_best(run, entries, _broken(so_far.differences)):
        yield Difference("best")
    steps = so_far.funnel if len(entries) >= FEWEST_IN_FUNNEL else []
    gone = len(entries) - int(so_far.funnel[0][1] if so_far.funnel else 0)
    if len(steps) != len(run.funnel) or not all(map(_explains, run.funnel, steps, [gone] * len(steps))):
        yield Difference("funnel")


def _lists_the_best(run: ScreeningRun, entries: Sequence[_Standing], broken: set[str]) -> bool:
    """Whoever is gone leaves a gap in the list; the order of the others does not change, nobody as good is off it."""
    listed = sorted((entry for entry in entries if entry.position), key=lambda each: each.position)
    places = [entry.position for entry in listed]
    if places != list(range(1, len(places) + 1)) or len(places) < min(run.best, len(entries)):
        return False
    left = [entry for entry in listed if entry.salt and entry.mark not in broken]
    key = run.tie_key.encode()
    last = max((entry.order for entry in listed), default=(-1, 0))
    others = (entry for entry in entries if not entry.position)
    in_order = sorted(left, key=lambda each: (each.order, tie_hash(each.mark, key)))
    return in_order == left and all(entry.order > last for entry in others)


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
