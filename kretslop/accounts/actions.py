"""Writes about people who sign in."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.db.models.functions import Lower

from kretslop.accounts import rules
from kretslop.accounts.models import User
from kretslop.shared.errors import Invalid
from kretslop.shared.transactions import action


@action
def ensure_user(
    *, email: str, name: str = "", language: str = "en", time_zone: str = "Europe/Oslo", now: datetime
) -> User:
    """Return the user with this address, made if there is none; an existing one keeps its own name and settings.

    The work is the same either way, statement by statement, so that its time tells nobody whether the address is known.
    """
    email = email.strip().lower()
    user = User(email=email, name=name, language=language, time_zone=time_zone, joined_at=now)
    user.set_unusable_password()
    User.objects.bulk_create([user], ignore_conflicts=True)
    return User.objects.alias(lower=Lower("email")).get(lower=email)  # as the index has it


@action
def ensure_users(*, people: Iterable[tuple[str, str]], now: datetime) -> dict[str, User]:
    """Return the users with these (address, name) by their addresses in lower case, made where there is none."""
    names = {email.strip().lower(): name for email, name in people}
    known = set(User.objects.filter(email__in=names).values_list("email", flat=True))
    new = [User(email=email, name=name, joined_at=now) for email, name in names.items() if email not in known]
    for user in new:
        user.set_unusable_password()
    User.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return {user.email: user for user in User.objects.filter(email__in=names)}


@action
def give_staff_role(*, user: User, role: str, now: datetime) -> None:
    """Give a staff role (`rules.STAFF_ROLES`); Invalid("role") when there is no such role."""
    if role not in rules.STAFF_ROLES:
        raise Invalid("role", "unknown_role")
    if role not in user.staff_roles:
        user.staff_roles = [*user.staff_roles, role]
        user.save(update_fields=["staff_roles"])


@action
def take_staff_role(*, user: User, role: str, now: datetime) -> None:
    """Take a staff role away; pages read roles at every click, so it counts at once."""
    if role in user.staff_roles:
        user.staff_roles = [each for each in user.staff_roles if each != role]
        user.save(update_fields=["staff_roles"])


@action
def choose_settings(*, user: User, language: str, time_zone: str, now: datetime) -> None:
    """Store the language and time zone that the person wants to be met in."""
    user.language, user.time_zone = language, time_zone
    user.save(update_fields=["language", "time_zone"])


@action
def choose_digest(*, user: User, wanted: bool, now: datetime) -> None:
    """Say whether somebody wants the mail of the week."""
    user.weekly_digest = wanted
    user.save(update_fields=["weekly_digest"])


@action
def set_away_until(*, user: User, day: date | None, now: datetime) -> None:
    """Say until when the person is away (the day they are back), or that they are here (None)."""
    user.away_until = day
    user.save(update_fields=["away_until"])


@action
def set_password(*, user: User, password: str, now: datetime) -> None:
    """Set a new password; django's ValidationError when it is too weak."""
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
