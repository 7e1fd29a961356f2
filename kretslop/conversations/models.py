"""Messages between a candidate, the liaison and, after acceptance, an employer; and who has read how far."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.conversations import rules
from kretslop.introductions.models import Introduction
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField
from kretslop.talent.models import Candidate


class Message(models.Model):
    """One message. Without an introduction it stands in the conversation of the candidate and the liaison."""

    ref = RefField()
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    introduction = models.ForeignKey(
        Introduction, null=True, blank=True, on_delete=models.CASCADE, related_name="messages"
    )
    side = models.CharField(max_length=10, choices=[(s, s) for s in rules.SIDES])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.TextField(max_length=rules.WORDS_MAX)
    at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "side": PersonalData("words", "who wrote a message", label=_("Written by")),
        "words": PersonalData("words", "what you, the liaison and an employer write to each other", label=_("Message")),
        "at": PersonalData("trace", "when a message was written", label=_("Written")),
    }
    personal_label: ClassVar[str | Promise] = _("your conversations")
    not_personal: ClassVar[set[str]] = {"simulated"}

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["candidate", "introduction", "at"], name="message_conversation")
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.at:%Y-%m-%d %H:%M}"


class Reading(models.Model):
    """How far somebody has read a conversation."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    introduction = models.ForeignKey(Introduction, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_until_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "read_until_at": PersonalData("trace", "how far a conversation was read", label=_("Read until")),
    }
    personal_label: ClassVar[str | Promise] = _("how far your conversations were read")
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["candidate", "introduction", "reader"], name="one_reading", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"read until {self.read_until_at:%Y-%m-%d %H:%M}"
