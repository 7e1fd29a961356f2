"""What an employer reads of a campaign's criteria: versions, who answered, its own demands beside them."""

from typing import NamedTuple

from django.db.models import QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.models import Agreement, CriteriaVersion, Participation, WantedProfile
from kretslop.campaigns.queries import acts_for, criteria_of, version_to_agree
from kretslop.matching.aggregating import Support
from kretslop.matching.criteria import Criterion


def versions_for(user: User) -> QuerySet[CriteriaVersion]:
    """Return the versions that employers may read: proposed, in force and superseded, never a draft."""
    mine = acts_for(user).values("campaign_id")
    return CriteriaVersion.objects.filter(campaign__in=mine).exclude(state=rules.DRAFT).select_related("campaign")


def being_drafted(participation: Participation) -> bool:
    """True when the secretariat works on a draft; nothing of it is told."""
    return CriteriaVersion.objects.filter(campaign=participation.campaign_id, state=rules.DRAFT).exists()


def waits_for_answer(participation: Participation) -> bool:
    """True when a version is proposed and the employer has not answered it."""
    return version_to_agree(participation) is not None


class Answered(NamedTuple):
    """An employer in the campaign and its answer to a version, "" while it is waited for."""

    employer: str
    answer: str


def answers_to(version: CriteriaVersion) -> list[Answered]:
    """Return who joined, by name, and whether they agreed; what others object to is between them and the lead."""
    given = dict(Agreement.objects.filter(version=version).values_list("participation_id", "answer"))
    joined = Participation.objects.filter(campaign=version.campaign_id, left_at__isnull=True).order_by(
        "employer__name", "pk"
    )
    return [Answered(name, given.get(key, "")) for key, name in joined.values_list("pk", "employer__name")]


def own_answer(version: CriteriaVersion, participation: Participation) -> Agreement | None:
    """Return the employer's own answer with its words and who gave it, or None."""
    return Agreement.objects.filter(version=version, participation=participation).select_related("by").first()


class Own(NamedTuple):
    """What one of the employer's own submitted profiles says about a criterion."""

    title: str
    item: Criterion


class Compared(NamedTuple):
    """One criterion of a version, what stands behind it (None: the lead added it), and the employer's own demands."""

    item: Criterion
    support: Support | None
    own: list[Own]


def compare(version: CriteriaVersion, participation: Participation) -> tuple[list[Compared], list[Own]]:
    """Return the version criterion by criterion, musts first, and what the employer asks for that is not in it."""
    profiles = WantedProfile.objects.filter(participation=participation, state=rules.SUBMITTED)
    own = [Own(profile.title, item) for profile in profiles for item in criteria_of(profile).items]
    criteria = criteria_of(version)
    rows = [
        Compared(item, _support(version, item.key), [each for each in own if each.item.key == item.key])
        for item in (*criteria.musts, *criteria.nices)
    ]
    asked = {item.key for item in criteria.items}
    return rows, [each for each in own if each.item.key not in asked]


def _support(version: CriteriaVersion, key: str) -> Support | None:
    known = version.support.get(key)
    return Support(**known) if known else None
