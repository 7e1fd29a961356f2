"""The pool as codes: in step with every profile, ranked in SQL as by the reference, and nothing lost when killed."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from kretslop.campaigns.models import Registration
from kretslop.matching import rank, reference
from kretslop.matching.criteria import WISHES, Criteria, Criterion
from kretslop.matching.engine.codes import encode
from kretslop.matching.facts import CULTURES, SENIORITIES
from kretslop.matching.reference import judge
from kretslop.screening import counting, pool_search, pooling, tasks
from kretslop.screening.models import PoolEntry
from kretslop.talent import actions as talent
from kretslop.talent.models import Candidate, CandidateLanguage, CandidateSkill, Change, PoolMembership
from kretslop.talent.queries import facts_of, forecast_of, with_facts
from tests import cast
from tests.cast import NOW
from tests.matching import strategies as make

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
KEY = b"campaign one"
ROUTES = ("", "nordic", "eea", "permit", "has_permit", "family")


def crowd(many: int, seed: int) -> list[Candidate]:
    """People of every shape, half of them known in part only."""
    dice = Random(seed)
    people = Candidate.objects.bulk_create(
        Candidate(
            name=f"Somebody {n}", email=f"p{n}@example.com", registered_at=NOW, last_seen_at=NOW,
            country=dice.choice(["NO", "PT", ""]), route=dice.choice(ROUTES),
            notice_weeks=dice.choice([None, 0, 3, 12]),
            available_on=dice.choice([None, None, TODAY + timedelta(days=dice.randint(-40, 200))]),
            places=dice.sample([*make.PLACES, "*"], dice.randint(0, 2)), remote=dice.choice(["", "remote", "onsite"]),
            years=dice.choice([None, *range(12)]), education=dice.choice([None, 1, 3, 5]),
            occupation=dice.choice(["", *make.OCCUPATIONS]), skills_known=dice.random() < 0.6,
            languages_known=dice.random() < 0.6, industries_known=dice.random() < 0.5,
            industries={code: dice.choice([0, 1, 4, 55]) for code in dice.sample(make.SECTORS, dice.randint(0, 2))},
            seniority_wishes=dice.sample(SENIORITIES, dice.randint(0, 2)),
            employer_wishes=dice.sample(CULTURES, dice.randint(0, 2)),
        )
        for n in range(many)
    )  # fmt: skip
    CandidateSkill.objects.bulk_create(
        CandidateSkill(candidate=person, skill=skill, level=dice.randint(0, 4))
        for person in people
        for skill in dice.sample(make.SKILLS, dice.randint(0, 4))
    )
    CandidateLanguage.objects.bulk_create(
        CandidateLanguage(candidate=person, code=code, level=dice.randint(0, 6))
        for person in people
        for code in dice.sample(make.LANGUAGES, dice.randint(0, 3))
    )
    PoolMembership.objects.bulk_create(
        PoolMembership(candidate=person, state=dice.choice(["waiting", "waiting", "left"]), state_since=NOW,
                       expires_on=TODAY)
        for person in people
    )  # fmt: skip
    return people


def wanted(seed: int) -> list[Criteria]:
    """Sets of criteria of every kind."""
    dice = Random(seed)
    found = []
    for _ in range(25):
        items = [
            *(Criterion("skill", skill, dice.randint(1, 4)) for skill in dice.sample(make.SKILLS, 2)),
            Criterion("skill", "nobody-has-it", 2),
            Criterion("language", dice.choice(make.LANGUAGES), dice.randint(1, 6)),
            Criterion("years", level=dice.randint(1, 10)),
            Criterion("education", level=dice.randint(1, 5)),
            Criterion("desk_by", by=TODAY + timedelta(days=dice.randint(0, 300))),
            Criterion("place", places=tuple(dice.sample(make.PLACES, 2)), remote_ok=dice.random() < 0.5),
            Criterion("occupation", dice.choice(make.OCCUPATIONS)),
            Criterion("one_of", codes=tuple(dice.sample((*make.SKILLS, "nobody-has-it"), 3)), level=dice.randint(1, 4)),
            Criterion("industry", dice.choice(make.SECTORS), dice.choice([1, 2, 5, 40])),
            Criterion("seniority", dice.choice(SENIORITIES)),
            Criterion("culture", dice.choice(CULTURES)),
        ]
        chosen = dice.sample(items, dice.randint(0, 7))
        data = [
            item.to_json() | {"points": dice.randint(0, 20), "must": item.kind not in WISHES and dice.random() < 0.5}
            for item in chosen
        ]
        found.append(Criteria.from_json({"items": data}))
    return found


def test_sql_ranks_as_the_reference_on_every_day():
    crowd(90, 5)
    pooling.catch_up(today=TODAY)
    for later in (0, 3, 4, 40):  # a weekday, a weekend, another week: the entries stay as they are
        today = TODAY + timedelta(days=later)
        people = with_facts(Candidate.objects.exclude(membership__state="left"))
        pool = [(person.pk, facts_of(person, today)) for person in people]
        for number, criteria in enumerate(wanted(later)):
            k, names = (1, 7, 200)[number % 3], pooling.names_for(criteria)
            assert pool_search.best(criteria, names, k, KEY, today=today) == reference.rank(criteria, pool, k, KEY)
    assert pool_search.best(Criteria(), pooling.names(), 0, KEY, today=TODAY) == []


def test_sql_counts_the_effect_as_the_reference_also_of_people_whose_codes_are_behind(monkeypatch):
    people = crowd(90, 8)
    pooling.catch_up(today=TODAY)
    behind = [each.pk for each in people[:9]]
    Candidate.objects.filter(pk__in=behind).update(years=11, available_on=None)
    PoolEntry.objects.filter(candidate__in=behind[:3]).delete()
    campaign = cast.campaign()
    Registration.objects.bulk_create(
        Registration(candidate=each, campaign=campaign, registered_at=NOW) for each in people[5:60]
    )
    some = counting.in_pool().filter(registrations__campaign=campaign)
    for later, among in ((0, counting.in_pool()), (4, some)):
        today = TODAY + timedelta(days=later)
        facts = [facts_of(person, today) for person in with_facts(among)]
        for criteria in wanted(later):
            judged = [tuple(judge(item, each)[0] for item in criteria.musts) for each in facts]
            found = counting.effect_on_registered(campaign, criteria, today)
            if among is not some:
                found = counting.effect_on_pool(criteria, today)
            assert (found.counted, found.people) == (len(facts), len(facts))
            assert found[:2] == rank.effect(criteria, facts)
            assert [step.left for step in found.steps[1:]] == [
                sum(False not in row[:n] for row in judged) for n in range(1, len(criteria.musts) + 1)
            ]
    many = Criteria(tuple(Criterion("skill", f"skill-{n}", 1 + n % 4, must=True) for n in range(40)))
    everybody = [facts_of(person, TODAY) for person in with_facts(counting.in_pool())]
    assert counting.effect_on_pool(many, TODAY)[:2] == rank.effect(many, everybody)
    monkeypatch.setattr(counting, "MOST_BY_HAND", 2)
    found = counting.effect_on_pool(Criteria(), TODAY)
    assert found.counted < found.people == len(everybody), "the page says that not everybody was counted"


def test_entries_that_older_code_made_are_not_counted_until_they_are_made_again():
    crowd(20, 9)
    pooling.catch_up(today=TODAY)
    PoolEntry.objects.filter(pk=PoolEntry.objects.filter(in_pool=True).first().pk).update(basis="before")
    found = counting.effect_on_pool(Criteria(), TODAY)
    assert found.counted == found.people - 1
    tasks.follow_profiles.func(0)
    found = counting.effect_on_pool(Criteria(), TODAY)
    assert found.counted == found.people


def test_sql_ranks_only_those_asked_for():
    some = [person.pk for person in crowd(20, 6)][:8]
    pooling.catch_up(today=TODAY)
    people = with_facts(Candidate.objects.filter(pk__in=some).exclude(membership__state="left"))
    pool = [(person.pk, facts_of(person, TODAY)) for person in people]
    for criteria in wanted(1)[:6]:
        found = pool_search.best(criteria, pooling.names(), 50, KEY, today=TODAY, among=some)
        assert found == reference.rank(criteria, pool, 50, KEY)


def test_entries_hold_what_facts_say():
    people = crowd(60, 7)
    pooling.catch_up(today=TODAY)
    book = pooling.names()
    known = dict(book.numbers)
    for person in with_facts(Candidate.objects.filter(pk__in=[each.pk for each in people])):
        entry = person.pool_entry
        assert entry.codes == encode(facts_of(person, TODAY), book.number)
        assert entry.in_pool == (person.membership.state != "left")
        for later in (0, 5, 90, 400):
            today = TODAY + timedelta(days=later)
            outlook = forecast_of(person, today)
            assert pooling.desk_on(entry, today) == (outlook.desk_on if outlook else None)
    assert book.numbers == known


def waiting() -> set[int]:
    return set(Change.objects.filter(version=None).values_list("candidate_number", flat=True))


def test_every_change_of_a_profile_waits_to_be_taken_in():
    campaign, liaison = cast.campaign(), cast.ingrid()
    diogo, amara = cast.diogo(campaign), cast.diogo(campaign, "Amara Kalu")
    assert waiting() == {diogo.pk, amara.pk}
    assert pooling.catch_up(today=TODAY) > 0
    assert waiting() == set()
    changes = (
        lambda: talent.note_answer(candidate=diogo, key="skill:go", value="3", now=NOW),
        lambda: talent.note_answer(candidate=diogo, key="language:nb", value="2", now=NOW),
        lambda: talent.note_answer(candidate=diogo, key="years", value="9", now=NOW),
        lambda: talent.note_answer(candidate=diogo, key="desk_by", value="permit:8", now=NOW),
        lambda: talent.note_answer(candidate=diogo, key="industry:energy", value="4", now=NOW),
        lambda: Candidate.objects.filter(pk=diogo.pk).update(seniority_wishes=["senior"]),
        lambda: Candidate.objects.filter(pk=diogo.pk).update(employer_wishes=["public"]),
        lambda: talent.set_skills(candidate=diogo, skills=(), now=NOW),
        lambda: talent.set_languages(candidate=diogo, languages={}, now=NOW),
        lambda: talent.move_membership(candidate=diogo, move="leave", by=liaison, now=NOW),
    )
    for number, change in enumerate(changes):
        before = pooling.pool_version()
        change()
        assert waiting() == {diogo.pk}, number
        pooling.catch_up(today=TODAY)
        assert pooling.pool_version() == before + 1
    entry = PoolEntry.objects.get(candidate=diogo)
    assert not entry.in_pool
    assert entry.codes == encode(
        facts_of(with_facts(Candidate.objects).get(pk=diogo.pk), TODAY), pooling.names().number
    )


def test_signing_in_and_words_are_no_change_of_the_pool():
    diogo = cast.diogo(cast.campaign())
    pooling.catch_up(today=TODAY)
    talent.note_seen(candidate=diogo, now=NOW)
    talent.note_contact(candidate=diogo, by=cast.ingrid(), now=NOW)
    diogo.headline = "Backend"
    diogo.save()
    assert waiting() == set()


def test_who_is_erased_leaves_no_entry_but_is_announced():
    (gone,) = crowd(1, 8)
    number = gone.pk
    pooling.catch_up(today=TODAY)
    gone.delete()
    assert not PoolEntry.objects.exists()
    assert waiting() == {number}
    pooling.catch_up(today=TODAY)
    assert Change.objects.filter(candidate_number=number, version=pooling.pool_version()).exists()


def test_a_change_that_is_rolled_back_never_happened():
    diogo = cast.diogo(cast.campaign())
    pooling.catch_up(today=TODAY)
    with transaction.atomic():
        talent.set_skills(candidate=diogo, skills=(), now=NOW)
        transaction.set_rollback(True)
    assert waiting() == set()


def test_new_code_or_data_makes_old_entries_again():
    crowd(3, 9)
    pooling.catch_up(today=TODAY)
    assert pooling.mark_outdated() == 0
    PoolEntry.objects.update(basis="older", codes=[])
    assert pooling.mark_outdated() == 3
    pooling.catch_up(today=TODAY)
    assert not PoolEntry.objects.filter(basis="older").exists()
