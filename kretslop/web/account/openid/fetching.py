"""Fetches what a company's sign-in publishes: over https, from the open net only, little, soon, and without detours."""

from __future__ import annotations

import base64
import contextlib
import http.client
import ipaddress
import json
import socket
import ssl
import threading
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings

#: Seconds that one step may take, and all of an answer; bytes that an answer may have.
TIMEOUT, WHOLE, MOST = 5.0, 8.0, 512 * 1024
_HERE = {"127.0.0.1", "localhost"}


class Unreachable(Exception):
    """Nothing usable came from there; the argument is a code: "address", "network", "answer"."""


def checked(url: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path of an address that may be fetched; Unreachable("address") for any other.

    https only. In the demo and in tests a plain connection to this machine too.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Unreachable("address") from error
    host = parts.hostname or ""
    here = settings.HERE_ONLY and parts.scheme == "http" and host in _HERE
    strange = any(not 33 <= ord(letter) < 127 or letter in "\\@" for letter in url)
    if not host or strange or parts.fragment or not (parts.scheme == "https" or here):
        raise Unreachable("address")
    return parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def may_reach(address: str) -> bool:
    """True for an address of the open net; of this machine only in the demo and in tests."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # The same address said in another way: mapped, by 6to4, by Teredo, or through a translator.
        if found.ipv4_mapped:
            found = found.ipv4_mapped
        elif found.sixtofour or found.teredo or found in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return (found.is_global and not found.is_multicast) or (settings.HERE_ONLY and found.is_loopback)


def _resolve(host: str, port: int) -> str:
    """Return one address to connect to, so that nobody can answer otherwise a moment later; all must be allowed."""
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise Unreachable("network") from error
    if not found or not all(may_reach(each) for each in found):
        raise Unreachable("address")
    return min(found, key=lambda each: (":" in each, each))


def _hang_up(line: socket.socket) -> None:
    """End a connection from another thread: whoever sends a letter now and then must not hold us for long."""
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _ask(place: tuple[str, str, int], address: str, request: tuple[Any, ...]) -> tuple[int, bytes]:
    """Send a request to `address`, whose certificate must be the host's; return status and, of its body, enough."""
    scheme, host, port = place
    with contextlib.ExitStack() as after:
        try:
            line = after.enter_context(socket.create_connection((address, port), TIMEOUT))
            clock = threading.Timer(WHOLE, _hang_up, [after.enter_context(line.dup())])
            clock.daemon = True
            after.callback(clock.cancel)
            clock.start()
            if scheme == "https":
                line = after.enter_context(ssl.create_default_context().wrap_socket(line, server_hostname=host))
            connection = http.client.HTTPConnection(host, port)
            connection.sock = line
            connection.request(*request)
            answer = connection.getresponse()
            return answer.status, answer.read(MOST + 1)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise Unreachable("network") from error


def fetch_json(url: str, *, form: dict[str, str] | None = None, login: tuple[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON object at `url`, or the answer to a posted `form`, with `login` as basic authentication.

    No detour is followed. Unreachable for anything that is no object, too long, too slow, or answered with an error.
    """
    scheme, host, port, path = checked(url)
    address = _resolve(host, port)
    headers = {"Accept": "application/json", "Host": host if port in {80, 443} else f"{host}:{port}"}
    if login:
        pair = ":".join(quote(each, safe="") for each in login)
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    body = urlencode(form) if form is not None else None
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    method = "POST" if body is not None else "GET"
    status, content = _ask((scheme, host, port), address, (method, path, body, headers))
    if status != 200 or len(content) > MOST:
        raise Unreachable("answer")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreachable("answer") from error
    if not isinstance(found, dict):
        raise Unreachable("answer")
    return found
