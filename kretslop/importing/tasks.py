"""Jobs of imports: load, call one function, done."""

from datetime import datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kretslop.importing import actions, rules
from kretslop.importing.models import Import


@app.task(name="importing.work", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def work(import_id: int) -> None:
    """Go on with an import until a person is to decide: read, check, bring in, take back, ask."""
    while step(import_id, now=timezone.now()):
        pass


def step(import_id: int, *, now: datetime) -> bool:
    """Do the next piece of work on an import; False when there is none."""
    given = Import.objects.filter(pk=import_id).first()
    if given is None:
        return False
    if given.state == rules.READING:
        actions.read_rows(given=given, now=now)
        return False
    if given.state == rules.CHECKING:
        actions.check_rows(given=given, now=now)
        return False
    if given.state == rules.COMMITTING:
        return actions.commit_batch(given=given, now=now)
    if given.state == rules.UNDOING:
        return actions.undo_batch(given=given, now=now)
    return actions.ask_batch(given=given, now=now)


@app.periodic(cron="29 3 * * *")
@app.task(name="importing.forget_old", queueing_lock="importing.forget_old")
def forget_old(timestamp: int) -> str:
    """Every night: forget what nobody may keep."""
    return str(actions.forget_old(now=timezone.now()))
