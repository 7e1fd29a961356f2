"""Every write about imports: take a file, settle its columns, check, bring in, ask, undo, forget."""

from kretslop.importing.actions.answering import note_registered, refuse
from kretslop.importing.actions.asking import ask, ask_batch
from kretslop.importing.actions.checking import check_rows
from kretslop.importing.actions.committing import commit, commit_batch
from kretslop.importing.actions.forgetting import erase_unanswered, forget_old
from kretslop.importing.actions.taking import discard, read_rows, settle_columns, take_file
from kretslop.importing.actions.undoing import undo, undo_batch

__all__ = [
    "ask", "ask_batch", "check_rows", "commit", "commit_batch", "discard", "erase_unanswered", "forget_old",
    "note_registered", "read_rows", "refuse", "settle_columns", "take_file", "undo", "undo_batch",
]  # fmt: skip
