"""Criteria are agreed before screening starts (R27): draft, propose, every employer agrees, frozen."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.models import Agreement, Campaign, CriteriaVersion, Participation, WantedProfile
from kretslop.campaigns.queries import answering_member, criteria_of
from kretslop.matching.aggregating import aggregate
from kretslop.matching.criteria import Criteria
from kretslop.messaging import actions as mail
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SIMULATION


@action
def draft_criteria(*, campaign: Campaign, by: User, now: datetime) -> CriteriaVersion:
    """Draft the next version from the submitted wanted profiles; NotPossible without any, or with one in the making."""
    must_lead(by)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.criteria_versions.filter(state__in=[rules.DRAFT, rules.PROPOSED]).exists():
        raise NotPossible("version_in_the_making")
    wanted = WantedProfile.objects.filter(participation__campaign=campaign, state=rules.SUBMITTED)
    draft = aggregate((criteria_of(profile), profile.posts) for profile in wanted)
    if not draft.criteria.items:
        raise NotPossible("no_wanted_profiles")
    number = (campaign.criteria_versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    version = CriteriaVersion.objects.create(
        campaign=campaign,
        number=number,
        criteria=draft.criteria.to_json(),
        support={key: said._asdict() for key, said in draft.support.items()},
        made_by=by,
        made_at=now,
    )
    record("criteria.drafted", about=[version, campaign], by=by, now=now, codes={"number": number})
    return version


def _lock(version: CriteriaVersion, state: str) -> CriteriaVersion:
    Campaign.objects.select_for_update().get(pk=version.campaign_id)
    version = CriteriaVersion.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=version.pk)
    if version.state != state:
        raise NotPossible("version_not_" + state)
    return version


@action
def edit_criteria(*, version: CriteriaVersion, criteria: Criteria, by: User, now: datetime) -> CriteriaVersion:
    """Change a draft; a proposed or frozen version is never changed (`unpropose` or a new draft instead)."""
    must_lead(by)
    version = _lock(version, rules.DRAFT)
    if not criteria.items:
        raise Invalid("criteria", "required")
    version.criteria = criteria.scaled_to_100().to_json()
    version.save(update_fields=["criteria"])
    record("criteria.edited", about=[version, version.campaign], by=by, now=now)
    return version


@action
def propose(*, version: CriteriaVersion, by: User, now: datetime) -> CriteriaVersion:
    """Put a draft to every employer that joined; each is asked by mail to agree."""
    must_lead(by)
    version = _lock(version, rules.DRAFT)
    taking_part = version.campaign.participations.filter(left_at__isnull=True)
    joined = list(taking_part.select_related("employer", "recruiter__user", "stand_in__user"))
    if not joined:
        raise NotPossible("nobody_joined")
    version.state, version.proposed_at = rules.PROPOSED, now
    version.save(update_fields=["state", "proposed_at"])
    for participation in joined:
        if member := answering_member(participation, now.astimezone(OSLO).date()):
            mail.queue(
                # A changed version is proposed again, and everybody is asked again.
                key=f"criteria_proposed:{version.ref}:{now:%Y%m%dT%H%M%S%f}:{member.ref}",
                kind="criteria_proposed",
                to=member.user,
                context={
                    "campaign": version.campaign.name,
                    "number": version.number,
                    "lead": by.name,
                    "lead_email": by.email,
                },
                about=[version],
                simulated=version.campaign.simulated,
                now=now,
            )
    record("criteria.proposed", about=[version, version.campaign], by=by, now=now, codes={"number": version.number})
    return version


@action
def unpropose(*, version: CriteriaVersion, by: User, now: datetime) -> CriteriaVersion:
    """Take a proposal back to be changed; answers given so far no longer count."""
    must_lead(by)
    version = _lock(version, rules.PROPOSED)
    version.agreements.all().delete()
    version.state, version.proposed_at = rules.DRAFT, None
    version.save(update_fields=["state", "proposed_at"])
    mail.stop_about(thing=version, kinds=["criteria_proposed"], why="taken_back", now=now)
    record("criteria.taken_back", about=[version, version.campaign], by=by, now=now)
    return version


@action
def agree(
    *, version: CriteriaVersion, participation: Participation, by: User, simulated: bool = False, now: datetime
) -> CriteriaVersion:
    """An employer agrees; with the last one the version is frozen and supersedes the one before."""
    version = _answer(version, participation, rules.AGREED, "", by=by, simulated=simulated, now=now)
    freeze_if_agreed(version, by=by, now=now)
    return version


def freeze_if_agreed(version: CriteriaVersion, *, by: User, now: datetime) -> None:
    """Freeze a proposed version that every employer that takes part has agreed to, in the caller's transaction."""
    answers = {a.participation.ref: a.answer for a in version.agreements.select_related("participation")}
    joined = set(version.campaign.participations.filter(left_at__isnull=True).values_list("ref", flat=True))
    if rules.may_freeze(answers, joined):
        version.campaign.criteria_versions.filter(state=rules.FROZEN).update(state=rules.SUPERSEDED)
        version.state, version.frozen_at = rules.FROZEN, now
        version.save(update_fields=["state", "frozen_at"])
        codes: dict[str, str | int | bool] = {"number": version.number}
        record("criteria.frozen", about=[version, version.campaign], by=by, now=now, codes=codes)


@action
def object_to(
    *, version: CriteriaVersion, participation: Participation, words: str, by: User, now: datetime
) -> CriteriaVersion:
    """An employer does not agree, and says what should change."""
    if not words.strip():
        raise Invalid("words", "required")
    return _answer(version, participation, rules.OBJECTED, words.strip()[:1000], by=by, simulated=False, now=now)


def _answer(
    version: CriteriaVersion,
    participation: Participation,
    answer: str,
    words: str,
    *,
    by: User,
    simulated: bool,
    now: datetime,
) -> CriteriaVersion:
    version = _lock(version, rules.PROPOSED)
    if not participation.employer.members.filter(user=by, active=True).exists():
        raise NotAllowed("not_yours")
    if participation.campaign_id != version.campaign_id:
        raise NotAllowed("other_campaign")
    Agreement.objects.update_or_create(
        version=version,
        participation=participation,
        defaults={"answer": answer, "words": words, "by": by, "at": now, "simulated": simulated},
    )
    actor: User | str = SIMULATION if simulated else by
    record(f"criteria.{answer}", about=[version, participation.employer, version.campaign], by=actor, now=now)
    return version
