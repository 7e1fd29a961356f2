"""Jobs of candidates: load, call one function, done."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kretslop.talent import addressing, seeking


@app.task(name="talent.tell_about_address")
def tell_about_address(change_id: int) -> None:
    """Tell the mailbox that has to know where a change of address stands."""
    addressing.tell(change_id=change_id, now=timezone.now())


@app.periodic(cron="27 3 * * *")
@app.task(name="talent.forget_old_requests", queueing_lock="talent.forget_old_requests")
def forget_old_requests(timestamp: int) -> int:
    """Every night: delete what was asked about addresses and has ended."""
    return addressing.forget_old_requests(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="talent.seek_duplicates", queueing_lock="talent.seek_duplicates")
def seek_duplicates(timestamp: int) -> int:
    """Every minute: look for doubles of those who are new or have changed their name or contact."""
    return seeking.look(seeking.due(), now=timezone.now())
