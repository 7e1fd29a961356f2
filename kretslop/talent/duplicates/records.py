"""One record to compare, and its columns as numbers: equal numbers, equal values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kretslop.talent.duplicates import folding
from kretslop.talent.duplicates.names import FORMS, KNOWN_GIVEN

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Record:
    """One person as somebody typed them; every field may be empty."""

    id: str
    given_name: str = ""
    surname: str = ""
    street_number: str = ""
    address_1: str = ""
    address_2: str = ""
    suburb: str = ""
    postcode: str = ""
    state: str = ""
    date_of_birth: str = ""
    email: str = ""
    phone: str = ""
    link: str = ""


#: What is compared, in the order in which reasons are given. A social security number is not among them.
FIELDS = (
    "given_name", "surname", "date_of_birth", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
    "email", "phone", "link",
)  # fmt: skip

_FOLDED: dict[str, Callable[[str], str]] = {
    "given_name": folding.name,
    "surname": folding.name,
    "date_of_birth": folding.birth,
    "street_number": folding.fold,
    "address_1": folding.street,
    "address_2": folding.street,
    "suburb": folding.fold,
    "postcode": folding.fold,
    "state": folding.fold,
    "email": folding.mail,
    "phone": folding.phone,
    "link": folding.link,
}


class Pool:
    """The values of a field, each once, and what comparing asks of them again and again."""

    def __init__(self, values: list[str]) -> None:
        self.values = values

    @cached_property
    def compact(self) -> NDArray[np.object_]:
        """The values without spaces: Mc Phail is McPhail."""
        return np.array([value.replace(" ", "") for value in self.values], dtype=object)

    @cached_property
    def lengths(self) -> Numbers:
        return np.fromiter((len(value) for value in self.compact), np.int64, count=len(self.values))

    @cached_property
    def telling_lengths(self) -> Numbers:
        return np.fromiter((folding.telling_length(value) for value in self.values), np.int64, count=len(self.values))

    @cached_property
    def sounds(self) -> Numbers:
        """How each value sounds, as a number."""
        known: dict[str, int] = {}
        heard = (folding.sound(value) for value in self.values)
        return np.fromiter((known.setdefault(sound, len(known)) for sound in heard), np.int64, count=len(self.values))

    @cached_property
    def has_forms(self) -> NDArray[np.bool_]:
        return np.fromiter((value in FORMS for value in self.values), np.bool_, count=len(self.values))

    @cached_property
    def is_known(self) -> NDArray[np.bool_]:
        return np.fromiter((value in KNOWN_GIVEN for value in self.values), np.bool_, count=len(self.values))

    @cached_property
    def has_parts(self) -> NDArray[np.bool_]:
        """Several words, or an initial."""
        return np.fromiter((" " in value or len(value) == 1 for value in self.values), np.bool_, len(self.values))


@dataclass(frozen=True, slots=True)
class Column:
    """One field of all records: each one's number (-1 where it is empty), and how often each value stands there.

    Fields that people confuse (given name and surname, the two lines of an address) share a pool, so that a value keeps
    its number when it stands in the wrong one.
    """

    numbers: Numbers
    pool: Pool
    counts: Numbers

    @property
    def used(self) -> bool:
        return bool(self.counts.any())


_START = 4
_CONFUSED = (("given_name", "surname"), ("address_1", "address_2"))


def columns(records: Sequence[Record]) -> dict[str, Column]:
    """Return every field's column, folded, and those that help: how names sound, junior or senior."""
    folded = {field: [_FOLDED[field](getattr(record, field)) for record in records] for field in FIELDS}
    _part_numbers(records, folded)
    for field in ("given_name", "surname", "address_1", "address_2", "suburb"):
        folded[f"{field}:sound"] = [folding.sound(text) for text in folded[field]]
    for field in ("given_name", "surname", "address_1", "suburb"):
        folded[f"{field}:start"] = [text[:_START] for text in folded[f"{field}:sound"]]
    folded["birthday"] = [text[4:8] for text in folded["date_of_birth"]]
    folded["generation"] = [folding.generation(f"{record.given_name} {record.surname}") for record in records]
    found: dict[str, Column] = {}
    for one, two in _CONFUSED:
        for kind in ("", ":sound"):
            found |= _numbered({one + kind: folded.pop(one + kind), two + kind: folded.pop(two + kind)})
    for field, texts in folded.items():
        found |= _numbered({field: texts})
    return found


def _numbered(fields: dict[str, list[str]]) -> dict[str, Column]:
    """Return the columns of fields whose values are numbered together."""
    known: dict[str, int] = {}
    numbers = {
        field: np.fromiter(
            (known.setdefault(text, len(known)) if text else -1 for text in texts), np.int64, count=len(texts)
        )
        for field, texts in fields.items()
    }
    pool = Pool(list(known))
    return {
        field: Column(codes, pool, np.bincount(codes[codes >= 0], minlength=len(known)))
        for field, codes in numbers.items()
    }


def _part_numbers(records: Sequence[Record], folded: dict[str, list[str]]) -> None:
    """Take the house number out of a street that holds it, where the number's own field is empty."""
    for row, record in enumerate(records):
        if record.address_1 and not folded["street_number"][row]:
            street, number = folding.street_and_number(record.address_1)
            if number:
                folded["street_number"][row], folded["address_1"][row] = number, folding.street(street)
