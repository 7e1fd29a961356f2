"""A mail about a campaign to people of the pool: the liaison's words, and whom it was written to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.campaigns.models import Campaign, TrackedLink
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField
from kretslop.talent.models import Candidate


class CampaignMail(models.Model):
    """One mail about a campaign, in both languages; `key` comes with the page, so that two clicks send it once."""

    ref = RefField()
    key = models.CharField(max_length=20, unique=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey(TrackedLink, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.JSONField()
    written_at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    about_others: ClassVar[str] = "what a liaison wrote to people of the pool about a campaign"
    not_personal: ClassVar[set[str]] = {"key", "words", "written_at", "leaves_at", "undone_at"}

    def __str__(self) -> str:
        return f"{self.campaign} {self.written_at:%Y-%m-%d}"


class CampaignMailTo(models.Model):
    """Somebody who is written to about a campaign: once for each campaign, whoever writes.

    `queued_at`: when the worker has put the mail to this person into the outbox; None until then.
    """

    mail = models.ForeignKey(CampaignMail, on_delete=models.CASCADE, related_name="people")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "queued_at": PersonalData("technical", "so that the worker goes on where it was", export=False),
        "at": PersonalData("trace", "so that nobody is written to twice about a campaign, or too often"),
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "candidate"], name="one_mail_per_campaign")
        ]

    def __str__(self) -> str:
        return f"{self.candidate} {self.campaign}"
