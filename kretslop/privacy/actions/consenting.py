"""The person says yes or no to a purpose, leaves the pool, or has their data kept without being used."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.introductions import actions as introductions
from kretslop.introductions import rules as introduction_rules
from kretslop.introductions.models import Introduction
from kretslop.privacy.actions.telling import NOT_OF_WITHDRAWAL, Knows, tell, who_knows
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent import rules as talent_rules
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate, Consent
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM

#: The wording of the yes that a person gives on their own page.
WORDS_VERSION = "2026-11"


def own(candidate: Candidate, by: User) -> Candidate:
    """Lock the person's own row; NotAllowed for anybody else."""
    if candidate.user_id is None or candidate.user_id != by.pk:
        raise NotAllowed("not_yours")
    return locked(candidate.pk, "user", "membership")


@action
def choose_purpose(*, candidate: Candidate, purpose: str, yes: bool, by: User, now: datetime) -> None:
    """Say yes or no to one of `talent.rules.FREE_PURPOSES`; a no works at once. Saying it twice changes nothing."""
    if purpose not in talent_rules.FREE_PURPOSES:
        raise Invalid("purpose", "unknown")
    candidate = own(candidate, by)
    codes: dict[str, str | int | bool] = {"purpose": purpose}
    before = candidate.consents.filter(purpose=purpose, withdrawn_at__isnull=True).exists()
    if yes:
        talent.give_consent(candidate=candidate, purpose=purpose, words_version=WORDS_VERSION, now=now)
    else:
        talent.withdraw_consent(candidate=candidate, purpose=purpose, now=now)
    if before != yes:
        record("consent.given" if yes else "consent.withdrawn", about=[candidate], by=by, now=now, codes=codes)


@action
def refuse_campaign_mail(*, candidate: Candidate, now: datetime) -> None:
    """No more mail about campaigns, said by a link in one, without signing in; what is queued stays, too."""
    candidate = locked(candidate.pk)
    given = candidate.consents.filter(purpose=talent_rules.CAMPAIGN_MAIL, withdrawn_at__isnull=True)
    if not given.exists():
        return
    talent.withdraw_consent(candidate=candidate, purpose=talent_rules.CAMPAIGN_MAIL, now=now)
    codes: dict[str, str | int | bool] = {"purpose": talent_rules.CAMPAIGN_MAIL, "by_link": True}
    record("consent.withdrawn", about=[candidate], by=candidate.user or SYSTEM, now=now, codes=codes)


@action
def leave_pool(*, candidate: Candidate, by: User, now: datetime) -> Candidate:
    """Take the consent to the pool back: what is open ends, and employers that know the person are told.

    Those with an open introduction are told by `introductions`; the others, that accepted the person before, here.
    """
    knowing = Introduction.objects.filter(candidate=candidate, state__in=_KNOWING)
    told_there = {(each.employer_id, each.client_id) for each in knowing}
    known = who_knows(candidate, now, leave_out=NOT_OF_WITHDRAWAL)
    left = introductions.leave_pool(candidate=candidate, by=by, now=now)
    _tell_of_withdrawal(known, told_there, left, by, now)
    record("consent.withdrawn", about=[candidate], by=by, now=now, codes={"purpose": "pool"})
    return left


_KNOWING = introduction_rules.IN_PROCESS


def _whom(known: Knows) -> tuple[int, int | None]:
    return known.introduction.employer_id, known.introduction.client_id


def _tell_of_withdrawal(
    known, told_there: set[tuple[int, int | None]], candidate: Candidate, by: User, now: datetime
) -> None:  # type: ignore[no-untyped-def]
    others = [each for each in known if _whom(each) not in told_there]
    tell(others, "person_withdrew", candidate=candidate, by=by, now=now)
    for each in known:
        if _whom(each) in told_there:
            about = [candidate, each.introduction, each.introduction.employer]
            record("employer.told_of_withdrawal", about=about, by=by, now=now, codes={"reached": "introduction"})


@action
def restrict(*, candidate: Candidate, by: User, now: datetime) -> Candidate:
    """Keep the person's data and use it for nothing (GDPR article 18): what is open ends, nothing is sent or matched.

    Doing it twice changes nothing. The consents stay; the clock of retention waits for a person.
    """
    candidate = own(candidate, by)
    if candidate.membership.state == talent_rules.RESTRICTED:
        return candidate
    for introduction in Introduction.objects.filter(candidate=candidate, state__in=introduction_rules.OPEN):
        introductions.withdraw(introduction=introduction, by=by, now=now)
    talent.move_membership(candidate=candidate, move="restrict", by=by, now=now)
    return candidate


@action
def lift_restriction(*, candidate: Candidate, by: User, now: datetime) -> Candidate:
    """Let the data be used again: back to hired or left when that is how it was, otherwise the liaison looks first."""
    candidate = own(candidate, by)
    if candidate.membership.state != talent_rules.RESTRICTED:
        raise NotPossible("not_restricted")
    move = "lift"
    if Introduction.objects.filter(candidate=candidate, state=introduction_rules.HIRED).exists():
        move = "lift_hired"
    elif not Consent.objects.filter(candidate=candidate, purpose="pool", withdrawn_at__isnull=True).exists():
        move = "lift_left"
    talent.move_membership(candidate=candidate, move=move, by=by, now=now)
    return candidate
