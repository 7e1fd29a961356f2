"""Reads of introductions, scoped to whoever looks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, Participation, WantedProfile
from kretslop.employers.models import ClientMember
from kretslop.introductions import disclosure, interviewing, rules
from kretslop.introductions.models import Interview, Introduction, ScoreCard
from kretslop.screening.models import Decision, Override, Preselection, Question

# ---- for the candidate: their own, and of an employer's decision only what `disclosure.state_for_candidate` says


def for_candidate(user: User) -> QuerySet[Introduction]:
    """Return the signed-in person's own introductions, oldest first, with all that their page shows."""
    return (
        Introduction.objects.select_related(
            "employer", "client", "wanted_profile", "campaign", "release_message", "candidate__membership"
        )
        .filter(candidate__user=user)
        .order_by("asked_at", "pk")
    )


def asked_of(user: User) -> QuerySet[Introduction]:
    """Return the introductions that wait for the person's yes or no."""
    return for_candidate(user).filter(state=rules.ASKED)


def questions_of(user: User) -> QuerySet[Question]:
    """Return the questions put to the signed-in person, those that wait first."""
    return (
        Question.objects.select_related("campaign", "asked_by")
        .filter(candidate__user=user)
        .order_by("answered_at", "asked_at", "pk")
    )


def explanations_of(user: User) -> QuerySet[Preselection]:
    """Return the explained pre-selection of the signed-in person, newest campaign first."""
    return (
        Preselection.objects.select_related("campaign", "version")
        .filter(candidate__user=user)
        .exclude(result={})  # the explanation is gone when the months for proof are over
        .order_by("-campaign__starts_on", "-pk")
    )


def overrides_of(user: User) -> dict[int, Override]:
    """Return where a person sorted the signed-in person otherwise than the machine, by campaign."""
    found = Override.objects.filter(candidate__user=user, current=True).select_related("by")
    return {each.campaign_id: each for each in found}


def decisions_of(user: User) -> QuerySet[Decision]:
    """Return what a liaison has decided about the signed-in person and is in force; notes are the liaison's own."""
    return Decision.objects.select_related("campaign", "by").filter(candidate__user=user, current=True).order_by("-at")


def interviews_of(user: User, now: datetime) -> dict[int, Interview]:
    """Return, by introduction id, the interview that the signed-in person sees: offered, agreed, or held last.

    An end that they have not been told of shows in nothing, but for an agreed interview that is called off: they must
    not travel to it, and hear of it as soon as it can no longer be taken back.
    """
    rows = Interview.objects.filter(introduction__candidate__user=user).exclude(state=interviewing.CALLED_OFF)
    found = {}
    for each in rows.select_related(
        "introduction__release_message", "introduction__employer", "introduction__client"
    ).order_by("round", "pk"):
        about = each.introduction
        if disclosure.state_for_candidate(about, now) not in rules.IN_PROCESS:
            continue
        ended = about.ended_at is not None and now >= rules.told_at(about.ended_at)
        if not (ended and interviewing.is_ahead(each.state, each.starts_at, now)):
            found[about.pk] = each
    return found


# ---- end of the candidate's reads


# ---- for members of an employer: nothing before the candidate's yes


def for_member(user: User) -> QuerySet[Introduction]:
    """Return the introductions that `user` may see as a member of their employers.

    What a page shows of the candidate goes through `disclosure.shown`, never through these rows' candidate. Nobody sees
    their own introduction from the employer's side.
    """
    return (
        Introduction.objects.filter(
            employer__members__user=user, employer__members__active=True, introduced_at__isnull=False
        )
        .exclude(state__in=rules.UNSEEN_BY_EMPLOYER)
        .exclude(candidate__user=user)
        .select_related("candidate", "wanted_profile", "client")
    )


