"""Reads of the clock of retention and of the ledger of consents, scoped to whoever looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from kretslop.accounts.models import AddressChange, User
from kretslop.accounts.queries import has_other_roles
from kretslop.accounts.rules import MERGED
from kretslop.introductions import disclosure
from kretslop.introductions import rules as introduction_rules
from kretslop.introductions.models import Introduction
from kretslop.messaging import rules as mail
from kretslop.privacy import rules
from kretslop.privacy.models import Announcement, Merge, RetentionSettings
from kretslop.shared.calendar import OSLO
from kretslop.talent.models import Candidate, Consent, LikelyDuplicate
from kretslop.talent.rules import FREE_PURPOSES, RESTRICTED

IN_FORCE, WITHDRAWN, EXPIRED = "in_force", "withdrawn", "expired"


def clock() -> rules.Clock:
    """Return the alliance's settings, or the usual ones where nobody has changed any."""
    kept = RetentionSettings.objects.filter(pk=1).first()
    return rules.Clock(kept.months, tuple(kept.remind_days), kept.proof_months) if kept else rules.Clock()


def settings_for(user: User) -> RetentionSettings | None:
    """Return the settings with whoever changed them last, for a project lead; None for others or when untouched."""
    if not user.is_project_lead:
        return None
    return RetentionSettings.objects.select_related("changed_by").filter(pk=1).first()


def moment_before(now: datetime, months: int) -> datetime:
    """Return the beginning of the day `months` months ago, in the region's time."""
    return datetime.combine(rules.later(now.astimezone(OSLO).date(), -months), time(), OSLO)


@dataclass(frozen=True, slots=True)
class Case:
    """One person and the clock: what comes next, and what they were told."""

    candidate: Candidate
    told: tuple[rules.Told, ...]
    step: rules.Step


def case_of(candidate: Candidate, now: datetime) -> Case | None:
    """Return the clock of one person; None for somebody simulated or erased. Needs `candidate.membership`."""
    return next(iter(_cases([candidate], clock(), now)), None)


def due(now: datetime) -> list[Case]:
    """Return everybody with whom the clock does something now, or waits for a person; the longest away first."""
    kept = clock()
    before = moment_before(now, kept.months) + timedelta(days=kept.remind_days[0] + 1)
    away = _on_the_clock().filter(last_seen_at__lt=before).order_by("last_seen_at", "pk")
    return [case for case in _cases(away, kept, now) if case.step.kind != rules.NOTHING]


def announced(user: User, now: datetime) -> list[Case]:
    """Return everybody whom the clock has come near, for a project lead: what would happen when, and why."""
    if not user.is_project_lead:
        return []
    kept = clock()
    before = moment_before(now, kept.months) + timedelta(days=kept.remind_days[0] + 1)
    return _cases(_on_the_clock().filter(last_seen_at__lt=before).order_by("last_seen_at", "pk"), kept, now)


def _on_the_clock() -> QuerySet[Candidate]:
    there = Candidate.objects.filter(erased_at__isnull=True, merged_into__isnull=True, simulated=False)
    return there.select_related("membership", "user")


def _cases(candidates: Iterable[Candidate], kept: rules.Clock, now: datetime) -> list[Case]:
    people = [each for each in candidates if each.erased_at is None and not each.simulated]
    ids = [each.pk for each in people]
    told: dict[tuple[int, datetime], list[rules.Told]] = {}
    for row in Announcement.objects.filter(candidate__in=ids).select_related("mail").order_by("number"):
        told.setdefault((row.candidate_id, row.seen_at), []).append(_told(row))
    busy = set(
        Introduction.objects.filter(candidate__in=ids, state__in=introduction_rules.OPEN).values_list(
            "candidate_id", flat=True
        )
    )
    today = now.astimezone(OSLO).date()
    found = []
    for each in people:
        waits_for = "restricted" if each.membership.state == RESTRICTED else ""
        waits_for = waits_for or ("open_introduction" if each.pk in busy else "")
        heard = tuple(told.get((each.pk, each.last_seen_at), ()))
        seen_on = each.last_seen_at.astimezone(OSLO).date()
        step = rules.next_step(today=today, seen_on=seen_on, told=heard, clock=kept, waits_for=waits_for)
        found.append(Case(each, heard, step))
    return found


def _told(row: Announcement) -> rules.Told:
    sent = row.mail
    if sent is None:
        return rules.Told(row.promised_on, "")
    if sent.state == mail.STOPPED and sent.why == "settled_reached_otherwise":
        return rules.Told(row.promised_on, mail.SENT, row.at.astimezone(OSLO).date())
    return rules.Told(row.promised_on, sent.state, sent.sent_at.astimezone(OSLO).date() if sent.sent_at else None)


def case_for_lead(user: User, ref: str, now: datetime) -> Case | None:
    """Return the clock of the person with this reference when it waits for a person; None otherwise or for others."""
    if not user.is_project_lead:
        return None
    found = _on_the_clock().filter(ref=ref).first()
    case = case_of(found, now) if found else None
    return case if case and case.step.kind == rules.HELD else None


