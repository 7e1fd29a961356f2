"""What people put beside the machine's result: another group with a reason, a proposal to a second person, notes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.campaigns.models import Campaign, CriteriaVersion
from kretslop.screening import rules
from kretslop.shared.personal_data import PROOF, PersonalData
from kretslop.shared.refs import RefField
from kretslop.talent.models import Candidate

_WHY = "what a person decided against the machine's result, and why"
_FIGURE = PersonalData("decision", _WHY, "legitimate_interest", PROOF, on_erasure="counted")
_NOTE = PersonalData("words", "the liaison's own note", "legitimate_interest", export=False)


class Override(models.Model):
    """A person has put a candidate into another group than the machine; `current` is the one in force.

    It ends when a person lifts it, or when the machine comes to another result than the one it was made against.
    """

    ref = RefField()
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="overrides")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="overrides")
    version = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="+")
    machine = models.CharField(max_length=12, choices=[(g, g) for g in rules.GROUPS])
    group = models.CharField(max_length=12, choices=[(g, g) for g in rules.GROUPS])
    reason = models.CharField(max_length=30)
    note = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    current = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "machine": _FIGURE,
        "group": _FIGURE,
        "reason": _FIGURE,
        "note": _NOTE,
        "at": _FIGURE,
        "ended_at": _FIGURE,
    }
    not_personal: ClassVar[set[str]] = {"current"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["candidate", "campaign"], condition=models.Q(current=True), name="one_override_in_force"
            ),
            models.CheckConstraint(condition=~models.Q(group=models.F("machine")), name="override_changes_the_group"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="override_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.machine} → {self.group}"


class Proposal(models.Model):
    """What one liaison wants to decide and a second one has yet to confirm, in campaigns that ask for two people."""

    ref = RefField()
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="proposals")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="proposals")
    verdict = models.CharField(max_length=10, choices=[(v, v) for v in rules.NEEDS_SECOND])
    group = models.CharField(max_length=12, blank=True, choices=[(g, g) for g in rules.GROUPS])
    reason = models.CharField(max_length=30, blank=True)
    note = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(default=False)
    answer = models.TextField(max_length=1000, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "verdict": _FIGURE,
        "group": _FIGURE,
        "reason": _FIGURE,
        "note": _NOTE,
        "at": _FIGURE,
        "settled_at": PersonalData(
            "decision", "when a second person looked", "legitimate_interest", PROOF, on_erasure="counted"
        ),
        "confirmed": PersonalData(
            "decision", "whether a second person agreed", "legitimate_interest", PROOF, on_erasure="counted"
        ),
        "answer": _NOTE,
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["candidate", "campaign"], condition=models.Q(settled_at__isnull=True), name="one_open_proposal"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed=False) | ~models.Q(settled_by=models.F("by")), name="two_people_decide"
            ),
        ]

    def __str__(self) -> str:
        return self.verdict


class DeskNote(models.Model):
    """A liaison's note about a person, read by liaisons only; the person can ask to read it."""

    ref = RefField()
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="desk_notes")
    words = models.TextField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "words": _NOTE,
        "at": PersonalData("trace", "when the liaison wrote a note", "legitimate_interest"),
    }
    not_personal: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return self.words[:40]
