"""What the worker's queue holds."""

from collections.abc import Iterable

from procrastinate.contrib.django.models import ProcrastinateJob


def with_a_job(task: str, argument: str, among: Iterable[int] | None = None) -> set[int]:
    """Return the numbers for which a job of this task waits or runs: what its `argument` says, all or `among` some."""
    waiting = ProcrastinateJob.objects.filter(task_name=task, status__in=("todo", "doing"))
    if among is not None:
        waiting = waiting.filter(**{f"args__{argument}__in": list(among)})
    return set(waiting.values_list(f"args__{argument}", flat=True))
