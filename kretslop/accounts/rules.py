"""Which staff roles there are and when somebody counts as away."""

from datetime import date

PROJECT_LEAD = "project_lead"
LIAISON = "liaison"
STAFF_ROLES = (PROJECT_LEAD, LIAISON)


def is_away(away_until: date | None, today: date) -> bool:
    """True while `today` is before the day on which the person is back."""
    return away_until is not None and today < away_until
