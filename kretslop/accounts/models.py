"""The person who signs in; what they may do follows from staff roles, memberships and candidacy."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from kretslop.accounts import rules
from kretslop.shared.personal_data import DRAFT, Person, PersonalData
from kretslop.shared.refs import RefField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Create a user; without a password they can only sign in with a code by mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        """Create an operator's account (command line only)."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. The mail address opens the door; it is not the key of a person."""

    ref = RefField()
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(max_length=50, default="Europe/Oslo")
    staff_roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    away_until = models.DateField(null=True, blank=True)
    #: Whoever works with introductions gets a mail each week with what waits, unless they do not want it.
    weekly_digest = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "email": PersonalData("contact", "to sign in and to be written to", "agreement"),
        "name": PersonalData("identity", "to be addressed by name", "agreement"),
        "password": PersonalData("technical", "to sign in; a salted hash", "agreement", export=False),
        "language": PersonalData("profile", "to write in the person's language", "agreement"),
        "time_zone": PersonalData("profile", "to show times where the person is", "agreement"),
        "staff_roles": PersonalData("technical", "what a member of staff may do", "agreement"),
        "away_until": PersonalData("profile", "so that a stand-in takes over", "agreement"),
        "joined_at": PersonalData("trace", "when the account was made", "agreement"),
        "last_login": PersonalData("trace", "retention counts from the last sign-in", "legitimate_interest"),
    }
    not_personal: ClassVar[set[str]] = {"is_active", "is_staff", "is_superuser", "weekly_digest"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            models.CheckConstraint(
                condition=models.Q(staff_roles__contained_by=list(rules.STAFF_ROLES)), name="user_staff_roles_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        """Return the word to greet the person by."""
        return self.name.split()[0] if self.name.strip() else ""

    @property
    def is_liaison(self) -> bool:
        return rules.LIAISON in self.staff_roles

    @property
    def is_project_lead(self) -> bool:
        return rules.PROJECT_LEAD in self.staff_roles


_REQUEST = PersonalData("contact", "to change the address, and to undo it", "legitimate_interest", DRAFT)


class AddressChange(models.Model):
    """A mail address that is to become another: its owner asks, a mailbox is lost, or somebody was there twice.

    `other` is the account that has the new address until then, of somebody who was registered twice (kind `merged`):
    the two accounts change their addresses with each other.
    """

    ref = RefField()
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="address_changes")
    other = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in rules.ADDRESS_KINDS])
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.ADDRESS_STATES], default=rules.ASKED)
    old_address = models.EmailField(max_length=254)
    new_address = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    name = models.CharField(max_length=150, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    waits_until = models.DateTimeField(null=True, blank=True)
    stop_until = models.DateTimeField(null=True, blank=True)

    _TRACE: ClassVar[PersonalData] = PersonalData("trace", "to decide about the request", "legitimate_interest", DRAFT)
    personal_data: ClassVar[dict[str, PersonalData]] = {
        "kind": _TRACE,
        "state": _TRACE,
        "old_address": _REQUEST,
        "new_address": _REQUEST,
        "language": _TRACE,
        "name": _REQUEST,
        "words": PersonalData("words", "so that a person can tell whose request it is", "legitimate_interest", DRAFT),
        "code_hash": PersonalData("technical", "to check the code", "legitimate_interest", DRAFT, export=False),
        "tries": PersonalData("technical", "to stop guessing", "legitimate_interest", DRAFT, export=False),
        "asked_at": _TRACE,
        "moved_at": _TRACE,
        "waits_until": _TRACE,
        "stop_until": _TRACE,
    }
    not_personal: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @classmethod
    def of_person(cls, person: Person) -> models.QuerySet[AddressChange]:
        """Return the requests of an account, and those in which one of its addresses was named."""
        refs = [subject.partition(":")[2] for subject in person.subjects if subject.startswith("user:")]
        named = models.Q(old_address__in=person.addresses) | models.Q(new_address__in=person.addresses)
        return cls.objects.filter(named | models.Q(user__ref__in=refs) | models.Q(other__ref__in=refs))
