"""The secretariat plans, opens and closes a campaign."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.utils.text import slugify

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.models import Campaign, FaqEntry, Persona, WantedProfile
from kretslop.campaigns.queries import criteria_of
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.taxonomy.vocabulary import occupations
from kretslop.timeline.actions import record

CHANGEABLE = (
    "name", "occupation", "place", "promise", "intro", "local_language_needed", "starts_on", "deadline_on",
    "contact_name", "contact_email", "contact_phone", "liaison", "goal_registered", "goal_approved", "feedback_days",
    "consent_days", "open_introductions", "two_people",
)  # fmt: skip


def must_lead(by: User) -> None:
    """NotAllowed unless `by` is a project lead."""
    if not by.is_project_lead:
        raise NotAllowed("project_lead_only")


@action
def create_campaign(*, by: User, now: datetime, simulated: bool = False, **fields: object) -> Campaign:
    """Create a campaign for one occupation, as a draft; Invalid names the field that is missing or wrong."""
    must_lead(by)
    campaign = Campaign(created_at=now, simulated=simulated)
    _fill(campaign, fields)
    base = slugify(campaign.name)[:70] or "campaign"
    taken = set(Campaign.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    campaign.slug = base if base not in taken else next(slug for slug in numbered if slug not in taken)
    campaign.save()
    record("campaign.created", about=[campaign], by=by, now=now)
    return campaign


@action
def change_campaign(*, campaign: Campaign, by: User, now: datetime, **fields: object) -> Campaign:
    """Change a campaign's plan; its address stays, links that are out in the world must not break."""
    must_lead(by)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    _fill(campaign, fields)
    campaign.save()
    record("campaign.changed", about=[campaign], by=by, now=now)
    return campaign


def _fill(campaign: Campaign, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        if name not in CHANGEABLE:
            raise Invalid(name, "unknown")
        setattr(campaign, name, value)
    for name in ("name", "occupation", "place", "starts_on", "deadline_on", "contact_name", "contact_email"):
        if not getattr(campaign, name):
            raise Invalid(name, "required")
    if campaign.occupation not in occupations():
        raise Invalid("occupation", "unknown")
    if campaign.deadline_on < campaign.starts_on:
        raise Invalid("deadline_on", "before_start")
    for name, most in rules.SERVICE_LEVELS.items():
        if not 1 <= getattr(campaign, name) <= most:
            raise Invalid(name, "out_of_range")


@action
def open_campaign(*, campaign: Campaign, by: User, now: datetime) -> Campaign:
    """Open the landing page for registrations."""
    return _move(campaign, "open", "campaign.opened", by=by, now=now)


@action
def close_campaign(*, campaign: Campaign, by: User, now: datetime) -> Campaign:
    """Close registrations; open introductions go on."""
    return _move(campaign, "close", "campaign.closed", by=by, now=now)


def _move(campaign: Campaign, verb: str, kind: str, *, by: User, now: datetime) -> Campaign:
    must_lead(by)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    state = rules.move(rules.CAMPAIGN_MOVES, campaign.state, verb)
    if state is None:
        raise NotPossible("move_not_possible")
    campaign.state = state
    campaign.save(update_fields=["state"])
    record(kind, about=[campaign], by=by, now=now)
    return campaign


@action
def save_faq(
    *, campaign: Campaign, entries: Iterable[tuple[str, str, str]], by: User, only: str | None = None, now: datetime
) -> list[FaqEntry]:
    """Replace the public questions and answers: (language, question, answer), in the order they are shown.

    With `only`, a language, those of the other languages stay. Invalid("faq") when one lacks its question or answer.
    """
    must_lead(by)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    rows = []
    for position, (language, question, answer) in enumerate(entries):
        if not question.strip() or not answer.strip() or (only and language != only):
            raise Invalid("faq", "required")
        if len(question) > rules.QUESTION_MAX or len(answer) > rules.ANSWER_MAX:
            raise Invalid("faq", "too_long")
        rows.append(FaqEntry(campaign=campaign, language=language, question=question, answer=answer, position=position))
    (campaign.faq.filter(language=only) if only else campaign.faq.all()).delete()
    record("faq.saved", about=[campaign], by=by, now=now, codes={"entries": len(rows), "language": only or "all"})
    return FaqEntry.objects.bulk_create(rows)


@action
def save_persona(*, campaign: Campaign, name: str, words: str, by: User, now: datetime) -> Persona:
    """Aggregate the submitted wanted profiles into the persona's counts, and keep the secretariat's words (R16)."""
    must_lead(by)
    counts = persona_counts(campaign)
    persona, _ = Persona.objects.update_or_create(
        campaign=campaign, defaults={"counts": counts, "name": name[:80], "words": words[:3000], "made_at": now}
    )
    record("persona.saved", about=[campaign], by=by, now=now)
    return persona


def persona_counts(campaign: Campaign) -> dict[str, object]:
    """Return what the wanted profiles have in common, counted in posts: skills, seniority, remote, years, stages."""
    wanted = list(
        WantedProfile.objects.filter(participation__campaign=campaign, state=rules.SUBMITTED).select_related(
            "participation__employer"
        )
    )
    tallies: dict[str, Counter[str]] = {k: Counter() for k in ("skills", "seniority", "remote", "languages", "stages")}
    years: Counter[int] = Counter()
    for profile in wanted:
        for item in criteria_of(profile).items:
            if item.kind in {"skill", "language"}:
                tallies[f"{item.kind}s"][item.code] += profile.posts
            elif item.kind == "years":
                years[item.level] += profile.posts
        tallies["seniority"][profile.seniority or "any"] += profile.posts
        tallies["remote"][profile.remote or "any"] += profile.posts
        tallies["stages"][profile.participation.employer.stage or "unknown"] += profile.posts
    return {
        "profiles": len(wanted),
        "employers": len({p.participation_id for p in wanted}),
        "posts": sum(p.posts for p in wanted),
        "years": sorted(years.items()),
        **{name: tally.most_common(20) for name, tally in tallies.items()},
    }
