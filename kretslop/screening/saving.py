"""Saved searches: kept, forgotten, and held against the pool again, so that a liaison hears who newly fits."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.screening.models import SavedSearch, SearchFit
from kretslop.screening.searching import Wanted, find
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action

MOST_SAVED = 12
#: A search that more people fit tells of nobody: who newly fits would be lost in it, and the page says so.
MOST_NOTED = 500


@action
def save_search(*, by: User, name: str, wanted: Wanted, notes: bool = True, now: datetime) -> SavedSearch:
    """Keep a search under a name; the same name again replaces it. Who fits today is no news.

    Invalid("name") without one; NotPossible("too_many_searches"); NotPossible("nothing_searched").
    """
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    name = " ".join(name.split())[:80]
    if not name:
        raise Invalid("name", "required")
    if not wanted:
        raise NotPossible("nothing_searched")
    others = SavedSearch.objects.select_for_update().filter(by=by).exclude(name=name)
    if len(others) >= MOST_SAVED:
        raise NotPossible("too_many_searches")
    search, _made = SavedSearch.objects.update_or_create(
        by=by,
        name=name,
        defaults={"wanted": wanted.to_json(), "notes": notes, "saved_at": now, "looked_at": None},
    )
    search.fits.all().delete()
    look(search=search, now=now)
    return search


@action
def forget_search(*, search: SavedSearch, by: User) -> None:
    """Delete a search of one's own."""
    if search.by_id != by.pk:
        raise NotAllowed("not_yours")
    search.delete()


@action
def mark_seen(*, search: SavedSearch, by: User) -> None:
    """The liaison has seen who newly fits."""
    if search.by_id != by.pk:
        raise NotAllowed("not_yours")
    search.fits.filter(new_since__isnull=False).update(new_since=None)


@action
def look(*, search: SavedSearch, now: datetime) -> int:
    """Hold a saved search against the pool; return how many newly fit since the last look."""
    search = SavedSearch.objects.select_for_update(of=("self",)).select_related("by").get(pk=search.pk)
    first = search.looked_at is None
    search.looked_at = now
    search.save(update_fields=["looked_at"])
    found: set[int] = set()
    if search.notes:
        entries = find(search.by, Wanted.from_json(search.wanted), now).order_by()
        found = set(entries.values_list("candidate_id", flat=True)[: MOST_NOTED + 1])
    if len(found) > MOST_NOTED:
        found = set()
    search.fits.exclude(candidate__in=found).delete()
    new = found - set(search.fits.values_list("candidate_id", flat=True))
    SearchFit.objects.bulk_create(
        [SearchFit(search=search, candidate_id=pk, new_since=None if first else now) for pk in sorted(new)],
        ignore_conflicts=True,
    )
    return 0 if first else len(new)


def look_at_all(*, now: datetime) -> int:
    """Hold every saved search that asks for notes against the pool, each in a transaction of its own."""
    return sum(look(search=search, now=now) for search in SavedSearch.objects.filter(notes=True).order_by("pk"))
