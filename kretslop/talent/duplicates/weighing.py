"""What agreeing and differing weighs, after Fellegi and Sunter (1969): parts in bits that add up to the score."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kretslop.talent.duplicates.comparing import ALIKE, DIFFERENT, EQUAL, MISSING, PART, TYPO, Levels, compare
from kretslop.talent.duplicates.names import COMMON_GIVEN, COMMON_SURNAMES
from kretslop.talent.duplicates.records import Column, Numbers

Points = NDArray[np.float64]

#: From this score on two records are reported: eight times likelier the same person than not.
THRESHOLD = 3.0
#: The pool that two strangers are thought to be drawn from, when a file is smaller than that.
SMALLEST_POOL = 50_000

#: How often two records of one person are on each level, by field (levels of `comparing`).
#: Misread, mistyped, left out and changed; the rates for different names and dates are learnt from the file.
SAME: dict[str, dict[int, float]] = {
    "given_name": {EQUAL: 0.78, ALIKE: 0.06, TYPO: 0.12, PART: 0.03, DIFFERENT: 0.01},
    "surname": {EQUAL: 0.78, ALIKE: 0.04, TYPO: 0.12, PART: 0.03, DIFFERENT: 0.03},
    "date_of_birth": {EQUAL: 0.92, TYPO: 0.05, PART: 0.01, DIFFERENT: 0.02},
    "street_number": {EQUAL: 0.75, TYPO: 0.08, DIFFERENT: 0.17},
    "address_1": {EQUAL: 0.65, TYPO: 0.2, DIFFERENT: 0.15},
    "address_2": {EQUAL: 0.5, TYPO: 0.2, DIFFERENT: 0.3},
    "suburb": {EQUAL: 0.75, TYPO: 0.12, DIFFERENT: 0.13},
    "postcode": {EQUAL: 0.75, TYPO: 0.12, DIFFERENT: 0.13},
    "state": {EQUAL: 0.9, TYPO: 0.03, DIFFERENT: 0.07},
    "email": {EQUAL: 0.4, DIFFERENT: 0.6},
    "phone": {EQUAL: 0.6, DIFFERENT: 0.4},
    "link": {EQUAL: 0.7, DIFFERENT: 0.3},
}
#: How often two strangers are, by chance; being equal depends on how common the value is.
STRANGERS: dict[str, dict[int, float]] = {
    "given_name": {ALIKE: 0.006, TYPO: 0.01, PART: 0.005, DIFFERENT: 0.97},
    "surname": {ALIKE: 0.003, TYPO: 0.005, PART: 0.003, DIFFERENT: 0.98},
    "date_of_birth": {TYPO: 0.003, PART: 0.03, DIFFERENT: 0.967},
    "street_number": {TYPO: 0.12, DIFFERENT: 0.86},
    "address_1": {TYPO: 0.004, DIFFERENT: 0.99},
    "address_2": {TYPO: 0.004, DIFFERENT: 0.99},
    "suburb": {TYPO: 0.005, DIFFERENT: 0.98},
    "postcode": {TYPO: 0.015, DIFFERENT: 0.98},
    "state": {TYPO: 0.1, DIFFERENT: 0.75},
    "email": {DIFFERENT: 0.99},
    "phone": {DIFFERENT: 0.99},
    "link": {DIFFERENT: 0.99},
}
#: People of one household who are not one person, and how often such two are on each level: twins share a birthday,
#: a father may give his son his name, and most share neither.
HOUSEHOLD: dict[str, dict[str, dict[int, float]]] = {
    "twins": {
        "given_name": {EQUAL: 0.001, ALIKE: 0.005, TYPO: 0.005, PART: 0.003, DIFFERENT: 0.986},
        "date_of_birth": {EQUAL: 0.95, TYPO: 0.04, PART: 0.005, DIFFERENT: 0.005},
    },
    "namesakes": {
        "given_name": {EQUAL: 0.92, ALIKE: 0.03, TYPO: 0.03, PART: 0.01, DIFFERENT: 0.01},
        "date_of_birth": {EQUAL: 0.0001, TYPO: 0.003, PART: 0.03, DIFFERENT: 0.967},
    },
    "others": {
        "given_name": {EQUAL: 0.001, ALIKE: 0.005, TYPO: 0.005, PART: 0.003, DIFFERENT: 0.986},
        "date_of_birth": {EQUAL: 0.0001, TYPO: 0.003, PART: 0.03, DIFFERENT: 0.967},
    },
}
#: The share of people assumed to have one certain value, before a file says more.
_ASSUMED = {
    "given_name": 0.002, "surname": 0.0005, "date_of_birth": 1 / 25_000, "street_number": 0.01, "address_1": 0.0005,
    "address_2": 0.001, "suburb": 0.002, "postcode": 0.001, "state": 0.15, "email": 0.0001, "phone": 0.0001,
    "link": 0.00001,
}  # fmt: skip
_COMMON: dict[str, dict[str, float]] = {
    "given_name": dict.fromkeys(COMMON_GIVEN, 0.01),
    "surname": dict.fromkeys(COMMON_SURNAMES, 0.01),
    "suburb": {"oslo": 0.13, "bergen": 0.05, "trondheim": 0.04, "stavanger": 0.03, "stockholm": 0.1, "london": 0.1},
}
#: So many records weigh as much as what is assumed about how common a value is.
_ASSUMED_WEIGHT = 1000
_SWAPPED, _MOVED = 0.02, 0.1
_POSTCODE_OF_SUBURB = 3.0
_OTHER_GENERATION = -12.0
#: A mail address is no key: households and agencies share one. It weighs more where it holds the person's own name.
_MAIL_OF_ANYBODY, _MAIL_OF_ONE = 3.0, 8.0
_ADDRESS = ("street_number", "address_1", "address_2", "suburb", "postcode", "state")


@dataclass(frozen=True, slots=True)
class Rates:
    """What a file teaches about itself: how often names and dates of one person differ, and how many pairs in one
    household there are for each pair that is one person."""

    given_name: float = 0.002
    date_of_birth: float = 0.002
    twins: float = 0.1
    namesakes: float = 0.03
    others: float = 1.0


@dataclass(slots=True)
class Weighed:
    """Pairs of rows with their levels by field and the parts of their scores."""

    first: Numbers
    second: Numbers
    levels: dict[str, Levels]
    parts: dict[str, Points]

    @property
    def score(self) -> Points:
        return np.sum(list(self.parts.values()), axis=0)

    def only(self, rows: NDArray[np.bool_] | Numbers) -> "Weighed":
        """Return some of the pairs."""
        return Weighed(
            self.first[rows], self.second[rows],
            {name: levels[rows] for name, levels in self.levels.items()},
            {name: points[rows] for name, points in self.parts.items()},
        )  # fmt: skip


class Scales:
    """Weighs pairs of the same records; made once for each file.

    `counts` says how many people of a larger pool of `size` share the first record's value of a field.
    """

    def __init__(self, columns: Mapping[str, Column], size: int, counts: Mapping[str, int] | None = None) -> None:
        self.columns, self.size = columns, size
        self.fields = [name for name in SAME if columns[name].used]
        self.shares = {name: _shares(columns[name], name, size, (counts or {}).get(name)) for name in self.fields}

    def weigh(self, first: Numbers, second: Numbers, rates: Rates) -> Weighed:
        """Compare and weigh these pairs of rows."""
        levels = {name: compare(self.columns, name, first, second) for name in self.fields}
        return self.reweigh(Weighed(first, second, levels, {}), rates)

    def reweigh(self, pairs: Weighed, rates: Rates) -> Weighed:
        """Weigh pairs anew whose levels are known already."""
        first, second, levels = pairs.first, pairs.second, pairs.levels
        parts = {"pool": np.full(len(first), -float(np.log2(max(self.size, SMALLEST_POOL))))}
        for name in self.fields:
            parts[name] = self._points(name, levels[name], first, rates)
        if "email" in parts:
            parts["email"] = self._mail(parts["email"], levels["email"], first)
        if "suburb" in parts and "postcode" in parts:
            told = (levels["suburb"] == EQUAL) & (levels["postcode"] == EQUAL)
            parts["postcode"] = np.where(told, np.minimum(parts["postcode"], _POSTCODE_OF_SUBURB), parts["postcode"])
        names = self._confused("given_name", "surname", parts, first, second, rates)
        self._confused("address_1", "address_2", parts, first, second, rates)
        self._moved(parts)
        if self.columns["generation"].used:
            other = compare(self.columns, "generation", first, second) == DIFFERENT
            parts["generation"] = np.where(other, _OTHER_GENERATION, 0.0)
        parts["household"] = self._household(levels, parts, names, rates)
        return Weighed(first, second, levels, parts)

    def _points(self, name: str, levels: Levels, first: Numbers, rates: Rates, other: str = "") -> Points:
        same = dict(SAME[name])
        if name in {"given_name", "date_of_birth"}:
            same[DIFFERENT] = getattr(rates, name)
        table = np.zeros(6)
        for level, share in same.items():
            if level != EQUAL:
                table[level] = np.log2(share / STRANGERS[name][level])
        points = table[levels]
        equal = levels == EQUAL
        numbers = self.columns[name].numbers[first[equal]]
        points[equal] = np.log2(same[EQUAL] / self.shares[name][numbers])
        return points

    def _mail(self, points: Points, levels: Levels, first: Numbers) -> Points:
        mails, given = self.columns["email"], self.columns["given_name"]
        capped = points.copy()
        for row in np.flatnonzero(levels == EQUAL):
            local = mails.pool.values[mails.numbers[first[row]]].partition("@")[0]
            number = given.numbers[first[row]]
            own = number >= 0 and len(given.pool.compact[number]) > 2 and given.pool.compact[number] in local
            capped[row] = min(points[row], _MAIL_OF_ONE if own else _MAIL_OF_ANYBODY)
        return capped

    def _confused(
        self, one: str, two: str, parts: dict[str, Points], first: Numbers, second: Numbers, rates: Rates
    ) -> NDArray[np.bool_]:
        """Count two fields crosswise where that fits better; return where both do."""
        if one not in parts or two not in parts:
            return np.zeros(len(first), np.bool_)
        straight = parts[one] + parts[two]
        there, back = (compare(self.columns, a, first, second, b) for a, b in ((one, two), (two, one)))
        fits = ((there > MISSING) & (there < DIFFERENT)) | ((back > MISSING) & (back < DIFFERENT))
        crosswise = self._points(one, there, first, rates) + self._points(two, back, first, rates) + np.log2(_SWAPPED)
        better = fits & (crosswise > straight)
        parts[f"{one}:swapped"] = np.where(better, crosswise, 0.0)
        parts[one], parts[two] = np.where(better, 0.0, parts[one]), np.where(better, 0.0, parts[two])
        return better & (there != DIFFERENT) & (back != DIFFERENT)

    def _moved(self, parts: dict[str, Points]) -> None:
        """People move: an address that differs as a whole counts once, not once for each of its lines."""
        address = [parts[name] for name in (*_ADDRESS, "address_1:swapped") if name in parts]
        if address:
            parts["moved"] = np.maximum(0.0, np.log2(_MOVED) - np.sum(address, axis=0))

    def _household(
        self, levels: dict[str, Levels], parts: dict[str, Points], swapped: NDArray[np.bool_], rates: Rates
    ) -> Points:
        """Take back what a household shares: surname and address tell nobody from a twin or a son."""
        strangers = np.sum(list(parts.values()), axis=0)
        ways = []
        for kind, tables in HOUSEHOLD.items():
            way = np.full(len(strangers), np.log2(getattr(rates, kind)))
            for name, among in tables.items():
                if name not in levels:
                    continue
                same = dict(SAME[name]) | {DIFFERENT: getattr(rates, name)}
                table = np.zeros(6)
                for level, share in among.items():
                    table[level] = np.log2(share / same[level])
                way += (
                    np.where(swapped, table[EQUAL], table[levels[name]])
                    if name == "given_name"
                    else table[levels[name]]
                )
            ways.append(way)
        apart = np.logaddexp2.reduce(ways)
        for name in ("link", "generation"):
            if name in parts:
                apart -= parts[name]
        # Every way to be two people, added as likelihoods: -log2(2^-strangers + 2^apart).
        return -np.logaddexp2(-strangers, apart) - strangers


def _shares(column: Column, name: str, size: int, counted: int | None) -> Points:
    """Return the share of people with each value, not counting the two who are being compared."""
    common = _COMMON.get(name, {})
    values = column.pool.values
    assumed = np.fromiter((common.get(value, _ASSUMED[name]) for value in values), float, len(values))
    counts = column.counts if counted is None else np.full(len(values), counted)
    return (np.maximum(counts - 2, 0) + _ASSUMED_WEIGHT * assumed) / (size + _ASSUMED_WEIGHT)