def get_for_member(user: User, ref: str) -> Introduction | None:
    """Return the introduction with this reference, or None when `user` may not see it."""
    found = (
        for_member(user)
        .select_related(
            "candidate__user", "wanted_profile", "client", "introduced_by", "decided_by", "feedback__by", "asked_again",
            "participation__employer", "participation__campaign", "participation__recruiter__user",
            "participation__stand_in__user", "employer",
        )
        .filter(ref=ref)[:1]
    )  # fmt: skip
    return next(iter(found), None)


def with_profiles(introductions: QuerySet[Introduction]) -> QuerySet[Introduction]:
    """Read along whatever `disclosure.shown` and its page ask of each introduction, in the same query."""
    return introductions.select_related("candidate__user", "wanted_profile", "client", "introduced_by")


#: What `disclosure.listed` and a line in a list ask of an introduction: a tenth of its columns and its rows' columns.
_LINE = (
    "ref", "pseudonym", "state", "next_step", "next_step_due", "introduced_at", "accepted_at", "ended_at", "snapshot",
    "candidate__name",
)  # fmt: skip


def in_a_line(introductions: QuerySet[Introduction]) -> QuerySet[Introduction]:
    """Read of each only what a line in a list says."""
    return introductions.select_related(None).select_related("candidate").only(*_LINE)


def in_a_table(introductions: QuerySet[Introduction]) -> QuerySet[Introduction]:
    """Read of each what a line says, and how well they fit which wanted profile (`disclosure.measured`)."""
    found = introductions.select_related(None).select_related("candidate", "wanted_profile", "client")
    return found.only(*_LINE, "result", "wanted_profile__title", "client__name")


def to_review(user: User, participation: Participation) -> QuerySet[Introduction]:
    """Return what waits for this employer's first answer, the most urgent first."""
    mine = for_member(user).filter(participation=participation, state=rules.INTRODUCED)
    return mine.order_by("next_step_due", "introduced_at", "pk")


def waiting_refs(user: User, participation: Participation) -> dict[str, datetime | None]:
    """Return the refs of what waits for this employer's first answer, the most urgent first, each with its day."""
    return dict(to_review(user, participation).values_list("ref", "next_step_due"))


def in_process(user: User, participation: Participation) -> QuerySet[Introduction]:
    """Return the accepted people whom the employer is getting to know, the next due first."""
    mine = for_member(user).filter(participation=participation, state__in=rules.IN_PROCESS)
    return mine.order_by("next_step_due", "accepted_at", "pk")


def ended_with(user: User, participation: Participation) -> QuerySet[Introduction]:
    """Return the ended introductions that the employer knew of, the latest first."""
    mine = for_member(user).filter(participation=participation, state__in=rules.ENDED)
    return mine.order_by("-ended_at", "-pk")


def next_steps(user: User) -> QuerySet[Introduction]:
    """Return everything open that the person's employers know of, in every campaign, the next due first."""
    mine = for_member(user).filter(state__in=rules.WITH_EMPLOYER)
    return mine.select_related("campaign").order_by("next_step_due", "pk")


def numbers_for_member(user: User, now: datetime) -> dict[str, int]:
    """Return how much is open with the person's employers, for the mail of the week."""
    late, state = Q(next_step_due__lt=now), Q(state=rules.INTRODUCED)
    found = (
        next_steps(user)
        .order_by()
        .aggregate(to_answer=Count("pk", filter=state), steps=Count("pk", filter=~state), late=Count("pk", filter=late))
    )
    week = (now, now + timedelta(days=7))
    agreed = Interview.objects.filter(state=interviewing.AGREED, starts_at__range=week)
    return {**found, "meetings": agreed.filter(introduction__in=next_steps(user).order_by()).count()}


def digest_readers() -> QuerySet[User]:
    """Return whoever works with introductions and wants the mail of the week: employers' people and liaisons."""
    wanted = User.objects.filter(is_active=True, weekly_digest=True)
    return (wanted.filter(memberships__active=True) | wanted.filter(staff_roles__contains=["liaison"])).distinct()


