"""Fees, lines, value added tax and what is owed: whole øre in, whole øre out."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from kretslop.employers.rules import HOME, SIZES, org_number_problem

FREE, BY_SIZE = "free", "by_size"
BASES = (FREE, BY_SIZE)
#: Whether value added tax is added. `outside`: the contribution is no turnover, or the sender is not registered.
STANDARD, OUTSIDE = "standard", "outside"
VATS = (STANDARD, OUTSIDE)

OFFERED, ORDERED, DECLINED, TAKEN_BACK = "offered", "ordered", "declined", "taken_back"
ORDER_STATES = (OFFERED, ORDERED, DECLINED, TAKEN_BACK)
ORDER_MOVES: dict[str, dict[str, str]] = {
    OFFERED: {"order": ORDERED, "decline": DECLINED, "take_back": TAKEN_BACK},
    ORDERED: {},
    DECLINED: {},
    TAKEN_BACK: {},
}

INVOICE, CREDIT = "invoice", "credit"
#: What a line is for; the words are written when the invoice is.
BASE, ADD_ON, HIRE = "base", "add_on", "hire"
OPEN, OVERDUE, PAID, CREDITED = "open", "overdue", "paid", "credited"
INVOICE_STATES = (OPEN, OVERDUE, PAID, CREDITED)

OFFER_DAYS, PAY_DAYS = 30, 14
#: Working days after the due date at which a reminder leaves. Nothing is added: it is a reminder, not a claim.
REMIND_AFTER = (3, 13)
MOST_ADD_ONS, MOST_ORE = 4, 100_000_000
#: Fewer employers than this are never compared with: their figures would name them.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class AddOn:
    """Something extra that an employer may order; `ore` is its price without value added tax."""

    code: str
    name: str
    ore: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The fee model of a campaign (R11), as it was when it was offered. Amounts are øre without value added tax.

    alliance_share: how many per cent of the contribution by size the alliance pays; add-ons and hires are the
    employer's own.
    """

    base: str = FREE
    by_size: Mapping[str, int] | None = None
    per_hire: int = 0
    alliance_share: int = 0
    vat: str = STANDARD
    add_ons: tuple[AddOn, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return {**asdict(self), "by_size": dict(self.by_size or {}), "add_ons": [asdict(each) for each in self.add_ons]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Terms":
        """Return the terms that were kept."""
        return cls(**{**kept, "add_ons": tuple(AddOn(**each) for each in kept.get("add_ons", ()))})

    @property
    def costs_something(self) -> bool:
        """True when an employer may have to pay anything at all."""
        return self.base == BY_SIZE or bool(self.per_hire) or bool(self.add_ons)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order or invoice: `quantity` times `unit_ore`, less what the alliance pays."""

    code: str
    words: str
    quantity: int
    unit_ore: int
    alliance_share: int = 0

    @property
    def gross_ore(self) -> int:
        return self.quantity * self.unit_ore

    @property
    def alliance_ore(self) -> int:
        return rounded(Decimal(self.gross_ore) * self.alliance_share / 100)

    @property
    def net_ore(self) -> int:
        return self.gross_ore - self.alliance_ore


class Totals(NamedTuple):
    """What an invoice comes to, in øre; `percent` is None outside value added tax."""

    net: int
    vat: int
    total: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whom an invoice is for: name, address and number as they stand in the register, and its own references."""

    name: str
    org_number: str
    street: str
    postcode: str
    city: str
    country: str
    email: str
    reference: str
    order_number: str = ""


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sends an invoice: the alliance, with the bank account that takes the money."""

    name: str
    org_number: str
    street: str
    postcode: str
    city: str
    email: str
    account: str
    vat_registered: bool
    in_business_register: bool


def wrong_buyer(buyer: Buyer) -> tuple[str, str] | None:
    """Return the first field that is wrong, with a code, or None.

    A Norwegian buyer has a number with a true control digit; others may have any, or none.
    """
    for name in ("name", "street", "postcode", "city", "country", "email", "reference"):
        if not getattr(buyer, name).strip():
            return name, "required"
    if len(buyer.country) != 2 or not (buyer.country.isascii() and buyer.country.isupper()):
        return "country", "unknown"
    if buyer.country == HOME:
        return None if is_norwegian_number(buyer.org_number) else ("org_number", "org_number_wrong")
    return ("org_number", "unknown") if org_number_problem(buyer.org_number, buyer.country) else None


def wrong_seller(seller: Seller) -> tuple[str, str] | None:
    """Return the first field that is wrong, with a code, or None."""
    for name in ("name", "street", "postcode", "city", "email"):
        if not getattr(seller, name).strip():
            return name, "required"
    if not is_norwegian_number(seller.org_number):
        return "org_number", "org_number_wrong"
    return None if is_account(seller.account) else ("account", "account_wrong")


def rounded(ore: Decimal) -> int:
    """Return whole øre, halves away from zero.

    EN 16931 (BR-DEC) allows two decimals in every amount; halves go up as in commercial rounding.
    """
    return int(ore.quantize(Decimal(1), ROUND_HALF_UP))


def wrong_terms(terms: Terms) -> str | None:
    """Return the field that cannot be, or None."""
    amounts = [*(terms.by_size or {}).values(), terms.per_hire, *(each.ore for each in terms.add_ons)]
    if terms.base not in BASES:
        return "base"
    if terms.base == BY_SIZE and set(terms.by_size or {}) != set(SIZES):
        return "by_size"
    if terms.vat not in VATS:
        return "vat"
    if not 0 <= terms.alliance_share <= 100:
        return "alliance_share"
    if len(terms.add_ons) > MOST_ADD_ONS or len({each.code for each in terms.add_ons}) < len(terms.add_ons):
        return "add_ons"
    if any(not each.name.strip() or not each.ore for each in terms.add_ons):
        return "add_ons"
    return "amounts" if any(not 0 <= each <= MOST_ORE for each in amounts) else None


def order_lines(terms: Terms, size: str, chosen: Iterable[str]) -> tuple[Line, ...]:
    """Return what an employer of this size orders, without hires; a line of nothing is left out.

    ValueError for a size or an add-on that the terms do not know. The words of the base line come later.
    """
    chosen = list(chosen)
    lines = []
    if terms.base == BY_SIZE:
        price = (terms.by_size or {}).get(size)
        if price is None:
            raise ValueError("size")
        lines.append(Line(BASE, "", 1, price, terms.alliance_share))
    known = {each.code for each in terms.add_ons}
    if set(chosen) - known:
        raise ValueError("add_ons")
    lines += [Line(f"{ADD_ON}:{each.code}", each.name, 1, each.ore) for each in terms.add_ons if each.code in chosen]
    return tuple(line for line in lines if line.gross_ore)


def hire_lines(terms: Terms, titles: Sequence[str]) -> tuple[Line, ...]:
    """Return one line for each hire, named by the wanted profile and never by the person."""
    return tuple(Line(HIRE, title, 1, terms.per_hire) for title in titles) if terms.per_hire else ()


@lru_cache(maxsize=1)
def _rates() -> list[tuple[date, Decimal]]:
    kept = tomllib.loads((Path(__file__).parent / "data" / "vat.toml").read_text(encoding="utf-8"))
    return sorted((each["from"], Decimal(each["percent"])) for each in kept["rate"])


def vat_percent(on: date) -> Decimal:
    """Return the general rate in force on a day (data/vat.toml); ValueError before the first one that is known."""
    found = [percent for since, percent in _rates() if since <= on]
    if not found:
        raise ValueError("no rate is known for that day")
    return found[-1]


def totals(lines: Iterable[Line], *, vat: str, on: date) -> Totals:
    """Return what the lines come to.

    Tax is worked out once on the sum of a rate's lines, never line by line (EN 16931 BR-CO-17, BR-S-09): the one way in
    which the parts of an invoice add up.
    """
    net = sum(line.net_ore for line in lines)
    if vat == OUTSIDE:
        return Totals(net, 0, net, None)
    percent = vat_percent(on)
    tax = rounded(Decimal(net) * percent / 100)
    return Totals(net, tax, net + tax, percent)


def state_of(*, total: int, paid: int, credited: int, due_on: date, today: date) -> str:
    """Return how an invoice stands; it is overdue from the day after the due date."""
    if credited >= total:
        return CREDITED
    if paid + credited >= total:
        return PAID
    return OVERDUE if due_on < today else OPEN


def reminder_due(*, working_days_late: int, sent: int) -> bool:
    """True when the next reminder should leave; after the last one a person takes over."""
    return sent < len(REMIND_AFTER) and working_days_late >= REMIND_AFTER[sent]


def is_norwegian_number(number: str) -> bool:
    """True for nine digits with the control digit of the Norwegian register of legal entities."""
    return bool(number) and not org_number_problem(number, HOME)


_ACCOUNT_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_account(number: str) -> bool:
    """True for a Norwegian bank account: eleven digits, the last of which checks the first ten, modulus 11."""
    if not re.fullmatch(r"[0-9]{11}", number):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(number, _ACCOUNT_WEIGHTS, strict=False)) % 11
    return rest != 1 and number[10] == str(-rest % 11)


class Got(NamedTuple):
    """What one employer got out of a campaign and paid for it; `spent` is øre without value added tax."""

    group: str
    introductions: int
    hires: int
    spent: int


class Share(NamedTuple):
    """What employers of a group got, as medians; `group` "" is everybody."""

    group: str
    employers: int
    introductions: float
    hires: float
    spent: float


def fair_share(rows: Sequence[Got]) -> tuple[Share, ...]:
    """Return medians of each group of at least `FEWEST` employers; the smaller ones are put together.

    When what was put together is still too small, only everybody together is shown: nothing can then be worked out
    from a difference. Nothing at all is shown of fewer than `FEWEST` employers.
    """
    if len(rows) < FEWEST:
        return ()
    groups: dict[str, list[Got]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    small = [row for group in groups.values() if len(group) < FEWEST for row in group]
    large = {name: group for name, group in groups.items() if len(group) >= FEWEST}
    if 0 < len(small) < FEWEST or not large:
        return (_share("", rows),)
    parts = [_share(name, group) for name, group in large.items()]
    return (*parts, _share("others", small)) if small else tuple(parts)


def _share(name: str, rows: Sequence[Got]) -> Share:
    return Share(
        name,
        len(rows),
        _middle([row.introductions for row in rows]),
        _middle([row.hires for row in rows]),
        _middle([row.spent for row in rows]),
    )


def _middle(values: list[int]) -> float:
    """Return the median, without a decimal that says nothing: 8, not 8.0."""
    found = median(values)
    return int(found) if found == int(found) else found


def with_words(line: Line, words: str) -> Line:
    """Return the line as it is called on the invoice."""
    return replace(line, words=words)
