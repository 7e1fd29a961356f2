"""Once a week, on its first working day: what waits, in numbers, to employers' people and liaisons who want it."""

from datetime import date, datetime, timedelta

from kretslop.accounts.models import User
from kretslop.introductions import desk, queries
from kretslop.messaging import actions as mail
from kretslop.messaging.models import OutboxMail
from kretslop.shared.calendar import OSLO, is_working_day
from kretslop.shared.transactions import action

KIND = "weekly_digest"
ON_DESK = ("employers_late", "circulation", "asked", "silent", "again")


def is_first_working_day(day: date) -> bool:
    """True on the first working day of its week: a Monday, or the day after the holidays."""
    before = [day - timedelta(days=back) for back in range(1, day.weekday() + 1)]
    return is_working_day(day) and not any(map(is_working_day, before))


def send_digests(*, now: datetime) -> int:
    """Write to everybody for whom something waits, once a week; return how many. Nobody is named in it."""
    day = now.astimezone(OSLO).date()
    if not is_first_working_day(day):
        return 0
    return sum(_write(user, day, now) is not None for user in queries.digest_readers().order_by("pk"))


@action
def _write(user: User, day: date, now: datetime) -> OutboxMail | None:
    numbers = dict.fromkeys(ON_DESK, 0) | queries.numbers_for_member(user, now) | desk.numbers_for_liaison(user, now)
    if not any(numbers.values()):
        return None
    year, week, _day = day.isocalendar()
    return mail.queue(
        key=f"{KIND}:{user.ref}:{year}-{week}",
        kind=KIND,
        to=user,
        context={"first_name": user.first_name, **numbers},
        now=now,
    )
