"""Reads of households and moves: the candidate's own, and what a liaison may see."""

from datetime import date

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from kretslop.accounts.models import User
from kretslop.relocation import rules
from kretslop.relocation.models import Case, Household, Step
from kretslop.routes.rules import Forecast, forecast
from kretslop.talent.queries import HOME_COUNTRY
from kretslop.talent.rules import HIRED, RESTRICTED


def own_household(user: User) -> Household | None:
    """Return what the signed-in person has told, or None."""
    return Household.objects.filter(candidate__user=user).first()


def own_case(user: User) -> Case | None:
    """Return the signed-in person's latest move with its steps, or None."""
    return _with_steps(Case.objects.filter(candidate__user=user)).order_by("-opened_at").first()


def _with_steps(cases: QuerySet[Case]) -> QuerySet[Case]:
    along = ("candidate__user", "introduction__employer", "introduction__client", "owner")
    return cases.select_related(*along).prefetch_related(Prefetch("steps", Step.objects.order_by("due_on", "pk")))


def households_for_liaison(user: User) -> QuerySet[Household]:
    """Return the households that a liaison may read (`rules.may_read`); none for anybody else, project leads too."""
    if not user.is_liaison:
        return Household.objects.none()
    return (
        Household.objects.select_related("candidate__user", "candidate__membership", "candidate__liaison")
        .filter(Q(help_asked_at__isnull=False) | Q(candidate__membership__state=HIRED))
        .exclude(candidate__membership__state=RESTRICTED)
        .order_by("help_asked_at", "told_at")
    )


def cases_for_liaison(user: User, *, which: str = "all", today: date | None = None) -> QuerySet[Case]:
    """Return moves with their steps for a liaison, what is due first on top; none for anybody else.

    which: `all`, `open`, `mine` (open, and this liaison's), `late` (open, with a step due before `today`) or `ended`.
    """
    if not user.is_liaison:
        return Case.objects.none()
    found = _with_steps(Case.objects.all())
    if which == "ended":
        return found.exclude(state=rules.OPEN).order_by("-closed_at", "-pk")
    if which != "all":
        found = found.filter(state=rules.OPEN)
    if which == "mine":
        found = found.filter(owner=user)
    following = Step.objects.filter(case=OuterRef("pk"), done_on__isnull=True).order_by("due_on", "pk")
    found = found.annotate(next_due=Subquery(following.values("due_on")[:1]))
    if which == "late":
        found = found.filter(next_due__lt=today)
    return found.order_by(F("next_due").asc(nulls_last=True), "-hired_on", "pk")


def next_step(case: Case) -> Step | None:
    """Return the first step that is not done; None when all are."""
    return next((step for step in case.steps.all() if step.done_on is None), None)


def outlook_of(case: Case) -> Forecast | None:
    """Return what was typical for this way on the day of the hire."""
    return forecast(
        case.route or None,
        today=case.hired_on,
        lives_here=case.candidate.country == HOME_COUNTRY,
        notice_weeks=case.candidate.notice_weeks,
    )


def is_tight(case: Case) -> bool:
    """True when the agreed first day at work lies before the typical one."""
    return rules.is_tight(outlook_of(case), case.starts_on)
