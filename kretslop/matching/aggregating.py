"""What most wanted profiles share: the draft of a campaign's criteria."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from kretslop.matching.criteria import Criteria, Criterion


class Support(NamedTuple):
    """How many profiles and posts stand behind one item of a draft, and how many of the posts demand it."""

    profiles: int
    posts: int
    must_posts: int
    of_posts: int


class Draft(NamedTuple):
    criteria: Criteria
    support: dict[str, Support]  # by criterion key, for every item of the draft


def aggregate(wanted: Iterable[tuple[Criteria, int]], top: int = 12) -> Draft:
    """
    What most of the wanted profiles share: a draft of a campaign's criteria from (criteria, number of posts) pairs.

    An item asked for by less than a tenth of the posts is left out. It is a must only when at least two thirds of all
    posts demand it, at the strictest level that two thirds demand at least; otherwise a nice-to-have at the level that
    half of those who ask would still call enough. Places are joined and remote is fine when anybody says so, because a
    draft that leaves people out in silence is worse than one that is made stricter by hand. The `top` items with most
    posts are kept, musts first; points follow the points that the profiles give (each scaled to 100), times posts.
    """
    pairs = [(criteria.scaled_to_100(), posts) for criteria, posts in wanted if posts > 0]
    total = sum(posts for _, posts in pairs)
    asked: dict[str, list[tuple[Criterion, int]]] = {}
    for criteria, posts in pairs:
        for item in criteria.items:
            asked.setdefault(item.key, []).append((item, posts))
    drafted = []
    for asks in asked.values():
        posts = sum(count for _, count in asks)
        demanded = [(item, count) for item, count in asks if item.must]
        must_posts = sum(count for _, count in demanded)
        if posts * 10 < total:
            continue
        must = must_posts * 3 >= total * 2
        chosen = _strictest(demanded, total * 2, 3) if must else _strictest(asks, posts, 2)
        weight = sum(item.points * count for item, count in asks)
        item = replace(_joined(chosen, asks), must=must, points=weight)
        drafted.append((item, Support(len(asks), posts, must_posts, total)))
    drafted.sort(key=lambda pair: (not pair[0].must, -pair[1].posts, -pair[0].points, pair[0].key))
    kept = drafted[:top]
    return Draft(Criteria(tuple(item for item, _ in kept)).scaled_to_100(), {item.key: said for item, said in kept})


def _strictest(asks: list[tuple[Criterion, int]], need: int, of: int) -> Criterion:
    """The strictest item such that the posts asking for it or for more reach need / of posts."""
    reached = 0
    strict_first = sorted(asks, key=lambda ask: (-ask[0].level, ask[0].by or date.max))
    for item, posts in strict_first:
        reached += posts
        if reached * of >= need:
            return item
    return strict_first[-1][0]


def _joined(chosen: Criterion, asks: list[tuple[Criterion, int]]) -> Criterion:
    if chosen.kind != "place":
        return chosen
    places = tuple(sorted({place for item, _ in asks for place in item.places}))
    return replace(chosen, places=places, remote_ok=any(item.remote_ok for item, _ in asks))
