"""What the liaison's desk reads: who waits for whom, who is back in circulation, and which employers fit next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value, prefetch_related_objects

from kretslop.accounts.models import User
from kretslop.campaigns.models import WantedProfile
from kretslop.campaigns.queries import criteria_of, wanted_now
from kretslop.employers.models import Employer
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from kretslop.matching.explain import Result
from kretslop.matching.rank import fits, standing
from kretslop.screening.fitting import fits_of
from kretslop.screening.models import SearchEntry
from kretslop.screening.queries import wanted_by_machine
from kretslop.shared.calendar import OSLO
from kretslop.talent.models import Candidate
from kretslop.talent.queries import available, facts, facts_of
from kretslop.talent.rules import RESTRICTED

SILENT_DAYS = 30
CIRCULATION_DAYS = 60


def for_liaison(user: User) -> QuerySet[Introduction]:
    """Return every introduction for a liaison, none for anybody else.

    Without those of people who were erased, or whose data is kept without being used.
    """
    if not user.is_liaison:
        return Introduction.objects.none()
    known = Introduction.objects.filter(candidate__erased_at__isnull=True)
    return known.exclude(candidate__membership__state=RESTRICTED).select_related(
        "candidate__user", "candidate__membership", "employer", "client", "campaign", "wanted_profile",
        "release_message", "participation__recruiter__user", "participation__stand_in__user", "feedback",
    )  # fmt: skip


def in_a_line(rows: QuerySet[Introduction], *more: str) -> QuerySet[Introduction]:
    """Read of each only what a line in a list says, and `more`: a tenth of the columns of an introduction in full."""
    return rows.select_related(None).only(
        "ref", "state", "state_since", "asked_at", "introduced_at", "next_step_due", "ended_at", "candidate__ref",
        "candidate__name", "employer__name", "client__name", "wanted_profile__title", *more,
    ).select_related("candidate", "employer", "client", "wanted_profile", *_rows_named_in(more))  # fmt: skip


def _rows_named_in(columns: Iterable[str]) -> set[str]:
    return {name.rpartition("__")[0] for name in columns if "__" in name}


def overdue(user: User, now: datetime) -> QuerySet[Introduction]:
    """Return open introductions whose next step is late, the longest first."""
    return for_liaison(user).filter(state__in=rules.OPEN, next_step_due__lt=now).order_by("next_step_due", "pk")


def of_candidate(user: User, candidate: Candidate) -> QuerySet[Introduction]:
    """Return the whole path of one candidate, newest first."""
    return for_liaison(user).filter(candidate=candidate).order_by("-asked_at", "-pk")


def back_in_circulation(user: User, now: datetime) -> QuerySet[Introduction]:
    """Return each available candidate's latest ended introduction when nothing else is open: who needs a next employer.

    Those whose introduction ended with an employer's no or silence within `CIRCULATION_DAYS`, newest first.
    """
    others = Introduction.objects.filter(candidate=OuterRef("candidate"))
    newer = others.filter(ended_at__gt=OuterRef("ended_at"))
    return (
        for_liaison(user)
        .filter(
            ~Exists(others.filter(state__in=rules.OPEN)),
            ~Exists(newer),
            state__in=(*rules.RELEASING, rules.WITHDRAWN, rules.REFUSED, rules.EXPIRED),
            ended_at__gte=now - timedelta(days=CIRCULATION_DAYS),
            candidate__in=available(now.astimezone(OSLO).date()),
        )
        .order_by("-ended_at", "-pk")
    )


def asked_again(user: User, now: datetime) -> QuerySet[Introduction]:
    """Return the ended introductions whose employer asks for the person again, the oldest wish first.

    Without those of people who are not available now, whom a liaison has introduced there again, or settled.
    """
    since = Introduction.objects.filter(
        Q(client=OuterRef("client")) | Q(client=None),  # an agency's client is a company of its own
        candidate=OuterRef("candidate"), employer=OuterRef("employer"), asked_at__gt=OuterRef("asked_again__at"),
    )  # fmt: skip
    wishes = for_liaison(user).filter(asked_again__isnull=False, asked_again__settled_at=None)
    there = wishes.filter(~Exists(since), candidate__in=available(now.astimezone(OSLO).date()))
    return there.order_by("asked_again__at", "pk")


def messages_held(user: User, now: datetime) -> QuerySet[Introduction]:
    """Return ended introductions whose warm message has not left yet or was stopped and not told."""
    held = Q(release_message__stopped_at__isnull=True, release_message__leaves_at__gt=now) | Q(
        release_message__stopped_at__isnull=False, release_message__told_at__isnull=True
    )
    return for_liaison(user).filter(held, release_message__isnull=False).order_by("release_message__leaves_at", "pk")


def numbers(user: User, now: datetime) -> dict[str, int]:
    """Return how many are late, in circulation, to be told in person, and asked for again, in one query."""
    stopped = messages_held(user, now).filter(release_message__stopped_at__isnull=False)
    lists = {
        "overdue": overdue(user, now), "circulation": back_in_circulation(user, now), "stopped": stopped,
        "again": asked_again(user, now),
    }  # fmt: skip
    each = [
        rows.select_related(None).order_by().annotate(which=Value(which)).values("which")
        for which, rows in lists.items()
    ]
    counted = [rows.annotate(number=Count("pk")).values_list("which", "number") for rows in each]
    return dict.fromkeys(lists, 0) | dict(counted[0].union(*counted[1:], all=True))


def silent(user: User, now: datetime) -> QuerySet[SearchEntry]:
    """Return people in the pool who have had no word from a person for `SILENT_DAYS` days (R33), the longest first.

    As entries of the search: the `candidate` of each, and since when (`heard_at`).
    """
    if not user.is_liaison:
        return SearchEntry.objects.none()
    today = now.astimezone(OSLO).date()
    # An entry of the search is there while somebody waits or is approved: an index in this order counts them.
    found = SearchEntry.objects.select_related("candidate").only("heard_at", "candidate__ref", "candidate__name")
    return found.filter(
        Q(paused_until__isnull=True) | Q(paused_until__lte=today), heard_at__lt=now - timedelta(days=SILENT_DAYS)
    ).order_by("heard_at", "candidate_id")


def numbers_for_liaison(user: User, now: datetime) -> dict[str, int]:
    """Return how much waits on the desk, for the mail of the week; nothing for anybody else."""
    if not user.is_liaison:
        return {}
    return {
        "employers_late": overdue(user, now).count(),
        "circulation": back_in_circulation(user, now).count(),
        "asked": for_liaison(user).filter(state=rules.ASKED).count(),
        "silent": silent(user, now).count(),
        "again": asked_again(user, now).count(),
    }


@dataclass(frozen=True, slots=True)
class Fit:
    """One wanted profile that a candidate fits, explained; `before` is how an earlier introduction there ended."""

    wanted: WantedProfile
    result: Result
    before: str = ""

    @property
    def percent(self) -> int:
        """Return the score against what the profile could give, 0 to 100."""
        return self.result.score * 100 // self.result.of if self.result.of else 0

    @property
    def percent_text(self) -> str:
        """Return the percent as text, for a tag beside the employer's name."""
        return str(self.percent)


