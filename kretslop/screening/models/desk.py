"""Who waits on which list of the liaison's desk, kept by the database itself: no list has to look at everybody."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.campaigns.models import Campaign
from kretslop.screening import rules
from kretslop.screening.models.screening import Preselection
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import LENGTH

_LISTED = PersonalData(
    "decision", "on which list of the liaison's desk the person waits", "legitimate_interest", export=False
)


class DeskEntry(models.Model):
    """One result that waits for a person, in one narrow row; triggers write it and take it away.

    It is there while the person waits or is approved in the pool, and nobody has decided, or the decision was to look
    again. `which` is the list: `second` while somebody other than `proposed_by` has to confirm, `held` from
    `revisit_due` on, otherwise the group that counts. Nobody is on a list before `paused_until`. `score` and `ref` are
    the result's.
    """

    preselection = models.OneToOneField(
        Preselection, on_delete=models.CASCADE, primary_key=True, related_name="desk_entry"
    )
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+", db_index=False)
    which = models.CharField(max_length=12, choices=[(name, name) for name in rules.LISTS])
    score = models.PositiveIntegerField()
    ref = models.CharField(max_length=LENGTH)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    paused_until = models.DateField(null=True)
    revisit_due = models.DateField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "which": _LISTED,
        "score": _LISTED,
        "paused_until": _LISTED,
        "revisit_due": _LISTED,
    }
    not_personal: ClassVar[set[str]] = {"ref"}

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # With all that decides whether somebody stands on it today: a place is counted without a look at the rows.
            models.Index(
                fields=["which", "-score", "ref"],
                include=["campaign", "paused_until", "revisit_due", "proposed_by"],
                name="desk_best",
            ),
            models.Index(
                fields=["campaign", "which"],
                include=["paused_until", "revisit_due", "proposed_by"],
                name="desk_numbers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.which} {self.score}"
