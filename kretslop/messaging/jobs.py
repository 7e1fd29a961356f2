"""The job that delivers a mail, in the same transaction as the mail itself."""

from collections.abc import Iterable
from datetime import datetime

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

DELIVER = "messaging.deliver"


def defer_delivery(mail_id: int, *, at: datetime) -> None:
    """Have the worker deliver the mail at `at`; several jobs for one mail do no harm."""
    app.configure_task(DELIVER, schedule_at=at).defer(mail_id=mail_id)


def with_a_job(mail_ids: Iterable[int]) -> set[int]:
    """Return those of the mails for which a job waits or runs."""
    waiting = ProcrastinateJob.objects.filter(
        task_name=DELIVER, status__in=("todo", "doing"), args__mail_id__in=list(mail_ids)
    )
    return set(waiting.values_list("args__mail_id", flat=True))
