"""A task is taken, done and thanked for; its link counts; the five duties are counted from what happened."""

from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from kretslop.ambassadors import actions, queries, rules
from kretslop.ambassadors.models import TakenTask
from kretslop.campaigns.models import Registration, TrackedLink
from kretslop.events import actions as events
from kretslop.insights.duties import Tally, own_tally, tallies
from kretslop.insights.duties_wording import duties
from kretslop.introductions import actions as introductions
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from tests import cast
from tests.cast import NOW
from tests.events.test_rules import STARTS, told

pytestmark = pytest.mark.django_db
LATER = STARTS + timedelta(hours=2)


@pytest.fixture(scope="module")
def told_world(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.joined(campaign)
    fjordbank = cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    return SimpleNamespace(
        lead=lead, liaison=liaison, campaign=campaign, havtech=havtech, fjordbank=fjordbank, wanted=cast.wanted(havtech)
    )


@pytest.fixture
def world(told_world, db):
    return deepcopy(told_world)


def make(world, **fields):
    values = {
        "kind": rules.SHARE, "title": "Share the film", "words": "", "channel": "linkedin",
        "due_on": (NOW + timedelta(days=9)).date(), "by": world.lead, "now": NOW,
    }  # fmt: skip
    return actions.make_task(campaign=world.campaign, **values | fields)


def take(task, participation):
    return actions.take_task(task=task, member=participation.recruiter, by=participation.recruiter.user, now=NOW)


@pytest.mark.parametrize(("people", "shown"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_an_employer_reads_no_small_numbers(people, shown):
    assert rules.shown_count(people) == shown


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"title": " "}, "title"), ({"kind": "x"}, "kind"), ({"channel": "x"}, "channel"),
     ({"due_on": (NOW - timedelta(days=1)).date()}, "due_on"), ({"words": "x" * 2001}, "words")],
)  # fmt: skip
def test_each_fault_has_its_field(world, fields, field):
    with pytest.raises(Invalid) as wrong:
        make(world, **fields)
    assert wrong.value.field == field


def test_a_task_is_taken_done_and_counted(world):
    task, member = make(world), world.havtech.recruiter
    taken = take(task, world.havtech)
    assert take(task, world.havtech) == taken
    assert taken.link.name == "Havtech AS: Share the film"
    TrackedLink.objects.filter(pk=taken.link.pk).update(visits=7)
    person = cast.diogo(world.campaign)
    Registration.objects.filter(candidate=person).update(link=taken.link)
    ((line,),) = [each.shares for each in queries.for_lead(world.lead, world.campaign)]
    assert (line.visits, line.registered) == (7, 1)
    actions.do_task(task=task, member=member, said="Two colleagues shared it too.", by=member.user, now=NOW)
    for again in (
        lambda: actions.do_task(task=task, member=member, said="", by=member.user, now=NOW),
        lambda: actions.give_back_task(task=task, member=member, by=member.user, now=NOW),
    ):
        with pytest.raises(NotPossible, match="done"):
            again()
    tally = own_tally(member.user, world.havtech, NOW)
    assert (tally.tasks, tally.done) == (1, 1)


def test_what_was_said_is_forgotten_after_three_years(world):
    member, task = world.havtech.recruiter, make(world)
    take(task, world.havtech)
    actions.do_task(task=task, member=member, said="Two colleagues shared it too.", by=member.user, now=NOW)
    end = NOW + timedelta(days=rules.KEPT_DAYS)
    assert actions.forget_old(now=end - timedelta(hours=1)) == 0
    assert actions.forget_old(now=end) == 1
    assert actions.forget_old(now=end) == 0
    taken = TakenTask.objects.get()
    assert (taken.said, taken.done_at) == ("", NOW)


def test_two_of_one_employer_have_links_of_their_own(world):
    task = make(world)
    first = take(task, world.havtech)
    other = world.havtech.stand_in
    second = actions.take_task(task=task, member=other, by=other.user, now=NOW)
    assert first.link != second.link
    assert second.link.name == "Havtech AS: Share the film 2"


def test_a_task_is_given_back_and_taken_again_with_the_same_link(world):
    task, member = make(world), world.havtech.recruiter
    first = take(task, world.havtech)
    actions.give_back_task(task=task, member=member, by=member.user, now=NOW)
    with pytest.raises(NotPossible, match="not_taken"):
        actions.do_task(task=task, member=member, said="", by=member.user, now=NOW)
    assert take(task, world.havtech).link == first.link


