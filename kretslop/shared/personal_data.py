"""How a model declares which of its columns are about a person, why they are kept and for how long."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["identity", "contact", "profile", "words", "household", "fairness", "decision", "trace", "technical"]
Basis = Literal["consent", "agreement", "legal_obligation", "legitimate_interest"]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One column's entry in the inventory (GDPR article 30).

    kind: what sort of data it is; purpose: why it is kept, one short English clause; basis: GDPR article 6;
    keep: how long, in words; export: whether the person's own copy holds it.
    """

    kind: Kind
    purpose: str
    basis: Basis = "consent"
    keep: str = "while in the pool, at most 12 months after the last sign-in"
    export: bool = True
