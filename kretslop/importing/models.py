"""An import from a file, the people it brought, what it changed, and what could not be read."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns.models import Campaign
from kretslop.importing import rules
from kretslop.shared.personal_data import ASKED, PROOF, PersonalData
from kretslop.shared.refs import RefField, new_ref
from kretslop.talent.models import Candidate

AFTER_IMPORT = "30 days"
_TOLD = PersonalData(
    "profile",
    "to ask whether the person wants to be in the pool",
    "legitimate_interest",
    ASKED,
    label=_("What we were told about you"),
)
_FILE = PersonalData("profile", "rows of an import until they are brought in", "legitimate_interest", AFTER_IMPORT)


def import_path(instance: Import, filename: str) -> str:
    """Return a random storage path; the file's own name stays in the row."""
    return f"imports/{new_ref()}{new_ref()}"


class Import(models.Model):
    """One file of people for one campaign: where it came from, how its columns are read, how far the work is."""

    ref = RefField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.STATES], default=rules.READING)
    state_since = models.DateTimeField()
    source = models.CharField(max_length=200)
    file = models.FileField(upload_to=import_path, max_length=200, blank=True)
    rows = models.FileField(upload_to=import_path, max_length=200, blank=True)
    file_name = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    header = models.JSONField(default=list)
    header_hash = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    why = models.CharField(max_length=40, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    offset = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    language = models.CharField(max_length=5, blank=True, choices=settings.LANGUAGES)
    asked_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    about_others: ClassVar[str] = "people whom a file names, until they are brought in"
    personal_data: ClassVar[dict[str, PersonalData]] = {
        "file": _FILE,
        "rows": _FILE,
        "source": PersonalData("trace", "where the person's data came from (GDPR article 14)", "legal_obligation"),
    }
    not_personal: ClassVar[set[str]] = {
        "state", "state_since", "file_name", "content_hash", "header", "header_hash", "mapping", "notes", "why",
        "total", "done", "offset", "counts", "language", "asked_since", "created_at",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(state__in=rules.STATES), name="import_state_known"),
            models.UniqueConstraint(
                fields=["campaign", "content_hash"],
                condition=models.Q(state__in=rules.IN_FORCE),
                name="one_import_per_file",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportedPerson(models.Model):
    """Somebody whom a file named: no candidate, in no pool, until they register themselves through a mailed link.

    Once they have answered, everything about them is blanked here but the hash of their address: it keeps us from
    asking a second time.
    """

    ref = RefField()
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="people")
    row = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.PERSON_STATES], default=rules.NEW)
    email_hash = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=150, blank=True)
    told = models.JSONField(default=dict)
    candidate = models.ForeignKey(Candidate, null=True, on_delete=models.CASCADE, related_name="imported_as")
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    answer_due = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "email": PersonalData("contact", "to ask the person, once", "legitimate_interest", ASKED),
        "name": PersonalData("identity", "to greet the person", "legitimate_interest", ASKED),
        "told": _TOLD,
        "email_hash": PersonalData(
            "technical",
            "to never ask somebody again who said no",
            "legitimate_interest",
            PROOF,
            export=False,
            on_erasure="erased",
        ),
        "state": PersonalData(
            "decision", "what the person answered", "legitimate_interest", PROOF, on_erasure="erased"
        ),
        "asked_at": PersonalData(
            "trace", "to prove that the person was told", "legal_obligation", PROOF, on_erasure="erased"
        ),
        "answered_at": PersonalData(
            "trace", "when the person answered", "legal_obligation", PROOF, on_erasure="erased"
        ),
    }
    not_personal: ClassVar[set[str]] = {"row", "created_at", "answer_due"}

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["brought_by", "state"], name="imported_state"),
            models.Index(fields=["answer_due"], name="imported_due", condition=models.Q(state=rules.ASKED)),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(state__in=rules.PERSON_STATES), name="imported_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=rules.ASKED) | models.Q(asked_at__isnull=False, answer_due__isnull=False),
                name="imported_asked_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=rules.UNANSWERED) | models.Q(email="", name="", told={}),
                name="imported_answered_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else ""


class ImportChange(models.Model):
    """What a later file changed about a person who had not answered yet, so that it can be undone."""

    made_by = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="changes")
    person = models.ForeignKey(ImportedPerson, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField()

    personal_data: ClassVar[dict[str, PersonalData]] = {"before": _TOLD}
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["made_by", "person"], name="one_change_per_import")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ImportProblem(models.Model):
    """One cell that could not be read, by row and column; `stops` when its whole row cannot be brought in."""

    found_in = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=20)
    code = models.CharField(max_length=30)
    value = models.CharField(max_length=100, blank=True)
    stops = models.BooleanField()

    about_others: ClassVar[str] = "people whom a file names, until they are brought in"
    personal_data: ClassVar[dict[str, PersonalData]] = {"value": _FILE}
    not_personal: ClassVar[set[str]] = {"row", "column", "field", "code", "stops"}

    def __str__(self) -> str:
        return f"{self.row} {self.code}"
