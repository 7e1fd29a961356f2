"""Moments in the past weeks, counted in working days, so that a story reads the same whatever day it is told on."""

from datetime import date, datetime, time, timedelta

from kretslop.shared.calendar import OSLO, is_working_day, subtract_working_days


class Days:
    """Working days before one moment `now`; nothing that it gives lies after `now`."""

    def __init__(self, now: datetime) -> None:
        self.now = now.astimezone(OSLO)
        self.today = self.now.date()

    def back(self, working_days: int) -> date:
        """Return the day that many working days ago; 0 is today, or the last working day before a weekend's today."""
        day = self.today
        while not is_working_day(day):
            day -= timedelta(days=1)
        return subtract_working_days(day, working_days)

    def at(self, working_days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return a moment on `back(working_days)`, local time, and never later than a minute before now."""
        moment = datetime.combine(self.back(working_days), time(hour, minute), OSLO)
        return min(moment, self.now - timedelta(minutes=1))

    def ago(self, minutes: int) -> datetime:
        """Return the moment that many minutes before now."""
        return self.now - timedelta(minutes=minutes)

    def month_ahead(self, months: int) -> date:
        """Return the first day of the month that many months ahead."""
        year, month = divmod(self.today.year * 12 + self.today.month - 1 + months, 12)
        return date(year, month + 1, 1)
