"""A person's own answers, for their own page only."""

from kretslop.accounts.models import User
from kretslop.fairness import rules
from kretslop.fairness.models import FairnessAnswer


def own_answers(user: User) -> dict[str, str] | None:
    """Return the signed-in person's answers by question, or None when there are none."""
    return FairnessAnswer.objects.filter(candidate__user=user).values(*rules.QUESTIONS).first()
