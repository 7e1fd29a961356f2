"""Every write about an event, as the verbs that people use."""

from kretslop.events.actions.attending import give_back_place, let_in, note_who_came, take_place
from kretslop.events.actions.forgetting import forget_old
from kretslop.events.actions.planning import cancel_event, change_event, invite, make_event, save_notes

__all__ = [
    "cancel_event",
    "change_event",
    "forget_old",
    "give_back_place",
    "invite",
    "let_in",
    "make_event",
    "note_who_came",
    "save_notes",
    "take_place",
]
