"""Every write of the screening desk, as the verbs that people use."""

from kretslop.screening.actions.applying import (
    apply_criteria,
    apply_lot,
    go_on_with_lost,
    run_screening,
    screen_candidate,
)
from kretslop.screening.actions.deciding import approve, hold, look_again, set_aside
from kretslop.screening.actions.questions import answer, ask
from kretslop.screening.actions.recomputing import go_on_with_lost_replays, replay_lot, replay_run

__all__ = [
    "answer",
    "apply_criteria",
    "apply_lot",
    "approve",
    "ask",
    "go_on_with_lost",
    "go_on_with_lost_replays",
    "hold",
    "look_again",
    "replay_lot",
    "replay_run",
    "run_screening",
    "screen_candidate",
    "set_aside",
]
