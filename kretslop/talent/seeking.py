"""Looks for candidates who are in the pool twice: keys and an index find the few worth comparing, the engine weighs."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from kretslop.accounts.models import User
from kretslop.shared.errors import NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import rules
from kretslop.talent.duplicates import Found, Record, find_among, folding
from kretslop.talent.duplicates.reading import parted
from kretslop.talent.models import Candidate, LikelyDuplicate, MatchKeys
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM

#: So many are looked at in one job; the next one goes on.
AT_ONCE = 200
#: More people than this share no key that says anything: the index is not asked for all of them.
MOST_COMPARED = 300
#: These only count how common a name or a place is; nobody is compared for them alone.
_COUNTED = ("g:", "s:", "c:")
_START = 4


def record_of(candidate: Candidate) -> Record:
    """Return what the engine compares. A city is a place, a country its state; there is no address in the pool."""
    given, surname = parted(candidate.name)
    return Record(
        candidate.ref, given_name=given, surname=surname, suburb=candidate.city, state=candidate.country,
        email=candidate.email, phone=candidate.phone, link=next(iter(sorted(_own_links(candidate))), ""),
    )  # fmt: skip


def _own_links(candidate: Candidate) -> set[str]:
    return {folding.link(link) for link in candidate.links if "/" in folding.link(link)}


def keys_of(candidate: Candidate) -> list[str]:
    """Return what the candidate can be found by: names in any order and by their sound, telephone, mail, links."""
    given, surname = (folding.sound(folding.name(part)) for part in parted(candidate.name))
    city = folding.fold(candidate.city)
    found = {f"p:{folding.phone(candidate.phone)}", f"e:{folding.mail(candidate.email)}"}
    found |= {f"l:{link}"[:120] for link in _own_links(candidate)}
    found |= {f"g:{given}", f"s:{surname}", f"c:{city}"}
    if given and surname:
        one, two = sorted((given, surname))
        found |= {f"n:{one}|{two}", f"a:{one[:_START]}|{two[:_START]}", f"z:{given}|{surname[-_START:]}"}
        found |= {f"t:{given[:_START]}|{city}|{surname[0]}", f"u:{surname}|{city}|{given[0]}"} if city else set()
    return sorted(key[:120] for key in found if len(key) > 2)


def made_of(candidate: Candidate) -> str:
    """Return a fingerprint of what the keys are made of: whoever has not changed it need not be looked at again."""
    told = "\x1f".join((candidate.name, candidate.email, candidate.phone, candidate.city, candidate.country,
                        *sorted(candidate.links)))  # fmt: skip
    return hashlib.sha256(told.encode()).hexdigest()


_DUE = """
    SELECT c.id FROM talent_candidate c
    JOIN talent_poolmembership m ON m.candidate_id = c.id
    LEFT JOIN talent_matchkeys k ON k.candidate_id = c.id
    WHERE c.merged_into_id IS NULL AND c.erased_at IS NULL AND m.state <> 'restricted'
      AND (k.id IS NULL OR k.made_of = '')
    ORDER BY c.id LIMIT %s
"""


def due(limit: int = AT_ONCE) -> list[int]:
    """Return candidates who are new, or whose name or contact has changed since they were looked at."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [limit])
        return [row[0] for row in cursor.fetchall()]


def changed(candidates: Iterable[Candidate]) -> None:
    """Have these candidates looked at again; called by whatever changes a name, an address or a link."""
    MatchKeys.objects.filter(candidate__in=list(candidates)).exclude(made_of="").update(made_of="")


def look(ids: Sequence[int], *, now: datetime) -> int:
    """Look for doubles of these candidates; return how many new ones were found."""
    people = list(_used(ids))
    MatchKeys.objects.bulk_create(
        [MatchKeys(candidate=each, keys=keys_of(each), made_of=made_of(each)) for each in people],
        update_conflicts=True, unique_fields=["candidate"], update_fields=["keys", "made_of"],
    )  # fmt: skip
    size = Candidate.objects.count()
    return sum(_look_at(each, size, now) for each in people)