def next_employers(
    user: User, candidates: Iterable[Candidate], today: date, *, everything: bool = False
) -> dict[int, list[Fit]]:
    """Return, per candidate id, the submitted wanted profiles that fit, best first; without the open ones.

    Employers that turned the person down before are left out unless `everything`: they may be asked again, by hand.
    So are profiles in which more than one must-have is missing, and those of a campaign in which a project lead has
    stopped automatic sorting.
    """
    if not user.is_liaison:
        return {}
    people = list({candidate.pk: candidate for candidate in candidates}.values())
    prefetch_related_objects(people, *facts())
    wanted = {profile.pk: profile for profile in (wanted_now() if everything else wanted_by_machine())}
    pairs = [(pk, criteria_of(profile)) for pk, profile in wanted.items()]
    # Where the matcher's word holds, only what fits needs to be explained.
    fitting = {} if everything else fits_of([candidate.pk for candidate in people], pairs, today)
    past: dict[tuple[int, int, int | None], str] = {}
    for candidate_id, employer_id, client_id, state in (
        Introduction.objects.filter(candidate__in=people)
        .order_by("asked_at")
        .values_list("candidate", "employer", "client", "state")
    ):
        past[candidate_id, employer_id, client_id] = state
    found: dict[int, list[Fit]] = {}
    for candidate in people:
        rows = []
        chosen = fitting.get(candidate.pk, wanted)
        for pk, result in fits(facts_of(candidate, today), [pair for pair in pairs if pair[0] in chosen]):
            before = past.get((candidate.pk, wanted[pk].participation.employer_id, wanted[pk].client_id), "")
            if before in rules.OPEN or (not everything and (before or result.group == "not_now")):
                continue
            rows.append(Fit(wanted[pk], result, before))
        rows.sort(key=lambda fit: (*standing(fit.result), fit.wanted.title, fit.wanted.pk))
        found[candidate.pk] = rows
    return found


def introduced_before(value: str) -> Q:
    """Return the search's condition on who was shown to an employer at least once ("yes"), or never ("no")."""
    shown = Exists(Introduction.objects.filter(candidate=OuterRef("candidate_id"), introduced_at__isnull=False))
    return Q(shown) if value == "yes" else ~Q(shown)


def stands_on_an_approval(candidate: Candidate, since: datetime) -> bool:
    """True when the person was asked about an introduction after they were approved: that cannot be undone."""
    return Introduction.objects.filter(candidate=candidate, asked_at__gte=since).exists()


def why_no_other_kind(employer: Employer, kind: str) -> str:
    """Return "introduced" while candidates are asked about, or are at, this employer: as the kind that it is."""
    at_it = Introduction.objects.filter(employer=employer, state__in=rules.OPEN)
    return "introduced" if at_it.exists() else ""
