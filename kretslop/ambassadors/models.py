"""A task for ambassadors, and who has taken it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.ambassadors import rules
from kretslop.campaigns.models import Campaign, TrackedLink
from kretslop.campaigns.rules import CHANNELS
from kretslop.employers.models import Member
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField


class AmbassadorTask(models.Model):
    """What an employer's people can do for the campaign. With a `channel`, whoever takes it gets a tracked link."""

    ref = RefField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="ambassador_tasks")
    kind = models.CharField(max_length=20, choices=[(k, k) for k in rules.KINDS])
    title = models.CharField(max_length=rules.TITLE_MAX)
    words = models.TextField(max_length=rules.WORDS_MAX, blank=True)
    channel = models.CharField(max_length=20, blank=True, choices=[(c, c) for c in CHANNELS])
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"kind", "title", "words", "channel", "due_on", "closed_at", "made_at"}

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class TakenTask(models.Model):
    """Somebody of an employer does a task: their link, and what they say when it is done."""

    ref = RefField()
    task = models.ForeignKey(AmbassadorTask, on_delete=models.CASCADE, related_name="taken")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ambassador_tasks")
    link = models.ForeignKey(TrackedLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(max_length=rules.SAID_MAX, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "said": PersonalData("words", "how an ambassador's task went", "agreement", "36 months"),
    }
    about_others: ClassVar[str] = "somebody of an employer who is an ambassador"
    not_personal: ClassVar[set[str]] = {"taken_at", "given_back_at", "done_at"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "member"], name="one_task_a_member"),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | models.Q(given_back_at__isnull=True), name="done_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} by {self.member}"
