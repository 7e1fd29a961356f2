"""An employer and the people who act for it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kretslop.employers import rules
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField

_CLIENT_CONTACT = PersonalData("contact", "so that the agency reaches its client", "legitimate_interest", "36 months")


class Employer(models.Model):
    """A company, a public employer or an agency. Candidates read `about` and `culture`, in a few sentences.

    `city` is where most of the work is, `locations` are the other places.
    """

    ref = RefField()
    name = models.CharField(max_length=150)
    country = models.CharField(max_length=2, default=rules.HOME)
    org_number = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in rules.KINDS], default="private")
    size = models.CharField(max_length=10, choices=[(s, s) for s in rules.SIZES], blank=True)
    stage = models.CharField(max_length=10, choices=[(s, s) for s in rules.STAGES], blank=True)
    sector = models.CharField(max_length=80, blank=True)
    city = models.CharField(max_length=80, blank=True)
    remote_policy = models.CharField(max_length=10, choices=[(r, r) for r in rules.REMOTE_POLICIES], blank=True)
    locations = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    permit_experience = models.CharField(max_length=10, choices=[(p, p) for p in rules.PERMIT_EXPERIENCE], blank=True)
    about = models.TextField(max_length=600, blank=True)
    culture = models.TextField(max_length=600, blank=True)
    created_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {
        "name", "country", "org_number", "kind", "size", "stage", "sector", "city", "remote_policy", "locations",
        "permit_experience", "about", "culture", "created_at",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["country", "org_number"],
                condition=~models.Q(org_number=""),
                name="employer_org_number_unique",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Somebody who acts for an employer, as business or HR manager or as recruiter (R1, R2)."""

    ref = RefField()
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(r, r) for r in rules.ROLES], default="recruiter")
    title = models.CharField(max_length=100, blank=True)
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "title": PersonalData("profile", "what the person does at the employer", "agreement"),
        "role": PersonalData("profile", "what the person may do for the employer", "agreement"),
    }
    about_others: ClassVar[str] = "somebody who acts for an employer"
    not_personal: ClassVar[set[str]] = {"active", "added_at"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["employer", "user"], name="one_membership_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.employer}"


class Client(models.Model):
    """A company for which an agency looks for people; candidates say yes to it by name. They read `about`."""

    ref = RefField()
    agency = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="clients")
    name = models.CharField(max_length=150)
    country = models.CharField(max_length=2, default=rules.HOME)
    org_number = models.CharField(max_length=30)
    public = models.BooleanField(default=False)
    city = models.CharField(max_length=80, blank=True)
    about = models.TextField(max_length=600, blank=True)
    contact_name = models.CharField(max_length=150)
    contact_email = models.EmailField(max_length=254)
    contact_phone = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "contact_name": _CLIENT_CONTACT,
        "contact_email": _CLIENT_CONTACT,
        "contact_phone": _CLIENT_CONTACT,
    }
    about_others: ClassVar[str] = "the person at an agency's client with whom the agency talks"
    not_personal: ClassVar[set[str]] = {
        "name", "country", "org_number", "public", "city", "about", "added_at", "ended_at",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agency", "country", "org_number"], name="one_client_per_number")
        ]

    def __str__(self) -> str:
        return self.name


class ClientMember(models.Model):
    """Somebody of an agency's client, who reads the people introduced to this client and nothing else."""

    ref = RefField()
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "added_at": PersonalData("trace", "since when the person reads for a client", "agreement"),
    }
    about_others: ClassVar[str] = "somebody who reads for an agency's client"
    not_personal: ClassVar[set[str]] = {"active"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["client", "user"], name="one_reader_per_client")
        ]

    def __str__(self) -> str:
        return f"{self.user} of {self.client}"


class Impersonation(models.Model):
    """A project lead read an employer's pages as one of its people: with a reason, for minutes, and without a write."""

    ref = RefField()
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="impersonations")
    reason = models.TextField(max_length=500)
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "reason": PersonalData("words", "why staff read as somebody else", "legitimate_interest", "36 months"),
        "begun_at": PersonalData("trace", "when staff read as somebody else", "legitimate_interest", "36 months"),
        "ended_at": PersonalData("trace", "when staff read as somebody else", "legitimate_interest", "36 months"),
    }
    about_others: ClassVar[str] = "somebody who acts for an employer, and staff who read as them"
    not_personal: ClassVar[set[str]] = {"ends_at"}

    def __str__(self) -> str:
        return f"{self.staff} as {self.member}"


class CompanySignIn(models.Model):
    """Where an employer's people may sign in with their company's own account (OpenID Connect).

    The secret is sealed with a key of the site; a provider that needs none has an empty one.
    """

    ref = RefField()
    employer = models.OneToOneField(Employer, on_delete=models.PROTECT, related_name="company_sign_in")
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.SIGN_IN_STATES], default=rules.WAITING)
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    sealed_secret = models.TextField(blank=True)
    domains = ArrayField(models.CharField(max_length=100), default=list)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {
        "state", "issuer", "client_id", "sealed_secret", "domains", "set_at", "decided_at",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(state=rules.APPROVED) | models.Q(decided_by__isnull=False),
                name="somebody_approved_the_sign_in",
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer} at {self.issuer}"


class CompanyIdentity(models.Model):
    """Who somebody of an employer is at its own sign-in: `subject` stays when a mail address changes."""

    sign_in = models.ForeignKey(CompanySignIn, on_delete=models.CASCADE, related_name="identities")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "subject": PersonalData("identity", "to sign in with the company's account", "agreement", export=False),
        "linked_at": PersonalData("trace", "since when the company's account opens this one", "agreement"),
    }
    about_others: ClassVar[str] = "somebody who acts for an employer and signs in with its account"
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sign_in", "subject"], name="one_person_per_subject"),
            models.UniqueConstraint(fields=["sign_in", "user"], name="one_subject_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.sign_in.issuer}"
