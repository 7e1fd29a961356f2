"""Reasons for thinking that two records are one person, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.talent.duplicates.finding import Reason

_FIELDS: dict[str, dict[str, Promise]] = {
    "given_name": {
        "equal": _("The same given name"),
        "alike": _("Given names that sound alike, or a short form"),
        "typo": _("Given names a slip apart"),
        "part": _("One given name is a part of the other"),
        "different": _("Different given names"),
        "missing": _("A given name is missing"),
    },
    "surname": {
        "equal": _("The same surname"),
        "alike": _("Surnames that sound alike"),
        "typo": _("Surnames a slip apart"),
        "part": _("One surname is a part of the other"),
        "different": _("Different surnames"),
        "missing": _("A surname is missing"),
    },
    "date_of_birth": {
        "equal": _("The same date of birth"),
        "typo": _("Dates of birth a slip apart"),
        "part": _("Dates of birth partly the same"),
        "different": _("Different dates of birth"),
    },
    "street_number": {
        "equal": _("The same house number"),
        "typo": _("House numbers a slip apart"),
        "different": _("Different house numbers"),
    },
    "address_1": {
        "equal": _("The same street"),
        "typo": _("Streets a slip apart"),
        "different": _("Different streets"),
    },
    "address_2": {
        "equal": _("The same second line of the address"),
        "typo": _("Second lines of the address a slip apart"),
        "different": _("Different second lines of the address"),
    },
    "suburb": {
        "equal": _("The same place"),
        "typo": _("Places a slip apart"),
        "different": _("Different places"),
    },
    "postcode": {
        "equal": _("The same postcode"),
        "typo": _("Postcodes a slip apart"),
        "different": _("Different postcodes"),
    },
    "state": {
        "equal": _("The same state or country"),
        "typo": _("States or countries a slip apart"),
        "different": _("Different states or countries"),
    },
    "email": {
        "equal": _("The same mail address, which households and agencies may share"),
        "different": _("Different mail addresses"),
    },
    "phone": {"equal": _("The same telephone number"), "different": _("Different telephone numbers")},
    "link": {"equal": _("The same link"), "different": _("Different links")},
}
_OTHERS: dict[str, Promise] = {
    "pool": _("Two people picked at random are hardly ever the same"),
    "given_name:swapped": _("Given name and surname stand in each other's place"),
    "address_1:swapped": _("The two lines of the address stand in each other's place"),
    "moved": _("People move: an address that differs as a whole counts once"),
    "generation": _("One is junior, the other senior"),
    "household": _("People of one household share surname and address, and twins a birthday"),
    "third": _("Both are the same as a third record"),
}


def reason(of: Reason) -> str:
    """Return what was found, in words."""
    if of.about in _OTHERS:
        return str(_OTHERS[of.about])
    return str(_FIELDS[of.about][of.found])
