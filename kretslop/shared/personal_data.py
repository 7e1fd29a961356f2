"""How a model declares which columns are about a person, why they are kept, for how long, and what erasure does."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

Kind = Literal["identity", "contact", "profile", "words", "household", "fairness", "decision", "trace", "technical"]
Basis = Literal["consent", "agreement", "legal_obligation", "legitimate_interest"]
Fate = Literal["", "erased", "proof", "counted"]

# How long, in words that `privacy.wording` translates; the months are the alliance's settings.
IN_POOL = "while in the pool, at most 12 months after the last sign-in"
PROOF = "36 months"
DRAFT = "14 days"
ASKED = "until you answer, at most 60 days after we wrote to you"
UNDO = "30 days"
EVENT = "3 years after the event"
HISTORY = "as long as the alliance keeps its history"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One column's entry in the inventory (GDPR article 30).

    kind: what sort of data it is; purpose: why it is kept, one short English clause; basis: GDPR article 6;
    keep: how long, in words; export: whether the person's own copy holds it; label: what the person's copy calls the
    column, when `privacy.wording.COLUMNS` has no word for its name.

    on_erasure: what is left of it when the person is erased. `erased`: nothing. `proof`: it stays until the months
    for proof are over: a code or a time, never words. `counted`: it stays as a figure that leads to nobody. By
    default `proof` for what is kept 36 months, `erased` for everything else.

    A row is reached through foreign keys to `talent.Candidate`. A model without one has a class method
    `of_person(person: Person) -> QuerySet`, or says in `about_others` whose data it holds. Two more attributes are
    optional: `kept_since`, the column from which months for proof count (otherwise the row's latest time), and
    `personal_label`, what the person's own copy calls these rows.
    """

    kind: Kind
    purpose: str
    basis: Basis = "consent"
    keep: str = IN_POOL
    export: bool = True
    on_erasure: Fate = ""
    label: str | Promise = ""

    @property
    def fate(self) -> Fate:
        """Return what erasure leaves: `erased`, `proof` or `counted`."""
        return self.on_erasure or ("proof" if self.keep == PROOF else "erased")


@dataclass(frozen=True, slots=True)
class Person:
    """Who is looked for where no foreign key leads: mail addresses in lower case, and `kind:ref` of their rows."""

    addresses: frozenset[str]
    subjects: frozenset[str]
