"""The code flow of OpenID Connect: where to send somebody, and whether what comes back is true.

OpenID Connect Core 1.0 §3.1, Discovery 1.0 §4, RFC 7636 (PKCE), RFC 8176 (`amr`), RFC 9207 (`iss`).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

import jwt

from kretslop.web.account.openid.fetching import Unreachable, checked, fetch_json

#: Signatures that the provider alone can make; one that a shared secret makes, or none, never counts.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
#: A sign-in has to come back within so many seconds; clocks may differ by so many.
WITHIN, LEEWAY = 600, 60
#: `acr` values that say that more than a password was asked for.
STRONG_ACR = {"phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"}
#: Microsoft says in a claim of its own that the owner of the domain stands behind the address.
MICROSOFT = "https://login.microsoftonline.com/"


class Untrue(Exception):
    """What came back does not belong to what was asked, or is not signed by the provider."""


class Provider(NamedTuple):
    """What a provider publishes about itself, as far as it is needed."""

    issuer: str
    authorize: str
    token: str
    keys: str
    posts_secret: bool


def discover(issuer: str) -> Provider:
    """Return what the provider at `issuer` publishes; Unreachable when it is not whole, or speaks for another one."""
    checked(issuer)
    found = fetch_json(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Unreachable("answer")
    ends = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(isinstance(each, str) for each in ends):
        raise Unreachable("answer")
    for each in ends:
        checked(str(each))
    known = found.get("token_endpoint_auth_methods_supported")
    known = known if isinstance(known, list) else ["client_secret_basic"]
    authorize, token, keys = (str(each) for each in ends)
    return Provider(issuer, authorize, token, keys, posts_secret="client_secret_basic" not in known)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was sent along, kept in the browser's session until the answer comes; it serves once."""

    sign_in: str
    state: str
    nonce: str
    verifier: str
    at: int
    onward: str = ""

    def kept(self) -> dict[str, Any]:
        """Return it for the session."""
        return asdict(self)


def ask(sign_in: str, onward: str = "") -> Asked:
    """Return fresh random values for one sign-in."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Asked(sign_in, state, nonce, verifier, int(time.time()), onward)


def address_to(provider: Provider, asked: Asked, *, client_id: str, back: str) -> str:
    """Return the address at the provider to which somebody is sent."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest()).rstrip(b"=").decode()
    sent = {
        "response_type": "code", "scope": "openid email", "client_id": client_id, "redirect_uri": back,
        "state": asked.state, "nonce": asked.nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    return provider.authorize + ("&" if "?" in provider.authorize else "?") + urlencode(sent)


def belongs(asked: Asked, state: str) -> bool:
    """True when an answer is to what this browser asked, and not too late."""
    return secrets.compare_digest(asked.state.encode(), state.encode()) and 0 <= time.time() - asked.at <= WITHIN


class Claims(NamedTuple):
    """Who signed in, as the provider has signed it."""

    subject: str
    email: str
    is_verified: bool
    is_strong: bool


def redeem(provider: Provider, asked: Asked, *, code: str, client_id: str, secret: str, back: str) -> Claims:
    """Exchange the code and return who it is; Unreachable or Untrue otherwise. Without a secret, PKCE alone holds."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": asked.verifier}
    login = (client_id, secret) if secret and not provider.posts_secret else None
    if login is None:
        form |= {"client_id": client_id} | ({"client_secret": secret} if secret else {})
    answer = fetch_json(provider.token, form=form, login=login)
    # The keys are fetched each time: one that was changed is known at once, one that was withdrawn counts no more.
    return read_token(
        str(answer.get("id_token", "")), fetch_json(provider.keys), provider, nonce=asked.nonce, client_id=client_id
    )


def _key(token: str, keys: dict[str, Any]) -> jwt.PyJWK:
    """Return the one key that the token names; without a name, the only key there is."""
    header = jwt.get_unverified_header(token)
    name, use = header.get("kid"), {None, "sig"}
    fitting = [each for each in jwt.PyJWKSet.from_dict(keys).keys if each.public_key_use in use]
    fitting = [each for each in fitting if name is None or each.key_id == name]
    if len(fitting) != 1 or fitting[0].key_type not in {"RSA", "EC", "OKP"}:
        raise Untrue("key")
    return fitting[0]


def read_token(token: str, keys: dict[str, Any], provider: Provider, *, nonce: str, client_id: str) -> Claims:
    """Return the claims of an ID token; Untrue unless signed by one of `keys`, for us, now, and for this sign-in."""
    try:
        claims = jwt.decode(
            token, _key(token, keys), algorithms=ALGORITHMS, audience=client_id, issuer=provider.issuer, leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"], "enforce_minimum_key_length": True},
        )  # fmt: skip
    except (jwt.PyJWTError, TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise Untrue("token") from error
    if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise Untrue("nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client_id:
        raise Untrue("party")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise Untrue("subject")
    return Claims(claims["sub"], str(claims.get("email", "")), _is_verified(claims), _is_strong(claims))


def _is_verified(claims: dict[str, Any]) -> bool:
    theirs = claims["iss"].startswith(MICROSOFT) and str(claims.get("xms_edov")).lower() in {"true", "1"}
    return claims.get("email_verified") is True or theirs


def _is_strong(claims: dict[str, Any]) -> bool:
    """True when the token itself says that two factors were asked for: a company's promise alone does not count."""
    how = claims.get("amr")
    return (isinstance(how, list) and "mfa" in how) or str(claims.get("acr")) in STRONG_ACR
