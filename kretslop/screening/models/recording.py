"""What a run of the criteria saw and found, sealed and chained, so that it can be recomputed later."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kretslop.campaigns.models import Campaign, CriteriaVersion
from kretslop.screening import rules
from kretslop.shared.personal_data import PROOF, PersonalData
from kretslop.shared.refs import LENGTH, RefField, new_ref
from kretslop.talent.models import Candidate

HASH = 64  # hexadecimal characters


class ScreeningRun(models.Model):
    """One application of one frozen criteria version: who started it, when, with what, and which counts it gave.

    `number` is its place in the campaign's chain of runs, `before` the digest of the run before it. `seals` has a
    hash for each thing that the run says of itself; `digest` covers them, the entries and `before`. `people` is how
    many the run was of; `best` is how many were wanted on its list, ties included on top. `to_do` is how many were
    ahead of the worker when it began, None for a run that was done at once; `reached` is whom it looked at last.
    """

    ref = RefField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="screening_runs")
    version = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="runs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_ref = models.CharField(max_length=LENGTH, blank=True)
    vocabulary = models.CharField(max_length=64, blank=True)
    pool = models.BigIntegerField(default=0)
    engine = models.CharField(max_length=16, blank=True)
    people = models.PositiveIntegerField(default=0)
    to_do = models.PositiveIntegerField(null=True)
    reached = models.CharField(max_length=LENGTH, blank=True)
    counts = models.JSONField(default=dict)
    funnel = models.JSONField(default=list)
    best = models.PositiveSmallIntegerField(default=0)
    tie_key = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    number = models.PositiveIntegerField(null=True)
    seals = models.JSONField(default=dict)
    before = models.CharField(max_length=HASH, blank=True)
    digest = models.CharField(max_length=HASH, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {
        "by_ref", "vocabulary", "pool", "engine", "people", "to_do", "counts", "funnel", "best", "tie_key", "at",
        "number", "seals", "before", "digest", "reached",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_run_per_number"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | ~models.Q(digest=""), name="numbered_run_is_sealed"
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(number__isnull=True, to_do__isnull=False),
                name="one_run_under_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.at:%Y-%m-%d %H:%M}"

    @property
    def under_way(self) -> bool:
        """True while the worker is at it: it has no number in the campaign's chain yet."""
        return self.number is None


class RunReplay(models.Model):
    """
    The latest time that a run was computed again: who asked, how far it is, and what it found.

    `people` have been looked at, up to the mark `reached`; `funnel` and `differences` are what that gave so far, by the
    engine named `engine`. It has ended, or has broken off because its job failed too often, or is under way.
    """

    run = models.OneToOneField(ScreeningRun, on_delete=models.CASCADE, related_name="replay")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    engine = models.CharField(max_length=16)
    people = models.PositiveIntegerField(default=0)
    reached = models.CharField(max_length=LENGTH, blank=True)
    funnel = models.JSONField(default=list)
    differences = models.JSONField(default=list)
    erased = models.PositiveIntegerField(default=0)
    same_engine = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True)
    broken_off_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {
        "at", "engine", "people", "reached", "funnel", "differences", "erased", "same_engine", "ended_at",
        "broken_off_at",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(broken_off_at__isnull=True),
                name="replay_ended_or_broken_off",
            )
        ]

    def __str__(self) -> str:
        return f"{self.run} again"

    @property
    def under_way(self) -> bool:
        return self.ended_at is None and self.broken_off_at is None


_WHY = "so that a run that sorted the person can be checked later"
_COPY = PersonalData("decision", _WHY, "legitimate_interest", PROOF, on_erasure="erased")
_SECRET = PersonalData("technical", _WHY, "legitimate_interest", PROOF, export=False, on_erasure="erased")
_FIGURE = PersonalData("decision", _WHY, "legitimate_interest", PROOF, on_erasure="counted")


class RunEntry(models.Model):
    """One person in one run, under a random mark: the codes that were judged, and what came of it.

    Erasing empties what says something of the person, the link and the salt; `commitment` is then a number that
    nobody can tie to anything, and the chain over it still holds.
    """

    run = models.ForeignKey(ScreeningRun, on_delete=models.CASCADE, related_name="entries")
    mark = models.CharField(max_length=LENGTH, default=new_ref)
    candidate = models.ForeignKey(Candidate, null=True, on_delete=models.SET_NULL, related_name="run_entries")
    salt = models.CharField(max_length=32, blank=True)
    codes = ArrayField(models.IntegerField(), default=list)
    desk_on = models.DateField(null=True)
    parts = models.JSONField(default=list)
    group = models.CharField(max_length=12, choices=[(g, g) for g in rules.GROUPS])
    score = models.PositiveIntegerField()
    position = models.PositiveIntegerField(default=0)
    commitment = models.CharField(max_length=HASH)
    names_seal = models.CharField(max_length=HASH)
    seal = models.CharField(max_length=HASH)
    at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "candidate": _SECRET,
        "salt": _SECRET,
        "codes": _COPY,
        "desk_on": _COPY,
        "parts": _COPY,
        "group": _FIGURE,
        "score": _FIGURE,
        "position": _FIGURE,
        "at": _FIGURE,
    }
    not_personal: ClassVar[set[str]] = {"mark", "commitment", "names_seal", "seal"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "mark"], name="one_entry_per_mark")
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.group} {self.score}"
