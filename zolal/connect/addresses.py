"""Where something may be sent: which addresses of the network are nobody's business of ours.

Whoever names an address (a webhook, a sheet) could name one behind our own wall: the database, the metadata service
of a cloud, a printer. So only public addresses are let through, and hosts that an administrator allows by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

from zolal.core.settings import setting

PORTS = frozenset({80, 443, 8080, 8443})
LONGEST = 2_000

_NEVER = tuple(map(ip_network, ("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "168.63.129.16/32")))
"""Link-local addresses and the metadata services of clouds: for nobody, whatever is allowed."""
_INSIDE = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
            "::/96", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fec0::/10",
        ),
    )
)  # fmt: skip
_WRAPPED = ((ip_network("64:ff9b::/96"), 0), (ip_network("64:ff9b:1::/48"), 0), (ip_network("2002::/16"), 80))
"""IPv6 networks that lead to an IPv4 address, and by how many bits that stands before the end."""


class NotLetOut(Exception):
    """The door lets this out to nobody; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address in its parts. `path` begins with "/" and holds the query; `allowed`: an administrator named it."""

    scheme: str
    host: str
    port: int
    path: str
    allowed: bool

    @property
    def host_header(self) -> str:
        usual = {"http": 80, "https": 443}[self.scheme]
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == usual else f"{name}:{self.port}"


def target_of(url: str) -> Target:
    """The parts of a web address that may be sent to, as far as can be told without asking for its host.

    Raises `NotLetOut`.
    """
    if len(url) > LONGEST or re.search(r"[\s\x00-\x1f\x7f\\]", url):
        raise NotLetOut(_("This is not a web address."))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode().lower()
    except (ValueError, UnicodeError):
        raise NotLetOut(_("This is not a web address.")) from None
    if parts.scheme not in {"http", "https"} or not host:
        raise NotLetOut(_("Write an address that begins with https:// or http://."))
    if parts.username is not None or parts.password is not None:
        raise NotLetOut(_("An address holds no user name and no password."))
    port = port or (443 if parts.scheme == "https" else 80)
    allowed = _is_allowed(host, port)
    if port not in PORTS and not allowed:
        sentence = _("Port %(port)s is not open to the outside; an administrator can allow the host with this port.")
        raise NotLetOut(sentence % {"port": port})
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{_query(parts.query)}" if parts.query else "")
    found = Target(parts.scheme, host, port, path, allowed)
    if (address := literal(host)) is not None:
        demand_outside([address], allowed=allowed)
    return found


def demand_outside(found: Iterable[IPv4Address | IPv6Address], *, allowed: bool) -> None:
    """Raise `NotLetOut` where one of a host's addresses is not to be reached; one is enough."""
    for address in found:
        real = _unwrapped(address)
        if any(real in network for network in _NEVER) or real.is_multicast or real.is_unspecified:
            raise NotLetOut(_("This address belongs to the machine's own network; nothing is sent there."))
        if not allowed and (not real.is_global or any(real in network for network in _INSIDE)):
            sentence = _("This address is inside your own network. An administrator can allow its host by name.")
            raise NotLetOut(sentence)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address itself, where a host is one."""
    try:
        return ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return None


def allowance(text: str) -> tuple[str, int | None]:
    """A host that an administrator allows, and its port where one is named. Raises `ValueError`."""
    parts = urlsplit(f"//{text.strip()}")
    host = parts.hostname or ""
    if not host or parts.path or parts.query or parts.fragment or "@" in text or re.search(r"[\s*/\\]", text):
        raise ValueError(text)
    return (host if ":" in host else host.encode("idna").decode().lower()), parts.port


def _is_allowed(host: str, port: int) -> bool:
    for text in setting("outbound.allowed"):
        try:
            name, named = allowance(text)
        except ValueError:
            continue
        if name == host and (port == named if named else port in PORTS):
            return True
    return False


def _query(text: str) -> str:
    return quote(text, safe="/%:@!$&'()*+,;=~-._?")


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    for network, before_end in _WRAPPED:
        if address in network:
            return IPv4Address(int(address) >> before_end & 0xFFFFFFFF)
    return address
