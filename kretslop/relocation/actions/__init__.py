"""Writes about households and moves."""

from kretslop.relocation.actions.cases import (
    change_step,
    choose_route,
    close_case,
    finish_step,
    follow,
    reopen_step,
    take_over,
)
from kretslop.relocation.actions.households import take_back_household, tell_household

__all__ = [
    "change_step", "choose_route", "close_case", "finish_step", "follow", "reopen_step", "take_back_household",
    "take_over", "tell_household",
]  # fmt: skip
