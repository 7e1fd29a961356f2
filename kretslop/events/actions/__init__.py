"""Every write about an event, as the verbs that people use."""

from kretslop.events.actions.attending import (
    give_back_place,
    hand_on_all,
    let_in,
    note_who_came,
    take_place,
    wait_for_place,
)
from kretslop.events.actions.forgetting import forget_old
from kretslop.events.actions.inviting import invite, invite_lot
from kretslop.events.actions.planning import cancel_event, change_event, make_event, save_notes

__all__ = [
    "cancel_event",
    "change_event",
    "forget_old",
    "give_back_place",
    "hand_on_all",
    "invite",
    "invite_lot",
    "let_in",
    "make_event",
    "note_who_came",
    "save_notes",
    "take_place",
    "wait_for_place",
]
