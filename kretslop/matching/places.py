"""The places that criteria and people name: codes without accents, with the names as people write them."""

import re
import unicodedata

# Municipalities and towns around the Oslofjord and inland; a place that is not here gets a code from its name.
NAMES = {
    "oslo": "Oslo",
    "baerum": "Bærum",
    "asker": "Asker",
    "drammen": "Drammen",
    "fredrikstad": "Fredrikstad",
    "gardermoen": "Gardermoen",
    "gjovik": "Gjøvik",
    "halden": "Halden",
    "hamar": "Hamar",
    "honefoss": "Hønefoss",
    "horten": "Horten",
    "kongsberg": "Kongsberg",
    "lillehammer": "Lillehammer",
    "lillestrom": "Lillestrøm",
    "lorenskog": "Lørenskog",
    "moss": "Moss",
    "nordre-follo": "Nordre Follo",
    "sarpsborg": "Sarpsborg",
    "tonsberg": "Tønsberg",
}
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ß": "ss", "ł": "l"})


def code_of(name: str) -> str:
    """The code of a place as people write it ("Bærum", "nordre follo"); "" when there is no letter in it."""
    plain = unicodedata.normalize("NFKD", name.strip().casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:80]


def name_of(code: str) -> str:
    """The name of a place by its code; one that is not listed is shown as its code, with capitals."""
    return NAMES.get(code) or code.replace("-", " ").title()