def waiting_by_participation(user: User) -> dict[int, int]:
    """Return, per participation id, how many introductions wait for the employer's first answer."""
    rows = for_member(user).filter(state=rules.INTRODUCED).order_by().values_list("participation")
    return dict(rows.annotate(number=Count("pk")))


def open_with(user: User, *, participation: Participation, profile: WantedProfile | None = None) -> list[Introduction]:
    """Return the open introductions that the employer knows of, in the whole campaign or for one wanted profile."""
    states = (rules.INTRODUCED, *rules.IN_PROCESS)
    mine = for_member(user).filter(participation=participation, state__in=states).order_by("accepted_at", "pk")
    return list(mine.filter(wanted_profile=profile) if profile else mine)


def languages_of(introductions: Iterable[Introduction]) -> list[str]:
    """Return the languages in which these candidates read, so that words can be written in each."""
    return sorted({each.candidate.language for each in introductions})


def score_cards(user: User, introductions: Iterable[Introduction]) -> list[ScoreCard]:
    """Return what the employer's members made of these candidates, the latest first; nothing for outsiders."""
    mine = for_member(user).filter(pk__in=[each.pk for each in introductions])
    return list(ScoreCard.objects.filter(introduction__in=mine).select_related("by").order_by("-at", "-pk"))


def interviews_with(user: User, introduction: Introduction) -> list[Interview]:
    """Return the interviews of an introduction for a member of its employer, the latest first; nothing for others."""
    mine = for_member(user).filter(pk=introduction.pk)
    return list(Interview.objects.filter(introduction__in=mine).select_related("offered_by").order_by("-round", "-pk"))


def just_moved(user: User, now: datetime) -> Introduction | None:
    """Return the introduction whose last move `user` made as an employer's member, while it can be taken back."""
    fresh = {"moves__by": user, "moves__undone_at": None, "moves__at__gt": now - timedelta(minutes=rules.UNDO_MINUTES)}
    mine = for_member(user).filter(**fresh, moves__verb__in=rules.UNDOABLE)
    return in_a_line(mine).order_by("-moves__at", "-moves__pk").first()


# ---- for the people of an agency's client: the introductions to this client, in the same stages, and nothing else


def for_client(user: User) -> QuerySet[Introduction]:
    """Return the introductions to the clients that `user` reads for; what a page shows goes through `disclosure`."""
    return (
        Introduction.objects.filter(
            client__people__user=user, client__people__active=True, client__ended_at__isnull=True,
            employer__kind="agency", introduced_at__isnull=False,
        )
        .exclude(state__in=rules.UNSEEN_BY_EMPLOYER)
        .exclude(candidate__user=user)
        .select_related("candidate__user", "candidate__membership", "wanted_profile", "introduced_by", "employer",
                        "client", "campaign")
        .order_by("-introduced_at", "-pk")
    )  # fmt: skip


def client_cards(user: User, introduction: Introduction) -> list[ScoreCard]:
    """Return what the client's people made of a candidate, the latest first; never what the agency noted for itself."""
    mine = for_client(user).filter(pk=introduction.pk)
    theirs = ClientMember.objects.filter(client__introductions=introduction.pk).values("user")
    found = ScoreCard.objects.filter(introduction__in=mine, by__in=theirs).select_related("by")
    return list(found.order_by("-at", "-pk"))


# ---- end of the client's reads


def undecided_in(user: User, campaign: Campaign) -> list[Introduction]:
    """Return, for a project lead, the introductions of a campaign to which no employer has said yes or no yet."""
    if not user.is_project_lead:
        return []
    rows = Introduction.objects.filter(campaign=campaign, state__in=(rules.ASKED, rules.INTRODUCED))
    return list(rows.select_related("candidate").order_by("pk"))


def in_process_count(campaign: Campaign) -> int:
    """Return how many accepted people are in a process of a campaign's employers."""
    return Introduction.objects.filter(campaign=campaign, state__in=rules.IN_PROCESS).count()
