"""Only what a company's sign-in has signed, for us, now and for this browser, counts; nothing else is fetched."""

import json
import ssl
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from kretslop.web.account.openid import checking, fetching
from kretslop.web.account.openid.checking import Claims, Provider, Untrue, read_token
from kretslop.web.account.openid.fetching import Unreachable, checked, fetch_json, may_reach
from tests.web.account.openid import provider as made
from tests.web.account.openid.provider import FIRST, SECOND, public, running

HERE = Provider("https://login.example.no", "", "", "", posts_secret=False)
PUBLISHED = (public(FIRST),)
PERSON = {"sub": "s-1", "email": "sara.bakken@example.com", "email_verified": True}


def claims(**more):
    now = int(time.time())
    return {"iss": HERE.issuer, "aud": "us", "nonce": "n", "iat": now, "exp": now + 300, **PERSON, **more}


def signed(said, pair=FIRST, kid=None, algorithm="ES256"):
    return jwt.encode(said, pair[1], algorithm=algorithm, headers={"kid": kid or pair[0]})


def read(token, keys=PUBLISHED):
    return read_token(token, {"keys": list(keys)}, HERE, nonce="n", client_id="us")


def test_a_true_token_says_who_it_is():
    assert read(signed(claims())) == Claims("s-1", "sara.bakken@example.com", is_verified=True, is_strong=False)


@pytest.mark.parametrize(
    ("said", "verified", "strong"),
    [
        ({"amr": ["pwd", "mfa"]}, True, True),
        ({"amr": ["pwd", "otp"]}, True, False),
        ({"amr": "mfa"}, True, False),
        ({"acr": "phr"}, True, True),
        ({"acr": "0"}, True, False),
        ({"email_verified": "true"}, False, False),
        ({"email_verified": None, "xms_edov": True}, False, False),
        ({"email": None}, True, False),
    ],
)
def test_what_is_proven_is_what_the_token_says_plainly(said, verified, strong):
    found = read(signed(claims(**said)))
    assert (found.is_verified, found.is_strong) == (verified, strong)


def test_microsoft_says_in_its_own_way_that_an_address_is_proven():
    there = HERE._replace(issuer=f"{checking.MICROSOFT}tenant/v2.0")
    token = signed({**claims(iss=there.issuer, xms_edov="1"), "email_verified": None})
    assert read_token(token, {"keys": [public(FIRST)]}, there, nonce="n", client_id="us").is_verified


OLD = int(time.time()) - 10_000


@pytest.mark.parametrize(
    "said",
    [
        {"aud": "somebody else"},
        {"aud": ["us", "somebody else"]},
        {"azp": "somebody else"},
        {"iss": "https://login.example.com"},
        {"nonce": "another"},
        {"nonce": None},
        {"iat": OLD, "exp": OLD + 300},
        {"iat": int(time.time()) + 4000, "exp": int(time.time()) + 5000},
        {"nbf": int(time.time()) + 4000},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"exp": "soon"},
    ],
)
def test_a_signed_token_for_somebody_else_or_another_time_is_untrue(said):
    with pytest.raises(Untrue):
        read(signed(claims(**said)))


def test_a_claim_that_is_needed_must_be_there():
    for name in ("iss", "aud", "exp", "iat", "sub", "nonce"):
        said = claims()
        del said[name]
        with pytest.raises(Untrue):
            read(signed(said))