def _used(ids: Sequence[int]) -> QuerySet[Candidate]:
    """Return those of them who are there for themselves, and whose data may be used."""
    there = Candidate.objects.filter(pk__in=ids, merged_into__isnull=True, erased_at__isnull=True)
    return there.exclude(membership__state=rules.RESTRICTED).order_by("pk")


@action
def _look_at(candidate: Candidate, size: int, now: datetime) -> int:
    keys = keys_of(candidate)
    telling = [key for key in keys if not key.startswith(_COUNTED)]
    near = MatchKeys.objects.filter(keys__overlap=telling).exclude(candidate=candidate)
    ids = list(near.values_list("candidate_id", flat=True)[:MOST_COMPARED])
    others = list(_used(ids))
    found = _compared(candidate, others, keys, size) if others else {}
    known = {
        (row.first_id, row.second_id): row
        for row in LikelyDuplicate.objects.filter(Q(first=candidate) | Q(second=candidate))
    }
    made = 0
    for other, pair in found.items():
        first, second = sorted((candidate.pk, other.pk))
        reasons = [{"about": each.about, "found": each.found, "points": each.points} for each in pair.reasons]
        row = known.pop((first, second), None)
        if row is None:
            row = LikelyDuplicate.objects.create(
                first_id=first, second_id=second, score=pair.score, reasons=reasons, found_at=now
            )
            record("likelyduplicate.found", about=[row, candidate, other], by=SYSTEM, now=now)
            made += 1
        elif row.state == rules.LIKELY_OPEN:
            row.score, row.reasons = pair.score, reasons
            row.save(update_fields=["score", "reasons"])
    # What no longer looks the same goes away; an answer stays, so that nobody is asked twice.
    gone = [row.pk for row in known.values() if row.state == rules.LIKELY_OPEN]
    LikelyDuplicate.objects.filter(pk__in=gone).delete()
    return made


def _compared(candidate: Candidate, others: list[Candidate], keys: list[str], size: int) -> dict[Candidate, Found]:
    counts = {name: _count(key) for name, prefix in (("given_name", "g:"), ("surname", "s:"), ("suburb", "c:"))
              for key in keys if key.startswith(prefix)}  # fmt: skip
    pairs = find_among(record_of(candidate), [record_of(each) for each in others], pool=size, counts=counts)
    return {others[pair.second - 1]: pair for pair in pairs}


def _count(key: str) -> int:
    return MatchKeys.objects.filter(keys__contains=[key]).count()


@action
def say_not_same(*, likely: LikelyDuplicate, by: User, now: datetime) -> None:
    """A person says that these are two people: they are not asked about again. Twice changes nothing."""
    row = LikelyDuplicate.objects.select_for_update(of=("self",)).get(pk=likely.pk)
    if row.state == rules.LIKELY_MERGED:
        raise NotPossible("merged_already")
    if row.state == rules.LIKELY_NOT_SAME:
        return
    row.state, row.answered_at, row.answered_by = rules.LIKELY_NOT_SAME, now, by
    row.save(update_fields=["state", "answered_at", "answered_by"])
    record("likelyduplicate.not_same", about=[row, row.first, row.second], by=by, now=now)


@action
def ask_again(*, likely: LikelyDuplicate, by: User, now: datetime) -> None:
    """A person takes "not the same" back: the pair is on the desk again."""
    row = LikelyDuplicate.objects.select_for_update(of=("self",)).get(pk=likely.pk)
    if row.state != rules.LIKELY_NOT_SAME:
        raise NotPossible("not_answered")
    row.state, row.answered_at, row.answered_by = rules.LIKELY_OPEN, None, None
    row.save(update_fields=["state", "answered_at", "answered_by"])
    record("likelyduplicate.asked_again", about=[row, row.first, row.second], by=by, now=now)
