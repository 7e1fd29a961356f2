"""How alike two values of a field are, for many pairs at once, as one of a few levels."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from kretslop.talent.duplicates.names import FORMS
from kretslop.talent.duplicates.records import Column, Numbers, Pool

Levels = NDArray[np.int8]

#: One of the two is empty · the same · sounds the same or a short form · a slip of the keys · a part · different.
MISSING, EQUAL, ALIKE, TYPO, PART, DIFFERENT = range(6)
LEVELS = ("missing", "equal", "alike", "typo", "part", "different")
#: These are the same or they are not: a slip in an address leads to somebody else.
_EXACT = {"email", "phone", "link", "generation"}
#: How much of a word may be mistyped before it is another word.
_SLIPS = 0.34
_VERY_ALIKE = 0.9


def compare(columns: Mapping[str, Column], field: str, first: Numbers, second: Numbers, other: str = "") -> Levels:
    """Return the level of each pair of rows; with `other`, the first row's `field` against the second row's `other`."""
    column, opposite = columns[field], columns[other or field]
    one, two = column.numbers[first], opposite.numbers[second]
    levels = np.full(len(one), DIFFERENT, np.int8)
    levels[one == two] = EQUAL
    levels[(one < 0) | (two < 0)] = MISSING
    unlike = np.flatnonzero(levels == DIFFERENT)
    if len(unlike) and field not in _EXACT:
        levels[unlike] = _JUDGES[field](column.pool, one[unlike], two[unlike])
    return levels


def _distances(pool: Pool, one: Numbers, two: Numbers) -> NDArray[np.uint8]:
    texts = pool.compact
    return cpdist(texts[one].tolist(), texts[two].tolist(), scorer=OSA.distance, dtype=np.uint8, workers=-1)


def _slips(distances: NDArray[np.uint8], lengths: Numbers) -> NDArray[np.bool_]:
    return (lengths >= 2) & (distances <= np.maximum(1, (lengths * _SLIPS).astype(np.int64)))


def _names(pool: Pool, one: Numbers, two: Numbers) -> Levels:
    levels = np.full(len(one), DIFFERENT, np.int8)
    texts = pool.compact
    near = cpdist(texts[one].tolist(), texts[two].tolist(), scorer=JaroWinkler.similarity, dtype=np.float32, workers=-1)
    longest = np.maximum(pool.lengths[one], pool.lengths[two])
    levels[_slips(_distances(pool, one, two), longest) | (near >= _VERY_ALIKE)] = TYPO
    # Ola and Ole are a letter apart and two people: a slip does not lead from one known name to another.
    levels[(levels == TYPO) & pool.is_known[one] & pool.is_known[two]] = DIFFERENT
    for row in np.flatnonzero((pool.has_parts[one] | pool.has_parts[two]) & (levels == DIFFERENT)):
        levels[row] = _part(pool.values[one[row]], pool.values[two[row]])
    levels[pool.sounds[one] == pool.sounds[two]] = ALIKE
    for row in np.flatnonzero(pool.has_forms[one] & pool.has_forms[two] & (levels != ALIKE)):
        if FORMS[pool.values[one[row]]] & FORMS[pool.values[two[row]]]:
            levels[row] = ALIKE
    return levels


def _part(one: str, two: str) -> int:
    """Return PART for Anna and Anna Maria, MISSING for an initial that fits: it says nothing, DIFFERENT otherwise."""
    short, long = sorted((one, two), key=len)
    if len(short) == 1:
        return MISSING if long.startswith(short) else DIFFERENT
    words, others = short.split(), long.split()
    return PART if len(others) > len(words) and set(words) <= set(others) else DIFFERENT


def _streets(pool: Pool, one: Numbers, two: Numbers) -> Levels:
    return _worded(pool, one, two, pool.telling_lengths)


def _words(pool: Pool, one: Numbers, two: Numbers) -> Levels:
    return _worded(pool, one, two, pool.lengths)


def _worded(pool: Pool, one: Numbers, two: Numbers, lengths: Numbers) -> Levels:
    levels = np.full(len(one), DIFFERENT, np.int8)
    levels[_slips(_distances(pool, one, two), np.maximum(lengths[one], lengths[two]))] = TYPO
    levels[pool.sounds[one] == pool.sounds[two]] = TYPO
    return levels


def _digits(pool: Pool, one: Numbers, two: Numbers) -> Levels:
    levels = np.full(len(one), DIFFERENT, np.int8)
    levels[(_distances(pool, one, two) <= 1) & (np.maximum(pool.lengths[one], pool.lengths[two]) >= 2)] = TYPO
    return levels


def _dates(pool: Pool, one: Numbers, two: Numbers) -> Levels:
    distances = _distances(pool, one, two)
    levels = np.full(len(one), DIFFERENT, np.int8)
    levels[distances <= 2] = PART
    levels[distances <= 1] = TYPO
    for row in np.flatnonzero((distances > 1) & (distances <= 4)):
        a, b = pool.values[one[row]], pool.values[two[row]]
        if len(a) == len(b) == 8:
            if a[:4] == b[:4] and a[4:6] == b[6:] and a[6:] == b[4:6]:
                levels[row] = TYPO
            elif a[4:] == b[4:] or a[:6] == b[:6]:
                levels[row] = PART
    return levels


_JUDGES: dict[str, Callable[[Pool, Numbers, Numbers], Levels]] = {
    "given_name": _names,
    "surname": _names,
    "date_of_birth": _dates,
    "street_number": _digits,
    "address_1": _streets,
    "address_2": _streets,
    "suburb": _words,
    "postcode": _digits,
    "state": _digits,
}
