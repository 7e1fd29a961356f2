"""Who may act for an employer: its members let colleagues in and out themselves."""

from datetime import datetime

from django.db.models import Q

from kretslop.accounts.actions import ensure_user
from kretslop.accounts.models import User
from kretslop.campaigns.models import Participation
from kretslop.employers import actions as employers
from kretslop.employers.models import Employer, Member
from kretslop.messaging import actions as mail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


def _must_belong(employer: Employer, by: User) -> None:
    if not by.is_project_lead and not employer.members.filter(user=by, active=True).exists():
        raise NotAllowed("not_yours")


def must_manage(employer: Employer, by: User) -> None:
    """NotAllowed for anybody but a manager of the employer, or a project lead.

    An employer without a manager is run by all of its members, so that nobody is locked out.
    """
    _must_belong(employer, by)
    managers = employer.members.filter(role="manager", active=True)
    if not by.is_project_lead and managers.exists() and not managers.filter(user=by).exists():
        raise NotAllowed("not_a_manager")


@action
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


@action
def change_role(*, member: Member, role: str, by: User, now: datetime) -> Member:
    """Make a colleague a manager or a recruiter. NotAllowed for anybody but a manager."""
    employer = Employer.objects.select_for_update().get(pk=member.employer_id)
    must_manage(employer, by)
    return employers.change_role(member=member, role=role, by=by, now=now)


@action
def remove_colleague(*, member: Member, by: User, to: Member | None = None, now: datetime) -> Member:
    """End somebody's access to the employer's pages, also one's own: out at the next click.

    `to` takes over as recruiter and stand-in wherever the person is named. NotPossible: last_member, or still_named
    when nobody takes over; NotAllowed: only a manager removes others.
    """
    # The employer's row is the lock: two people who remove each other at once leave one of them.
    employer = Employer.objects.select_for_update().get(pk=member.employer_id)
    _must_belong(employer, by)
    if member.user_id != by.pk:
        must_manage(employer, by)
    if not employer.members.filter(active=True).exclude(pk=member.pk).exists():
        raise NotPossible("last_member")
    if to is not None:
        hand_over(member=member, to=to, by=by, now=now)
    elif named_in(member):
        raise NotPossible("still_named")
    return employers.remove_member(member=member, by=by, now=now)


def named_in(member: Member) -> list[Participation]:
    """Return the participations in which the person is recruiter or stand-in.

    Also of closed campaigns, and of those that the employer has left: what was open then is still finished by somebody.
    """
    named = Q(recruiter=member) | Q(stand_in=member)
    found = Participation.objects.filter(named, employer=member.employer_id)
    return list(found.select_related("campaign", "employer").order_by("pk"))


@action
def hand_over(*, member: Member, to: Member, by: User, now: datetime) -> list[Participation]:
    """Name `to` wherever `member` is recruiter or stand-in, and tell them; open introductions stay the employer's.

    Closed campaigns too, when something in them may still go on. Invalid("to") for no active colleague of theirs.
    """
    if to.employer_id != member.employer_id or not to.active or to.pk == member.pk:
        raise Invalid("to", "unknown")
    named = Q(recruiter=member) | Q(stand_in=member)
    taken = list(Participation.objects.select_for_update().filter(named, employer=member.employer_id).order_by("pk"))
    for participation in taken:
        both = participation.recruiter_id == participation.stand_in_id
        if participation.recruiter_id == member.pk:
            participation.recruiter = to
        if participation.stand_in_id == member.pk:
            participation.stand_in = to
        if not both and participation.recruiter_id == participation.stand_in_id:
            participation.stand_in = None  # whoever recruits needs somebody else to stand in
        participation.save(update_fields=["recruiter", "stand_in"])
        about = [participation.employer, participation.campaign, to.user]
        record("participation.handed_over", about=about, by=by, now=now)
    if taken and to.user_id != by.pk:
        mail.queue(
            key=f"handed_over:{member.ref}:{to.ref}:{now.date().isoformat()}",
            kind="handed_over",
            to=to.user,
            context={
                "employer": taken[0].employer.name,
                "before": member.user.name or member.user.email,
                "campaigns": [each.campaign.name for each in taken],
            },
            about=[taken[0].employer],
            simulated=any(each.campaign.simulated for each in taken),
            now=now,
        )
    return taken
