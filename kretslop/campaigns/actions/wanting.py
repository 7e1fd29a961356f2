"""What an employer looks for: written by hand or drafted from a job ad, submitted, filled, withdrawn (R27)."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.models import Participation, WantedProfile
from kretslop.matching.criteria import Criteria
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record

CHANGEABLE = ("title", "occupation", "posts", "seniority", "place", "remote", "about")
#: For whom an agency writes it: said while it is a draft, because candidates say yes to this company by name.
WHOM = ("client", "for_itself")
MOST_POSTS = 500


def _must_belong(participation: Participation, by: User) -> None:
    if by.is_project_lead or participation.employer.members.filter(user=by, active=True).exists():
        return
    raise NotAllowed("not_yours")


@action
def add_wanted_profile(
    *,
    participation: Participation,
    criteria: Criteria,
    by: User,
    source_ad: str = "",
    reading: dict[str, object] | None = None,
    now: datetime,
    **fields: object,
) -> WantedProfile:
    """Keep a wanted profile as a draft; `source_ad` and `reading` say what it was drafted from, if from an ad."""
    _must_belong(participation, by)
    if participation.left_at is not None:
        raise NotPossible("left_campaign")
    profile = WantedProfile(
        participation=participation, source_ad=source_ad, reading=reading or {}, created_at=now, changed_at=now
    )
    _fill(profile, criteria, fields)
    record("wanted_profile.added", about=_about(profile), by=by, now=now)
    return profile


@action
def change_wanted_profile(
    *, profile: WantedProfile, criteria: Criteria, by: User, now: datetime, **fields: object
) -> WantedProfile:
    """Change a draft or submitted profile; introductions already made keep what they were made for.

    NotPossible once it is filled or withdrawn; Invalid names a field.
    """
    profile = _lock(profile, by)
    if profile.state not in rules.WANTED_CHANGEABLE:
        raise NotPossible("profile_closed")
    profile.changed_at = now
    _fill(profile, criteria, fields)
    record("wanted_profile.changed", about=_about(profile), by=by, now=now)
    return profile


def _fill(profile: WantedProfile, criteria: Criteria, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        if name not in (*CHANGEABLE, *WHOM):
            raise Invalid(name, "unknown")
        if name in WHOM and profile.state != rules.WANTED_DRAFT and value != getattr(profile, name):
            raise Invalid("client", "submitted")
        setattr(profile, name, value)
    _check_whom(profile)
    if not profile.title.strip():
        raise Invalid("title", "required")
    if not 1 <= profile.posts <= MOST_POSTS:
        raise Invalid("posts", "out_of_range")
    if profile.posts < profile.filled:
        raise Invalid("posts", "fewer_than_filled")
    if profile.state in (rules.SUBMITTED, rules.PAUSED) and not criteria.items:
        raise Invalid("criteria", "required")
    profile.criteria = criteria.scaled_to_100().to_json()
    profile.save()


def _check_whom(profile: WantedProfile) -> None:
    """Invalid("client") unless an agency looks for a client of its own, for itself, or has not said yet."""
    client, employer = profile.client, profile.participation.employer
    if client is None and not profile.for_itself:
        return
    if employer.kind != "agency" or (client is not None and profile.for_itself):
        raise Invalid("client", "unknown")
    if client is not None and (client.agency_id != employer.pk or client.ended_at is not None):
        raise Invalid("client", "unknown")


def must_say_whom(profile: WantedProfile) -> None:
    """Invalid("client") while an agency has not said who would hire."""
    agency = profile.participation.employer.kind == "agency"
    if agency and profile.client is None and not profile.for_itself:
        raise Invalid("client", "required")


def _about(profile: WantedProfile) -> list[object]:
    return [profile, profile.participation.employer, profile.participation.campaign]


def _lock(profile: WantedProfile, by: User) -> WantedProfile:
    profile = (
        WantedProfile.objects.select_for_update(of=("self",))
        .select_related("participation__employer", "participation__campaign", "client")
        .get(pk=profile.pk)
    )
    _must_belong(profile.participation, by)
    return profile


def _move(profile: WantedProfile, verb: str, kind: str, *, by: User, now: datetime) -> WantedProfile:
    profile = _lock(profile, by)
    state = rules.move(rules.WANTED_MOVES, profile.state, verb)
    if state is None:
        raise NotPossible("move_not_possible")
    if state == rules.SUBMITTED and profile.participation.left_at is not None:
        raise NotPossible("left_campaign")
    if state == rules.SUBMITTED and profile.client is not None and profile.client.ended_at is not None:
        raise NotPossible("client_ended")
    profile.state, profile.changed_at = state, now
    profile.save(update_fields=["state", "changed_at"])
    record(kind, about=_about(profile), by=by, now=now)
    return profile


@action
def submit_wanted_profile(*, profile: WantedProfile, by: User, now: datetime) -> WantedProfile:
    """Submit the profile: it counts for the persona and the criteria, and candidates are matched with it.

    Invalid("criteria") without any; Invalid("client") while an agency has not said who would hire.
    """
    if not profile.criteria.get("items"):
        raise Invalid("criteria", "required")
    must_say_whom(profile)
    return _move(profile, "submit", "wanted_profile.submitted", by=by, now=now)


@action
def fill_wanted_profile(*, profile: WantedProfile, by: User, now: datetime) -> WantedProfile:
    """All posts are filled; nobody new is matched with it, open introductions go on."""
    return _move(profile, "fill", "wanted_profile.filled", by=by, now=now)


@action
def withdraw_wanted_profile(*, profile: WantedProfile, by: User, now: datetime) -> WantedProfile:
    """The employer no longer looks for this; nobody new is matched with it, open introductions go on."""
    return _move(profile, "withdraw", "wanted_profile.withdrawn", by=by, now=now)


@action
def pause_wanted_profile(*, profile: WantedProfile, by: User, now: datetime) -> WantedProfile:
    """The employer waits a while: nobody new is matched with it, open introductions go on."""
    return _move(profile, "pause", "wanted_profile.paused", by=by, now=now)


@action
def resume_wanted_profile(*, profile: WantedProfile, by: User, now: datetime) -> WantedProfile:
    """The pause is over: people are matched with it again."""
    return _move(profile, "resume", "wanted_profile.resumed", by=by, now=now)


@action
def reopen_wanted_profile(*, profile: WantedProfile, by: User, now: datetime) -> WantedProfile:
    """There is a post to fill after all: a filled profile is matched again."""
    return _move(profile, "reopen", "wanted_profile.reopened", by=by, now=now)
