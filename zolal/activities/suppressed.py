"""Whether an address may still be used: asked before anything is sent, and told wherever one stands or is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zolal.activities.addresses import Address
from zolal.activities.models import Suppression
from zolal.core import erasure
from zolal.core.listed import listed
from zolal.engine.records import SEPARATOR
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


Keys = Mapping[str, str]
"""By kind of contact point its compared forms, several with the separator between; fields of other kinds do no harm."""


class Closed(NamedTuple):
    """An address of a kind of contact point, in its compared form, and an entry of the list that closes a channel."""

    kind: str
    key: str
    entry: Suppression


def of_points(points: Iterable[Address]) -> dict[Address, list[Suppression]]:
    """What stands on the list of contact points (kind, compared form), by channel; of most there is nothing."""
    digests = {digest_of(channel, key): (kind, key) for kind, key in points if key for channel in channels_of(kind)}
    wanted = list(digests)
    found: dict[Address, list[Suppression]] = {}
    standing = Suppression.objects.filter(removed_at__isnull=True).select_related("source").order_by("channel")
    for start in range(0, len(wanted), _PART):
        for entry in standing.filter(digest__in=wanted[start : start + _PART]):
            found.setdefault(digests[entry.digest], []).append(entry)
    return found


def points_in(keys: Keys) -> Iterator[Address]:
    """The addresses among the compared forms of what somebody entered."""
    return ((kind, key) for kind, text in keys.items() if channels_of(kind) for key in text.split(SEPARATOR) if key)


def closed_among(keys: Keys) -> list[Closed]:
    """What is on the list of the addresses of one entry."""
    return closed_of_many([keys])[0]


def closed_of_many(entered: Sequence[Keys]) -> list[list[Closed]]:
    """What is on the list of the addresses of each entry; the database is asked once for all of them."""
    points = [dict.fromkeys(points_in(keys)) for keys in entered]
    found = of_points({point for of_one in points for point in of_one})
    return [[Closed(*point, entry) for point in of_one for entry in found.get(point, ())] for of_one in points]


def anything_suppressed() -> bool:
    """Whether the list holds any address at all."""
    return Suppression.objects.filter(removed_at__isnull=True).exists()


def readable_closed(points: Iterable[Address]) -> set[Address]:
    """Those of very many contact points that are on the list; not of who was erased, for they come in no more."""
    standing = Suppression.objects.filter(removed_at__isnull=True)
    channels = {(kind, key): channels_of(kind) for kind, key in points if key}
    keys = sorted({key for (_kind, key), found in channels.items() if found})
    closed: set[tuple[str, str]] = set()
    for start in range(0, len(keys), _PART):
        told = standing.filter(address__in=keys[start : start + _PART])
        closed.update(told.values_list("channel", "address"))
    return {point for point, found in channels.items() if any((channel, point[1]) in closed for channel in found)}


def closed_to(record: Person | Company) -> dict[Address, list[Suppression]]:
    """What is on the list of a loaded record's contact points; its page asks in several places, the database is asked
    once."""
    if "closed_to" not in record.__dict__:
        know_closed([record])
    found: dict[Address, list[Suppression]] = record.__dict__["closed_to"]
    return found


def know_closed(records: Sequence[Person | Company]) -> None:
    """The database is asked once for all of these, whose contact points are loaded."""
    points = {record.pk: [(one.kind, one.key) for one in record.contact_points.all()] for record in records}
    found = of_points({point for of_one in points.values() for point in of_one})
    for record in records:
        record.__dict__["closed_to"] = {point: found[point] for point in points[record.pk] if point in found}
