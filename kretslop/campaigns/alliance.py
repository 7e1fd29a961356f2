"""Who is in the alliance, and who asks to join, for project leads; anybody else finds nothing."""

from django.db.models import Count, Prefetch, Q, QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.models import Participation, SignUp
from kretslop.employers.models import Client, Employer, Member


def sign_ups(user: User) -> QuerySet[SignUp]:
    """Return the requests to join whose mail address is confirmed, the longest waiting first."""
    if not user.is_project_lead:
        return SignUp.objects.none()
    return SignUp.objects.exclude(state=rules.TYPED).select_related("campaign", "employer", "decided_by")


def waiting_sign_ups(user: User) -> QuerySet[SignUp]:
    """Return the requests that wait for an answer."""
    return sign_ups(user).filter(state=rules.WAITING)


def employers(user: User) -> QuerySet[Employer]:
    """Return every employer by name, with the number of its people (`people`) and campaigns (`joined`)."""
    if not user.is_project_lead:
        return Employer.objects.none()
    return Employer.objects.annotate(
        people=Count("members", filter=Q(members__active=True), distinct=True),
        joined=Count("participations", distinct=True),
    ).order_by("name", "pk")


def employer_for(user: User, ref: str) -> Employer | None:
    """Return one employer with active members in `.acting`, campaigns in `.campaigns`, clients in `.acts_for`."""
    acting = Member.objects.filter(active=True).select_related("user").order_by("user__name", "pk")
    joined = Participation.objects.select_related("campaign", "recruiter__user", "stand_in__user", "signed_by")
    return (
        employers(user)
        .filter(ref=ref)
        .prefetch_related(
            Prefetch("members", acting, to_attr="acting"),
            Prefetch("clients", Client.objects.order_by("name", "pk"), to_attr="acts_for"),
            Prefetch("participations", joined.order_by("-signed_at", "-pk"), to_attr="campaigns"),
        )
        .first()
    )


def same_number(sign_up: SignUp) -> Employer | None:
    """Return the employer that has this organisation number already. The caller is in charge of who may see it."""
    return Employer.objects.filter(country=sign_up.country, org_number=sign_up.org_number).first()


def same_name(sign_up: SignUp) -> list[Employer]:
    """Return employers with the same name under another number: maybe a sister company, maybe a slip of the pen."""
    rows = Employer.objects.filter(name__iexact=sign_up.company).exclude(org_number=sign_up.org_number)
    return list(rows.order_by("name", "pk")[:5])


def asked_twice(sign_up: SignUp) -> list[SignUp]:
    """Return other requests for the same organisation number that wait too."""
    others = SignUp.objects.filter(country=sign_up.country, org_number=sign_up.org_number, state=rules.WAITING)
    return list(others.exclude(pk=sign_up.pk))
