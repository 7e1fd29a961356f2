"""An employer sets up its own sign-in, the secretariat approves it, and a person's account is found through it."""

from datetime import datetime

from django.db.models import Q

from kretslop.accounts.models import User
from kretslop.accounts.queries import by_email, project_leads
from kretslop.campaigns.actions.colleagues import must_manage
from kretslop.campaigns.own_sign_in import box, that_open
from kretslop.employers.models import CompanyIdentity, CompanySignIn, Employer
from kretslop.employers.rules import APPROVED, DOMAINS_MAX, OFF, WAITING, domain_of, domain_problem
from kretslop.messaging import actions as mail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def set_up_own_sign_in(
    *, employer: Employer, issuer: str, client_id: str, secret: str, domains: list[str], by: User, now: datetime
) -> CompanySignIn:
    """Keep where the employer's people sign in; it opens nothing until the secretariat, which is told, has approved it.

    An empty `secret` keeps the one that is there. NotAllowed for anybody but a manager of the employer itself.
    Invalid names a field; a domain must be that of the manager's own address, and no other employer's.
    """
    must_manage(employer, by)
    if not employer.members.filter(user=by, active=True).exists():
        raise NotAllowed("not_yours")  # staff approve, so they must not set up
    employer = Employer.objects.select_for_update().get(pk=employer.pk)
    found = CompanySignIn.objects.select_for_update().filter(employer=employer).first()
    made = found or CompanySignIn(employer=employer)
    issuer, client_id = issuer.strip(), client_id.strip()
    domains = sorted({domain.strip().lower().lstrip("@") for domain in domains if domain.strip()})
    for field, value in (("issuer", issuer), ("client_id", client_id), ("domains", domains)):
        if not value:
            raise Invalid(field, "required")
    _check(domains, employer, by)
    if found is not None and (made.issuer, made.client_id) != (issuer, client_id):
        # Another place knows other people by the same words, and must not be given this one's secret.
        made.identities.all().delete()
        made.sealed_secret = ""
    made.issuer, made.client_id, made.domains = issuer, client_id, domains
    made.state, made.set_by, made.set_at, made.decided_by, made.decided_at = WAITING, by, now, None, None
    if secret:
        made.sealed_secret = box().encrypt(secret.encode()).decode()
    made.save()
    record("company_sign_in.set_up", about=[employer], by=by, now=now)
    _overtake(employer, now)
    for lead in [each for each in project_leads() if each.pk != by.pk]:
        _tell("own_sign_in_set_up", made, lead, by=by, now=now)
    return made


def _tell(kind: str, sign_in: CompanySignIn, to: User, *, by: User, now: datetime) -> None:
    employer = sign_in.employer
    context: dict[str, object] = {
        "company": employer.name, "employer": employer.ref, "by": by.name, "domains": ", ".join(sign_in.domains),
    }  # fmt: skip
    key = f"{kind}:{employer.ref}:{now.isoformat()}:{to.ref}"
    mail.queue(key=key, kind=kind, to=to, context=context, about=[employer], now=now)


def _tell_them(kind: str, sign_in: CompanySignIn, *, by: User, now: datetime) -> None:
    """Tell the employer's managers, and whoever set it up."""
    acting = sign_in.employer.members.filter(active=True).exclude(user=by)
    for member in acting.filter(Q(role="manager") | Q(user=sign_in.set_by_id)).select_related("user"):
        _tell(kind, sign_in, member.user, by=by, now=now)


def _overtake(employer: Employer, now: datetime) -> None:
    """What was written about it and has not left is no longer true."""
    kinds = ("own_sign_in_set_up", "own_sign_in_approved", "own_sign_in_off")
    mail.stop_about(thing=employer, kinds=kinds, why="overtaken", now=now)


