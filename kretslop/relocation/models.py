"""A household as its candidate tells of it, and the case of a move after a hire.

Only `relocation` and `privacy` may import these tables (an import contract), and nothing leads to them from a
candidate: no foreign key here has a name on the other side.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.introductions.models import Introduction
from kretslop.relocation import rules
from kretslop.shared.personal_data import PROOF, PersonalData
from kretslop.shared.refs import RefField
from kretslop.talent.models import Candidate


def _family(label: str | Promise) -> PersonalData:
    purpose = "to help partner and family with the move; never for a decision about a job"
    return PersonalData("household", purpose, label=label)


def _move(label: str | Promise) -> PersonalData:
    """A step may tell of a family, so that nothing of a move stays when the person is erased."""
    purpose = "the steps of the move after a hire"
    return PersonalData("trace", purpose, "agreement", PROOF, on_erasure="erased", label=label)


class Household(models.Model):
    """What a candidate tells of partner, children and housing, with their own consent; taken back, it is gone."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="+")
    partner = models.CharField(max_length=10, blank=True, choices=[(p, p) for p in rules.PARTNERS])
    partner_field = models.CharField(max_length=120, blank=True)
    partner_languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    partner_wish = models.CharField(max_length=20, blank=True, choices=[(w, w) for w in rules.WISHES])
    partner_words = models.TextField(max_length=rules.WORDS_MAX, blank=True)
    small_children = models.PositiveSmallIntegerField(null=True, blank=True)
    school_children = models.PositiveSmallIntegerField(null=True, blank=True)
    older_children = models.PositiveSmallIntegerField(null=True, blank=True)
    housing = models.CharField(max_length=10, blank=True, choices=[(h, h) for h in rules.HOUSINGS])
    bedrooms = models.PositiveSmallIntegerField(null=True, blank=True)
    housing_words = models.TextField(max_length=rules.WORDS_MAX, blank=True)
    help_asked_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "partner": _family(_("Partner")),
        "partner_field": _family(_("Partner's occupation or field")),
        "partner_languages": _family(_("Languages that the partner works in")),
        "partner_wish": _family(_("What the partner wishes for")),
        "partner_words": _family(_("About the partner's work or studies")),
        "small_children": _family(_("Children of 0 to 5 years")),
        "school_children": _family(_("Children of 6 to 15 years")),
        "older_children": _family(_("Children of 16 to 18 years")),
        "housing": _family(_("Rent or buy")),
        "bedrooms": _family(_("Bedrooms")),
        "housing_words": _family(_("About the home")),
        "help_asked_at": _family(_("Asked for help")),
        "told_at": _family(_("Told")),
        "changed_at": _family(_("Changed")),
    }
    personal_label: ClassVar[str | Promise] = _("What you tell for help with the move")
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(small_children__isnull=True) | models.Q(small_children__lte=rules.MOST_CHILDREN),
                name="household_small_children",
            ),
            models.CheckConstraint(
                condition=models.Q(school_children__isnull=True) | models.Q(school_children__lte=rules.MOST_CHILDREN),
                name="household_school_children",
            ),
            models.CheckConstraint(
                condition=models.Q(older_children__isnull=True) | models.Q(older_children__lte=rules.MOST_CHILDREN),
                name="household_older_children",
            ),
        ]

    def __str__(self) -> str:
        return f"told {self.told_at:%Y-%m-%d}"


class Case(models.Model):
    """The move of somebody who was hired: one for each hire, with an owner among the liaisons."""

    ref = RefField()
    introduction = models.OneToOneField(Introduction, on_delete=models.CASCADE, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=[(s, s) for s in rules.CASE_STATES], default=rules.OPEN)
    route = models.CharField(max_length=20, blank=True)
    hired_on = models.DateField()
    starts_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "state": _move(_("How it stands")),
        "route": _move(_("The way into the country")),
        "hired_on": _move(_("Hired on")),
        "starts_on": _move(_("First day at work")),
        "opened_at": _move(_("Help began")),
        "closed_at": _move(_("Help ended")),
    }
    personal_label: ClassVar[str | Promise] = _("Your move after a hire")
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state=rules.OPEN, closed_at__isnull=True)
                | (~models.Q(state=rules.OPEN) & models.Q(closed_at__isnull=False)),
                name="case_end_has_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} since {self.opened_at:%Y-%m-%d}"


class Step(models.Model):
    """One step of a case: who acts, by when, what holds it up. That a number was issued is told, never the number."""

    ref = RefField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=20)
    who = models.CharField(max_length=10, choices=[(a, a) for a in rules.ACTORS])
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    blocker = models.CharField(max_length=20, blank=True, choices=[(b, b) for b in rules.BLOCKERS])

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "code": _move(_("Step")),
        "who": _move(_("Who acts")),
        "due_on": _move(_("Due on")),
        "done_on": _move(_("Done on")),
        "blocker": _move(_("What holds it up")),
    }
    personal_label: ClassVar[str | Promise] = _("The steps of your move")
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "code"], name="one_row_per_step")
        ]

    def __str__(self) -> str:
        return self.code


class Bookmark(models.Model):
    """How far this room has read the timeline; one row."""

    room = models.CharField(max_length=20, unique=True, default="relocation")
    read_until_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"room", "read_until_at"}

    def __str__(self) -> str:
        return f"read until {self.read_until_at:%Y-%m-%d %H:%M}"
