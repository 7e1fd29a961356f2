"""What a file teaches about itself before its pairs are judged: how carefully it was typed, how many households."""

import numpy as np
from numpy.typing import NDArray

from kretslop.talent.duplicates.comparing import DIFFERENT, EQUAL, MISSING, TYPO
from kretslop.talent.duplicates.weighing import Rates, Weighed

Truths = NDArray[np.bool_]
#: Without its name, or its date, a pair counts as one person from this score on.
_SURE = 15.0
_ASSUMED = Rates()
_ASSUMED_PAIRS = 100


def learn(pairs: Weighed) -> Rates:
    """Return how often names and dates of one person differ in this file, and households for each repeated person.

    Twins share everything but the given name; so does a record whose given name was replaced when it was copied. Only
    the file can tell which is likelier: pairs with slips elsewhere show how often names are replaced in it, and what
    that does not explain are twins.
    """
    levels = pairs.levels
    if "given_name" not in levels:
        return _ASSUMED
    nothing = np.zeros(len(pairs.first))
    strangers = np.sum([points for name, points in pairs.parts.items() if name != "household"], axis=0)
    given, date = levels["given_name"], levels.get("date_of_birth", nothing)
    swapped = pairs.parts.get("given_name:swapped", nothing) != 0
    other_name = (given == DIFFERENT) & ~swapped
    rest = [part for name, part in levels.items() if name not in {"given_name", "date_of_birth"}]
    slips = np.any([part == TYPO for part in rest], axis=0) if rest else nothing > 0
    copied = np.all([(part == EQUAL) | (part == MISSING) for part in rest], axis=0) if rest else nothing == 0
    by_rest = (strangers - np.where(swapped, 0, pairs.parts["given_name"]) >= _SURE) & (date == EQUAL) & (given > 0)
    by_name = (strangers - pairs.parts.get("date_of_birth", nothing) >= _SURE) & (given == EQUAL) & (date > 0)
    names = _rate(by_rest & slips & other_name, by_rest & slips, _ASSUMED.given_name)
    dates = _rate(by_name & slips & (date == DIFFERENT), by_name & slips, _ASSUMED.date_of_birth)
    sure = strangers >= _SURE
    people = int((sure & ~other_name & (date != DIFFERENT)).sum())
    twins = int((by_rest & copied & other_name).sum())
    namesakes = int((by_name & copied & (date == DIFFERENT)).sum())
    others = int((sure & other_name & (date == DIFFERENT)).sum())
    return Rates(
        given_name=names,
        date_of_birth=dates,
        twins=(max(0.0, twins - people * names) + _ASSUMED.twins) / (people + 1),
        namesakes=(max(0.0, namesakes - people * dates) + _ASSUMED.namesakes) / (people + 1),
        others=(max(0.0, others - 2 * people * names * dates) + _ASSUMED.others) / (people + 1),
    )


def _rate(found: Truths, among: Truths, assumed: float) -> float:
    return (float(found.sum()) + assumed * _ASSUMED_PAIRS) / (float(among.sum()) + _ASSUMED_PAIRS)
