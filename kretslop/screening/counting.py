"""What criteria do to the people of today, counted over a whole pool in SQL while somebody edits them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from kretslop.campaigns.models import Campaign
from kretslop.matching.criteria import Criteria
from kretslop.matching.engine.program import Test
from kretslop.matching.explain import MET, NOT_MET, UNKNOWN
from kretslop.matching.rank import Cost, FunnelStep, effect_of, verdicts_of
from kretslop.screening import pooling
from kretslop.screening.pool_search import Question
from kretslop.talent.models import Candidate, Change
from kretslop.talent.queries import known_of
from kretslop.talent.rules import APPROVED, OUT_OF_POOL, WAITING

#: So many people whose codes are not in step with their profile are held against the criteria one by one.
MOST_BY_HAND = 500


#: How many people have which verdicts on the musts.
Verdicts = Counter[tuple[str, ...]]


class Effect(NamedTuple):
    """What criteria do to people: `steps` after each must, `costs` of each, the dearest first, on `counted` of them."""

    steps: list[FunnelStep]
    costs: list[Cost]
    counted: int
    people: int


def in_pool() -> QuerySet[Candidate]:
    """Return everybody in the pool, waiting or approved."""
    return Candidate.objects.filter(membership__state__in=[WAITING, APPROVED], merged_into__isnull=True)


def registered(campaign: Campaign) -> QuerySet[Candidate]:
    """Return everybody registered in a campaign against whom its criteria can be held: who was erased has left, too."""
    people = Candidate.objects.filter(registrations__campaign=campaign, merged_into__isnull=True)
    return people.exclude(membership__state__in=OUT_OF_POOL)


def effect_on_pool(criteria: Criteria, today: date) -> Effect:
    """Return what criteria do to everybody in the pool."""
    return _effect(in_pool(), "", [], criteria, today)


def effect_on_registered(campaign: Campaign, criteria: Criteria, today: date) -> Effect:
    """Return what criteria do to those in the pool who are registered in a campaign; staff only."""
    among = "AND e.candidate_id IN (SELECT candidate_id FROM campaigns_registration WHERE campaign_id = %s)"
    return _effect(in_pool().filter(registrations__campaign=campaign), among, [campaign.pk], criteria, today)


def _effect(people: QuerySet[Candidate], among: str, values: list[int], criteria: Criteria, today: date) -> Effect:
    """
    Return how many of these people remain after each must and what each must costs: numbers only, nobody's data.

    The same as `rank.effect` says of their facts: in SQL over the pool's entries, but for those whose codes have not
    followed their profile yet. Of these at most `MOST_BY_HAND` are counted, and `counted` says so. `among` narrows the
    entries as `people` is narrowed.
    """
    waiting = Change.objects.filter(version=None).values_list("candidate_number", flat=True).distinct()
    behind = list(waiting[: MOST_BY_HAND + 1])
    by_hand = known_of(people.filter(pk__in=behind[:MOST_BY_HAND]), today) if behind else []
    found, older = counted_in_sql(Question(criteria, pooling.names_for(criteria), today), among, values)
    found.update(verdicts_of(criteria, each.facts) for each in by_hand)
    steps, costs = effect_of(criteria, found)
    counted = found.total()
    return Effect(steps, costs, counted, people.count() if older or len(behind) > MOST_BY_HAND else counted)


def counted_in_sql(question: Question, among: str = "", values: Sequence[int] = ()) -> tuple[Verdicts, int]:
    """
    Return how many people have which verdicts on the musts, and how many entries older code has made.

    People who are alike in the codes that the musts name are counted together first: one look at each person, and the
    musts are held against a few hundred kinds of people instead of each of them.
    """
    digits = [_digit(question, test, number % _MUSTS) for number, test in enumerate(question.musts)]
    sums = [" + ".join(digits[start : start + _MUSTS]) for start in range(0, len(digits), _MUSTS)]
    columns = "".join(f", {each} AS verdicts{number}" for number, each in enumerate(sums))
    statement = f"""
        SELECT e.current {columns}, sum(e.people)::bigint
        FROM (
            SELECT e.basis = %s AS current, e.codes & {question.named()} AS codes,
                   {question.in_time()} AS in_time, e.weeks IS NOT NULL AS told, count(*) AS people
            FROM screening_poolentry e
            WHERE e.in_pool {among}
              AND e.candidate_id NOT IN (SELECT candidate_number FROM talent_change WHERE version IS NULL)
            GROUP BY 1, 2, 3, 4
        ) e
        GROUP BY {", ".join(str(number) for number in range(1, len(sums) + 2))}
    """  # noqa: S608
    found: Verdicts = Counter()
    older = 0
    with connection.cursor() as cursor:
        cursor.execute(statement, [pooling.BASIS, *values])
        for current, *packed, count in cursor.fetchall():
            if not current:
                older += count
                continue
            row = tuple(_VERDICTS[packed[n // _MUSTS] >> 2 * (n % _MUSTS) & 3] for n in range(len(digits)))
            found[row] += count
    return found, older


#: Two bits a must: so many fit into one whole number of 64 bits.
_MUSTS = 31
_VERDICTS = (MET, NOT_MET, UNKNOWN)


def _digit(question: Question, test: Test, place: int) -> str:
    """Return the two bits of one must; what is met is not looked at twice."""
    missing, unknown = 1 << 2 * place, 2 << 2 * place
    return (
        f"CASE WHEN {question.met(test)} THEN 0::bigint WHEN {question.known(test)} THEN {missing} ELSE {unknown} END"
    )
