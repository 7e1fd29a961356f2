"""An agency takes part by its own word, names the clients for whom it acts, and lets their people read."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kretslop.accounts.actions import ensure_user
from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.actions.colleagues import must_manage
from kretslop.campaigns.actions.joining import join, must_say_as_what, name_people
from kretslop.campaigns.models import Campaign, Participation, WantedProfile
from kretslop.employers.models import Client, ClientMember, Employer
from kretslop.employers.rules import clean_org_number, org_number_problem
from kretslop.messaging import actions as mail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record

#: Which company it is: candidates say yes to it by name, so it stays as it is once a profile of it was submitted.
IDENTITY = ("name", "country", "org_number", "public")
FIELDS = (*IDENTITY, "city", "about", "contact_name", "contact_email", "contact_phone")


@action
def opt_in(*, campaign: Campaign, agency: Employer, by: User, signed_as: str, now: datetime) -> Participation:
    """An agency takes part in one more campaign, for its profile, with whoever signs as recruiter (R3).

    NotPossible for another employer, which is invited, and unless the campaign is open; NotAllowed unless by a manager;
    Invalid("signed_as") unless they say as what they sign.
    """
    must_manage(agency, by)
    must_say_as_what(signed_as)
    if agency.kind != "agency":
        raise NotPossible("not_an_agency")
    if campaign.state != rules.OPEN or campaign.simulated:
        raise NotPossible("campaign_not_open")
    joined = join(campaign=campaign, employer=agency, signed_by=by, signed_as=signed_as, now=now)
    if joined.recruiter is None:
        joined = name_people(participation=joined, recruiter=(str(by), by.email), stand_in=None, by=by, now=now)
    return joined


@action
def add_client(*, agency: Employer, by: User, now: datetime, **fields: object) -> Client:
    """Name a client for which the agency acts: a company with its number, and somebody to ask there.

    NotPossible for an employer that is no agency; Invalid names a field that is missing or cannot be right.
    """
    _must_belong(agency, by)
    if agency.kind != "agency":
        raise NotPossible("not_an_agency")
    client = Client(agency=agency, added_at=now)
    _fill(client, fields)
    record("client.added", about=[client, agency], by=by, now=now)
    return client


@action
def change_client(*, client: Client, by: User, now: datetime, **fields: object) -> Client:
    """Change what is known about a client.

    NotPossible: client_named for its name, number or kind once a profile for it was submitted.
    """
    client = _lock(client, by)
    before = {name: getattr(client, name) for name in IDENTITY}
    named = WantedProfile.objects.filter(client=client).exclude(state=rules.WANTED_DRAFT).exists()
    _fill(client, fields)
    if named and before != {name: getattr(client, name) for name in IDENTITY}:
        raise NotPossible("client_named")
    record("client.changed", about=[client, client.agency], by=by, now=now)
    return client


@action
def end_client(*, client: Client, by: User, now: datetime) -> Client:
    """The agency no longer acts for the client: its people read nothing from now on.

    NotPossible: client_wanted while a profile for it is not filled or withdrawn.
    """
    client = _lock(client, by)
    if WantedProfile.objects.filter(client=client, state__in=rules.WANTED_CHANGEABLE).exists():
        raise NotPossible("client_wanted")
    if client.ended_at is None:
        client.ended_at = now
        client.save(update_fields=["ended_at"])
        record("client.ended", about=[client, client.agency], by=by, now=now)
    return client


@action
def take_up_client(*, client: Client, by: User, now: datetime) -> Client:
    """The agency acts for the client again; its people read again."""
    client = _lock(client, by)
    if client.ended_at is not None:
        client.ended_at = None
        client.save(update_fields=["ended_at"])
        record("client.taken_up", about=[client, client.agency], by=by, now=now)
    return client


@action
def let_read(*, client: Client, name: str, email: str, by: User, now: datetime) -> ClientMember:
    """Let somebody of the client read the people introduced to it; who is told by mail. Twice changes nothing.

    Invalid("name" or "email") when one is missing; Invalid("email") for somebody who acts for the agency already;
    NotPossible once the agency no longer acts for the client.
    """
    client = _lock(client, by)
    name, email = name.strip(), email.strip().lower()
    for field, value in (("name", name), ("email", email)):
        if not value or (field == "email" and "@" not in value):
            raise Invalid(field, "required")
    if client.ended_at is not None:
        raise NotPossible("client_ended")
    user = ensure_user(email=email, name=name, language=by.language, now=now)
    if client.agency.members.filter(user=user, active=True).exists():
        raise Invalid("email", "acts_already")
    reader, made = ClientMember.objects.get_or_create(client=client, user=user, defaults={"added_at": now})
    if not made and reader.active:
        return reader
    reader.active, reader.added_at = True, now
    reader.save(update_fields=["active", "added_at"])
    mail.queue(
        key=f"client_reader:{reader.ref}:{now.isoformat()}",
        kind="client_reader",
        to=user,
        context={"client": client.name, "agency": client.agency.name, "by": by.name, "by_email": by.email},
        about=[client],
        now=now,
    )
    record("client.reader_added", about=[client, client.agency, user], by=by, now=now)
    return reader


@action
def stop_reading(*, reader: ClientMember, by: User, now: datetime) -> ClientMember:
    """Somebody of the client no longer reads: out at the next click."""
    client = _lock(reader.client, by)
    if reader.active:
        reader.active = False
        reader.save(update_fields=["active"])
        record("client.reader_removed", about=[client, client.agency, reader.user], by=by, now=now)
    return reader


def _must_belong(agency: Employer, by: User) -> None:
    if not agency.members.filter(user=by, active=True).exists():
        raise NotAllowed("not_yours")


def _lock(client: Client, by: User) -> Client:
    found = Client.objects.select_for_update(of=("self",)).select_related("agency").get(pk=client.pk)
    _must_belong(found.agency, by)
    return found


def _fill(client: Client, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        if name not in FIELDS:
            raise Invalid(name, "unknown")
        setattr(client, name, value.strip() if isinstance(value, str) else value)
    for name in ("name", "org_number", "contact_name", "contact_email"):
        if not getattr(client, name):
            raise Invalid(name, "required")
    if not (len(client.country) == 2 and client.country.isalpha() and client.country.isupper()):
        raise Invalid("country", "unknown")
    client.org_number = clean_org_number(client.org_number, client.country)
    if problem := org_number_problem(client.org_number, client.country):
        raise Invalid("org_number", problem)
    if (client.country, client.org_number) == (client.agency.country, client.agency.org_number):
        raise Invalid("org_number", "own_number")
    try:
        with transaction.atomic():
            client.save()
    except IntegrityError as error:
        raise Invalid("org_number", "client_taken") from error
