"""Taking back what one has just said, and a hire that came to nothing, on the employer's and the liaison's pages."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.introductions import actions, rules
from kretslop.introductions.models import Introduction, Move
from tests import cast

pytestmark = pytest.mark.django_db
NO = {"reason": "too_junior", "words_to_candidate": "Thank you; this position needs more years.", "private_note": ""}


@pytest.fixture(scope="module")
def told(told_once):
    liaison, campaign = cast.ingrid(), cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    names = ("Diogo Salgado", "Amara Kalu")
    found = [cast.introduced(cast.approved(campaign, liaison, name=name), wanted, liaison) for name in names]
    return found, wanted.participation.recruiter.user, liaison


@pytest.fixture
def scene(client, told, db):
    found, sara, liaison = deepcopy(told)
    client.force_login(sara)
    return found, sara, liaison


def post(client, name, found, data=None):
    response = client.post(reverse(name, args=[found.ref]), data or {}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_decline_is_offered_to_be_taken_back_on_the_next_page(client, scene):
    (first, second), _sara, _liaison = scene
    after = post(client, "employer:decline", first, NO)
    assert f"{first.pseudonym}: You said no" in after
    assert reverse("employer:undo", args=[first.ref]) in after
    assert second.pseudonym in after
    assert "Taken back" in post(client, "employer:undo", first)
    first.refresh_from_db()
    assert first.state == rules.INTRODUCED
    assert reverse("employer:undo", args=[first.ref]) not in client.get(reverse("employer:review")).content.decode()


def test_too_late_and_not_ones_own(client, scene):
    (first, _second), _sara, _liaison = scene
    post(client, "employer:decline", first, NO)
    anders = first.participation.stand_in.user
    client.force_login(anders)
    assert reverse("employer:undo", args=[first.ref]) not in client.get(reverse("employer:review")).content.decode()
    assert "can no longer be taken back" in post(client, "employer:undo", first)
    client.force_login(first.candidate.user)
    assert client.post(reverse("employer:undo", args=[first.ref])).status_code == 404
    client.force_login(first.participation.recruiter.user)
    Move.objects.update(at=timezone.now() - timedelta(minutes=10))
    assert reverse("employer:undo", args=[first.ref]) not in client.get(reverse("employer:review")).content.decode()
    assert "can no longer be taken back" in post(client, "employer:undo", first)


def test_a_hire_that_came_to_nothing(client, scene):
    (first, _second), sara, _liaison = scene
    now = timezone.now()
    actions.accept(introduction=first, by=sara, now=now)
    actions.hire(introduction=first, by=sara, starts_on=None, now=now)
    assert (
        "It came to nothing after all"
        in client.get(reverse("employer:introduction", args=[first.ref])).content.decode()
    )
    asked = client.get(reverse("employer:offer_lost", args=[first.ref])).content.decode()
    assert "The candidate turned the offer down" in asked
    post(client, "employer:offer_lost", first, {**NO, "reason": "offer_turned_down"})
    first.refresh_from_db()
    assert (first.state, first.end_reason) == (rules.NOT_HIRED, "offer_turned_down")


def test_the_liaison_gives_time_and_takes_back(client, scene):
    (first, _second), _sara, liaison = scene
    client.force_login(liaison)
    Introduction.objects.filter(pk=first.pk).update(next_step_due=timezone.now() - timedelta(days=3))
    page = reverse("liaison:introduction", args=[first.ref])
    assert "The employer is late" in client.get(page).content.decode()
    assert "has time until" in post(client, "liaison:more_time", first)
    post(client, "liaison:end", first, {"words": ""})
    assert reverse("liaison:undo_end", args=[first.ref]) in client.get(page).content.decode()
    assert "Taken back" in post(client, "liaison:undo_end", first)
    assert Introduction.objects.get(pk=first.pk).state == rules.INTRODUCED
    assert "not possible now" not in client.get(page).content.decode()
    for name in ("liaison:more_time", "liaison:undo_end"):
        client.force_login(first.candidate.user)
        assert client.post(reverse(name, args=[first.ref])).status_code == 404
