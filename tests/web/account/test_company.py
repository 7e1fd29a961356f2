"""A company's own sign-in opens the accounts of its people, who are nothing else here, and of nobody else."""

import time
from copy import deepcopy
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import Fernet
from django.core.cache import cache
from django.urls import reverse

from kretslop.accounts.actions import give_staff_role
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns import own_sign_in
from kretslop.employers.actions import add_employer, add_member, remove_member
from kretslop.employers.models import CompanyIdentity, CompanySignIn
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.timeline.models import Event
from kretslop.web.account import strength
from tests import cast
from tests.cast import NOW
from tests.web.account.openid.provider import SECOND, public, running

pytestmark = pytest.mark.django_db
REVIEW = reverse("employer:review")
GIVEN = {"client_id": "kretslop", "secret": "hemmelig", "domains": ["example.com"]}


@pytest.fixture(scope="module")
def told(told_once):
    lead = cast.kari()
    campaign = cast.campaign(lead)
    havtech = cast.joined(campaign)
    return SimpleNamespace(
        lead=lead, campaign=campaign, employer=havtech.employer, sara=havtech.recruiter.user, havtech=havtech
    )


@pytest.fixture
def world(told, db):
    cache.clear()
    return deepcopy(told)


@pytest.fixture(scope="module")
def server():
    with running() as company:
        yield company


@pytest.fixture
def company(server, world):
    """The company's sign-in, set up by Sara and approved by Kari; honest at first."""
    server.__init__(server.issuer)
    made = set_up(world, issuer=server.issuer)
    campaigns.approve_own_sign_in(sign_in=made, seen_at=made.set_at, by=world.lead, now=NOW)
    return server


def set_up(world, **more):
    return campaigns.set_up_own_sign_in(
        employer=world.employer,
        by=world.sara,
        **{**GIVEN, "issuer": "https://login.example.com", "now": NOW, **more},
    )


def address(world, name):
    return reverse(f"account_company_{name}", args=[world.employer.ref])


def go(client, world, company, **more):
    """Go to the company and come back, as a browser would; `more` changes what comes back."""
    there = client.get(address(world, "start"))
    assert there.status_code == 302, there.content
    assert there["Location"].startswith(f"{company.issuer}/authorize?")
    return client.get(address(world, "back"), {**company.agree(there["Location"]), **more})


def is_out(client, answer=None):
    if answer is not None:
        assert (answer.status_code, answer["Location"]) == (302, reverse("account_company"))
    return "_auth_user_id" not in client.session


def test_somebody_signs_in_with_two_factors_of_their_company(client, world, company):
    company.says = {"amr": ["pwd", "mfa"]}
    found = client.post(reverse("account_company") + f"?next={REVIEW}", {"email": "anybody@example.com"})
    assert f"{address(world, 'start')}?next={REVIEW.replace('/', '%2F')}" in found.content.decode()
    answer = go(client, world, company)
    assert answer["Location"] == REVIEW
    assert client.session["_auth_user_id"] == str(world.sara.pk)
    assert client.get(REVIEW).status_code == 200
    ((_path, form, login),) = company.seen
    assert login.startswith("Basic ")
    assert "client_secret" not in form
    assert Event.objects.filter(kind="company_sign_in.linked").count() == 1
    # The subject says who it is from now on, whatever address the company names; three hours hold here too.
    company.person["email"] = "sara.berg@elsewhere.example"
    client.logout()
    go(client, world, company)
    assert client.session["_auth_user_id"] == str(world.sara.pk)
    session = client.session
    session[strength.SEEN] -= strength.IDLE + 1
    session.save()
    client.get(REVIEW)
    assert is_out(client)


def test_a_password_at_the_company_is_a_password_here(client, world, company):
    go(client, world, company)
    assert client.session["_auth_user_id"] == str(world.sara.pk)
    assert client.get(REVIEW)["Location"].startswith(reverse("account_secure"))
    # Nor may what opens the account for good be added by whoever runs the company's sign-in.
    for name in ("mfa_add_webauthn", "account_password"):
        go(client, world, company)
        assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))
        assert is_out(client)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(world.sara, secret)
    asked = go(client, world, company)
    assert asked["Location"] == reverse("mfa_authenticate")
    assert is_out(client)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(REVIEW).status_code == 200
    assert Authenticator.objects.filter(user=world.sara).count() == 1


def test_what_somebody_left_unfinished_does_not_touch_the_next_one(client, world):
    session = client.session
    session[strength.COMPANY] = "a1b2c3d4e5f6"
    session.save()
    client.cookies["sessionid"] = session.session_key
    ingrid = cast.ingrid()
    ingrid.set_password("a long enough password")
    ingrid.save()
    sent = {"login": ingrid.email, "password": "a long enough password"}
    client.post(reverse("account_password_login"), sent)
    client.get("/")
    assert client.session["_auth_user_id"] == str(ingrid.pk)
    assert strength.COMPANY not in client.session


