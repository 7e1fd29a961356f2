"""The only way out of the table: how many people of each group are in a set of people; for `insights` alone."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from kretslop.fairness import rules
from kretslop.fairness.models import FairnessAnswer
from kretslop.talent.rules import RESTRICTED

#: question -> answer -> name of a set -> how many of its people gave this answer
Counts = dict[str, dict[str, dict[str, int]]]


def counted(sets: Mapping[str, set[int]], *, until: datetime) -> Counts:
    """Count the answers given until a moment in each set of candidates' keys: one query, and no row leaves.

    Whoever has their data kept without being used (GDPR article 18) is not counted.
    """
    rows = FairnessAnswer.objects.filter(candidate__in=set().union(*sets.values()), answered_at__lte=until)
    rows = rows.exclude(candidate__membership__state=RESTRICTED)
    found: dict[str, dict[str, Counter[str]]] = {
        question: {value: Counter() for value in values} for question, values in rules.QUESTIONS.items()
    }
    for candidate, *answers in rows.values_list("candidate_id", *rules.QUESTIONS):
        for question, value in zip(rules.QUESTIONS, answers, strict=True):
            if value:
                found[question][value].update(name for name, people in sets.items() if candidate in people)
    return {
        question: {value: {name: counts[name] for name in sets} for value, counts in values.items()}
        for question, values in found.items()
    }
