"""Which pairs are worth a look: those that share enough to be worth comparing, never all with all."""

from collections.abc import Mapping

import numpy as np

from kretslop.talent.duplicates.records import Column, Numbers

#: Two records are compared when all fields of one of these agree; words by their sound or its start.
KEYS: tuple[tuple[str, ...], ...] = (
    ("date_of_birth",), ("email",), ("phone",), ("link",),
    ("surname:sound", "address_1:sound"), ("surname:sound", "address_2:sound"), ("surname:sound", "suburb:sound"),
    ("surname:sound", "postcode"), ("surname:sound", "street_number"),
    ("given_name:sound", "address_1:sound"), ("given_name:sound", "address_2:sound"),
    ("given_name:sound", "suburb:sound"), ("given_name:sound", "postcode"), ("given_name:sound", "street_number"),
    ("address_1:sound", "street_number"), ("address_1:sound", "address_2:sound"), ("address_1:sound", "suburb:sound"),
    ("address_1:sound", "postcode"), ("address_2:sound", "suburb:sound"), ("address_2:sound", "postcode"),
    ("address_2:sound", "street_number"), ("street_number", "postcode"), ("street_number", "suburb:sound"),
    ("given_name:start", "surname:start"), ("given_name:start", "address_1:start"), ("given_name:start", "postcode"),
    ("surname:start", "address_1:start"), ("surname:start", "postcode"), ("surname:start", "suburb:start"),
    ("address_1:start", "suburb:start"), ("address_1:start", "postcode"), ("given_name:start", "birthday"),
    ("surname:start", "birthday"), ("postcode", "birthday"), ("street_number", "birthday"),
)  # fmt: skip
#: A block of more records than this says too little: a pair in it is found by another key, or not worth finding.
LARGEST_BLOCK = 60


def pairs(columns: Mapping[str, Column], size: int) -> tuple[Numbers, Numbers]:
    """Return the rows of all pairs to compare, each once, the earlier row first."""
    found = [_within(_key([columns[field].numbers for field in key]), size) for key in KEYS]
    found.append(_within(_both_names(columns), size))
    together = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
    return together // size, together % size


def _key(parts: list[Numbers]) -> Numbers:
    """Return one number for each row's combination, -1 where a part is missing."""
    combined = parts[0]
    for part in parts[1:]:
        missing = (combined < 0) | (part < 0)
        combined = np.where(missing, -1, combined * (int(part.max(initial=0)) + 1) + part)
    return combined


def _both_names(columns: Mapping[str, Column]) -> Numbers:
    """Return one number for a pair of names in any order: Berg Kari is a slip for Kari Berg."""
    one, two = columns["given_name:sound"].numbers, columns["surname:sound"].numbers
    missing = (one < 0) | (two < 0)
    values = len(columns["surname:sound"].pool.values)
    return np.where(missing, -1, np.minimum(one, two) * values + np.maximum(one, two))


def _within(key: Numbers, size: int) -> Numbers:
    """Return the pairs inside each block of an equal key, as one number each: first row times `size` plus second."""
    rows = np.flatnonzero(key >= 0)
    rows = rows[np.argsort(key[rows], kind="stable")]
    sorted_keys = key[rows]
    starts = np.flatnonzero(np.r_[True, sorted_keys[1:] != sorted_keys[:-1]]) if len(rows) else rows
    lengths = np.diff(np.r_[starts, len(rows)]) if len(rows) else rows
    found = []
    for length in np.unique(lengths[(lengths > 1) & (lengths <= LARGEST_BLOCK)]):
        blocks = rows[starts[lengths == length][:, None] + np.arange(length)]
        first, second = np.triu_indices(int(length), 1)
        # Rows of one key keep their order (the sort is stable), so the earlier row comes first.
        found.append((blocks[:, first] * size + blocks[:, second]).ravel())
    return np.concatenate(found) if found else np.empty(0, np.int64)
