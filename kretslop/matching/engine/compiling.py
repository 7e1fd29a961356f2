"""Compiles a loop when it first runs: whoever only serves pages never loads the compiler."""

from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def compiled(loop: Callable[..., Any]) -> Callable[..., Any]:
    """Return the loop compiled by numba, from its cache if there is one; without numba the loop itself."""
    try:
        from numba import njit
    except ImportError:
        return loop
    made: Callable[..., Any] = njit(loop, cache=True, nogil=True)
    return made
