"""Reads of campaigns for those who lead them; anybody but a project lead finds nothing."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.models import (
    Agreement,
    Campaign,
    CriteriaVersion,
    FaqEntry,
    Invitation,
    Participation,
    Persona,
    Prospect,
    Registration,
    TrackedLink,
    WantedProfile,
)
from kretslop.employers.models import Employer


def for_lead(user: User) -> QuerySet[Campaign]:
    """Return every campaign for a project lead, none for anybody else."""
    if not user.is_project_lead:
        return Campaign.objects.none()
    return Campaign.objects.select_related("liaison")


class Size(NamedTuple):
    """How big a campaign is: employers and agencies that joined, submitted wanted profiles and their posts."""

    employers: int
    agencies: int
    profiles: int
    posts: int


def sizes(campaigns: list[Campaign]) -> dict[int, Size]:
    """Return the size of each campaign by its key, in two queries. The caller is in charge of who may see them."""
    keys = [campaign.pk for campaign in campaigns]
    of_kind = Participation.objects.filter(campaign__in=keys, left_at__isnull=True).values("campaign_id")
    joined = of_kind.annotate(n=Count("pk"), agents=Count("pk", filter=Q(employer__kind="agency"))).order_by()
    wanted = WantedProfile.objects.filter(participation__campaign__in=keys, state=rules.SUBMITTED)
    asked = wanted.values_list("participation__campaign_id").annotate(Count("pk"), Sum("posts")).order_by()
    people = {row["campaign_id"]: (row["n"] - row["agents"], row["agents"]) for row in joined}
    profiles = {key: (count, posts) for key, count, posts in asked}
    return {key: Size(*people.get(key, (0, 0)), *profiles.get(key, (0, 0))) for key in keys}


def faq_of(campaign: Campaign, language: str) -> list[FaqEntry]:
    """Return the public questions and answers in one language, in order."""
    return list(FaqEntry.objects.filter(campaign=campaign, language=language))


def prospects_of(campaign: Campaign) -> QuerySet[Prospect]:
    """Return the employers in first talks about a campaign, with the latest invitation first in `.sent`."""
    sent = Prefetch("invitations", Invitation.objects.order_by("-sent_at"), to_attr="sent")
    return Prospect.objects.filter(campaign=campaign).select_related("owner", "employer").prefetch_related(sent)


def is_overdue(prospect: Prospect, today: date) -> bool:
    """True when the next step with an employer that is still being talked to should have been taken."""
    open_ = prospect.state in (rules.TALKING, rules.INVITED)
    return open_ and prospect.next_step_due is not None and prospect.next_step_due < today


def known_employers(campaign: Campaign, user: User) -> QuerySet[Employer]:
    """Return employers from earlier campaigns that are neither in this one nor talked to about it."""
    if not user.is_project_lead:
        return Employer.objects.none()
    talked_to = Prospect.objects.filter(campaign=campaign, employer__isnull=False).values("employer_id")
    return Employer.objects.exclude(participations__campaign=campaign).exclude(pk__in=talked_to).order_by("name", "pk")


def joined(campaign: Campaign) -> list[Participation]:
    """Return who takes part, by name, each with its people and its submitted profiles in `.submitted`."""
    submitted = Prefetch(
        "wanted_profiles", WantedProfile.objects.filter(state=rules.SUBMITTED).order_by("title"), to_attr="submitted"
    )
    rows = Participation.objects.filter(campaign=campaign, left_at__isnull=True).select_related(
        "employer", "recruiter__user", "stand_in__user", "signed_by"
    )
    return list(rows.prefetch_related(submitted).order_by("employer__name", "pk"))


def wanted_in(campaign: Campaign) -> list[WantedProfile]:
    """Return every wanted profile that was submitted in the campaign, with its employer."""
    rows = WantedProfile.objects.filter(participation__campaign=campaign).exclude(state=rules.WANTED_DRAFT)
    return list(
        rows.select_related("participation__employer", "client").order_by(
            "participation__employer__name", "title", "pk"
        )
    )


def persona_of(campaign: Campaign) -> Persona | None:
    """Return the secretariat's persona of the campaign, or None."""
    return Persona.objects.filter(campaign=campaign).first()


def versions_of(campaign: Campaign) -> list[CriteriaVersion]:
    """Return every version of the criteria, the newest first, each with its answers in `.answers`."""
    answers = Prefetch(
        "agreements",
        Agreement.objects.select_related("participation__employer", "by").order_by("participation__employer__name"),
        to_attr="answers",
    )
    return list(CriteriaVersion.objects.filter(campaign=campaign).select_related("made_by").prefetch_related(answers))


class Answer(NamedTuple):
    """An employer's answer to a version of the criteria: `answer` is "" while it is waited for."""

    participation: Participation
    answer: str
    words: str
    by: str
    at: datetime | None = None


def answers_to(version: CriteriaVersion, participations: list[Participation]) -> list[Answer]:
    """Return the answer of each employer that joined; the version comes from `versions_of`."""
    given = {answer.participation_id: answer for answer in version.answers}  # type: ignore[attr-defined]
    rows = []
    for participation in participations:
        answer = given.get(participation.pk)
        if answer is None:
            rows.append(Answer(participation, "", "", ""))
        else:
            rows.append(Answer(participation, answer.answer, answer.words, answer.by.name, answer.at))
    return rows


class Sources(NamedTuple):
    """How a campaign's people came: measured by links, said by themselves, and of whom nothing is known (R20)."""

    links: list[TrackedLink]
    said: list[tuple[str, int]]
    unknown: int


def sources_of(campaign: Campaign) -> Sources:
    """Return the tracked links with `registered` people each, the answers by channel, and how many gave neither."""
    links = campaign.links.annotate(registered=Count("registrations")).order_by("-registered", "-visits", "name")
    own = Registration.objects.filter(campaign=campaign, link__isnull=True)
    said = own.exclude(heard_from="").values_list("heard_from").annotate(people=Count("pk"))
    return Sources(
        links=list(links),
        said=list(said.order_by("-people", "heard_from")),
        unknown=own.filter(heard_from="").count(),
    )