# ---- the ledger of consents


@dataclass(frozen=True, slots=True)
class Agreed:
    """One line of the ledger: to what, in which words, since when, and how it ended.

    `introduction` is the reference of the introduction that holds the yes to one employer, "" for all other purposes.
    `can_withdraw`: the introduction can still be left.
    """

    purpose: str
    words_version: str
    given_at: datetime
    ended_at: datetime | None
    state: str
    employer: str = ""
    introduction: str = ""
    can_withdraw: bool = False


def ledger(user: User, now: datetime) -> list[Agreed]:
    """Return everything the signed-in person has agreed to, newest first.

    A yes to one employer is not a row of its own: the introduction holds it, with its words and its end, so that there
    is one truth about it.
    """
    rows = [_agreed(each) for each in Consent.objects.filter(candidate__user=user)]
    introductions = Introduction.objects.filter(candidate__user=user, introduced_at__isnull=False)
    rows += [_introduced(each, now) for each in introductions.select_related("employer", "client", "release_message")]
    return sorted(rows, key=lambda row: row.given_at, reverse=True)


def _agreed(row: Consent) -> Agreed:
    state = IN_FORCE if row.withdrawn_at is None else EXPIRED if row.expired else WITHDRAWN
    return Agreed(row.purpose, row.words_version, row.given_at, row.withdrawn_at, state)


def _introduced(row: Introduction, now: datetime) -> Agreed:
    assert row.introduced_at is not None
    employer, words, given = row.hirer, row.consent_words, row.introduced_at
    # Of an employer's no nothing is said before the person is told: until then the yes stands as it stood.
    state = disclosure.state_for_candidate(row, now)
    if state in (*introduction_rules.OPEN, introduction_rules.HIRED):
        can_withdraw = state in introduction_rules.OPEN
        return Agreed("introduction", words, given, None, IN_FORCE, employer, row.ref, can_withdraw)
    ended = WITHDRAWN if state == introduction_rules.WITHDRAWN else EXPIRED
    return Agreed("introduction", words, given, row.ended_at, ended, employer, row.ref)


def who_knows_me(user: User) -> list[str]:
    """Return the names of the employers that have learned from us who the signed-in person is."""
    accepted = Introduction.objects.filter(candidate__user=user, accepted_at__isnull=False)
    return sorted({each.hirer for each in accepted.select_related("employer", "client")})


def choices_of(user: User) -> dict[str, bool]:
    """Return, for each purpose that may be chosen freely, whether the signed-in person says yes to it now."""
    given = Consent.objects.filter(candidate__user=user, withdrawn_at__isnull=True).values_list("purpose", flat=True)
    agreed = set(given)
    return {purpose: purpose in agreed for purpose in FREE_PURPOSES}


def agrees(candidate: Candidate, purpose: str) -> bool:
    """True when the person's yes to this purpose is in force now."""
    return Consent.objects.filter(candidate=candidate, purpose=purpose, withdrawn_at__isnull=True).exists()


# ---- people who were there twice


def merge_of(user: User, likely: LikelyDuplicate) -> Merge | None:
    """Return how a pair was merged, while it is, for a liaison or project lead."""
    return merges(user).filter(likely=likely).order_by("-pk").first()


def merges(user: User) -> QuerySet[Merge]:
    """Return every pair that is merged, newest first, for a liaison or project lead; none for anybody else."""
    if not (user.is_liaison or user.is_project_lead):
        return Merge.objects.none()
    found = Merge.objects.filter(undone_at__isnull=True, kept__erased_at__isnull=True)
    return found.select_related("kept__user", "away", "away_user", "by", "likely").order_by("-at", "-pk")


def merged_into(user: User) -> Candidate | None:
    """Return whom the registration of this account was merged with, or None: the account itself has none any more."""
    merge = Merge.objects.filter(away_user=user, undone_at__isnull=True).select_related("kept").order_by("-pk").first()
    if merge is None or merge.kept.erased_at is not None or Candidate.objects.filter(user=user).exists():
        return None
    kept = merge.kept
    while kept.merged_into is not None:
        kept = kept.merged_into
    return kept


@dataclass(frozen=True, slots=True)
class OtherAddress:
    """The two addresses of a merged person, and how far it is to let the other one take over.

    `asked` is the latest question about it, None when there was none; `problem` the code why none can be put now.
    """

    counts: str
    other: str
    asked: AddressChange | None
    problem: str


def other_address(merge: Merge) -> OtherAddress | None:
    """Return where a merged person signs in and could sign in instead; None when there is one account only."""
    user, other = merge.kept.user, merge.away_user
    if user is None or other is None or not other.is_active:
        return None
    asked = AddressChange.objects.filter(user=user, other=other, kind=MERGED).order_by("-pk").first()
    in_use = has_other_roles(user) or has_other_roles(other)
    problem = "other_roles" if in_use else "registered_again" if Candidate.objects.filter(user=other).exists() else ""
    return OtherAddress(user.email, other.email, asked, problem)
