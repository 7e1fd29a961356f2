"""Makes records of invented people, and spoilt copies of some of them, in the manner of FEBRL's generator."""

import random
import string
from collections.abc import Callable
from itertools import accumulate

from kretslop.talent.duplicates.names import COMMON_GIVEN, COMMON_SURNAMES, SHORT_FORMS

COLUMNS = (
    "rec_id", "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
    "date_of_birth", "soc_sec_id",
)  # fmt: skip
_STARTS = "br c d f fl g gr h j k kl l m n p pr r s st t tr v w y"
_MIDDLES = "a e i o u ai ea ie oo ou"
_ENDS = "ck d ff g l ll m n nd ng r rd rt s ss t th x y ley ton man son wick field er en el"
_START, _MIDDLE, _END = (*_STARTS.split(), ""), _MIDDLES.split(), (*_ENDS.split(), "")
_KIND_WORDS = "street road avenue drive crescent court place close lane circuit terrace way"
_KINDS = _KIND_WORDS.split()
_KIND_SHORT = {"street": "st", "road": "rd", "avenue": "ave", "drive": "dr", "crescent": "cres", "court": "ct",
               "place": "pl", "terrace": "tce", "lane": "ln", "circuit": "cct"}  # fmt: skip
_STATES = {"nsw": 33, "vic": 25, "qld": 20, "wa": 10, "sa": 7, "tas": 3, "act": 1, "nt": 1}
_HEARD = (
    ("ph", "f"),
    ("c", "k"),
    ("k", "c"),
    ("y", "i"),
    ("i", "y"),
    ("ie", "ei"),
    ("s", "z"),
    ("th", "t"),
    ("ll", "l"),
)
_NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopqsdfghjklaxcvbnmz", strict=True))


class Drawn:
    """Values drawn with falling frequency, as names and streets are."""

    def __init__(self, values: list[str], flat: float, chance: random.Random) -> None:
        self.values = values
        self.chance = chance
        self.weights = list(accumulate(1 / (rank + flat) for rank in range(len(values))))

    def __call__(self) -> str:
        return self.chance.choices(self.values, cum_weights=self.weights)[0]


def _word(chance: random.Random, parts: int) -> str:
    made = "".join(chance.choice(_START) + chance.choice(_MIDDLE) for _ in range(parts)) + chance.choice(_END)
    return made if len(made) > 3 else made + chance.choice(_END) + "er"


def _words(count: int, chance: random.Random) -> list[str]:
    return list(dict.fromkeys(_word(chance, chance.choice((1, 2, 2))) for _ in range(count)))


