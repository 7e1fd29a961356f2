"""The inventory, the ledger and the clock of retention in words, for pages, PDF and the notice alike."""

from kretslop.privacy.wording.columns import COLUMNS, column_words
from kretslop.privacy.wording.states import (
    LEDGER,
    STEPS,
    WHY,
    consent_words,
    setting_problem,
    step_words,
)
from kretslop.privacy.wording.tables import BASES, KINDS, TABLES, Line, collected, kept_words, table_words

__all__ = [
    "BASES",
    "COLUMNS",
    "KINDS",
    "LEDGER",
    "STEPS",
    "TABLES",
    "WHY",
    "Line",
    "collected",
    "column_words",
    "consent_words",
    "kept_words",
    "setting_problem",
    "step_words",
    "table_words",
]
