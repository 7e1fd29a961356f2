"""Jobs of the outbox: load, call one function, done."""

import asyncio

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.messaging import actions, delivery, jobs

KEEP_JOBS_HOURS = 7 * 24


@app.task(name=jobs.DELIVER, queue="mail")
def deliver(mail_id: int) -> str:
    """Send one mail, if it is due and still wanted."""
    return delivery.deliver(mail_id, now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="messaging.sweep", queue="mail", queueing_lock="messaging.sweep")
def sweep(timestamp: int) -> int:
    """Every five minutes: find mails that a killed worker left behind."""
    return actions.sweep(now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="messaging.retry_stalled", queue="mail", queueing_lock="messaging.retry_stalled", pass_context=True)
async def retry_stalled(context, timestamp: int) -> int:  # type: ignore[no-untyped-def]
    """Every five minutes: give jobs of killed workers back to the queue; otherwise they stay `doing` for ever."""
    manager = context.app.job_manager
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=60))
    await asyncio.gather(*(manager.retry_job(job) for job in stalled))
    return len(stalled)


@app.periodic(cron="41 2 * * *")
@app.task(name="messaging.forget_old_jobs", queue="mail", queueing_lock="messaging.forget_old_jobs", pass_context=True)
async def forget_old_jobs(context, timestamp: int) -> None:  # type: ignore[no-untyped-def]
    """Every night: delete jobs of all rooms that ended more than a week ago; otherwise the table only grows."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_JOBS_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
