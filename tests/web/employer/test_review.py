"""Review: what waits, in which order, one profile after the other; and what an employer with nothing to do reads."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kretslop.campaigns import actions as campaigns
from kretslop.employers.actions import add_employer, add_member
from kretslop.introductions import actions, rules
from kretslop.introductions.models import Introduction
from kretslop.shared.refs import new_pseudonym, new_ref
from kretslop.talent.models import Candidate
from kretslop.web.employer.review import LISTED
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def liaison():
    return cast.ingrid()


@pytest.fixture
def campaign():
    return cast.campaign()


@pytest.fixture
def havtech(campaign):
    return cast.joined(campaign)


@pytest.fixture
def wanted(havtech):
    return cast.wanted(havtech)


@pytest.fixture
def sara(client, havtech):
    person = havtech.recruiter.user
    client.force_login(person)
    return person


def introduce(campaign, wanted, liaison, *names):
    return [cast.introduced(cast.approved(campaign, liaison, name=name), wanted, liaison) for name in names]


def page(client, name, *args):
    response = client.get(reverse(f"employer:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def due_in(introduction, **time):
    Introduction.objects.filter(pk=introduction.pk).update(next_step_due=timezone.now() + timedelta(**time))


class TestNothingToReview:
    def test_not_joined(self, client, campaign):
        founder = cast.user("Mona Dahl", "mona.dahl@example.com")
        employer = add_employer(name="Solberg IT AS", now=cast.NOW)
        add_member(employer=employer, user=founder, role="manager", by=cast.kari(), now=cast.NOW)
        client.force_login(founder)
        assert "You have not joined a campaign yet" in page(client, "review")
        assert "Nobody is in process yet" in page(client, "process")

    def test_no_wanted_profile(self, client, sara):
        shown = page(client, "review")
        assert "Tell us whom you look for" in shown
        assert reverse("employer:wanted_profiles") in shown

    def test_criteria_wait_for_an_answer(self, client, campaign, wanted, sara):
        lead = cast.kari()
        version = campaigns.draft_criteria(campaign=campaign, by=lead, now=cast.NOW)
        assert "The criteria come first" in page(client, "review")
        campaigns.propose(version=version, by=lead, now=cast.NOW)
        shown = page(client, "review")
        assert "wait for your answer" in shown
        assert f'href="{reverse("employer:criteria")}"' in shown
        campaigns.agree(version=version, participation=wanted.participation, by=sara, now=cast.NOW)
        shown = page(client, "review")
        assert reverse("employer:criteria") not in shown
        assert "We are looking for people who fit" in shown

    def test_asked_candidates_are_not_there_yet(self, client, campaign, wanted, liaison, sara):
        candidate = cast.approved(campaign, liaison)
        asked = actions.introduce(candidate=candidate, wanted_profile=wanted, by=liaison, words="", now=cast.NOW)
        assert "Nobody waits for your answer" in page(client, "review")
        assert client.get(reverse("employer:introduction", args=[asked.ref])).status_code == 404


class TestList:
    def test_most_urgent_first_and_late_is_said(self, client, campaign, wanted, liaison, sara):
        late, later, soon = introduce(campaign, wanted, liaison, "Amara Kalu", "Priya Raman", "Tomasz Fijał")
        due_in(late, days=-3)
        due_in(later, days=9)
        due_in(soon, days=2)
        shown = page(client, "review")
        assert "3 people wait for your answer" in shown
        assert "One answer is late" in shown
        places = [shown.index(each.pseudonym) for each in (late, soon, later)]
        assert places == sorted(places)
        assert shown.count("late since") == 1
        assert shown.count("answer by") == 2

    def test_previous_and_next_without_the_list(self, client, campaign, wanted, liaison, sara):
        people = introduce(campaign, wanted, liaison, "Amara Kalu", "Priya Raman", "Tomasz Fijał")
        for day, each in enumerate(people, 1):
            due_in(each, days=day)
        first, second, third = (reverse("employer:introduction", args=[each.ref]) for each in people)
        shown = page(client, "introduction", people[1].ref)
        assert "2 of 3" in text(shown)
        assert re.search(rf'href="{first}" rel="prev" data-key="arrowleft"', shown)
        assert re.search(rf'href="{third}"[^>]*data-key="arrowright"', shown)
        assert "Skip for now" in shown
        shown = page(client, "introduction", people[2].ref)
        assert re.search(rf'href="{first}"[^>]*data-key="arrowright"[^>]*>Back to the first', shown)
        assert second in shown

    def test_one_alone_has_nothing_to_skip_to(self, client, campaign, wanted, liaison, sara):
        (only,) = introduce(campaign, wanted, liaison, "Amara Kalu")
        shown = page(client, "introduction", only.ref)
        assert "arrowright" not in shown
        assert "One person waits for your answer" in page(client, "review")

    @pytest.mark.parametrize(("language", "words"), [("en", "Decline with a reason"), ("nb", "Si nei med en grunn")])
    def test_both_languages(self, client, campaign, wanted, liaison, sara, language, words):
        introduce(campaign, wanted, liaison, "Amara Kalu")
        client.cookies["django_language"] = language
        with override(language):
            assert words in page(client, "review")


class TestProfile:
    def test_everything_that_was_asked_for(self, client, campaign, wanted, liaison, sara):
        (found,) = introduce(campaign, wanted, liaison, "Amara Kalu")
        shown = text(page(client, "introduction", found.ref))
        assert found.pseudonym in shown
        assert "Python level 3: others ask them" in shown
        assert re.search(r"At a desk in about \d+ weeks", shown)
        assert "Offer (later) you, 2 to 6 weeks" in shown
        assert "From typical figures, not a promise" in shown
        assert "What you asked for" in shown
        assert "4 of 4 met" in shown
        assert "English at C1" in shown or "English C1" in shown
        assert "Ask about the migration weekend." in shown
        assert "Ingrid, talent liaison" in shown

    def test_unknown_and_partly_met_are_told_apart(self, client, campaign, wanted, liaison, sara):
        candidate = cast.approved(
            campaign, liaison, name="Amara Kalu", years=2, languages={}, languages_known=False, route=""
        )
        found = cast.introduced(candidate, wanted, liaison)
        shown = text(page(client, "introduction", found.ref))
        assert "? Unknown: English at B2 or better" in shown
        assert "✕ Not met: At least 3 years of such work 2 years. 13 of 20" in shown
        assert "Nobody knows yet when this person can start" in shown

    def test_who_answers_and_until_when(self, client, campaign, wanted, liaison, sara):
        (found,) = introduce(campaign, wanted, liaison, "Amara Kalu")
        due_in(found, days=30)
        shown = page(client, "introduction", found.ref)
        assert re.search(r"\d+ working days left · Anders answers if you are away", shown)
        client.force_login(wanted.participation.stand_in.user)
        assert "you stand in for Sara" in page(client, "introduction", found.ref)
        due_in(found, days=-2)
        assert "Late since" in page(client, "introduction", found.ref)


class TestStrangers:
    PAGES = (
        ("introduction", ()), ("accept", ()), ("decline", ()), ("cv", ()), ("hire", ()), ("not_hired", ()),
        ("report", ("interview",)),
    )  # fmt: skip

    @pytest.mark.parametrize(("name", "more"), PAGES, ids=lambda value: str(value))
    def test_only_this_employer(self, client, campaign, wanted, liaison, name, more):
        other = cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
        (found,) = introduce(campaign, wanted, liaison, "Amara Kalu")
        address = reverse(f"employer:{name}", args=[found.ref, *more])
        for person in (other.recruiter.user, found.candidate.user, liaison):
            client.force_login(person)
            assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}
        client.logout()
        for response in (client.get(address), client.post(address)):
            assert response.status_code == 302
            assert reverse("account_login") in response["Location"]
        found.refresh_from_db()
        assert found.state == rules.INTRODUCED

    def test_no_employer_reads_another_ones_list(self, client, campaign, wanted, liaison):
        other = cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
        (found,) = introduce(campaign, wanted, liaison, "Amara Kalu")
        client.force_login(other.recruiter.user)
        for name in ("review", "process"):
            assert found.pseudonym not in page(client, name)

    def test_nobody_reviews_themselves(self, client, campaign, wanted, liaison, sara):
        (found,) = introduce(campaign, wanted, liaison, "Amara Kalu")
        add_member(
            employer=wanted.participation.employer,
            user=found.candidate.user,
            role="recruiter",
            by=cast.kari(),
            now=cast.NOW,
        )
        client.force_login(found.candidate.user)
        assert client.get(reverse("employer:introduction", args=[found.ref])).status_code == 404
        assert found.pseudonym not in page(client, "review")


class TestQueries:
    LITERAL = 11

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_grows_without_more_queries(
        self, client, campaign, wanted, liaison, sara, number, django_assert_num_queries
    ):
        introduce(campaign, wanted, liaison, *["Amara Kalu", "Priya Raman", "Tomasz Fijał"][:number])
        page(client, "review")
        with django_assert_num_queries(self.LITERAL):
            page(client, "review")

    def test_two_hundred_who_wait_are_one_quick_page(
        self, client, campaign, wanted, liaison, sara, django_assert_num_queries
    ):
        (first,) = introduce(campaign, wanted, liaison, "Amara Kalu")
        multiply(first, 199)
        page(client, "review")
        with django_assert_num_queries(self.LITERAL):
            shown = page(client, "review")
        assert "200 people wait for your answer" in shown
        assert len(set(re.findall(r"K-[0-9A-Z]{5}", shown))) == LISTED
        assert "All 200 as a table" in shown

    def test_the_list_beside_a_profile_shows_who_is_next_to_it(self, client, campaign, wanted, liaison, sara):
        (first,) = introduce(campaign, wanted, liaison, "Amara Kalu")
        multiply(first, LISTED + 10)
        order = list(
            Introduction.objects.order_by("next_step_due", "introduced_at", "pk").values_list("ref", flat=True)
        )
        for at, listed in ((0, order[:LISTED]), (30, order[10 : 10 + LISTED]), (LISTED + 10, order[-LISTED:])):
            shown = page(client, "introduction", order[at])
            assert (
                re.findall(r'href="/employer/introductions/(\w{12})/"(?: aria-current="true")?><strong>', shown)
                == listed
            )
            assert re.search(rf'{order[at]}/" aria-current="true"', shown)


def multiply(introduction, number):
    """Copy an introduction, each with a candidate of its own: far too much data, made fast."""
    people = []
    for _copy in range(number):
        person = Candidate.objects.get(pk=introduction.candidate_id)
        person.pk, person.user, person.ref = None, None, new_ref()
        people.append(person)
    for person in Candidate.objects.bulk_create(people):
        copy = Introduction.objects.get(pk=introduction.pk)
        copy.pk, copy.candidate, copy.ref, copy.pseudonym = None, person, new_ref(), new_pseudonym()
        copy.save()


@pytest.mark.parametrize(("route", "said"), [("permit", True), ("eea", False)])
def test_where_a_permit_is_needed_the_review_says_what_it_asks_of_the_pay(client, route, said):
    """A salary floor belongs to the step of the employer's confirmation, which the page shows anyway."""
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    found = cast.introduced(cast.approved(campaign, liaison, route=route), wanted, liaison)
    client.force_login(wanted.participation.recruiter.user)
    shown = client.get(f"/employer/introductions/{found.ref}/").content.decode()
    assert ("The permit asks for a yearly pay of at least 522" in shown) == said
