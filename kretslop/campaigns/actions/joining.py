"""From the first talk to the agreement: prospects, invitations, who joined, recruiter and stand-in (R1, R2, R8–R10)."""

import secrets
from datetime import datetime, timedelta

from kretslop.accounts.actions import ensure_user
from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.models import Campaign, Invitation, Participation, Prospect
from kretslop.employers.actions import IDENTITY, add_employer, add_member, change_employer
from kretslop.employers.models import Employer, Member
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM

PROSPECT_FIELDS = (
    "company", "contact_name", "contact_role", "contact_email", "contact_phone", "notes", "next_step", "next_step_due",
)  # fmt: skip

INVITING = ("invitation", "sign_up_welcomed")


@action
def add_prospect(
    *, campaign: Campaign, by: User, employer: Employer | None = None, now: datetime, **fields: object
) -> Prospect:
    """Note first talks with an employer's business or HR manager; Invalid names a missing field."""
    must_lead(by)
    prospect = Prospect(campaign=campaign, employer=employer, owner=by, created_at=now)
    _fill(prospect, fields)
    record("prospect.added", about=[prospect, campaign], by=by, now=now)
    return prospect


@action
def change_prospect(*, prospect: Prospect, by: User, now: datetime, **fields: object) -> Prospect:
    """Change a prospect's contact, notes or next step."""
    must_lead(by)
    prospect = _lock(prospect)
    _fill(prospect, fields)
    record("prospect.changed", about=[prospect, prospect.campaign], by=by, now=now)
    return prospect


def _lock(prospect: Prospect) -> Prospect:
    return Prospect.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=prospect.pk)


def _fill(prospect: Prospect, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        if name not in PROSPECT_FIELDS:
            raise Invalid(name, "unknown")
        setattr(prospect, name, value)
    for name in ("company", "contact_name", "contact_email"):
        if not str(getattr(prospect, name)).strip():
            raise Invalid(name, "required")
    prospect.save()


def _move(prospect: Prospect, verb: str) -> None:
    state = rules.move(rules.PROSPECT_MOVES, prospect.state, verb)
    if state is None:
        raise NotPossible("move_not_possible")
    prospect.state = state
    prospect.save(update_fields=["state"])


@action
def prospect_says_no(*, prospect: Prospect, by: User, now: datetime) -> Prospect:
    """The employer does not want to join this campaign; an invitation that is on its way no longer holds."""
    must_lead(by)
    prospect = _lock(prospect)
    prospect.invitations.filter(accepted_at__isnull=True, declined_at__isnull=True).update(declined_at=now)
    mail.stop_about(thing=prospect, kinds=INVITING, why="said_no", now=now)
    _move(prospect, "say_no")
    record("prospect.said_no", about=[prospect, prospect.campaign], by=by, now=now)
    return prospect


@action
def invite(
    *, prospect: Prospect, by: User, language: str = "nb", kind: str = "invitation", now: datetime
) -> Invitation:
    """Mail an invitation to join; its page explains the duties and signs nobody up by being opened.

    A later invitation replaces an earlier one that nobody has answered. `kind` names the mail: an employer that asked
    to join by itself reads other words.
    """
    must_lead(by)
    prospect = _lock(prospect)
    _move(prospect, "invite")
    prospect.invitations.filter(accepted_at__isnull=True, declined_at__isnull=True).update(
        expires_on=now.astimezone(OSLO).date() - timedelta(days=1)
    )
    mail.stop_about(thing=prospect, kinds=INVITING, why="replaced", now=now)
    campaign = prospect.campaign
    invitation = Invitation.objects.create(
        token=secrets.token_urlsafe(32),
        prospect=prospect,
        email=prospect.contact_email.strip().lower(),
        name=prospect.contact_name,
        language=language,
        sent_at=now,
        expires_on=now.astimezone(OSLO).date() + timedelta(days=rules.INVITATION_KEPT_DAYS),
    )
    mail.queue(
        key=f"invitation:{invitation.token}",
        kind=kind,
        address=invitation.email,
        name=invitation.name,
        language=language,
        context={
            "campaign": campaign.name,
            "company": prospect.company,
            "token": invitation.token,
            "lead": by.name,
            "lead_email": by.email,
            "until": day_in_words(invitation.expires_on, language),
        },
        about=[prospect],
        simulated=campaign.simulated,
        now=now,
    )
    record("prospect.invited", about=[prospect, campaign], by=by, now=now)
    return invitation


def _usable(invitation: Invitation, now: datetime) -> Invitation:
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("prospect__campaign").get(pk=invitation.pk)
    )
    if invitation.accepted_at or invitation.declined_at:
        raise NotPossible("invitation_used")
    if invitation.expires_on < now.astimezone(OSLO).date():
        raise NotPossible("invitation_expired")
    return invitation


