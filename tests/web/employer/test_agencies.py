"""An agency acts for named clients: the candidate says yes to one by name, and its people see their own and no more."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from kretslop.campaigns import actions as campaigns
from kretslop.employers import actions as employers
from kretslop.employers.models import Client as ClientRow
from kretslop.employers.models import Employer
from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import queries as privacy
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.timeline import queries as timeline
from kretslop.web.portals import start_page
from tests import cast
from tests.cast import NOW
from tests.web.forms import typed

pytestmark = pytest.mark.django_db

NUMBERS = {"Fjellvann Sensor AS": "712345675", "Bekk Mekanikk AS": "612345678"}


def named(agency, by, name, **fields):
    """Return a client that the agency has named, with somebody to ask there."""
    contact = {"contact_name": "Ingvild Aune", "contact_email": "ingvild@example.com"}
    values = {"name": name, "org_number": NUMBERS.get(name, ""), "city": "Notodden", **contact, **fields}
    return campaigns.add_client(agency=agency, by=by, now=NOW, **values)


def for_client(participation, client, title="Backend engineer"):
    return cast.wanted(participation, title, client=client)


@pytest.fixture(scope="module")
def told(told_once):
    """Two agencies, two clients of the first with a reader each, one candidate introduced to the first of them."""
    cast.kari()
    liaison, campaign = cast.ingrid(), cast.campaign()
    solberg = cast.joined(campaign, "Solberg IT AS", "Erik Solberg", "Tone Solberg", kind="agency")
    other = cast.joined(campaign, "Talentbroen AS", "Fredrik Berg", "Camilla Rud", kind="agency")
    by = solberg.recruiter.user
    fjellvann = named(solberg.employer, by, "Fjellvann Sensor AS", about="We measure mountain lakes.")
    bekk = named(solberg.employer, by, "Bekk Mekanikk AS")
    rune = campaigns.let_read(client=fjellvann, name="Rune Fjell", email="rune@example.com", by=by, now=NOW)
    anna = campaigns.let_read(client=bekk, name="Anna Bekk", email="anna@example.com", by=by, now=NOW)
    wanted, elsewhere = for_client(solberg, fjellvann), for_client(solberg, bekk, "Welding robots")
    candidate = cast.approved(campaign, liaison)
    asked = introductions.introduce(candidate=candidate, wanted_profile=wanted, by=liaison, words="Yes.", now=NOW)
    return SimpleNamespace(
        campaign=campaign, liaison=liaison, solberg=solberg, other=other, by=by, fjellvann=fjellvann, bekk=bekk,
        rune=rune, anna=anna, wanted=wanted, elsewhere=elsewhere, candidate=candidate, asked=asked,
    )  # fmt: skip


@pytest.fixture
def world(told, db):
    return deepcopy(told)


def read(client, name, *args, status=200):
    answer = client.get(reverse(f"employer:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode() if status == 200 else ""


def yes(world):
    return introductions.consent(introduction=world.asked, by=world.candidate.user, now=NOW)


def test_the_candidate_is_asked_about_the_client_by_name(client, world):
    mail = OutboxMail.objects.get(kind="consent_asked")
    assert "Fjellvann Sensor AS, through Solberg IT AS" in mail.subject + mail.text
    assert "We measure mountain lakes." in mail.text
    client.force_login(world.candidate.user)
    page = client.get(reverse("candidate:home")).content.decode()
    for words in ("Fjellvann Sensor AS, through Solberg IT AS", "Notodden"):
        assert words in page
    assert "Fjellvann Sensor AS would be your employer." in page
    assert "Bekk" not in page


def test_the_ledger_names_the_client_and_who_learned_the_name(world):
    introductions.accept(introduction=yes(world), by=world.by, now=NOW)
    assert [row.employer for row in privacy.ledger(world.candidate.user, NOW) if row.employer] == [
        "Fjellvann Sensor AS, through Solberg IT AS"
    ]
    assert privacy.who_knows_me(world.candidate.user) == ["Fjellvann Sensor AS, through Solberg IT AS"]


def test_a_public_client_needs_the_agreement_to_the_list_of_applicants(world):
    ClientRow.objects.filter(pk=world.fjellvann.pk).update(public=True)
    with pytest.raises(NotPossible, match="agree_to_public"):
        yes(world)


def test_the_clients_people_read_their_own_after_the_yes_and_decide_nothing(client, world):
    client.force_login(world.rune.user)
    assert start_page(world.rune.user) == reverse("employer:client_reading")
    assert world.asked.pseudonym not in read(client, "client_reading")
    read(client, "client_introduction", world.asked.ref, status=404)
    introduction = yes(world)
    assert introduction.pseudonym in read(client, "client_reading")
    page = read(client, "client_introduction", introduction.ref)
    assert introduction.pseudonym in page
    assert "Solberg IT AS answers for you." in page
    for canary in (world.candidate.name, world.candidate.email, world.candidate.city, "Portugal"):
        assert canary not in page
    with pytest.raises(NotAllowed):
        introductions.accept(introduction=introduction, by=world.rune.user, now=NOW)
    client.get(reverse("employer:review"))
    assert client.post(reverse("employer:accept", args=[introduction.ref])).status_code == 404
    for name in ("review", "process", "campaign", "clients", "wanted_profiles", "contribution", "criteria"):
        read(client, name, status=404)


def test_name_and_contact_come_to_the_client_with_the_agencys_yes(client, world):
    introduction = introductions.accept(introduction=yes(world), by=world.by, now=NOW)
    client.force_login(world.rune.user)
    assert world.candidate.email in read(client, "client_introduction", introduction.ref)
    assert world.candidate.name in read(client, "client_reading")


@pytest.mark.parametrize("who", ["another client", "another agency", "a candidate"])
def test_nobody_else_reads_it(client, world, who):
    introduction = introductions.accept(introduction=yes(world), by=world.by, now=NOW)
    users = {
        "another client": world.anna.user, "another agency": world.other.recruiter.user,
        "a candidate": world.candidate.user,
    }  # fmt: skip
    client.force_login(users[who])
    for name in ("introduction", "client_introduction", "client_cv", "cv", "score_card"):
        read(client, name, introduction.ref, status=404)
    for name in ("client", "edit_client", "add_reader"):
        read(client, name, world.fjellvann.ref, status=404)
    assert client.post(reverse("employer:stop_reader", args=[world.rune.ref])).status_code == 404
    assert client.post(reverse("employer:end_client", args=[world.fjellvann.ref])).status_code == 404
    if who == "another client":
        page = read(client, "client_reading")
        for canary in (world.candidate.name, introduction.pseudonym, "Fjellvann"):
            assert canary not in page


def test_what_the_client_thinks_reaches_the_agency_and_the_agencys_own_notes_stay(client, world):
    introduction = yes(world)
    introductions.keep_score_card(
        introduction=introduction, by=world.by, scores={}, takeaways="Margin is thin", now=NOW
    )
    client.force_login(world.rune.user)
    address = reverse("employer:client_introduction", args=[introduction.ref])
    page = client.get(address).content.decode()
    assert "Margin is thin" not in page
    data = typed(page).dict()
    data["takeaways"] = "She knows pressure sensors"
    assert client.post(address, data).status_code == 302
    assert "She knows pressure sensors" in client.get(address).content.decode()
    client.force_login(world.by)
    assert "She knows pressure sensors" in read(client, "introduction", introduction.ref)


def test_removed_or_ended_is_out_at_the_next_click(client, world):
    yes(world)
    client.force_login(world.rune.user)
    read(client, "client_reading")
    campaigns.stop_reading(reader=world.rune, by=world.by, now=NOW)
    read(client, "client_reading", status=404)
    assert timeline.about(world.fjellvann).filter(kind="client.reader_removed").count() == 1
    client.force_login(world.anna.user)
    read(client, "client_reading")
    with pytest.raises(NotPossible, match="client_wanted"):
        campaigns.end_client(client=world.bekk, by=world.by, now=NOW)
    campaigns.withdraw_wanted_profile(profile=world.elsewhere, by=world.by, now=NOW)
    campaigns.end_client(client=world.bekk, by=world.by, now=NOW)
    read(client, "client_reading", status=404)
    with pytest.raises(NotPossible, match="client_ended"):
        campaigns.submit_wanted_profile(profile=world.elsewhere, by=world.by, now=NOW)
    campaigns.take_up_client(client=world.bekk, by=world.by, now=NOW)
    read(client, "client_reading")


def test_one_person_may_be_asked_for_two_clients_but_not_twice_for_one(world):
    second = for_client(world.solberg, world.fjellvann, "Another post")
    with pytest.raises(NotPossible, match="already_with_employer"):
        introductions.introduce(
            candidate=world.candidate, wanted_profile=second, by=world.liaison, words="Yes.", now=NOW
        )
    made = introductions.introduce(
        candidate=world.candidate, wanted_profile=world.elsewhere, by=world.liaison, words="Yes.", now=NOW
    )
    assert made.client == world.bekk
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.filter(pk=made.pk).update(client=world.fjellvann)


def test_an_agency_says_who_would_hire_before_it_submits(client, world):
    client.force_login(world.by)
    data = typed(read(client, "new_wanted")).dict()
    data["title"], data["skill-0-name"] = "Data engineer", "Python"
    address = reverse("employer:new_wanted")
    assert client.post(address, data | {"submit": "1"}).status_code == 422
    data["whom"] = world.bekk.ref
    assert client.post(address, data | {"submit": "1"}).status_code == 302
    made = world.solberg.wanted_profiles.get(title="Data engineer")
    assert (made.client, made.for_itself, made.state) == (world.bekk, False, "submitted")
    assert "For Bekk Mekanikk AS" in read(client, "wanted_profile", made.ref)
    assert "Who would hire?" not in read(client, "edit_wanted", made.ref)
    data["title"], data["whom"] = "Consultant", "itself"
    client.post(address, data | {"submit": "1"})
    assert world.solberg.wanted_profiles.get(title="Consultant").for_itself


def test_whom_it_is_for_stays_after_submitting_and_is_never_anothers(world):
    with pytest.raises(Invalid, match="submitted"):
        campaigns.change_wanted_profile(
            profile=world.wanted, criteria=cast.BACKEND, client=world.bekk, by=world.by, now=NOW
        )
    with pytest.raises(Invalid, match="unknown"):
        campaigns.add_wanted_profile(
            participation=world.other, criteria=cast.BACKEND, by=world.other.recruiter.user, title="X",
            client=world.bekk, now=NOW,
        )  # fmt: skip
    silent = campaigns.add_wanted_profile(
        participation=world.solberg, criteria=cast.BACKEND, by=world.by, title="From an ad", now=NOW
    )
    with pytest.raises(Invalid, match="required"):
        campaigns.submit_wanted_profile(profile=silent, by=world.by, now=NOW)


def test_which_company_it_is_stays_once_candidates_could_say_yes(client, world):
    client.force_login(world.by)
    address = reverse("employer:edit_client", args=[world.fjellvann.ref])
    data = typed(client.get(address).content.decode()).dict()
    assert client.post(address, data | {"name": "Somebody Else AS"}).status_code == 422
    assert client.post(address, data | {"city": "Rjukan"}).status_code == 302
    world.fjellvann.refresh_from_db()
    assert (world.fjellvann.name, world.fjellvann.city) == ("Fjellvann Sensor AS", "Rjukan")


@pytest.mark.parametrize(
    ("field", "value"),
    [("org_number", "712345674"), ("org_number", "712345675"), ("contact_email", "no address"), ("name", "")],
)
def test_a_client_needs_a_name_a_right_number_of_its_own_and_a_contact(client, world, field, value):
    client.force_login(world.by)
    data = typed(read(client, "new_client")).dict()
    data |= {"name": "Ny AS", "org_number": "512345670", "contact_name": "Eli", "contact_email": "eli@example.com"}
    address = reverse("employer:new_client")
    assert client.post(address, data | {field: value}).status_code == 422
    assert client.post(address, data).status_code == 302
    assert ClientRow.objects.filter(name="Ny AS", agency=world.solberg.employer).exists()


def test_pages_of_clients_in_both_languages_and_for_no_employer_but_an_agency(client, world):
    client.force_login(world.by)
    page = read(client, "clients") + read(client, "client", world.fjellvann.ref)
    for words in ("Fjellvann Sensor AS", "Bekk Mekanikk AS", "1 person reads along", "Rune Fjell", "712345675"):
        assert words in page
    with override("nb"):
        client.cookies["django_language"] = "nb"
        assert "Hvem leter dere for?" in read(client, "clients")
    havtech = cast.joined(world.campaign)
    client.force_login(havtech.recruiter.user)
    read(client, "clients", status=404)
    with pytest.raises(NotPossible, match="not_an_agency"):
        named(havtech.employer, havtech.recruiter.user, "Ny AS", org_number="512345670")
    client.force_login(world.by)
    data = typed(read(client, "add_reader", world.fjellvann.ref)).dict()
    data |= {"name": "Ola Ny", "email": "ola@example.com"}
    client.post(reverse("employer:add_reader", args=[world.fjellvann.ref]), data)
    assert OutboxMail.objects.filter(kind="client_reader", to_address="ola@example.com").count() == 1
    taken = client.post(reverse("employer:add_reader", args=[world.fjellvann.ref]), data | {"email": world.by.email})
    assert taken.status_code == 422


def test_an_agency_takes_part_by_its_own_word(client, world):
    with transaction.atomic():
        second = cast.campaign(name="Data engineers 2027", occupation="data-engineer")
    client.force_login(world.by)
    assert "Data engineers 2027" in read(client, "clients")
    address = reverse("employer:opt_in", args=[world.solberg.employer.ref, second.ref])
    page = client.get(address).content.decode()
    assert client.post(address, {"signed_as": "business"}).status_code == 422
    assert client.post(address, typed(page).dict() | {"agree": "on", "signed_as": "business"}).status_code == 302
    joined = second.participations.get(employer=world.solberg.employer)
    assert (joined.signed_by, joined.signed_as, joined.recruiter.user) == (world.by, "business", world.by)
    assert client.get(address).status_code == 404
    havtech = cast.joined(world.campaign)
    client.force_login(havtech.recruiter.user)
    assert client.get(reverse("employer:opt_in", args=[havtech.employer.ref, second.ref])).status_code == 404
    with pytest.raises(NotPossible, match="not_an_agency"):
        campaigns.opt_in(campaign=second, agency=havtech.employer, by=havtech.recruiter.user, signed_as="hr", now=NOW)


def test_an_agency_that_is_none_any_more_shows_its_clients_people_nobody(client, world):
    yes(world)
    agency, lead = world.solberg.employer, cast.kari()
    client.force_login(world.rune.user)
    read(client, "client_introduction", world.asked.ref)
    with pytest.raises(NotAllowed):
        employers.change_employer(employer=agency, by=world.by, kind="private", now=NOW)
    with pytest.raises(Invalid, match="has_clients"):
        employers.change_employer(employer=agency, by=lead, kind="private", now=NOW)
    assert employers.change_employer(employer=agency, by=lead, city="Moss", kind="agency", now=NOW).city == "Moss"
    Employer.objects.filter(pk=agency.pk).update(kind="private")  # by hand, past every rule
    read(client, "client_reading", status=404)
    read(client, "client_introduction", world.asked.ref, status=404)
    assert start_page(world.rune.user) != reverse("employer:client_reading")


def test_lists_read_the_same_number_of_queries_however_long(client, world, django_assert_num_queries):
    yes(world)
    more = [cast.approved(world.campaign, world.liaison, name=name) for name in ("Amara Kalu", "Linh Hoang")]
    client.force_login(world.rune.user)
    read(client, "client_reading")
    with django_assert_num_queries(5):
        read(client, "client_reading")
    for each in more:
        cast.introduced(each, world.wanted, world.liaison)
    with django_assert_num_queries(5):
        assert read(client, "client_reading").count("Backend") >= 0
