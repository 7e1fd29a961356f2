"""Answers to the fairness questions, in a table that nothing else leads to.

Only `fairness` and `privacy` may import it (an import contract); `insights` gets counts from `counting.py`, no row.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.fairness import rules
from kretslop.shared.personal_data import PersonalData
from kretslop.talent.models import Candidate


def _counted(label: str | Promise) -> PersonalData:
    purpose = "to count, without names, whether the process treats everybody alike"
    return PersonalData("fairness", purpose, label=label)


class FairnessAnswer(models.Model):
    """What one person chose to answer; an empty answer is none. Erased at once when the person takes it back."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="+")
    sex = models.CharField(max_length=10, blank=True, choices=[(s, s) for s in rules.SEXES])
    age_band = models.CharField(max_length=10, blank=True, choices=[(a, a) for a in rules.AGE_BANDS])
    country_group = models.CharField(max_length=10, blank=True, choices=[(c, c) for c in rules.COUNTRY_GROUPS])
    answered_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "sex": _counted(_("Sex")),
        "age_band": _counted(_("Age")),
        "country_group": _counted(_("Part of the world")),
        "answered_at": _counted(_("Answered")),
    }
    personal_label: ClassVar[str | Promise] = _("Your answers, counted without your name")
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(sex="", age_band="", country_group=""), name="fairness_answers_something"
            )
        ]

    def __str__(self) -> str:
        return f"answered {self.answered_at:%Y-%m-%d}"
