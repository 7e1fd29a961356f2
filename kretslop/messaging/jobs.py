"""The job that delivers a mail, in the same transaction as the mail itself."""

from datetime import datetime

from procrastinate.contrib.django import app

DELIVER = "messaging.deliver"


def defer_delivery(mail_id: int, *, at: datetime) -> None:
    """Have the worker deliver the mail at `at`; several jobs for one mail do no harm."""
    app.configure_task(DELIVER, schedule_at=at).defer(mail_id=mail_id)
