"""What the pool is searched by, kept by the database itself, and the searches that liaisons saved."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField
from kretslop.talent.models import Candidate

#: Everything here stands in the profile too, where the person's own copy shows it.
_INDEX = PersonalData("profile", "so that the liaison finds people in the pool quickly", export=False)


class SearchEntry(models.Model):
    """One person who waits or is approved, as the search reads them; triggers write it and take it away.

    `terms` holds codes such as `skill:python:2` (at least level 2), `place:oslo`. Nobody has one whose record was
    merged into another.
    """

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, primary_key=True, related_name="search_entry")
    terms = ArrayField(models.CharField(max_length=110), default=list)
    words = SearchVectorField()
    approved = models.BooleanField(default=False)
    years = models.PositiveSmallIntegerField(null=True)
    route = models.CharField(max_length=20, blank=True)
    lives_here = models.BooleanField(default=False)
    notice_weeks = models.PositiveSmallIntegerField(null=True)
    available_on = models.DateField(null=True)
    paused_until = models.DateField(null=True)
    heard_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "terms": _INDEX,
        "words": _INDEX,
        "approved": _INDEX,
        "years": _INDEX,
        "route": _INDEX,
        "lives_here": _INDEX,
        "notice_weeks": _INDEX,
        "available_on": _INDEX,
        "paused_until": _INDEX,
        "heard_at": _INDEX,
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["terms"], name="search_entry_terms", fastupdate=False),
            GinIndex(fields=["words"], name="search_entry_words", fastupdate=False),
            # In the order of the list, with everything narrow: counted without a look at the rows, which are wide.
            models.Index(
                fields=["heard_at", "candidate"], name="search_entry_heard",
                include=["approved", "years", "route", "lives_here", "notice_weeks", "available_on", "paused_until"],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return " ".join(self.terms[:5])


class SavedSearch(models.Model):
    """A liaison's search with a name; with `notes`, whoever newly fits is shown on their first page."""

    ref = RefField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    wanted = models.JSONField(default=dict)
    notes = models.BooleanField(default=True)
    saved_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    about_others: ClassVar[str] = "what a liaison looks for"
    not_personal: ClassVar[set[str]] = {"name", "wanted", "notes", "saved_at", "looked_at"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "name"], name="one_saved_search_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class SearchFit(models.Model):
    """Somebody who fits a saved search; `new_since` until the liaison has seen it."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="fits")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    new_since = models.DateTimeField(null=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "new_since": PersonalData("trace", "so that the liaison hears of somebody who newly fits", export=False)
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["search", "candidate"], name="one_fit_per_search")
        ]

    def __str__(self) -> str:
        return f"{self.search} {self.candidate}"
