"""The persona, and the versions of the criteria that every employer agrees to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.campaigns import rules
from kretslop.campaigns.models.campaign import Campaign
from kretslop.campaigns.models.joining import Participation
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField


class Persona(models.Model):
    """Whom the campaign speaks to: counts from the wanted profiles and the secretariat's words (R16).

    Household and traits have no column here: what they may shape lives with the relocation service (R17).
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="persona")
    counts = models.JSONField(default=dict)
    name = models.CharField(max_length=80, blank=True)
    words = models.TextField(max_length=3000, blank=True)
    made_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"counts", "name", "words", "made_at"}

    def __str__(self) -> str:
        return self.name


class CriteriaVersion(models.Model):
    """One version of a campaign's criteria; once frozen it never changes, the next version supersedes it."""

    ref = RefField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="criteria_versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.CRITERIA_STATES], default=rules.DRAFT)
    criteria = models.JSONField()
    support = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {
        "number", "state", "criteria", "support", "made_at", "proposed_at", "frozen_at",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "number"], name="criteria_number_unique"),
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(state=rules.FROZEN), name="one_frozen_version"
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(state__in=[rules.DRAFT, rules.PROPOSED]),
                name="one_version_in_the_making",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=rules.FROZEN) | models.Q(frozen_at__isnull=False), name="frozen_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Agreement(models.Model):
    """One employer's answer to one version: agreed, or objected with words."""

    version = models.ForeignKey(CriteriaVersion, on_delete=models.CASCADE, related_name="agreements")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="agreements")
    answer = models.CharField(max_length=10, choices=[(a, a) for a in (rules.AGREED, rules.OBJECTED)])
    words = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "words": PersonalData("words", "what the employer's member says about the criteria", "agreement", "36 months")
    }
    about_others: ClassVar[str] = "the employer's member who answered"
    not_personal: ClassVar[set[str]] = {"answer", "at", "simulated"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "participation"], name="one_answer_per_employer")
        ]

    def __str__(self) -> str:
        return self.answer
