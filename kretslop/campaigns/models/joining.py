"""From the first talk with an employer to its participation and the profiles it wants."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.campaigns import rules
from kretslop.campaigns.models.campaign import Campaign
from kretslop.employers.models import Client, Employer, Member
from kretslop.employers.wording import hirer
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField
from kretslop.talent.rules import REMOTE, SENIORITY

_CONTACT = PersonalData("contact", "to talk with the employer about joining", "legitimate_interest", "36 months")


class Prospect(models.Model):
    """An employer in first talks about a campaign, with the business or HR manager talked to (R1)."""

    ref = RefField()
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="prospects")
    employer = models.ForeignKey(Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    company = models.CharField(max_length=150)
    contact_name = models.CharField(max_length=150)
    contact_role = models.CharField(max_length=100, blank=True)
    contact_email = models.EmailField(max_length=254)
    contact_phone = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.PROSPECT_STATES], default=rules.TALKING)
    notes = models.TextField(max_length=4000, blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    next_step_due = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "contact_name": _CONTACT,
        "contact_role": _CONTACT,
        "contact_email": _CONTACT,
        "contact_phone": _CONTACT,
        "notes": _CONTACT,
    }
    about_others: ClassVar[str] = "the person at an employer with whom the alliance talks"
    not_personal: ClassVar[set[str]] = {"company", "state", "next_step", "next_step_due", "created_at"}

    class Meta:
        ordering: ClassVar[list[str]] = ["next_step_due", "company", "pk"]

    def __str__(self) -> str:
        return self.company


class Invitation(models.Model):
    """An invitation to join, by mail; its `token` is the address of a page, nothing more, until the person accepts."""

    token = models.CharField(max_length=64, unique=True)
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nb")
    sent_at = models.DateTimeField()
    expires_on = models.DateField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "email": _CONTACT,
        "name": _CONTACT,
        "token": PersonalData("technical", "the address of the invitation", "legitimate_interest", export=False),
    }
    about_others: ClassVar[str] = "the person at an employer who is invited"
    not_personal: ClassVar[set[str]] = {"language", "sent_at", "expires_on", "accepted_at", "declined_at"}

    def __str__(self) -> str:
        return f"{self.email} {self.sent_at:%Y-%m-%d}"


class Participation(models.Model):
    """An employer joined a campaign: the agreement, who signed it, the recruiter and the stand-in (R2, R8–R10)."""

    ref = RefField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="participations")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="participations")
    recruiter = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="recruits_in")
    stand_in = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="stands_in")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    signed_as = models.CharField(max_length=10, blank=True, choices=[(s, s) for s in rules.SIGNED_AS])
    agreement_version = models.CharField(max_length=20)
    # An employer that has left finishes what it began; nobody new is introduced to it.
    left_at = models.DateTimeField(null=True, blank=True)
    # How the campaign fits the employer's own way of hiring (R10): its steps, who decides, how long it usually takes.
    hiring_steps = models.TextField(max_length=1000, blank=True)
    who_decides = models.CharField(max_length=150, blank=True)
    usual_days = models.PositiveSmallIntegerField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "who_decides": PersonalData("profile", "so that the alliance knows whom to wait for", "agreement"),
    }
    about_others: ClassVar[str] = "whoever decides at an employer"
    not_personal: ClassVar[set[str]] = {
        "signed_at", "signed_as", "agreement_version", "left_at", "hiring_steps", "usual_days",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "employer"], name="one_participation")
        ]

    def __str__(self) -> str:
        return f"{self.employer} in {self.campaign}"


class WantedProfile(models.Model):
    """What an employer looks for in a campaign: posts and criteria; the basis of screening (R27)."""

    ref = RefField()
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="wanted_profiles")
    #: An agency says for whom each profile is: a client by name, or itself; an employer looks for its own people.
    client = models.ForeignKey(Client, null=True, blank=True, on_delete=models.PROTECT, related_name="wanted_profiles")
    for_itself = models.BooleanField(default=False)
    title = models.CharField(max_length=120)
    occupation = models.CharField(max_length=80, blank=True)
    posts = models.PositiveSmallIntegerField(default=1)
    filled = models.PositiveSmallIntegerField(default=0)
    seniority = models.CharField(max_length=10, blank=True, choices=[(s, s) for s in SENIORITY])
    place = models.CharField(max_length=80, blank=True)
    remote = models.CharField(max_length=10, blank=True, choices=[(r, r) for r in REMOTE])
    about = models.TextField(max_length=2000, blank=True)
    criteria = models.JSONField(default=dict)
    source_ad = models.TextField(max_length=40_000, blank=True)
    reading = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.WANTED_STATES], default=rules.WANTED_DRAFT)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {
        "title", "occupation", "posts", "filled", "seniority", "place", "remote", "about", "criteria", "source_ad",
        "reading", "state", "created_at", "changed_at", "for_itself",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(for_itself=False) | models.Q(client__isnull=True), name="wanted_for_one"
            ),
            models.CheckConstraint(condition=models.Q(posts__gte=1, posts__lte=500), name="wanted_posts"),
            models.CheckConstraint(condition=models.Q(filled__lte=models.F("posts")), name="wanted_filled"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def hirer(self) -> str:
        """Return who would hire by name: the employer, or an agency's client and the agency."""
        return hirer(self.participation.employer, self.client)

    @property
    def is_public(self) -> bool:
        """True when whoever would hire is a public employer."""
        return self.client.public if self.client else self.participation.employer.kind == "public"
