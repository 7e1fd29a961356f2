"""Reads of imports, scoped to whoever looks."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign
from kretslop.importing import rules
from kretslop.importing.mapping import columns
from kretslop.importing.models import Import, ImportedPerson, ImportProblem


class Standing(NamedTuple):
    """How many people of an import are not written to yet, asked, asked without an answer in time, in, out."""

    new: int
    asked: int
    late: int
    registered: int
    refused: int


def of_campaign(user: User, campaign: Campaign) -> QuerySet[Import]:
    """Return the imports of a campaign for a project lead, newest first; none for anybody else."""
    if not user.is_project_lead:
        return Import.objects.none()
    return Import.objects.filter(campaign=campaign).select_related("by", "campaign").order_by("-created_at")


def standings(imports: Sequence[Import], today: date) -> dict[int, Standing]:
    """Return how the people of each import stand, by its key, in one query."""
    rows: Any = (
        ImportedPerson.objects.filter(brought_by__in=imports).values("brought_by").order_by()
        .annotate(
            new=Count("pk", filter=Q(state=rules.NEW)),
            asked=Count("pk", filter=Q(state=rules.ASKED)),
            late=Count("pk", filter=Q(state=rules.ASKED, answer_due__lt=today)),
            registered=Count("pk", filter=Q(state=rules.REGISTERED)),
            refused=Count("pk", filter=Q(state=rules.REFUSED)),
        )
    )  # fmt: skip
    found = {row["brought_by"]: Standing(*(row[name] for name in Standing._fields)) for row in rows}
    return {each.pk: found.get(each.pk, Standing(0, 0, 0, 0, 0)) for each in imports}


def people_of(given: Import, which: str, today: date) -> QuerySet[ImportedPerson]:
    """Return people of an import by their row: `new`, `asked`, `late` or `registered` ones."""
    people = ImportedPerson.objects.filter(brought_by=given).select_related("candidate").order_by("row", "pk")
    if which == "late":
        return people.filter(state=rules.ASKED, answer_due__lt=today)
    return people.filter(state=which)


def problems_of(given: Import) -> QuerySet[ImportProblem]:
    """Return what could not be read, in the order of the file."""
    return ImportProblem.objects.filter(found_in=given).order_by("row", "column", "pk")


def same_file(campaign: Campaign, content_hash: str) -> Import | None:
    """Return the import of exactly this file in the campaign, unless it was undone, discarded or unreadable."""
    return Import.objects.filter(campaign=campaign, content_hash=content_hash, state__in=rules.IN_FORCE).first()


def mapping_for(header: Sequence[str]) -> dict[str, str]:
    """Return what the columns mean: as they were settled for the last file with this header, else a guess."""
    earlier = Import.objects.filter(header_hash=columns.header_hash(header)).exclude(mapping={}).exclude(done=0)
    if last := earlier.order_by("-created_at").first():
        return last.mapping
    return {str(place): field for place, field in columns.guess(header).items()}


def person_by_ref(ref: str) -> ImportedPerson | None:
    """Return an imported person by the reference in the mail to them, once they have been written to."""
    found = ImportedPerson.objects.select_related("brought_by__campaign", "brought_by__by")
    return found.filter(ref=ref).exclude(state=rules.NEW).first()