def test_what_comes_back_counts_once_and_in_the_browser_that_asked(client, world, company):
    there = client.get(address(world, "start"))["Location"]
    brought = company.agree(there)
    stranger = type(client)()
    assert is_out(stranger, stranger.get(address(world, "back"), brought))
    assert is_out(client, client.get(address(world, "back"), {**brought, "state": "another"}))
    assert is_out(client, client.get(address(world, "back"), brought)), "the first answer has used it up"
    again = company.agree(client.get(address(world, "start"))["Location"])
    client.get(address(world, "back"), again)
    client.logout()
    # The same code in a new round: the provider gives it out once, and our verifier is another.
    client.get(address(world, "start"))
    state = client.session["company_asked"]["state"]
    assert is_out(client, client.get(address(world, "back"), {"code": again["code"], "state": state}))
    for wrong in ({"iss": "https://login.example.no"}, {"code": ""}):
        assert is_out(client, go(client, world, company, **wrong))
    session = client.session
    client.get(address(world, "start"))
    session = client.session
    session["company_asked"] = {**session["company_asked"], "at": int(time.time()) - 601}
    session.save()
    late = {"code": "x", "state": session["company_asked"]["state"]}
    assert is_out(client, client.get(address(world, "back"), late))


@pytest.mark.parametrize(
    "says",
    [
        {"nonce": "another"}, {"email_verified": False}, {"email": "sara.bakken@example.org"},
        {"email": "nobody@example.com"},
    ],
)  # fmt: skip
def test_whoever_is_not_proven_to_be_one_of_theirs_stays_out(client, world, company, says):
    company.says = says
    assert is_out(client, go(client, world, company))
    assert not CompanyIdentity.objects.exists()


def test_a_key_of_nobody_and_then_a_new_one(client, world, company):
    company.signs = SECOND
    assert is_out(client, go(client, world, company))
    company.published = [public(SECOND)]
    go(client, world, company)
    assert not is_out(client)


def test_a_second_account_there_with_the_same_address_is_not_the_same_person(client, world, company):
    go(client, world, company)
    client.logout()
    company.person["sub"] = "s-2"
    assert is_out(client, go(client, world, company))


def as_candidate(world):
    cast.diogo(world.campaign, name="Sara Bakken")


def as_staff(world):
    give_staff_role(user=world.sara, role="liaison", now=NOW)


def as_somebody_elses(world):
    other = add_employer(name="Fjordbank ASA", now=NOW)
    add_member(employer=other, user=world.sara, role="recruiter", by=world.sara, now=NOW)


def as_reader(world):
    agency = add_employer(name="Solberg IT AS", kind="agency", now=NOW)
    by = cast.user("Erik Solberg", "erik@example.org")
    add_member(employer=agency, user=by, role="manager", by=by, now=NOW)
    contact = {"contact_name": "Ingvild Aune", "contact_email": "ingvild@example.com"}
    row = campaigns.add_client(agency=agency, by=by, name="Fjell AS", org_number="712345675", now=NOW, **contact)
    campaigns.let_read(client=row, name="Sara Bakken", email=world.sara.email, by=by, now=NOW)


def as_nobody(world):
    remove_member(member=world.havtech.recruiter, by=world.sara, now=NOW)


def as_closed(world):
    world.sara.is_active = False
    world.sara.save()


def switched_off(world):
    campaigns.switch_off_own_sign_in(sign_in=CompanySignIn.objects.get(), by=world.lead, now=NOW)


def changed(world):
    set_up(world, issuer=CompanySignIn.objects.get().issuer)


EVERYTHING_ELSE = (
    as_candidate, as_staff, as_somebody_elses, as_reader, as_nobody, as_closed, switched_off, changed,
)  # fmt: skip
CLICKED = {as_candidate, as_nobody, switched_off}


@pytest.mark.parametrize("becomes", EVERYTHING_ELSE)
def test_a_sign_in_opens_the_account_of_nobody_who_is_something_else(world, becomes):
    made = set_up(world)
    campaigns.approve_own_sign_in(sign_in=made, seen_at=made.set_at, by=world.lead, now=NOW)
    assert own_sign_in.still_opens(made.ref, world.sara)
    becomes(world)
    world.sara.refresh_from_db()
    assert not own_sign_in.still_opens(made.ref, world.sara)


@pytest.mark.parametrize(
    "becomes", [each if each in CLICKED else pytest.param(each, marks=pytest.mark.soak) for each in EVERYTHING_ELSE]
)
def test_whoever_becomes_something_else_is_out_at_the_next_click(client, world, company, becomes):
    company.says = {"amr": ["mfa"]}
    go(client, world, company)
    assert client.get(REVIEW).status_code == 200
    becomes(world)
    assert client.get(REVIEW)["Location"].startswith(reverse("account_login"))
    client.logout()
    if becomes in {switched_off, changed}:
        assert client.get(address(world, "start")).status_code == 404
        assert client.post(reverse("account_company"), {"email": "a@example.com"}).status_code == 422
    else:
        assert is_out(client, go(client, world, company))


