"""Whose profile or place in the pool changed, noted by the database itself."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from kretslop.shared.personal_data import PersonalData


class Change(models.Model):
    """
    Somebody whose profile or place in the pool changed, written by the database itself (migration `changes`).

    Written in the transaction of the change, whoever makes it, so that nobody has to remember. `version` is the pool's
    version that takes it in (`screening.pooling`), None until then. The number outlives the person's row.
    """

    candidate_number = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())
    version = models.BigIntegerField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"candidate_number", "at", "version"}

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], condition=models.Q(version__isnull=True), name="change_waits"),
            models.Index(fields=["version"], name="change_version"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_number} {self.version}"
