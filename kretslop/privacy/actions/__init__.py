"""Every write about a person's rights and the clock of retention, as the verbs that people use."""

from kretslop.privacy.actions.consenting import (
    choose_purpose,
    leave_pool,
    lift_restriction,
    refuse_campaign_mail,
    restrict,
)
from kretslop.privacy.actions.erasing import erase
from kretslop.privacy.actions.keeping import change_settings, forget_mails, forget_proof, remind, run_retention
from kretslop.privacy.actions.merging import forget_merges, merge, undo_merge
from kretslop.privacy.actions.taking_over import ask_for_other_address, refuse_other_address

__all__ = [
    "ask_for_other_address",
    "change_settings",
    "choose_purpose",
    "erase",
    "forget_mails",
    "forget_merges",
    "forget_proof",
    "leave_pool",
    "lift_restriction",
    "merge",
    "refuse_campaign_mail",
    "refuse_other_address",
    "remind",
    "restrict",
    "run_retention",
    "undo_merge",
]
