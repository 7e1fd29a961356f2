"""A campaign for one profile, with its public contact person, service levels and questions answered."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.campaigns import rules
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField


class Campaign(models.Model):
    """One joint recruitment for one occupation (R13)."""

    ref = RefField()
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    occupation = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.CAMPAIGN_STATES], default=rules.DRAFT)
    place = models.CharField(max_length=80)
    promise = models.CharField(max_length=200, blank=True)
    intro = models.TextField(max_length=3000, blank=True)
    local_language_needed = models.BooleanField(default=False)
    starts_on = models.DateField()
    deadline_on = models.DateField()
    contact_name = models.CharField(max_length=150)
    contact_email = models.EmailField(max_length=254)
    contact_phone = models.CharField(max_length=40, blank=True)
    liaison = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    goal_registered = models.PositiveIntegerField(default=0)
    goal_approved = models.PositiveIntegerField(default=0)
    feedback_days = models.PositiveSmallIntegerField(default=rules.FEEDBACK_DAYS)
    consent_days = models.PositiveSmallIntegerField(default=rules.CONSENT_DAYS)
    open_introductions = models.PositiveSmallIntegerField(default=rules.OPEN_INTRODUCTIONS)
    two_people = models.BooleanField(default=False)
    simulated = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "contact_name": PersonalData("contact", "the public contact person of the campaign (R7)", "agreement"),
        "contact_email": PersonalData("contact", "the public contact person of the campaign (R7)", "agreement"),
        "contact_phone": PersonalData("contact", "the public contact person of the campaign (R7)", "agreement"),
    }
    about_others: ClassVar[str] = "the campaign's public contact person"
    not_personal: ClassVar[set[str]] = {
        "slug", "name", "occupation", "state", "place", "promise", "intro", "local_language_needed", "starts_on",
        "deadline_on", "goal_registered", "goal_approved", "feedback_days", "consent_days", "open_introductions",
        "two_people", "simulated", "created_at",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(deadline_on__gte=models.F("starts_on")), name="campaign_dates")
        ]

    def __str__(self) -> str:
        return self.name


class FaqEntry(models.Model):
    """One question and its answer on the campaign's public page (R44), in one language."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="faq")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    question = models.CharField(max_length=200)
    answer = models.TextField(max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"language", "question", "answer", "position"}

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.question
