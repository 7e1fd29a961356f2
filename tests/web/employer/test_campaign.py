"""The employer's part in the campaign: duties, who answers, the company, colleagues, and being away."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kretslop.campaigns import actions, wording
from kretslop.campaigns import rules as rules_of_campaigns
from kretslop.campaigns.models import Participation
from kretslop.campaigns.queries import answering_member
from kretslop.employers import rules
from kretslop.employers import wording as employer_words
from kretslop.employers.models import Member
from kretslop.messaging.models import OutboxMail
from tests import cast
from tests.web.forms import typed

pytestmark = pytest.mark.django_db
PAGES = ("campaign", "company", "people", "away", "add_colleague", "hiring", "agreement")


@pytest.fixture(scope="module")
def told(told_once):
    return cast.joined(cast.campaign(cast.kari()), about="We make ships quiet.", size="50-249", city="Horten")


@pytest.fixture
def havtech(client, told, db):
    participation = deepcopy(told)
    client.force_login(participation.recruiter.user)
    return participation


def page(client, name="campaign"):
    response = client.get(reverse(f"employer:{name}"))
    assert response.status_code == 200
    return response.content.decode()


def send(client, name, data, *args):
    return client.post(reverse(f"employer:{name}", args=args), data, follow=True)


def test_everything_that_was_agreed(client, havtech):
    shown = page(client)
    for title, words in wording.duties_in(rules_of_campaigns.AGREEMENT_VERSION):
        assert f"<strong>{title}</strong> {words}" in page(client, "agreement")
    for said in ("Havtech AS takes part in", "Signed by Sara Bakken", "2026-11", "Kari Berg", "We make ships quiet."):
        assert said in shown
    assert "50 to 249 people" in shown
    assert "within 5 working days" in shown


def test_change_the_company(client, havtech):
    data = typed(page(client, "company"))
    assert data["about"] == "We make ships quiet."
    data["about"], data["remote_policy"] = "We make <b>ferries</b> quiet.", "hybrid"
    send(client, "company", data)
    havtech.employer.refresh_from_db()
    assert (havtech.employer.remote_policy, havtech.employer.size) == ("hybrid", "50-249")
    assert "&lt;b&gt;ferries" in page(client)


def test_say_how_you_hire(client, havtech):
    steps = {"hiring_steps": "A call, <b>then</b> a day at the office.", "who_decides": "The CTO", "usual_days": "12"}
    assert client.post(reverse("employer:hiring"), {**steps, "usual_days": "0"}).status_code == 422
    send(client, "hiring", steps)
    havtech.refresh_from_db()
    assert (havtech.usual_days, havtech.who_decides) == (12, "The CTO")
    for name in ("campaign", "agreement"):
        assert "&lt;b&gt;then" in page(client, name)
        assert "12 days" in page(client, name)


@pytest.mark.parametrize(("name", "value"), [("about", "x" * 601), ("size", "huge"), ("city", "x" * 81)])
def test_a_wrong_fact_is_said_and_nothing_typed_is_lost(client, havtech, name, value):
    data = typed(page(client, "company"))
    data[name], data["sector"] = value, "maritime"
    response = send(client, "company", data)
    assert response.status_code == 422
    kept = typed(response.content.decode())
    assert kept["sector"] == "maritime"
    assert kept["about"] == data["about"]


def test_swap_recruiter_and_stand_in(client, havtech):
    recruiter, stand_in = havtech.recruiter, havtech.stand_in
    send(client, "people", {"recruiter": stand_in.ref, "stand_in": recruiter.ref})
    havtech.refresh_from_db()
    assert (havtech.recruiter, havtech.stand_in) == (stand_in, recruiter)


def test_name_somebody_new_and_nobody(client, havtech):
    new = {"recruiter": "new", "recruiter_name": "Mona Dahl", "recruiter_email": "mona@example.com", "stand_in": ""}
    send(client, "people", new)
    havtech.refresh_from_db()
    assert havtech.recruiter.user.email == "mona@example.com"
    assert havtech.stand_in is None
    assert OutboxMail.objects.filter(kind="named_recruiter", to_address="mona@example.com").count() == 1
    assert "nobody yet" in page(client)


@pytest.mark.usefixtures("contexts")
@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"recruiter": "new", "recruiter_name": "Mona Dahl", "recruiter_email": ""}, "recruiter_email"),
        ({"recruiter": "new", "recruiter_name": "", "recruiter_email": "mona@example.com"}, "recruiter_name"),
        ({"recruiter": "new", "recruiter_name": "Mona", "recruiter_email": "no address"}, "recruiter_email"),
        ({"recruiter": ""}, "recruiter"),
        ({"recruiter": "somebodyelse", "stand_in": ""}, "recruiter"),
    ],
)
def test_somebody_without_an_address_is_not_named(client, havtech, data, wrong):
    response = send(client, "people", data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    before = havtech.recruiter
    havtech.refresh_from_db()
    assert havtech.recruiter == before


def test_a_member_of_another_employer_cannot_be_chosen(client, havtech):
    fjordbank = cast.joined(havtech.campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    assert send(client, "people", {"recruiter": fjordbank.recruiter.ref}).status_code == 422
    assert send(client, "remove_colleague", {}, fjordbank.stand_in.ref).status_code == 404
    assert "Jonas Vik" not in page(client)


def test_new_work_goes_to_the_stand_in_while_somebody_is_away(client, havtech):
    day = timezone.localdate() + timedelta(days=10)
    assert "Anders Lie answers until then" in page(client)
    said = send(client, "away", {"day": day.isoformat()}).content.decode()
    assert "Until you are back, Anders Lie answers" in said
    shown = page(client)
    assert "You are away until" in shown
    havtech.refresh_from_db()
    havtech.recruiter.user.refresh_from_db()
    assert answering_member(havtech, timezone.localdate()) == havtech.stand_in
    send(client, "away", {"here": "1"})
    havtech.recruiter.user.refresh_from_db()
    assert havtech.recruiter.user.away_until is None


def test_a_founder_who_is_away_reads_that_nobody_answers(client, havtech):
    Participation.objects.filter(pk=havtech.pk).update(stand_in=havtech.recruiter)
    shown = page(client)
    assert "Recruiter and stand-in" in shown
    assert "Then the talent liaison asks you." in shown
    day = timezone.localdate() + timedelta(days=10)
    said = send(client, "away", {"day": day.isoformat()}).content.decode()
    assert "Nobody else answers for you." in said
    assert "answers and gets the reminders" not in said
    assert "answers now" not in said


@pytest.mark.parametrize("day", ["2020-01-01", "soon", "31.02.2027"])
def test_nobody_is_away_until_a_day_that_is_past_or_none(client, havtech, day):
    response = send(client, "away", {"day": day})
    assert response.status_code == 422
    assert f'value="{day}"' in response.content.decode()


def test_a_colleague_comes_and_goes(client, havtech):
    send(client, "add_colleague", {"name": "Linh Hoàng", "email": "LINH@example.com"})
    member = Member.objects.get(user__email="linh@example.com")
    assert OutboxMail.objects.filter(kind="member_added", to_address="linh@example.com").count() == 1
    send(client, "add_colleague", {"name": "Linh Hoàng", "email": "linh@example.com"})
    assert OutboxMail.objects.filter(kind="member_added").count() == 1
    assert "Linh Hoàng" in page(client)
    send(client, "remove_colleague", {}, member.ref)
    member.refresh_from_db()
    assert not member.active
    client.force_login(member.user)
    assert client.get(reverse("employer:campaign")).status_code == 404


def test_a_colleague_without_an_address(client, havtech):
    response = send(client, "add_colleague", {"name": "Linh Hoàng", "email": "linh"})
    assert response.status_code == 422
    assert typed(response.content.decode())["email"] == "linh"


def test_whoever_answers_hands_over_when_they_are_removed(client, havtech):
    sara, anders = havtech.recruiter, havtech.stand_in
    shown = client.get(reverse("employer:remove_colleague", args=[anders.ref])).content.decode()
    assert havtech.campaign.name in shown
    assert client.post(reverse("employer:remove_colleague", args=[anders.ref]), {"to": "nobody"}).status_code == 422
    assert Member.objects.get(pk=anders.pk).active
    assert client.post(reverse("employer:remove_colleague", args=[anders.ref])).status_code == 422
    send(client, "add_colleague", {"name": "Mona Dahl", "email": "mona@example.com"})
    mona = Member.objects.get(user__email="mona@example.com")
    send(client, "remove_colleague", {"to": mona.ref}, anders.ref)
    assert not Member.objects.get(pk=anders.pk).active
    havtech.refresh_from_db()
    assert (havtech.recruiter, havtech.stand_in) == (sara, mona)
    assert OutboxMail.objects.filter(kind="handed_over", to_address="mona@example.com").count() == 1
    client.force_login(anders.user)
    assert client.get(reverse("employer:review")).status_code == 404


def test_a_recruiter_who_leaves_leaves_nothing_without_an_owner(client, havtech):
    sara, anders = havtech.recruiter, havtech.stand_in
    done = client.post(reverse("employer:remove_colleague", args=[sara.ref]), {"to": anders.ref})
    assert done["Location"] == reverse("public:home")
    havtech.refresh_from_db()
    assert (havtech.recruiter, havtech.stand_in) == (anders, None)
    assert client.get(reverse("employer:review")).status_code == 404


def test_roles_are_the_managers_to_give(client, havtech):
    sara, anders = havtech.recruiter, havtech.stand_in
    send(client, "change_role", {"role": "manager"}, anders.ref)
    assert Member.objects.get(pk=anders.pk).role == "manager"
    for name, data in (("change_role", {"role": "recruiter"}), ("remove_colleague", {"to": sara.ref})):
        assert "Only a business or HR manager" in send(client, name, data, anders.ref).content.decode()
    assert Member.objects.get(pk=anders.pk).role == "manager"
    client.force_login(anders.user)
    send(client, "change_role", {"role": "owner"}, sara.ref)
    send(client, "change_role", {"role": "manager"}, sara.ref)
    assert Member.objects.get(pk=sara.pk).role == "manager"


def test_leaving_the_campaign_asks_what_becomes_of_people(client, havtech):
    wanted, liaison = cast.wanted(havtech), cast.ingrid()
    waiting = cast.introduced(cast.approved(havtech.campaign, liaison, name="CANARY Nobody"), wanted, liaison)
    shown = page(client, "leave")
    assert waiting.pseudonym in shown
    assert "CANARY" not in shown
    short = client.post(reverse("employer:leave"), {"what": "release", "words_en": "No."})
    assert short.status_code == 422
    words = "Thank you. Our plans have changed, and we wish you well."
    said = send(client, "leave", {"what": "release", "words_en": words}).content.decode()
    assert "You left this campaign on" in said
    assert f"Havtech AS has left {havtech.campaign.name}" in said
    for name in ("review", "wanted_profiles"):
        there = page(client, name)
        assert reverse("employer:new_wanted") not in there
    assert "You have left this campaign" in page(client, "review")
    waiting.refresh_from_db()
    assert waiting.end_reason == "employer_left"
    assert client.get(reverse("employer:leave")).status_code == 302


def test_the_last_one_stays(client, havtech):
    sara, anders = havtech.recruiter, havtech.stand_in
    actions.name_people(
        participation=havtech, recruiter=("Sara Bakken", sara.user.email), stand_in=None, by=sara.user, now=cast.NOW
    )
    send(client, "remove_colleague", {}, anders.ref)
    shown = client.get(reverse("employer:remove_colleague", args=[sara.ref])).content.decode()
    assert "Add a colleague first" in shown
    send(client, "remove_colleague", {"to": anders.ref}, sara.ref)
    assert Member.objects.get(pk=sara.pk).active


def test_whoever_leaves_is_outside(client, havtech):
    linh = actions.add_colleague(
        employer=havtech.employer, name="Linh", email="linh@example.com", by=havtech.recruiter.user, now=cast.NOW
    )
    client.force_login(linh.user)
    response = client.post(reverse("employer:remove_colleague", args=[linh.ref]))
    assert response["Location"] == reverse("public:home")
    assert client.get(reverse("employer:campaign")).status_code == 404


def test_candidates_find_nothing(client, havtech):
    client.force_login(cast.diogo(havtech.campaign).user)
    assert {client.get(reverse(f"employer:{name}")).status_code for name in PAGES} == {404}


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_asks_the_same_for_two_colleagues_and_for_four(client, havtech, more, django_assert_num_queries):
    for number in range(more):
        actions.add_colleague(
            employer=havtech.employer,
            name=f"Colleague {number}",
            email=f"c{number}@example.com",
            by=havtech.recruiter.user,
            now=cast.NOW,
        )
    with django_assert_num_queries(7):
        page(client)


def test_every_fact_has_a_word():
    for codes, words in (
        (rules.KINDS, employer_words.KINDS),
        (rules.SIZES, employer_words.SIZES),
        (rules.STAGES, employer_words.STAGES),
        (rules.REMOTE_POLICIES, employer_words.REMOTE_POLICIES),
        (rules.ROLES, employer_words.ROLES),
    ):
        assert set(codes) == set(words)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_both_languages(client, havtech, language):
    client.cookies["django_language"] = language
    with override(language):  # ends with the language of the tests
        shown = "".join(page(client, name) for name in PAGES)
    assert ("Havtech AS er med i" in shown) == (language == "nb")
