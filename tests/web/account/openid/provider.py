"""A company's sign-in on this machine: as honest, or as bad, as a test wants it."""

import json
import ssl
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm


def key(name: str) -> tuple[str, ec.EllipticCurvePrivateKey]:
    return name, ec.generate_private_key(ec.SECP256R1())


def public(pair: tuple[str, ec.EllipticCurvePrivateKey], **more: str) -> dict[str, Any]:
    name, private = pair
    shown = ECAlgorithm.to_jwk(private.public_key(), as_dict=True)
    return {**shown, "kid": name, "use": "sig", "alg": "ES256", **more}


FIRST, SECOND = key("first"), key("second")


class Company:
    """What the provider knows, and how it answers; a test turns whatever it likes."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.signs = FIRST
        self.published = [public(FIRST)]
        self.person: dict[str, Any] = {"sub": "s-1", "email": "sara.bakken@example.com", "email_verified": True}
        self.codes: dict[str, dict[str, str]] = {}
        self.says: dict[str, Any] = {}
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.seen: list[tuple[str, dict[str, str], str]] = []

    def agree(self, there: str) -> dict[str, str]:
        """Return what the browser brings back after somebody has signed in at the address `there`."""
        asked = dict(parse_qsl(urlsplit(there).query))
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def claims(self, asked: dict[str, str]) -> dict[str, Any]:
        now = int(time.time())
        plain = {"iss": self.issuer, "aud": asked["client_id"], "nonce": asked["nonce"], "iat": now, "exp": now + 300}
        return {**plain, **self.person, **self.says}

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Redeem a code once, for whoever knows the verifier."""
        asked = self.codes.pop(form.get("code", ""), None)
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return None
        name, private = self.signs
        signed = jwt.encode(self.claims(asked), private, algorithm="ES256", headers={"kid": name})
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


def say(handler: BaseHTTPRequestHandler, found: Any, status: int = 200) -> None:
    body = json.dumps(found).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def certificate(folder: Path, name: str) -> Path:
    """Return a file with a key and a certificate for `name` that it signed itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(who, who, private.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(private, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file = folder / f"{name}.pem"
    file.write_bytes(private.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + signed.public_bytes(pem))
    return file


@contextmanager
def running(file: Path | None = None) -> Iterator[Company]:
    """Run a company's sign-in until the block ends; over TLS with the certificate in `file`."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if answer := company.answers.get(self.path):
                return answer(self)
            found = {
                "/.well-known/openid-configuration": {
                    "issuer": company.issuer,
                    "authorization_endpoint": f"{company.issuer}/authorize",
                    "token_endpoint": f"{company.issuer}/token",
                    "jwks_uri": f"{company.issuer}/keys",
                },
                "/keys": {"keys": company.published},
            }.get(self.path)
            return say(self, found or {}, 200 if found else 404)

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            company.seen.append((self.path, form, self.headers.get("Authorization", "")))
            if answer := company.answers.get(self.path):
                return answer(self)
            found = company.token(form)
            return say(self, found or {"error": "invalid_grant"}, 200 if found else 400)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    company = Company(f"http://127.0.0.1:{server.server_port}")
    if file is not None:
        over = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        over.load_cert_chain(file)
        server.socket = over.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        company.issuer = f"https://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield company
    finally:
        server.shutdown()
        server.server_close()
