"""A person's registration in a campaign, and the answers kept while it is being filled in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Lower

from kretslop.campaigns import rules
from kretslop.campaigns.models.campaign import Campaign
from kretslop.shared.personal_data import DRAFT, Person, PersonalData
from kretslop.shared.refs import RefField, new_ref
from kretslop.talent.models import Candidate

_DRAFT = PersonalData("profile", "a registration that is being filled in", "consent", DRAFT)


def draft_path(instance: RegistrationDraft, filename: str) -> str:
    """Return a random storage path for a file that came before its person."""
    return f"drafts/{new_ref()}{new_ref()}"


class TrackedLink(models.Model):
    """An address of the landing page for one channel (R20); it counts visits, and knows nothing about visitors."""

    ref = RefField()
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="links")
    channel = models.CharField(max_length=20, choices=[(c, c) for c in rules.CHANNELS])
    name = models.CharField(max_length=80)
    visits = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"channel", "name", "visits", "created_at"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "channel", "name"], name="one_link_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Registration(models.Model):
    """A candidate registered through a campaign; once per campaign."""

    ref = RefField()
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="registrations")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="registrations")
    registered_at = models.DateTimeField()
    link = models.ForeignKey(
        TrackedLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    heard_from = models.CharField(max_length=20, blank=True, choices=[(c, c) for c in rules.CHANNELS])

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "registered_at": PersonalData("trace", "when and through which campaign the person came", on_erasure="counted"),
        "heard_from": PersonalData(
            "trace", "how the person heard of the campaign, as they said it themselves (R20)", on_erasure="counted"
        ),
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["candidate", "campaign"], name="one_registration_per_campaign")
        ]

    def __str__(self) -> str:
        return f"{self.candidate} in {self.campaign}"


class RegistrationDraft(models.Model):
    """Answers so far, saved at every step; becomes a candidate only when the code from the mail is entered."""

    key = RefField()
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    link = models.ForeignKey(TrackedLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answers = models.JSONField(default=dict)
    cv = models.FileField(upload_to=draft_path, max_length=200, blank=True)
    cv_name = models.CharField(max_length=200, blank=True)
    reading = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    resume_sent_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "key": PersonalData("technical", "to come back to it", keep=DRAFT, export=False),
        "language": _DRAFT,
        "answers": _DRAFT,
        "cv": _DRAFT,
        "cv_name": _DRAFT,
        "reading": _DRAFT,
    }
    not_personal: ClassVar[set[str]] = {"created_at", "changed_at", "resume_sent_at", "finished_at"}

    def __str__(self) -> str:
        return str(self.changed_at)

    @classmethod
    def of_person(cls, person: Person) -> models.QuerySet[RegistrationDraft]:
        """Return what somebody with one of the person's addresses has begun and not sent."""
        said = cls.objects.annotate(
            address=Lower(KeyTextTransform(0, KeyTransform("email", KeyTransform("about", "answers"))))
        )
        return said.filter(address__in=person.addresses)
