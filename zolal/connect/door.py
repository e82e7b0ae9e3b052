"""The one door to the network: whatever Zolal sends to another machine by HTTP passes here.

A host's name is resolved once, every address it has is judged, and the connection goes to the very address that was
judged: a name that answers differently the second time gains nothing. See ADR 43.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from zolal.connect.addresses import NotLetOut, Target, demand_outside, literal, target_of

CONNECT = 5.0
WHOLE = 15.0
"""Seconds for a connection, and for all of a request until its answer is read."""
MOST_OUT = 2_000_000
MOST_IN = 64_000
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGENT = "Zolal"

Address = IPv4Address | IPv6Address


class NoAnswer(Exception):
    """The other side could not be reached, or did not answer as HTTP in time; the message says how far it came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `body` is cut at the number of bytes that was asked for; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    milliseconds: int = field(default=0)


@dataclass(slots=True)
class _Line:
    """An open connection. A time-out of the socket begins anew with every byte; `cut` ends a trickle too."""

    link: socket.socket | None = None

    def cut(self) -> None:
        with suppress(OSError):
            # Not the one of SSL, which would take the cipher from under who reads.
            socket.socket.shutdown(self.link, socket.SHUT_RDWR)


def send(
    url: str,
    *,
    method: str = "POST",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    whole: float = WHOLE,
    most: int = MOST_IN,
    redirects: int = 0,
) -> Answer:
    """Send a request and read its answer. Never to be called inside a transaction.

    Of redirects only those of GET are followed, as many as told, each judged like the first address; from https never
    to http, and to another host without the caller's headers. Raises `NotLetOut`, `NoAnswer`.
    """
    begun = time.monotonic()
    given = dict(headers or {})
    if len(body) > MOST_OUT:
        raise NotLetOut(_("This is too large to be sent."))
    while True:
        target = target_of(url)
        answer = _ask(target, method, body, given, until=begun + whole, most=most)
        place = answer.headers.get("location", "")
        if redirects <= 0 or method != "GET" or answer.status not in REDIRECTS or not place:
            took = round(1000 * (time.monotonic() - begun))
            return Answer(answer.status, answer.headers, answer.body, took)
        redirects -= 1
        onwards = urljoin(url, place)
        if target.scheme == "https" and urlsplit(onwards).scheme != "https":
            raise NotLetOut(_("The other side leads from https to an address without it."))
        if urlsplit(onwards).netloc != urlsplit(url).netloc:
            given = {}
        url = onwards


def _ask(target: Target, method: str, body: bytes, headers: Mapping[str, str], *, until: float, most: int) -> Answer:
    line = _Line()
    watch = threading.Timer(max(0.1, until - time.monotonic()), line.cut)
    watch.daemon = True
    try:
        line.link = _connected(target, until)
        line.link.settimeout(max(0.1, until - time.monotonic()))
        watch.start()
        if target.scheme == "https":
            line.link = _context().wrap_socket(line.link, server_hostname=target.host, do_handshake_on_connect=False)
            line.link.do_handshake()
        speaker = http.client.HTTPConnection(target.host, target.port)
        speaker.sock = line.link
        fixed = {"Host": target.host_header, "User-Agent": AGENT, "Connection": "close", "Accept-Encoding": "identity"}
        speaker.request(method, target.path, body or None, {**headers, **fixed})
        response = speaker.getresponse()
        read = response.read(most)
        told = {name.lower(): value for name, value in response.getheaders()}
        if time.monotonic() >= until:
            raise TimeoutError
        return Answer(response.status, told, read)
    except ssl.SSLError as error:
        why = getattr(error, "verify_message", "") or error.reason or str(error)
        raise NoAnswer(_("No safe connection: %(why)s") % {"why": why}) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, TimeoutError) or time.monotonic() >= until:
            raise NoAnswer(_("The other side took too long.")) from error
        raise NoAnswer(_("The other side could not be reached: %(why)s") % {"why": _why(error)}) from error
    finally:
        watch.cancel()
        if line.link:
            line.link.close()


def _connected(target: Target, until: float) -> socket.socket:
    """A connection to one of the host's addresses, all of which were judged."""
    found = [only] if (only := literal(target.host)) else _resolved(target.host, target.port, until)
    demand_outside(found, allowed=target.allowed)
    last: OSError | None = None
    for address in found[:4]:
        left = min(CONNECT, until - time.monotonic())
        if left <= 0:
            break
        try:
            return _opened(address, target.port, left)
        except OSError as error:
            last = error
    raise last or TimeoutError


def _opened(address: Address, port: int, left: float) -> socket.socket:
    proxy = urlsplit(settings.OUTBOUND_PROXY) if settings.OUTBOUND_PROXY else None
    if proxy is None:
        return socket.create_connection((str(address), port), timeout=left)
    link = socket.create_connection((proxy.hostname, proxy.port or 3128), timeout=left)
    try:
        # By address, not by name: what the proxy connects to is what was judged here.
        place = f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"
        lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
        if proxy.username:
            pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
            lines.append(f"Proxy-Authorization: Basic {b64encode(pair.encode()).decode()}")
        link.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        told = b""
        while b"\r\n\r\n" not in told and len(told) < 8_000:
            part = link.recv(1)
            if not part:
                break
            told += part
        if not told.split(b"\r\n")[0].split(b" ")[1:2] == [b"200"]:
            raise OSError(_("the proxy refuses the connection"))  # noqa: TRY301 - closed below like any other
    except OSError:
        link.close()
        raise
    return link


def _resolved(host: str, port: int, until: float) -> list[Address]:
    """All addresses of a name. The system's resolver knows no time-out, so it is asked aside."""
    found: list[Address] = []
    failed: list[OSError] = []

    def look() -> None:
        try:
            for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                address = ip_address(str(one[4][0]).split("%")[0])
                if address not in found:
                    found.append(address)
        except OSError as error:
            failed.append(error)

    asking = threading.Thread(target=look, daemon=True)
    asking.start()
    asking.join(max(0.1, min(CONNECT, until - time.monotonic())))
    if asking.is_alive():
        raise NoAnswer(_("The name of the host was not found in time."))
    if failed or not found:
        raise NoAnswer(_("There is no host of this name."))
    return list(found)


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