def test_a_closed_task_is_nobodys_new_one(world):
    task = make(world, channel="")
    mine = take(task, world.havtech)
    assert mine.link is None
    actions.close_task(task=task, by=world.lead, now=NOW)
    with pytest.raises(NotPossible, match="closed"):
        take(task, world.fjordbank)
    assert queries.for_member(world.fjordbank.recruiter.user, world.fjordbank) == []
    assert len(queries.for_member(world.havtech.recruiter.user, world.havtech)) == 1


def test_strangers_take_and_make_nothing(world):
    task = make(world)
    elsewhere = cast.joined(cast.campaign(world.lead, name="Nurses 2026"), "Solberg IT AS", "Ida Moe", "Per Ness")
    sara = world.havtech.recruiter
    for act in (
        lambda: take(task, elsewhere),
        lambda: actions.take_task(task=task, member=sara, by=elsewhere.recruiter.user, now=NOW),
        lambda: actions.close_task(task=task, by=sara.user, now=NOW),
        lambda: make(world, by=sara.user),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert queries.for_lead(sara.user, world.campaign) == []
    assert queries.for_member(elsewhere.recruiter.user, world.havtech) == []


def test_the_five_duties_are_counted_from_what_happened(world, django_assert_num_queries):
    sara = world.havtech.recruiter
    assert own_tally(sara.user, world.havtech, NOW) == Tally(profiles=1)
    assert own_tally(world.fjordbank.recruiter.user, world.havtech, NOW) is None
    person = cast.approved(world.campaign, world.liaison)
    introductions.accept(introduction=cast.introduced(person, world.wanted, world.liaison), by=sara.user, now=NOW)
    event = events.make_event(campaign=world.campaign, told=told(), by=world.lead, now=NOW)
    place = events.take_place(event=event, by=sara.user, member=sara, now=NOW)
    events.note_who_came(event=event, came=[place.ref], by=world.lead, now=LATER)
    task = make(world)
    take(task, world.havtech)
    actions.do_task(task=task, member=sara, said="", by=sara.user, now=NOW)
    expected = Tally(answered=1, in_time=1, came=1, held=1, profiles=1, met=1, tasks=1, done=1)
    assert own_tally(sara.user, world.havtech, LATER) == expected
    with django_assert_num_queries(3):
        rows = {each.employer.name: tally for each, tally in tallies(world.lead, world.campaign, LATER)}
    assert rows == {"Havtech AS": expected, "Fjordbank ASA": Tally(held=1)}
    assert tallies(sara.user, world.campaign, LATER) == []


def test_the_words_thank_and_never_blame():
    nothing = duties(Tally(), "2026-11")
    late = duties(Tally(answered=3, in_time=0, held=4, waiting=2), "2026-11")
    much = duties(Tally(3, 2, 1, 2, 3, 2, True, 4, 1, 0, 2, 1), "2026-11")
    assert not any(duty.begun for duty in nothing)
    assert all(duty.begun for duty in much)
    said = " ".join(duty.words for duty in (*nothing, *late, *much)).lower()
    assert not any(word in said for word in ("late", "overdue", "missed", "failed", "only", "should", "must"))
    assert "2 of 3" in {duty.figure for duty in much}


def test_the_pages_show_tasks_and_duties(client, world):
    sara = world.havtech.recruiter.user
    client.force_login(world.lead)
    tasks = reverse("secretariat:tasks", args=[world.campaign.ref])
    typed = {"kind": "share_post", "title": "Share the film", "words": "", "channel": "film", "due_on": "2031-07-01"}
    assert client.post(tasks, {**typed, "due_on": "2001-07-01"}).status_code == 422
    assert client.post(tasks, typed).status_code == 302
    ((task, _none),) = queries.for_member(sara, world.havtech)
    client.force_login(sara)
    together = reverse("employer:together")
    assert "I take it" in client.get(together).content.decode()
    client.post(reverse("employer:take_task", args=[task.ref]))
    link = TrackedLink.objects.get()
    shown = client.get(together).content.decode()
    assert f"?via={link.ref}" in shown
    assert "You have written one wanted profile." in shown
    client.post(reverse("employer:task_done", args=[task.ref]), {"said": "It went well."})
    assert "Done, thank you" in client.get(together).content.decode()
    client.force_login(world.lead)
    said = client.get(tasks).content.decode()
    assert "It went well." in said
    for page in ("duties", "tasks", "heard", "events"):
        address = reverse(f"secretariat:{page}", args=[world.campaign.ref])
        assert '<html lang="nb"' in client.get(address, headers={"accept-language": "nb"}).content.decode()
    assert "1 of 1" in client.get(reverse("secretariat:duties", args=[world.campaign.ref])).content.decode()
    client.post(reverse("secretariat:close_task", args=[world.campaign.ref, task.ref]))
    client.force_login(world.fjordbank.recruiter.user)
    assert client.post(reverse("employer:take_task", args=[task.ref])).status_code == 404