def _check(domains: list[str], employer: Employer, by: User) -> None:
    if len(domains) > DOMAINS_MAX:
        raise Invalid("domains", "domains_too_many")
    for domain in domains:
        if problem := domain_problem(domain, domain_of(by.email)):
            raise Invalid("domains", problem)
    if CompanySignIn.objects.filter(domains__overlap=domains).exclude(employer=employer).exclude(state=OFF).exists():
        raise Invalid("domains", "domain_taken")


@action
def approve_own_sign_in(*, sign_in: CompanySignIn, seen_at: datetime, by: User, now: datetime) -> CompanySignIn:
    """Let an employer's own sign-in be used, as a project lead saw it: set up at `seen_at`. Its managers are told.

    NotAllowed for anybody else, and for whoever set it up; NotPossible("changed_meanwhile"), and "domain_taken" when
    another employer's was approved for one of the domains.
    """
    if not by.is_project_lead:
        raise NotAllowed("not_yours")
    # Two employers cannot get one domain at the same moment: everybody who asks for it is locked, in one order.
    rivals = CompanySignIn.objects.select_for_update(of=("self",)).filter(domains__overlap=sign_in.domains)
    rows = {row.pk: row for row in rivals.select_related("employer").order_by("pk")}
    found = rows.pop(sign_in.pk, None)
    if found is None or found.set_at != seen_at or found.state == OFF:
        raise NotPossible("changed_meanwhile")
    if found.set_by_id == by.pk:
        raise NotAllowed("not_yours")
    if found.state == APPROVED:
        return found
    if any(row.state == APPROVED for row in rows.values()):
        raise NotPossible("domain_taken")
    found.state, found.decided_by, found.decided_at = APPROVED, by, now
    found.save(update_fields=["state", "decided_by", "decided_at"])
    record("company_sign_in.approved", about=[found.employer], by=by, now=now)
    _overtake(found.employer, now)
    _tell_them("own_sign_in_approved", found, by=by, now=now)
    return found


@action
def switch_off_own_sign_in(*, sign_in: CompanySignIn, by: User, now: datetime) -> CompanySignIn:
    """End it at once: nobody signs in with it, and who did is out at the next click. Its managers are told, once.

    NotAllowed for anybody but the employer's managers and project leads.
    """
    sign_in = CompanySignIn.objects.select_for_update(of=("self",)).select_related("employer").get(pk=sign_in.pk)
    must_manage(sign_in.employer, by)
    if sign_in.state != OFF:
        sign_in.state, sign_in.decided_by, sign_in.decided_at = OFF, by, now
        sign_in.save(update_fields=["state", "decided_by", "decided_at"])
        record("company_sign_in.switched_off", about=[sign_in.employer], by=by, now=now)
        _overtake(sign_in.employer, now)
        _tell_them("own_sign_in_off", sign_in, by=by, now=now)
    return sign_in


@action
def recognise(*, sign_in: CompanySignIn, subject: str, email: str, is_verified: bool, now: datetime) -> User:
    """Return whose account the company's sign-in opens; linked the first time by a proven address of its domains.

    NotPossible: not_verified, other_domain, not_invited (nobody with this address acts for the employer, or they are
    something else here as well).
    """
    known = CompanyIdentity.objects.select_related("user").filter(sign_in=sign_in, subject=subject).first()
    if known is not None:
        if not that_open(known.user).filter(pk=sign_in.pk).exists():
            raise NotPossible("not_invited")
        return known.user
    if not is_verified:
        raise NotPossible("not_verified")
    if domain_of(email) not in sign_in.domains:
        raise NotPossible("other_domain")
    user = by_email(email)
    if user is None or not that_open(user).filter(pk=sign_in.pk).exists():
        raise NotPossible("not_invited")
    user = User.objects.select_for_update().get(pk=user.pk)
    if CompanyIdentity.objects.filter(sign_in=sign_in, user=user).exists():
        raise NotPossible("other_subject")
    CompanyIdentity.objects.create(sign_in=sign_in, user=user, subject=subject, linked_at=now)
    record("company_sign_in.linked", about=[sign_in.employer, user], by=user, now=now)
    return user
