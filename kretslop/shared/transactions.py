"""One write, one transaction: an action opens it, and the actions that it calls join it."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

_inside: ContextVar[bool] = ContextVar("inside_an_action", default=False)


def action(do: Callable[P, R]) -> Callable[P, R]:
    """Run `do` in a transaction of its own, or in that of the action that calls it.

    Unlike a plain `transaction.atomic`, which sets a savepoint each time, an action inside another one costs the
    database nothing. An error that leaves an inner action therefore ends the outer one: who wants to go on after it
    opens a `with transaction.atomic()` around the call; Django refuses any further query to those who forget.
    """

    @wraps(do)
    def acted(*args: P.args, **kwargs: P.kwargs) -> R:
        inner = _inside.get()
        token = _inside.set(True)
        try:
            with transaction.atomic(savepoint=not inner):
                return do(*args, **kwargs)
        finally:
            _inside.reset(token)

    return acted
