"""The reasons for a no that employers of one kind choose from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kretslop.employers.rules import KINDS
from kretslop.introductions import rules
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField


class Reason(models.Model):
    """One reason at one end of an introduction; as long as a kind of employer has none, the built-in ones hold.

    `code` is what feedback keeps, so that other words are another reason: what was said keeps its words. `words` and
    `text`, from which an answer to a candidate may start, are by language. What is taken off the list is `retired_at`.
    """

    ref = RefField()
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    end = models.CharField(max_length=10, choices=[(e, e) for e in rules.BUILT_IN_REASONS])
    code = models.CharField(max_length=30)
    words = models.JSONField(default=dict)
    text = models.JSONField(default=dict)
    place = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"kind", "end", "code", "words", "text", "place", "retired_at"}

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "end", "code"], name="one_reason_per_code")
        ]

    def __str__(self) -> str:
        return self.code
