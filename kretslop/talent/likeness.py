"""Tables for noticing who is in the pool twice: what people are looked up by, and pairs that wait for a person."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField
from kretslop.talent import rules


class MatchKeys(models.Model):
    """What a candidate is looked up by when somebody may be there twice; made by the search itself, never typed."""

    candidate = models.OneToOneField("talent.Candidate", on_delete=models.CASCADE, related_name="match_keys")
    keys = ArrayField(models.CharField(max_length=120), default=list)
    made_of = models.CharField(max_length=64)

    _SOUGHT: ClassVar[PersonalData] = PersonalData(
        "identity", "to notice when somebody is registered twice", "legitimate_interest", export=False
    )
    personal_data: ClassVar[dict[str, PersonalData]] = {"keys": _SOUGHT, "made_of": _SOUGHT}
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [GinIndex(fields=["keys"], name="match_keys", fastupdate=False)]

    def __str__(self) -> str:
        return f"{len(self.keys)} keys"


class LikelyDuplicate(models.Model):
    """Two candidates who may be one person, with the reasons; a person answers, and the answer is remembered."""

    ref = RefField()
    first = models.ForeignKey("talent.Candidate", on_delete=models.CASCADE, related_name="likely_first")
    second = models.ForeignKey("talent.Candidate", on_delete=models.CASCADE, related_name="likely_second")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.LIKELY_STATES], default=rules.LIKELY_OPEN)
    found_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    _LIKELY: ClassVar[PersonalData] = PersonalData(
        "decision", "to notice when somebody is registered twice", "legitimate_interest"
    )
    personal_data: ClassVar[dict[str, PersonalData]] = {
        "score": _LIKELY,
        "reasons": _LIKELY,
        "state": _LIKELY,
        "found_at": _LIKELY,
        "answered_at": _LIKELY,
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "-score"], name="likely_desk")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["first", "second"], name="one_likeness_per_pair"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="likely_in_order"),
            models.CheckConstraint(condition=models.Q(state__in=rules.LIKELY_STATES), name="likely_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
