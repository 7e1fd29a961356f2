"""Who may act for an employer: its members let colleagues in and out themselves."""

from datetime import datetime

from django.db import transaction

from kretslop.accounts.actions import ensure_user
from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.models import Participation
from kretslop.employers import actions as employers
from kretslop.employers.models import Employer, Member
from kretslop.messaging import actions as mail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible


def _must_belong(employer: Employer, by: User) -> None:
    if not by.is_project_lead and not employer.members.filter(user=by, active=True).exists():
        raise NotAllowed("not_yours")


@transaction.atomic
def add_colleague(*, employer: Employer, name: str, email: str, title: str = "", by: User, now: datetime) -> Member:
    """Let a colleague act for the employer, who is told by mail; adding the same person twice changes nothing.

    Invalid("name" or "email") when one is missing.
    """
    _must_belong(employer, by)
    name, email = name.strip(), email.strip().lower()
    for field, value in (("name", name), ("email", email)):
        if not value or (field == "email" and "@" not in value):
            raise Invalid(field, "required")
    user = ensure_user(email=email, name=name, language=by.language, now=now)
    known = Member.objects.filter(employer=employer, user=user, active=True).first()
    if known:
        return known
    member = employers.add_member(employer=employer, user=user, role="recruiter", title=title.strip(), by=by, now=now)
    mail.queue(
        key=f"member_added:{member.ref}:{now.date().isoformat()}",
        kind="member_added",
        to=user,
        context={"employer": employer.name, "by": by.name, "by_email": by.email},
        about=[employer],
        now=now,
    )
    return member


@transaction.atomic
def remove_colleague(*, member: Member, by: User, now: datetime) -> Member:
    """End somebody's access to the employer's pages, also one's own.

    NotPossible: last_member, or still_named while the person is recruiter or stand-in in a campaign that is not closed.
    """
    # The employer's row is the lock: two people who remove each other at once leave one of them.
    employer = Employer.objects.select_for_update().get(pk=member.employer_id)
    _must_belong(employer, by)
    if not employer.members.filter(active=True).exclude(pk=member.pk).exists():
        raise NotPossible("last_member")
    running = Participation.objects.filter(employer=employer).exclude(campaign__state=rules.CLOSED)
    if running.filter(recruiter=member).exists() or running.filter(stand_in=member).exists():
        raise NotPossible("still_named")
    return employers.remove_member(member=member, by=by, now=now)
