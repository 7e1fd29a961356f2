"""An employer or agency that nobody invited asks to join; the secretariat answers."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.campaigns import rules
from kretslop.campaigns.models.campaign import Campaign
from kretslop.employers.models import Employer
from kretslop.shared.personal_data import DRAFT, PersonalData
from kretslop.shared.refs import RefField

_CONTACT = PersonalData("contact", "to answer an employer that asks to join", "legitimate_interest", "36 months")


class SignUp(models.Model):
    """What somebody typed about their employer (`facts`), and what became of it.

    Nothing happens before the person has shown, with a code, that the mail address is theirs.
    """

    ref = RefField()
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_ups")
    employer = models.ForeignKey(Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    company = models.CharField(max_length=150)
    country = models.CharField(max_length=2)
    org_number = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nb")
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.SIGN_UP_STATES], default=rules.TYPED)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(max_length=1000, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "email": _CONTACT,
        "name": _CONTACT,
        "title": _CONTACT,
        "words": PersonalData("words", "what the secretariat answered", "legitimate_interest", "36 months"),
        "language": PersonalData("profile", "to answer in the person's language", "legitimate_interest", DRAFT),
    }
    about_others: ClassVar[str] = "somebody who asks to join for an employer"
    not_personal: ClassVar[set[str]] = {
        "company", "country", "org_number", "facts", "state", "sent_at", "confirmed_at", "decided_at",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar[list[str]] = ["confirmed_at", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state"], name="sign_up_state")]

    def __str__(self) -> str:
        return self.company
