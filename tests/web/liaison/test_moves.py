"""Moves on the liaison's desk: the list, one move worked through, and households where they may be read."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.introductions import actions as introductions
from kretslop.relocation import actions
from kretslop.relocation.models import Case, Step
from kretslop.relocation.rules import Told
from tests import cast

CANARY = "Glassblower zqx"


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture(scope="module")
def told(told_once):
    campaign, liaison = cast.campaign(), cast.ingrid()
    wanted = cast.wanted(cast.joined(campaign), posts=5)
    cast.frozen(campaign)
    return campaign, wanted, liaison


@pytest.fixture
def region(client, told, db):
    campaign, wanted, liaison = deepcopy(told)
    client.force_login(liaison)
    return campaign, wanted, liaison


def hire(region, name="Diogo Salgado", **told):
    campaign, wanted, liaison = region
    candidate = cast.approved(campaign, liaison, name=name)
    if told:
        family = Told(partner="comes", partner_field=CANARY, **told)
        actions.tell_household(candidate=candidate, told=family, by=candidate.user, now=cast.NOW)
    there = cast.introduced(candidate, wanted, liaison)
    recruiter = wanted.participation.recruiter.user
    introductions.accept(introduction=there, by=recruiter, now=cast.NOW)
    introductions.hire(introduction=there, by=recruiter, starts_on=None, now=cast.NOW)
    actions.follow(now=cast.NOW)
    return Case.objects.get(candidate=candidate)


def test_every_page_speaks_both_languages(client, region):
    case = hire(region, small_children=1, help_now=True)
    step = case.steps.first()
    pages = [
        reverse("liaison:moves"), reverse("liaison:move", args=[case.ref]),
        reverse("liaison:move_step", args=[case.ref, step.ref]),
        reverse("liaison:family", args=[case.candidate.ref]),
    ]  # fmt: skip
    for language in ("en", "nb"):
        for page in pages:
            assert f'<html lang="{language}"' in text(client.get(page, headers={"accept-language": language}))
    Case.objects.all().delete()
    for name in ("open", "mine", "late", "ended", "nonsense"):
        assert "No moves here" in text(client.get(pages[0], {"list": name}))
    assert "Ingen flyttinger her" in text(client.get(pages[0], headers={"accept-language": "nb"}))


def test_working_through_a_move(client, region):
    case = hire(region)
    page = reverse("liaison:move", args=[case.ref])
    step = case.steps.get(code="notice")

    def post(name, *more, **data):
        return text(client.post(reverse(f"liaison:{name}", args=[case.ref, *more]), data, follow=True))

    changed = {"due_on": str(timezone.localdate() + timedelta(days=9)), "blocker": "banking"}
    assert "The bank says no" in post("move_step", step.ref, **changed)
    far = client.post(reverse("liaison:move_step", args=[case.ref, step.ref]), {"due_on": "2099-01-01", "blocker": ""})
    assert far.status_code == 422
    assert "Saved." in post("finish_step", step.ref)
    assert Step.objects.get(pk=step.pk).done_on == timezone.localdate()
    assert "Saved." in post("reopen_step", step.ref)
    assert "Please choose one of the answers." in post("choose_route", route="teleport")
    assert "Application and decision on the permit" in post("choose_route", route="permit")
    assert client.get(reverse("liaison:close_move", args=[case.ref])).status_code == 405
    assert "Has settled in" in post("close_move", settled="1")
    assert "This move has ended already." in post("finish_step", case.steps.first().ref)
    assert "Done after all" not in text(client.get(page))
    assert case.candidate.name in text(client.get(reverse("liaison:moves"), {"list": "ended"}))


def test_another_liaison_takes_over(client, region):
    case = hire(region)
    jon = cast.user("Jon Aas", "jon@example.org", "liaison")
    client.force_login(jon)
    assert case.candidate.name not in text(client.get(reverse("liaison:moves"), {"list": "mine"}))
    client.post(reverse("liaison:take_over_move", args=[case.ref]))
    assert case.candidate.name in text(client.get(reverse("liaison:moves"), {"list": "mine"}))


def test_a_household_is_read_on_the_pages_of_the_move_only(client, region):
    campaign, _wanted, liaison = region
    case = hire(region, small_children=1)
    person = case.candidate
    assert CANARY in text(client.get(reverse("liaison:move", args=[case.ref])))
    waiting = cast.approved(campaign, liaison, name="Linh Hoàng")
    asks = Told(partner="comes", partner_field=CANARY, help_now=True)
    actions.tell_household(candidate=waiting, told=asks, by=waiting.user, now=cast.NOW)
    assert CANARY in text(client.get(reverse("liaison:family", args=[waiting.ref])))
    assert waiting.name in text(client.get(reverse("liaison:moves")))
    for page in ("today", "candidates", "introductions", "moves"):
        assert CANARY not in text(client.get(reverse(f"liaison:{page}")))
    for someone in (person, waiting):
        assert CANARY not in text(client.get(reverse("liaison:candidate", args=[someone.ref])))
    actions.tell_household(
        candidate=waiting, told=Told(partner_field=CANARY), by=waiting.user, now=cast.NOW + timedelta(hours=1)
    )
    assert client.get(reverse("liaison:family", args=[waiting.ref])).status_code == 404


def test_no_employer_reads_a_household(client, region):
    _campaign, wanted, _liaison = region
    case = hire(region, small_children=1)
    client.force_login(wanted.participation.recruiter.user)
    for page in ("employer:review", "employer:process", "employer:people"):
        assert CANARY not in text(client.get(reverse(page)))
    shown = client.get(reverse("employer:introduction", args=[case.introduction.ref]))
    assert CANARY not in text(shown)
    assert client.get(reverse("liaison:move", args=[case.ref])).status_code == 404


def test_as_many_queries_for_three_as_for_one(client, region, django_assert_num_queries):
    hire(region)
    with django_assert_num_queries(6):
        client.get(reverse("liaison:moves"))
    hire(region, name="Linh Hoàng")
    hire(region, name="Priya Raman")
    with django_assert_num_queries(6):
        client.get(reverse("liaison:moves"))
