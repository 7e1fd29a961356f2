"""The liaison proposes an introduction; the candidate says yes or no to this employer by name."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns import rules as campaign_rules
from kretslop.campaigns.models import WantedProfile
from kretslop.campaigns.queries import criteria_of, version_in_force
from kretslop.introductions import disclosure, rules
from kretslop.introductions.actions.moving import concerned, lock, move
from kretslop.introductions.actions.releasing import release
from kretslop.introductions.actions.telling import ask_for_feedback, tell_candidate, tell_employer
from kretslop.introductions.models import Introduction
from kretslop.matching.explain import explain
from kretslop.shared.calendar import OSLO, deadline_in
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.models import Candidate
from kretslop.talent.queries import facts_of, with_facts
from kretslop.talent.rules import is_available, names_the_person
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SIMULATION

WORDS_MAX = 600  # the liaison's sentence to the employer


@action
def introduce(
    *, candidate: Candidate, wanted_profile: WantedProfile, by: User, words: str, simulated: bool = False, now: datetime
) -> Introduction:
    """Propose to introduce a candidate for a wanted profile, with the liaison's sentence; the candidate is asked first.

    NotAllowed when `by` is no liaison; NotPossible with a code when the person is not available, has as many open
    introductions as the campaign allows, is already with this employer, or the profile is not open; Invalid("words").
    """
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    words = words.strip()
    if len(words) > WORDS_MAX:
        raise Invalid("words", "too_long")
    if names_the_person(words, name=candidate.name):
        raise Invalid("words", "names_the_person")
    people = Candidate.objects.select_for_update(of=("self",)).select_related("liaison")
    candidate = with_facts(people).get(pk=candidate.pk)
    found = WantedProfile.objects.select_related("participation__campaign", "participation__employer", "client")
    wanted = found.get(pk=wanted_profile.pk)
    participation, today = wanted.participation, now.astimezone(OSLO).date()
    if problem := stands_against(candidate, wanted, now):
        raise NotPossible(problem)
    introduction = Introduction(
        candidate=candidate,
        wanted_profile=wanted,
        participation=participation,
        employer=participation.employer,
        client=wanted.client,
        campaign=participation.campaign,
        version_id=version_in_force(participation.campaign),
        state_since=now,
        snapshot=disclosure.take_snapshot(candidate, today=today),
        result=explain(criteria_of(wanted), facts_of(candidate, today)).to_json(),
        liaison_words=words,
        introduced_by=by,
        asked_at=now,
        simulated=simulated,
    )
    introduction.next_step_due = deadline_in(now, participation.campaign.consent_days)
    introduction.save()
    if candidate.liaison is None:
        candidate.liaison = by
    candidate.last_contact_at = now
    candidate.save(update_fields=["liaison", "last_contact_at"])
    tell_candidate(introduction, "consent_asked", now=now)
    record("introduction.asked", about=concerned(introduction), by=SIMULATION if simulated else by, now=now)
    return introduction


def stands_against(candidate: Candidate, wanted: WantedProfile, now: datetime) -> str:
    """Return the code of what stands against an introduction, or ""; the candidate is locked."""
    membership, campaign = candidate.membership, wanted.participation.campaign
    # The candidate's lock keeps others from opening one meanwhile, so these need none of their own.
    # An agency may ask for one client and for another: each is a company of its own.
    open_now = Introduction.objects.filter(candidate=candidate, state__in=rules.OPEN).values_list("employer", "client")
    return rules.in_the_way(
        available=is_available(membership.state, membership.paused_until, now.astimezone(OSLO).date()),
        profile_open=wanted.state == campaign_rules.SUBMITTED and campaign.state == campaign_rules.OPEN,
        with_employer=(wanted.participation.employer_id, wanted.client_id) in open_now,
        open_now=len(open_now),
        most=campaign.open_introductions,
    )


def introduce_many(
    *,
    candidates: Iterable[Candidate],
    wanted_profiles: Iterable[WantedProfile],
    by: User,
    words: str,
    words_for: Mapping[int, str] | None = None,
    now: datetime,
) -> tuple[list[Introduction], list[tuple[Candidate, WantedProfile, str]]]:
    """Introduce one or several to one or several; return what was made and, per pair, the code of what stood against.

    `words_for` has a sentence of their own for some of the candidates, by id; the others get `words`. Each pair is its
    own transaction: one that is not possible does not undo the others.
    """
    made: list[Introduction] = []
    refused: list[tuple[Candidate, WantedProfile, str]] = []
    wanted_profiles = list(wanted_profiles)
    for candidate in candidates:
        for wanted in wanted_profiles:
            try:
                said = (words_for or {}).get(candidate.pk) or words
                made.append(introduce(candidate=candidate, wanted_profile=wanted, by=by, words=said, now=now))
            except NotPossible as problem:
                refused.append((candidate, wanted, problem.code))
    return made, refused


@action
def consent(*, introduction: Introduction, by: User, agrees_to_public: bool = False, now: datetime) -> Introduction:
    """The candidate agrees to be introduced to this employer; the employer sees the anonymous profile from now on.

    Of a public employer the person has to agree that its list of applicants may be asked for (Freedom of Information
    Act § 25): otherwise NotPossible("agree_to_public").
    """
    introduction = lock(introduction)
    if introduction.state == rules.INTRODUCED and introduction.candidate.user_id == by.pk:
        return introduction
    public = introduction.is_public
    if public and not agrees_to_public:
        raise NotPossible("agree_to_public")
    move(
        introduction, "consent", by=by, now=now, introduced_at=now,
        consent_words=rules.PUBLIC_CONSENT_VERSION if public else rules.CONSENT_WORDS_VERSION,
        snapshot=disclosure.take_snapshot(introduction.candidate, today=now.astimezone(OSLO).date()),
    )  # fmt: skip
    ask_for_feedback(introduction, now=now)
    return introduction


@action
def refuse(*, introduction: Introduction, by: User, now: datetime) -> Introduction:
    """The candidate says no to this employer, without a reason; nobody but the liaison learns of it."""
    introduction = lock(introduction)
    if introduction.state == rules.REFUSED and introduction.candidate.user_id == by.pk:
        return introduction
    move(introduction, "refuse", by=by, now=now, reason="no_to_employer")
    return introduction


@action
def expire(*, introduction: Introduction, by: User, now: datetime) -> Introduction:
    """The liaison ends the wait for a candidate's answer; the person stays in the pool."""
    introduction = lock(introduction)
    move(introduction, "expire", by=by, now=now, reason="candidate_silent")
    return introduction


@action
def take_back(*, introduction: Introduction, by: User, words_to_candidate: str, now: datetime) -> Introduction:
    """The liaison ends an open introduction; the employer is told when it knew, the candidate with a warm word."""
    introduction = lock(introduction)
    knew = disclosure.is_visible(introduction)
    move(introduction, "close", by=by, now=now, reason="liaison_took_back")
    if knew:
        tell_employer(introduction, "introduction_closed", now=now, send_at=rules.told_at(now))
    release(introduction, words=words_to_candidate.strip(), ours=True, now=now)
    talent.note_contact(candidate=introduction.candidate, by=by, now=now)
    return introduction
