"""Pairs that may be one person: the list, both side by side, merging, undoing, and who may not see them."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from kretslop.accounts.models import AddressChange
from kretslop.privacy.models import Merge
from kretslop.talent import addressing, seeking
from kretslop.talent.addressing_mails import token_of
from kretslop.talent.models import LikelyDuplicate
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(client):
    campaign = cast.campaign()
    one = cast.diogo(campaign, "Lars Ødegård", city="Bergen", phone="+47 911 22 333")
    two = cast.diogo(campaign, "Lars Odegaard", city="Voss", phone="91122333", summary="I also sing.")
    seeking.look(seeking.due(), now=timezone.now())
    client.force_login(cast.ingrid())
    return one, two, LikelyDuplicate.objects.get()


def page(client, name, *args, query=""):
    response = client.get(reverse(f"liaison:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def send(client, name, pair, **data):
    return client.post(reverse(f"liaison:{name}", args=[pair.ref]), data, follow=True).content.decode()


def test_the_way_from_today_to_one_person_and_back(client, pair):
    one, two, likely = pair
    assert likely.ref in page(client, "beside")
    assert "Perhaps there twice (1)" in page(client, "candidates")
    assert likely.ref in page(client, "candidate", one.ref)
    listed = page(client, "duplicates")
    assert "Lars Ødegård and Lars Odegaard" in listed
    assert "The same telephone number" in listed
    shown = page(client, "duplicate", likely.ref)
    assert "Bergen" in shown
    assert "Portugal" in shown
    assert "I also sing." in shown
    joined = send(client, "merge", likely, keep=one.ref, city="second", summary="second")
    assert "Merged. You can undo it for 30 days." in joined
    one.refresh_from_db()
    assert (one.city, one.summary) == ("Voss", "I also sing.")
    assert client.get(reverse("liaison:candidate", args=[two.ref]))["Location"].endswith(one.ref + "/")
    assert "Undo: make two of them again" in page(client, "duplicate", likely.ref)
    assert "Lars Ødegård and Lars Odegaard" in page(client, "duplicates", query="?list=merged")
    assert "two again" in send(client, "undo_merge", likely)
    assert client.get(reverse("liaison:candidate", args=[two.ref])).status_code == 200
    one.refresh_from_db()
    assert one.city == "Bergen"


def test_the_second_may_stay(client, pair):
    _one, two, likely = pair
    send(client, "merge", likely, keep=two.ref, city="first", summary="second")
    two.refresh_from_db()
    assert (two.city, two.summary) == ("Bergen", "I also sing.")


def test_two_people_are_not_asked_about_again(client, pair):
    one, _two, likely = pair
    assert "You will not be asked" in send(client, "not_same", likely)
    assert "Nobody looks as if they were there twice" in page(client, "duplicates")
    assert likely.ref not in page(client, "candidate", one.ref)
    assert "Answered: two people" in page(client, "duplicate", likely.ref)
    send(client, "ask_again", likely)
    assert "Lars Ødegård and Lars Odegaard" in page(client, "duplicates")


def test_nothing_chosen_and_a_second_click_are_said(client, pair):
    one, _two, likely = pair
    assert "Choose which of the two stays." in send(client, "merge", likely)
    send(client, "merge", likely, keep=one.ref)
    assert "Somebody has answered already" in send(client, "merge", likely, keep=one.ref)
    assert "Undo that first" in send(client, "not_same", likely)
    assert Merge.objects.count() == 1


def test_strangers_find_nothing(client, pair):
    one, _two, likely = pair
    client.force_login(one.user)
    for name in ("duplicate", "merge", "not_same", "undo_merge"):
        url = reverse(f"liaison:{name}", args=[likely.ref])
        assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}
    client.force_login(cast.ingrid())
    assert client.get(reverse("liaison:duplicate", args=["nobody000000"])).status_code == 404


def test_the_list_costs_the_same_for_one_and_three(client, pair, django_assert_num_queries):
    with django_assert_num_queries(4):
        page(client, "duplicates")
    campaign = cast.campaign(name="Another campaign")
    for name, again in (("Sigrun Tveitan", "Sigrunn Tveitan"), ("Tomasz Fijał", "Tomasz Fijal")):
        cast.diogo(campaign, name, city="Bergen", phone=f"+47 22 33 44 {len(name)}")
        cast.diogo(campaign, again, city="Bergen", phone=f"+47 22 33 44 {len(name)}")
    seeking.look(seeking.due(), now=timezone.now())
    assert LikelyDuplicate.objects.count() == 3
    with django_assert_num_queries(4):
        page(client, "duplicates")


def test_norwegian(client, pair):
    _one, _two, likely = pair
    client.cookies["django_language"] = "nb"
    with translation.override("nb"):
        assert "Samme telefonnummer" in page(client, "duplicate", likely.ref)


def test_the_other_address_is_asked_confirmed_and_shown(client, pair):
    one, two, likely = pair
    link = reverse("liaison:other_address", args=[likely.ref])
    assert client.post(link).status_code == 404, "they are not merged"
    send(client, "merge", likely, keep=one.ref)
    assert "Ask whether the other one is to be kept" in page(client, "duplicate", likely.ref)
    assert "Asked. Nothing changes" in send(client, "other_address", likely)
    assert "The other mailbox is asked already" in send(client, "other_address", likely)
    change = AddressChange.objects.get()
    assert f"{two.email} was asked" in page(client, "duplicate", likely.ref)
    at_the_mailbox = reverse("public:address", args=[token_of(change, "confirm")])
    assert "Is this the address that you want to keep?" in client.get(at_the_mailbox).content.decode()
    assert "some days to say no" in client.post(at_the_mailbox, follow=True).content.decode()
    assert f"{two.email} said yes." in page(client, "duplicate", likely.ref)
    assert "Taken back" in send(client, "other_address", likely, take_back="1")
    assert "was answered already" in send(client, "other_address", likely, take_back="1")
    send(client, "other_address", likely)
    addressing.stop(change=AddressChange.objects.latest("pk"), now=timezone.now())
    assert "said no on" in page(client, "duplicate", likely.ref)
    client.force_login(two.user)
    assert client.post(link).status_code == 404
