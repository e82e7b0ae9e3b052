"""Whether an address may still be used: asked before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable

from zolal.activities.addresses import Address
from zolal.activities.models import Suppression
from zolal.core import erasure
from zolal.core.listed import listed
from zolal.people.models import Company, Person

_PART = 900
"""So many digests stand in one query."""


def digest_of(channel: str, key: str) -> str:
    """What is kept of a suppressed address; tells nothing without the secret key."""
    return erasure.digest(f"suppressed {channel}", key)


def suppressed(keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of (channel, compared form) that are on the list; a query for some hundred of them."""
    digests = {digest_of(channel, key): (channel, key) for channel, key in keys if key}
    wanted = list(digests)
    found: set[str] = set()
    standing = Suppression.objects.filter(removed_at__isnull=True)
    for start in range(0, len(wanted), _PART):
        part = wanted[start : start + _PART]
        found.update(standing.filter(digest__in=part).values_list("digest", flat=True))
    return {digests[digest] for digest in found}


def channels_of(kind: str) -> tuple[str, ...]:
    """The channels that a kind of contact point serves."""
    return {"email": ("email",), "mobile": ("sms", "call"), "phone": ("call", "sms")}.get(kind, ())


def channels_told(channels: Iterable[str]) -> str:
    """The names of channels, for people."""
    return listed(str(Suppression.Channel(channel).label) for channel in channels)


def of_points(points: Iterable[Address]) -> dict[Address, list[str]]:
    """The channels in which contact points (kind, compared form) are not to be used; of most there is none."""
    wanted = [(kind, key) for kind, key in points if key]
    found = suppressed((channel, key) for kind, key in wanted for channel in channels_of(kind))
    told = {(kind, key): [channel for channel in channels_of(kind) if (channel, key) in found] for kind, key in wanted}
    return {point: channels for point, channels in told.items() if channels}


def closed_to(record: Person | Company) -> dict[Address, list[str]]:
    """The same of a loaded record's contact points; its page asks in several places, the database is asked once."""
    found: dict[Address, list[str]] | None = record.__dict__.get("closed_to")
    if found is None:
        found = of_points((point.kind, point.key) for point in record.contact_points.all())
        record.__dict__["closed_to"] = found
    return found
