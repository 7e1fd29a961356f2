"""An employer's own sign-in: whose accounts it may open, and what its people and the secretariat read of it."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac

from kretslop.accounts.models import User
from kretslop.employers.models import ClientMember, CompanySignIn, Employer, Member
from kretslop.employers.rules import APPROVED, WAITING, domain_of
from kretslop.shared.errors import NotPossible
from kretslop.talent.models import Candidate


def for_address(address: str) -> CompanySignIn | None:
    """Return the sign-in of the company whose people have such addresses; never whether this one is known."""
    domain = domain_of(address)
    found = CompanySignIn.objects.filter(state=APPROVED, domains__contains=[domain]).select_related("employer")
    return found.first() if domain else None


def in_use(employer_ref: str) -> CompanySignIn | None:
    """Return the sign-in of the employer with this reference while it may be used."""
    return CompanySignIn.objects.filter(employer__ref=employer_ref, state=APPROVED).select_related("employer").first()


def of_employer(employer: Employer) -> CompanySignIn | None:
    """Return what an employer has set up, or None. The caller is in charge of who may see it."""
    return CompanySignIn.objects.filter(employer=employer).select_related("set_by", "decided_by").first()


def to_approve(user: User) -> QuerySet[CompanySignIn]:
    """Return, for a project lead, what employers have set up and nobody of the alliance has looked at yet."""
    found = CompanySignIn.objects.filter(state=WAITING) if user.is_project_lead else CompanySignIn.objects.none()
    return found.select_related("employer", "set_by").order_by("set_at", "pk")


def that_open(user: User) -> QuerySet[CompanySignIn]:
    """Return the sign-ins that may open the account of `user`: somebody who acts for this employer and nothing else.

    A company vouches for its own people. It must not open what the same person reads as staff, as a candidate, for
    another employer or for an agency's client: whoever runs the company's sign-in could read it, too.
    """
    if not user.is_active or user.staff_roles or user.is_superuser:
        return CompanySignIn.objects.none()
    acts = Member.objects.filter(user=user, active=True)
    elsewhere = (
        Exists(acts.exclude(employer=OuterRef("employer")))
        | Exists(ClientMember.objects.filter(user=user, active=True))
        | Exists(Candidate.objects.filter(user=user))
    )
    here = Exists(acts.filter(employer=OuterRef("employer")))
    return CompanySignIn.objects.filter(Q(here), ~Q(elsewhere), state=APPROVED)


def still_opens(ref: str, user: User) -> bool:
    """True while a session that began at a company may go on: asked at each click."""
    return that_open(user).filter(ref=ref).exists()


def secret_of(sign_in: CompanySignIn) -> str:
    """Return the secret as the company gave it; empty when its provider needs none.

    NotPossible when it was sealed with another key of the site: the company must give it again.
    """
    if not sign_in.sealed_secret:
        return ""
    try:
        return box().decrypt(sign_in.sealed_secret.encode()).decode()
    except InvalidToken as error:
        raise NotPossible("sign_in_failed") from error


def box() -> Fernet:
    """Return what seals secrets: made of the site's key and of nothing that stands in the database."""
    key = salted_hmac("kretslop.campaigns.own_sign_in", settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