def test_a_company_that_does_not_answer_says_so(client, world):
    with running() as gone:
        made = set_up(world, issuer=gone.issuer)
    campaigns.approve_own_sign_in(sign_in=made, seen_at=made.set_at, by=world.lead, now=NOW)
    assert is_out(client, client.get(address(world, "start")))
    assert "does not answer" in client.get(reverse("account_company")).content.decode()


def test_a_manager_sets_it_up_and_the_secretariat_approves_it(client, world, server):
    server.__init__(server.issuer)
    page = reverse("employer:own_sign_in")
    client.force_login(world.sara)
    assert address(world, "back") in client.get(page).content.decode()
    typed = {"issuer": server.issuer, "client_id": "kretslop", "secret": "hemmelig", "domains": "example.com"}
    for field, wrong in (
        ("issuer", "http://10.0.0.1"), ("issuer", server.issuer + "/nothing"), ("domains", "example.org"),
        ("domains", "gmail.com"), ("domains", "example"), ("client_id", ""),
    ):  # fmt: skip
        assert client.post(page, {**typed, field: wrong}).status_code == 422, field
    assert not CompanySignIn.objects.exists()
    assert client.post(page, typed).status_code == 302
    made = CompanySignIn.objects.get()
    assert "hemmelig" not in made.sealed_secret
    assert own_sign_in.secret_of(made) == "hemmelig"
    assert "hemmelig" not in client.get(page).content.decode()
    assert client.get(address(world, "start")).status_code == 404, "nobody has approved it"
    client.force_login(world.lead)
    assert server.issuer in client.get(reverse("secretariat:alliance")).content.decode()
    employer_page = client.get(reverse("secretariat:employer", args=[world.employer.ref])).content.decode()
    assert made.set_at.isoformat() in employer_page.replace("&#x27;", "'").replace("&#43;", "+").replace("&#x2B;", "+")
    decide = reverse("secretariat:own_sign_in", args=[world.employer.ref])
    client.post(decide, {"seen_at": NOW.isoformat()})
    client.post(decide, {"seen_at": "x"})
    assert not own_sign_in.in_use(world.employer.ref)
    client.post(decide, {"seen_at": made.set_at.isoformat()})
    assert own_sign_in.in_use(world.employer.ref)
    client.force_login(world.sara)
    assert client.post(page, {"off": "1"}).status_code == 302
    assert not own_sign_in.in_use(world.employer.ref)


def test_who_may_set_up_approve_and_claim(world):
    first = set_up(world)
    with pytest.raises(NotAllowed):
        campaigns.approve_own_sign_in(sign_in=first, seen_at=first.set_at, by=world.sara, now=NOW)
    with pytest.raises(NotAllowed):
        campaigns.set_up_own_sign_in(
            employer=world.employer, by=world.lead, now=NOW, **{**GIVEN, "issuer": "https://a.no"}
        )
    campaigns.approve_own_sign_in(sign_in=first, seen_at=first.set_at, by=world.lead, now=NOW)
    other = add_employer(name="Fjordbank ASA", now=NOW)
    jonas = cast.user("Jonas Vik", "jonas@example.com")
    add_member(employer=other, user=jonas, role="manager", by=jonas, now=NOW)
    with pytest.raises(Invalid, match="domain_taken"):
        campaigns.set_up_own_sign_in(employer=other, by=jonas, now=NOW, **{**GIVEN, "issuer": "https://a.no"})
    with pytest.raises(Invalid, match="domains_too_many"):
        set_up(world, domains=[f"a{n}.example.com" for n in range(11)])
    with pytest.raises(NotPossible, match="changed_meanwhile"):
        campaigns.approve_own_sign_in(sign_in=first, seen_at=NOW.replace(year=2025), by=world.lead, now=NOW)


def test_another_place_gets_neither_the_secret_nor_the_people_of_the_one_before(client, world, company):
    go(client, world, company)
    assert CompanyIdentity.objects.count() == 1
    same = set_up(world, issuer=company.issuer, secret="")
    assert own_sign_in.secret_of(same) == "hemmelig"
    assert CompanyIdentity.objects.count() == 1
    elsewhere = set_up(world, issuer="https://login.example.com", secret="")
    assert own_sign_in.secret_of(elsewhere) == ""
    assert not CompanyIdentity.objects.exists()


def test_a_secret_sealed_with_another_key_of_the_site_is_said_kindly(client, world, company, monkeypatch):
    monkeypatch.setattr(own_sign_in, "box", lambda: Fernet(Fernet.generate_key()))
    assert is_out(client, go(client, world, company))


def test_without_a_secret_pkce_alone_holds(client, world, company):
    CompanySignIn.objects.update(sealed_secret="")
    go(client, world, company)
    assert not is_out(client)
    ((_path, form, login),) = company.seen
    assert (login, form["client_id"]) == ("", "kretslop")
