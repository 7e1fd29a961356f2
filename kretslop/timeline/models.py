"""One row per thing that happened; a trigger in the database refuses to change or delete it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kretslop.shared.personal_data import HISTORY, Person, PersonalData


class Event(models.Model):
    """What happened (`noun.past_verb`), to which subjects (`kind:ref`), by whom (`user:ref`, `system`, …)."""

    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    subjects = ArrayField(models.CharField(max_length=40))
    codes = models.JSONField(default=dict)

    # Nothing can be taken out of here. What stands here leads to nobody once the row with the reference is erased.
    personal_data: ClassVar[dict[str, PersonalData]] = {
        "kind": PersonalData("trace", "what happened", "legitimate_interest", HISTORY, on_erasure="counted"),
        "at": PersonalData("trace", "when it happened", "legitimate_interest", HISTORY, on_erasure="counted"),
        "actor": PersonalData(
            "trace", "who did it, as a random reference", "legitimate_interest", HISTORY, False, "counted"
        ),
        "subjects": PersonalData(
            "trace", "to whom, as random references", "legitimate_interest", HISTORY, False, "counted"
        ),
        "codes": PersonalData(
            "trace", "what exactly, as codes without words", "legitimate_interest", HISTORY, on_erasure="counted"
        ),
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["subjects"], name="event_subjects"),
            models.Index(fields=["kind", "at"], name="event_kind_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def of_person(cls, person: Person) -> models.QuerySet[Event]:
        """Return what happened to the person's rows."""
        return cls.objects.filter(subjects__overlap=sorted(person.subjects))
