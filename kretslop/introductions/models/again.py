"""An employer's wish to read somebody again to whom it had said no, or had not answered."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.introductions import rules
from kretslop.introductions.models.introduction import Introduction
from kretslop.shared.personal_data import PROOF, PersonalData


class AskedAgain(models.Model):
    """One employer asks for somebody again: the liaison introduces them anew, or settles it; the employer never reads
    which, because that would tell what the candidate chose."""

    introduction = models.OneToOneField(Introduction, on_delete=models.CASCADE, related_name="asked_again")
    words = models.CharField(max_length=rules.WHO_ELSE_MAX, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "words": PersonalData("words", "why an employer asks again", "legitimate_interest", export=False),
        "at": PersonalData("decision", "when an employer asked for the person again", "legitimate_interest", PROOF),
        "settled_at": PersonalData("decision", "when a liaison settled that", "legitimate_interest", PROOF),
    }
    not_personal: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"{self.introduction} again"