@action
def accept_invitation(
    *,
    invitation: Invitation,
    user: User,
    title: str = "",
    employer_fields: dict[str, str],
    signed_as: str,
    now: datetime,
) -> Participation:
    """The invited person signs: the employer joins with this person as its manager.

    `user` must have the invited address (they have shown that they own it by signing in), else NotAllowed.
    Invalid("signed_as") unless they say in which capacity (`rules.SIGNED_AS`).
    """
    must_say_as_what(signed_as)
    invitation = _usable(invitation, now)
    if user.email.lower() != invitation.email:
        raise NotAllowed("other_address")
    prospect, employer = invitation.prospect, invitation.prospect.employer
    known = employer is not None
    if employer is None:
        employer = add_employer(by=user, now=now, **{"name": prospect.company, **employer_fields})
    add_member(employer=employer, user=user, role="manager", title=title or prospect.contact_role, by=user, now=now)
    if known:  # who it is stays the secretariat's to change
        told = {name: value for name, value in employer_fields.items() if name not in IDENTITY}
        employer = change_employer(employer=employer, by=user, now=now, **told)
    participation = join(campaign=prospect.campaign, employer=employer, signed_by=user, signed_as=signed_as, now=now)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    prospect.employer = employer
    prospect.save(update_fields=["employer"])
    _move(prospect, "join")
    return participation


def must_say_as_what(signed_as: str) -> None:
    """Refuse a signature that does not say whose it is."""
    if signed_as not in rules.SIGNED_AS:
        raise Invalid("signed_as", "unknown" if signed_as else "required")


@action
def decline_invitation(*, invitation: Invitation, now: datetime) -> Invitation:
    """The invited employer says no, thank you."""
    invitation = _usable(invitation, now)
    invitation.declined_at = now
    invitation.save(update_fields=["declined_at"])
    prospect = invitation.prospect
    _move(prospect, "say_no")
    # Nobody needs to sign in to say no: the holder of the link has, whoever that is.
    record("prospect.said_no", about=[prospect, prospect.campaign], by=SYSTEM, now=now)
    return invitation


@action
def join(
    *, campaign: Campaign, employer: Employer, signed_by: User, signed_as: str = "", now: datetime
) -> Participation:
    """The employer takes part in the campaign and takes on the duties (R10); joining twice changes nothing.

    Whoever had left joins again, with a new signature.

    `signed_as`: in which capacity (`rules.SIGNED_AS`), "" when it is not known.
    """
    if signed_as not in ("", *rules.SIGNED_AS):
        raise Invalid("signed_as", "unknown")
    signature = {
        "signed_by": signed_by,
        "signed_as": signed_as,
        "signed_at": now,
        "agreement_version": rules.AGREEMENT_VERSION,
    }
    participation, made = Participation.objects.get_or_create(campaign=campaign, employer=employer, defaults=signature)
    if participation.left_at is not None:
        Participation.objects.filter(pk=participation.pk).update(left_at=None, **signature)
        participation, made = Participation.objects.get(pk=participation.pk), True
    if made:
        record("employer.joined", about=[employer, campaign], by=signed_by, now=now)
    return participation


@action
def say_how_you_hire(
    *,
    participation: Participation,
    hiring_steps: str,
    who_decides: str,
    usual_days: int | None,
    by: User,
    now: datetime,
) -> Participation:
    """Record how the campaign fits the employer's own process: its steps, who decides, how many days it usually takes.

    Invalid("usual_days") outside 1 to `rules.USUAL_DAYS_MAX`.
    """
    if not participation.employer.members.filter(user=by, active=True).exists() and not by.is_project_lead:
        raise NotAllowed("not_yours")
    if usual_days is not None and not 1 <= usual_days <= rules.USUAL_DAYS_MAX:
        raise Invalid("usual_days", "out_of_range")
    participation.hiring_steps, participation.who_decides = hiring_steps.strip(), who_decides.strip()
    participation.usual_days = usual_days
    participation.save(update_fields=["hiring_steps", "who_decides", "usual_days"])
    about = [participation.employer, participation.campaign]
    record("participation.process_told", about=about, by=by, now=now)
    return participation


@action
def name_people(
    *,
    participation: Participation,
    recruiter: tuple[str, str],
    stand_in: tuple[str, str] | None,
    by: User,
    now: datetime,
) -> Participation:
    """Name the recruiter and the stand-in by (name, mail address); they may be the same founder (R2).

    Both become members of the employer and are told by mail. Invalid names the field with a missing address.
    """
    if not participation.employer.members.filter(user=by, active=True).exists() and not by.is_project_lead:
        raise NotAllowed("not_yours")
    participation.recruiter = _member(participation, "recruiter", recruiter, by, now)
    participation.stand_in = _member(participation, "stand_in", stand_in, by, now) if stand_in else None
    participation.save(update_fields=["recruiter", "stand_in"])
    record("participation.people_named", about=[participation.employer, participation.campaign], by=by, now=now)
    return participation


def _member(participation: Participation, field: str, person: tuple[str, str], by: User, now: datetime) -> Member:
    name, email = person[0].strip(), person[1].strip().lower()
    if not name or "@" not in email:
        raise Invalid(field, "required")
    user = ensure_user(email=email, name=name, language="nb", now=now)
    known = Member.objects.filter(employer=participation.employer, user=user, active=True).first()
    member = known or add_member(employer=participation.employer, user=user, role="recruiter", by=by, now=now)
    if user.pk != by.pk:
        mail.queue(
            key=f"named_{field}:{participation.ref}:{member.ref}",
            kind=f"named_{field}",
            to=user,
            context={
                "campaign": participation.campaign.name,
                "employer": participation.employer.name,
                "by": by.name,
            },
            about=[participation],
            simulated=participation.campaign.simulated,
            now=now,
        )
    return member