class Region:
    """Where the invented people live, and what they are called."""

    def __init__(self, chance: random.Random, size: int) -> None:
        self.chance = chance
        self.given = Drawn([*sorted(COMMON_GIVEN), *_words(900, chance)], 20, chance)
        self.surname = Drawn([*sorted(COMMON_SURNAMES), *_words(min(4000 + size // 10, 20_000), chance)], 30, chance)
        streets = [f"{word} {chance.choice(_KINDS)}" for word in _words(min(3000 + size // 10, 15_000), chance)]
        self.street = Drawn(streets, 100, chance)
        houses = [f"{word} {chance.choice(('park', 'village', 'lodge', ''))}".strip() for word in _words(2500, chance)]
        self.house = Drawn([*houses, *(f"unit {number}" for number in range(40))], 60, chance)
        self.suburb = Drawn([" ".join(_words(chance.choice((1, 1, 2)), chance)) for _ in range(1500)], 80, chance)
        self.postcode = Drawn([str(n) for n in chance.sample(range(2000, 7000), 1200)], 80, chance)
        self.state = Drawn(list(_STATES), 0.6, chance)
        self.number = Drawn([str(n) for n in range(1, 400)], 4, chance)

    def date(self) -> str:
        return f"{self.chance.randint(1920, 2004)}{self.chance.randint(1, 12):02}{self.chance.randint(1, 28):02}"

    def person(self) -> dict[str, str]:
        """Return one person; about one field in twenty is empty from the beginning."""
        made = {name: draw() for name, draw in self.draws().items()}
        for name, empty in (("given_name", 0.03), ("street_number", 0.04), ("address_2", 0.1), ("date_of_birth", 0.03)):
            if self.chance.random() < empty:
                made[name] = ""
        return made

    def draws(self) -> dict[str, Callable[[], str]]:
        return {
            "given_name": self.given, "surname": self.surname, "street_number": self.number, "address_1": self.street,
            "address_2": self.house, "suburb": self.suburb, "postcode": self.postcode, "state": self.state,
            "date_of_birth": self.date, "soc_sec_id": lambda: str(self.chance.randint(1_000_000, 9_999_999)),
        }  # fmt: skip


def people(
    *, originals: int, copies: int, most_copies: int = 1, most_changes: int = 4, seed: int
) -> list[dict[str, str]]:
    """Return records in random order; copies of `rec-7-org` are called `rec-7-dup-0` and so on."""
    chance = random.Random(seed)
    region = Region(chance, originals)
    made = [{"rec_id": f"rec-{number}-org"} | region.person() for number in range(originals)]
    counts: dict[int, int] = {}
    found = []
    while len(found) < copies:
        number = chance.randrange(originals)
        of_this = counts.get(number, 0)
        # Zipf: a second copy is rarer than a first one.
        if of_this >= most_copies or chance.random() > 1 / (of_this + 1):
            continue
        for _ in range(1 if most_copies == 1 else chance.choice((1, 1, 2, 3))):
            if counts.get(number, 0) < most_copies and len(found) < copies:
                at = counts[number] = counts.get(number, 0) + 1
                found.append({**_spoilt(made[number], region, most_changes), "rec_id": f"rec-{number}-dup-{at - 1}"})
    together = [*made, *found]
    chance.shuffle(together)
    return together


def _spoilt(person: dict[str, str], region: Region, most: int) -> dict[str, str]:
    chance, copy = region.chance, dict(person)
    fields = ["given_name", "surname", "address_1", "address_2", "suburb"] * 3 + ["street_number", "postcode"] * 2
    fields += ["date_of_birth", "state", "soc_sec_id"]
    for _ in range(chance.randint(1, most)):
        field = chance.choice(fields)
        kind = chance.random()
        if kind < 0.06:
            copy[field] = ""
        elif kind < 0.12 and field not in {"soc_sec_id"}:
            copy[field] = region.draws()[field]()
        elif kind < 0.18 and field in {"given_name", "surname"}:
            copy["given_name"], copy["surname"] = copy["surname"], copy["given_name"]
        elif kind < 0.22 and field in {"address_1", "address_2"}:
            copy["address_1"], copy["address_2"] = copy["address_2"], copy["address_1"]
        elif kind < 0.27 and field == "given_name":
            copy[field] = _short_form(copy[field], chance)
        elif kind < 0.32 and field == "address_1":
            street, _, last = copy[field].rpartition(" ")
            copy[field] = f"{street} {_KIND_SHORT.get(last, last)}".strip()
        elif kind < 0.42 and field in {"given_name", "surname", "suburb"}:
            written, heard = chance.choice(_HEARD)
            copy[field] = copy[field].replace(written, heard, 1)
        else:
            for _ in range(chance.choice((1, 1, 2))):
                copy[field] = _slip(copy[field], chance)
    return copy


def _short_form(name: str, chance: random.Random) -> str:
    lines = [line.split() for line in SHORT_FORMS.strip().splitlines() if name in line.split()]
    return chance.choice(chance.choice(lines)) if lines else name


def _slip(text: str, chance: random.Random) -> str:
    """Return the text with a letter too many, too few, another one, two changed round, or a space."""
    if len(text) < 2:
        return text
    at = chance.randrange(len(text) - 1)
    other = chance.choice(string.digits) if text[at].isdigit() else _NEIGHBOURS.get(text[at], "e")
    return chance.choice((
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :] if text[at].isdigit() else text[:at] + text[at + 1 :],
        text[:at] + other + text[at + 1 :],
        text[:at] + other + text[at + 1 :] if text[at].isdigit() else text[:at] + other + text[at:],
        text[:at] + other + text[at + 1 :] if text[at].isdigit() else text[:at] + " " + text[at:],
    ))  # fmt: skip
