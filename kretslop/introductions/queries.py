"""Reads of introductions, scoped to whoever looks."""

from django.db.models import QuerySet

from kretslop.accounts.models import User
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from kretslop.screening.models import Decision, Preselection, Question

# ---- for the candidate: their own, and of an employer's decision only what `disclosure.state_for_candidate` says


def for_candidate(user: User) -> QuerySet[Introduction]:
    """Return the signed-in person's own introductions, oldest first, with all that their page shows."""
    return (
        Introduction.objects.select_related(
            "employer", "wanted_profile", "campaign", "release_message", "candidate__membership"
        )
        .filter(candidate__user=user)
        .order_by("asked_at", "pk")
    )


def asked_of(user: User) -> QuerySet[Introduction]:
    """Return the introductions that wait for the person's yes or no."""
    return for_candidate(user).filter(state=rules.ASKED)


def questions_of(user: User) -> QuerySet[Question]:
    """Return the questions put to the signed-in person, those that wait first."""
    return (
        Question.objects.select_related("campaign", "asked_by")
        .filter(candidate__user=user)
        .order_by("answered_at", "asked_at", "pk")
    )


def explanations_of(user: User) -> QuerySet[Preselection]:
    """Return the explained pre-selection of the signed-in person, newest campaign first."""
    return (
        Preselection.objects.select_related("campaign", "version")
        .filter(candidate__user=user)
        .order_by("-campaign__starts_on", "-pk")
    )


def decisions_of(user: User) -> QuerySet[Decision]:
    """Return what a liaison has decided about the signed-in person and is in force; notes are the liaison's own."""
    return Decision.objects.select_related("campaign", "by").filter(candidate__user=user, current=True).order_by("-at")


# ---- end of the candidate's reads
