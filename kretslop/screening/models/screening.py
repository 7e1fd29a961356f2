"""Each candidate's explained pre-selection, the liaison's decisions, and questions asked."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kretslop.campaigns.models import Campaign, CriteriaVersion, WantedProfile
from kretslop.matching.engine.codes import SKILLS_KNOWN
from kretslop.screening import rules
from kretslop.screening.models.recording import ScreeningRun
from kretslop.shared.personal_data import PROOF, PersonalData
from kretslop.shared.refs import LENGTH, RefField, new_ref
from kretslop.talent.models import Candidate

_WHY = "why the person was or was not pre-selected"
#: Kept as it is: a code or a time, which says nothing without the person.
_FIGURE = PersonalData("decision", _WHY, "legitimate_interest", PROOF, on_erasure="counted")


class Preselection(models.Model):
    """The latest explained result of one candidate in one campaign; sorted by the machine, decided by nobody yet."""

    ref = RefField()
    run = models.ForeignKey(ScreeningRun, on_delete=models.PROTECT, related_name="preselections")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="preselections")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="preselections")
    version = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=12, choices=[(g, g) for g in rules.GROUPS])
    #: The group that a person has put them into, "" where the machine's holds.
    placed = models.CharField(max_length=12, blank=True, choices=[(g, g) for g in rules.GROUPS])
    score = models.PositiveIntegerField()
    result = models.JSONField()
    at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "group": _FIGURE,
        "placed": _FIGURE,
        "score": _FIGURE,
        "result": PersonalData("decision", _WHY, "legitimate_interest", PROOF, on_erasure="erased"),
        "at": _FIGURE,
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # With all that a funnel counts: rows with an explanation are wide.
            models.Index(
                fields=["campaign", "group", "-score"], include=["placed", "candidate"], name="preselection_group"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["candidate", "campaign"], name="one_preselection"),
            models.CheckConstraint(condition=models.Q(group__in=rules.GROUPS), name="preselection_group_known"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.score}"

    @property
    def standing(self) -> str:
        """The group that counts: a person's, or else the machine's."""
        return self.placed or self.group


class Decision(models.Model):
    """A person's decision about a pre-selected candidate; `current` is the one in force, older ones stay."""

    ref = RefField()
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="decisions")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(CriteriaVersion, null=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=[(v, v) for v in rules.VERDICTS])
    reason = models.CharField(max_length=30, blank=True)
    note = models.TextField(max_length=1000, blank=True)
    revisit_due = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    #: Who confirmed it, in campaigns that ask for two people.
    second = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    current = models.BooleanField(default=True)
    batch = models.CharField(max_length=LENGTH, default=new_ref, db_index=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)
    simulated = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "verdict": _FIGURE,
        "reason": _FIGURE,
        "note": PersonalData("words", "the liaison's own note", "legitimate_interest", export=False),
        "undone_at": _FIGURE,
        "revisit_due": PersonalData("decision", "when the liaison looks again", "legitimate_interest"),
        "at": _FIGURE,
    }
    not_personal: ClassVar[set[str]] = {"current", "simulated", "batch"}

    class Meta:
        # For what was done today, and what can be undone.
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="decision_at")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["candidate", "campaign"], condition=models.Q(current=True), name="one_decision_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict=rules.APPROVED) | ~models.Q(reason=""), name="decision_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(second__isnull=True) | ~models.Q(second=models.F("by")), name="second_is_another"
            ),
        ]

    def __str__(self) -> str:
        return self.verdict


class AutomationStop(models.Model):
    """A project lead has stopped the machine's sorting in a campaign; people go on deciding. Kept when it is lifted."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="automation_stops")
    why = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"why", "at", "lifted_at"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(lifted_at__isnull=True), name="one_stop_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.why


class Question(models.Model):
    """One kind question about something a must-have needs and nobody knows; unanswered never means no."""

    ref = RefField()
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="questions")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="questions")
    criterion = models.CharField(max_length=120)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_due = models.DateTimeField()
    answer = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "criterion": PersonalData("profile", "what the person was asked"),
        "answer": PersonalData("profile", "what the person answered"),
        "answered_at": PersonalData("trace", "when the person answered"),
    }
    not_personal: ClassVar[set[str]] = {"asked_at", "answer_due", "simulated"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["candidate", "campaign", "criterion"],
                condition=models.Q(answered_at__isnull=True),
                name="one_open_question_per_criterion",
            )
        ]

    def __str__(self) -> str:
        return self.criterion


class PoolName(models.Model):
    """The number of a skill, language, place or occupation in thermometer codes; given once, never changed."""

    number = models.AutoField(primary_key=True)
    name = models.CharField(max_length=100, unique=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"name"}

    def __str__(self) -> str:
        return self.name


_COPY = PersonalData("profile", "the profile again, in the form in which a whole pool is searched", export=False)


class PoolEntry(models.Model):
    """
    One person as thermometer codes (`matching.engine.codes`), sorted, from which SQL and the matcher rank.

    The day at a desk moves with the calendar: `weeks` from today, but not before `least_weeks` after `free_on`.
    `basis` names the code and data that it was made with, `matched` the wanted profiles and the day for which its
    `PoolFit` rows hold; it is empty while they do not.
    """

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="pool_entry")
    codes = ArrayField(models.IntegerField())
    weeks = models.SmallIntegerField(null=True)
    least_weeks = models.SmallIntegerField(default=0)
    free_on = models.DateField(null=True)
    in_pool = models.BooleanField()
    basis = models.CharField(max_length=16)
    matched = models.CharField(max_length=32, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "codes": _COPY,
        "weeks": _COPY,
        "least_weeks": _COPY,
        "free_on": _COPY,
        "in_pool": _COPY,
    }
    not_personal: ClassVar[set[str]] = {"basis", "matched"}

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["codes"], condition=models.Q(in_pool=True), name="pool_codes"),
            # Whose skills are not all known may have any: too many to find among everybody (`pool_search`).
            GinIndex(fields=["codes"], condition=models.Q(in_pool=True, codes__0__gt=SKILLS_KNOWN), name="pool_open"),
        ]

    def __str__(self) -> str:
        return f"{len(self.codes)} codes"


_MATCHED = PersonalData("decision", "which wanted profiles the person fits", "legitimate_interest", export=False)


class PoolFit(models.Model):
    """One wanted profile that somebody fits: all of them for who was matched on their own (`PoolEntry.matched`)."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="pool_fits")
    wanted = models.ForeignKey(WantedProfile, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=12, choices=[(g, g) for g in rules.GROUPS])
    score = models.BigIntegerField()

    personal_data: ClassVar[dict[str, PersonalData]] = {"group": _MATCHED, "score": _MATCHED}
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["candidate", "wanted"], name="one_fit")
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.score}"


class PoolPlace(models.Model):
    """One of the best people of the whole pool for a wanted profile, as of the matcher's last step."""

    wanted = models.ForeignKey(WantedProfile, on_delete=models.CASCADE, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="pool_places")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=12, choices=[(g, g) for g in rules.GROUPS])
    score = models.BigIntegerField()

    personal_data: ClassVar[dict[str, PersonalData]] = {"position": _MATCHED, "group": _MATCHED, "score": _MATCHED}
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["wanted", "candidate"], name="one_place")
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.group} {self.score}"


class MatcherState(models.Model):
    """How far the matcher's results are written: the pool's version and the wanted profiles; one row."""

    version = models.BigIntegerField(default=0)
    matched = models.CharField(max_length=32, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"version", "matched"}

    def __str__(self) -> str:
        return str(self.version)