def test_signatures_that_anybody_could_make_never_count():
    pem = (
        FIRST[1].public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    none = jwt.encode(claims(), None, algorithm="none", headers={"kid": "first"})
    head, body = (jwt.utils.base64url_encode(json.dumps(part).encode()).decode() for part in (
        {"alg": "HS256", "typ": "JWT", "kid": "first"}, claims(),
    ))  # fmt: skip
    mac = jwt.get_algorithm_by_name("HS256").sign(f"{head}.{body}".encode(), pem)
    confused = f"{head}.{body}.{jwt.utils.base64url_encode(mac).decode()}"
    secret = "a" * 64
    shared = {"kty": "oct", "kid": "first", "alg": "HS256", "k": jwt.utils.base64url_encode(secret.encode()).decode()}
    for token, keys in (
        (none, [public(FIRST)]),
        (confused, [public(FIRST)]),
        (jwt.encode(claims(), secret, algorithm="HS256", headers={"kid": "first"}), [shared]),
        (signed(claims(), SECOND, kid="first"), [public(FIRST)]),
        (signed(claims()), [public(FIRST, use="enc")]),
        (signed(claims()), [public(FIRST), public(SECOND, kid="first")]),
        (signed(claims())[:-6] + "AAAAAA", [public(FIRST)]),
        ("", [public(FIRST)]),
        ("a.b.c", [public(FIRST)]),
        (signed(claims()), []),
        (signed(claims()), [7]),
    ):
        with pytest.raises(Untrue):
            read(token, keys)


def test_a_key_is_known_once_it_is_published_and_no_longer_than_that():
    token = signed(claims(), SECOND)
    with pytest.raises(Untrue):
        read(token)
    assert read(token, [public(FIRST), public(SECOND)]).subject == "s-1"
    with pytest.raises(Untrue):
        read(signed(claims()), [public(SECOND)])


def test_what_was_asked_serves_once_in_its_time(monkeypatch):
    asked = checking.ask("ref", "/employer/")
    assert checking.belongs(asked, asked.state)
    assert not checking.belongs(asked, "another")
    assert not checking.belongs(asked, "å")
    assert len({asked.state, asked.nonce, asked.verifier, checking.ask("ref").state}) == 4
    monkeypatch.setattr(time, "time", lambda: asked.at + checking.WITHIN + 1)
    assert not checking.belongs(asked, asked.state)


@pytest.mark.parametrize(
    "address",
    [
        "http://login.example.no", "ftp://login.example.no", "file:///etc/passwd", "https://", "https://a b/",
        "https://user@login.example.no", "https://login.example.no\\@127.0.0.1/", "https://login.example.no/#x",
        "https://login.example.no:port/", "//login.example.no", "https://løgin.example.no/", "http://127.0.0.2/", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_asked(address):
    with pytest.raises(Unreachable, match="address"):
        checked(address)


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "127.0.0.1", "224.0.0.1",
        "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "::",
    ],
)  # fmt: skip
def test_the_inside_of_a_network_is_never_reached(settings, address):
    settings.HERE_ONLY = False
    assert not may_reach(address)
    assert may_reach("193.212.1.10")


def test_a_name_that_leads_inside_is_not_asked(settings, monkeypatch):
    settings.HERE_ONLY = False
    rows = [(0, 0, 0, "", ("193.212.1.10", 443)), (0, 0, 0, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_args, **_more: rows)
    with pytest.raises(Unreachable, match="address"):
        fetch_json("https://login.example.no/keys")
    with pytest.raises(Unreachable, match="address"):
        fetch_json("http://127.0.0.1:1/keys")


def _huge(handler):
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b'{"a": "' + b"a" * (fetching.MOST + 10) + b'"}')


def _detour(handler):
    handler.send_response(302)
    handler.send_header("Location", "/keys")
    handler.end_headers()


def _drip(handler):
    handler.send_response(200)
    handler.end_headers()
    for letter in b'{"a":              1}':  # whole at the end, but after twice the time
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.04)


def _silent(handler):
    time.sleep(0.5)


def _deep(handler):
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"[" * 100_000)


def test_answers_that_are_too_long_too_slow_or_elsewhere(monkeypatch):
    monkeypatch.setattr(fetching, "TIMEOUT", 0.2)
    monkeypatch.setattr(fetching, "WHOLE", 0.3)
    with running() as company:
        assert fetch_json(f"{company.issuer}/keys") == {"keys": [public(FIRST)]}
        for bad in (
            _huge,
            _detour,
            _drip,
            _silent,
            _deep,
            lambda it: made.say(it, []),
            lambda it: made.say(it, {}, 500),
        ):
            company.answers["/bad"] = bad
            with pytest.raises(Unreachable, match=r"answer|network"):
                fetch_json(f"{company.issuer}/bad")
    with pytest.raises(Unreachable, match="network"):
        fetch_json(f"{company.issuer}/keys")


def test_the_certificate_must_be_the_hosts_and_signed_by_somebody_known(tmp_path, monkeypatch):
    ours, plain = made.certificate(tmp_path, "localhost"), ssl.create_default_context
    for file, known, works in (
        (ours, ours, True),
        (ours, None, False),
        (wrong := made.certificate(tmp_path, "login.example.no"), wrong, False),
    ):
        monkeypatch.setattr(ssl, "create_default_context", lambda known=known: plain(cafile=known))
        with running(file) as company:
            if works:
                assert checking.discover(company.issuer).keys == f"{company.issuer}/keys"
            else:
                with pytest.raises(Unreachable, match="network"):
                    checking.discover(company.issuer)


def test_a_provider_speaks_for_itself_and_publishes_all_of_it():
    with running() as company:
        found = checking.discover(company.issuer)
        assert (found.token, found.posts_secret) == (f"{company.issuer}/token", False)
        with pytest.raises(Unreachable, match="answer"):
            checking.discover(company.issuer + "/")
        path = "/.well-known/openid-configuration"
        whole = {
            "issuer": company.issuer, "authorization_endpoint": "https://a.example.no/", "jwks_uri": company.issuer,
            "token_endpoint": company.issuer, "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }  # fmt: skip
        company.answers[path] = lambda handler: made.say(handler, whole)
        assert checking.discover(company.issuer).posts_secret
        for wrong in (
            {"issuer": "https://login.example.no"}, {"jwks_uri": None}, {"token_endpoint": "http://10.0.0.1/token"},
            {"authorization_endpoint": "javascript:alert(1)"},
        ):  # fmt: skip
            company.answers[path] = lambda handler, wrong=wrong: made.say(handler, {**whole, **wrong})
            with pytest.raises(Unreachable):
                checking.discover(company.issuer)
