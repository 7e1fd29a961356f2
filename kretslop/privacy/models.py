"""The settings of retention, each announcement of an erasure to a person, and each merge of two rows of one person."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kretslop.messaging.models import OutboxMail
from kretslop.privacy import rules
from kretslop.shared.exact_json import ExactJSONEncoder
from kretslop.shared.personal_data import UNDO, PersonalData
from kretslop.shared.refs import RefField
from kretslop.talent.models import Candidate, LikelyDuplicate


def remind_days() -> list[int]:
    """Return the usual days of notice."""
    return list(rules.REMIND_DAYS)


class RetentionSettings(models.Model):
    """How long the alliance keeps what: one row. Less than the usual is possible, more is not."""

    months = models.PositiveSmallIntegerField(default=rules.MONTHS)
    remind_days = ArrayField(models.PositiveSmallIntegerField(), default=remind_days)
    proof_months = models.PositiveSmallIntegerField(default=rules.PROOF_MONTHS)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"months", "remind_days", "proof_months", "changed_at"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_settings"),
            models.CheckConstraint(
                condition=models.Q(months__range=rules.MONTHS_ALLOWED, proof_months__range=rules.PROOF_ALLOWED),
                name="retention_as_promised",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} months"


class Announcement(models.Model):
    """A reminder that a profile will be erased: which one, for which last sign-in, and the day that it named."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="announcements")
    number = models.PositiveSmallIntegerField()
    seen_at = models.DateTimeField()
    promised_on = models.DateField()
    mail = models.ForeignKey(OutboxMail, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    _REMINDED: ClassVar[PersonalData] = PersonalData(
        "trace", "so that nothing is erased without three reminders", "legal_obligation"
    )
    personal_data: ClassVar[dict[str, PersonalData]] = {
        "number": _REMINDED,
        "seen_at": _REMINDED,
        "promised_on": _REMINDED,
        "at": _REMINDED,
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["candidate", "seen_at", "number"], name="one_announcement_each")
        ]

    def __str__(self) -> str:
        return f"{self.number} for {self.promised_on}"


class Merge(models.Model):
    """Two candidates that a person merged into one, with what it takes to make two of them again."""

    ref = RefField()
    likely = models.ForeignKey(LikelyDuplicate, null=True, on_delete=models.SET_NULL, related_name="merges")
    kept = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    away = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    away_user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changes = models.JSONField(default=list, encoder=ExactJSONEncoder)
    aside = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    _MERGED: ClassVar[PersonalData] = PersonalData(
        "decision", "to undo it when two people were taken for one", "legitimate_interest", UNDO
    )
    _LEDGER: ClassVar[PersonalData] = PersonalData(
        "decision", "what undoing it would put back", "legitimate_interest", UNDO, export=False
    )
    personal_data: ClassVar[dict[str, PersonalData]] = {
        "changes": _LEDGER,
        "aside": _LEDGER,
        "at": _MERGED,
        "undone_at": _MERGED,
    }
    not_personal: ClassVar[set[str]] = {"undo_until"}

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-at"], name="merge_newest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
