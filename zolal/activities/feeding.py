"""Signals that say "no more" put the address on the list in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.activities.actions.suppressions import Entry, keep
from zolal.activities.models import Signal, Suppression
from zolal.activities.replies import bounce_suppresses
from zolal.core.models import Source
from zolal.people.models import ContactPoint

_REASONS: Mapping[str, str] = {
    Signal.Kind.UNSUBSCRIBED: Suppression.Reason.UNSUBSCRIBED,
    Signal.Kind.COMPLAINED: Suppression.Reason.COMPLAINT,
    Signal.Kind.EMAIL_BOUNCED: Suppression.Reason.BOUNCED,
}
Said = tuple[int, str, Mapping[str, Any]]
"""Whose, which kind, and its detail: "address", "channel" and, of a bounce, "status"."""


def feed(record_type: str, said: Iterable[Said], *, by: User, source: Source) -> int:
    """How many addresses came onto the list.

    Without an address all e-mails of who unsubscribed or complained are meant, but of a bounce only the one there is.
    """
    wanted = [one for one in said if one[1] in _REASONS and _counts(one[1], one[2])]
    bare = [record_id for record_id, _kind, detail in wanted if not detail.get("address")]
    emails = _emails(record_type, bare)
    entries = []
    for record_id, kind, detail in wanted:
        channel = str(detail.get("channel", "email"))
        channel = channel if channel in Suppression.Channel.values else "email"
        found = [str(detail["address"])] if detail.get("address") else emails.get(record_id, [])
        if kind != Signal.Kind.EMAIL_BOUNCED or len(found) == 1:
            entries += [Entry(channel, address, _REASONS[kind]) for address in found]
    return keep(entries, by=by, source=source).added if entries else 0


def _counts(kind: str, detail: Mapping[str, Any]) -> bool:
    return kind != Signal.Kind.EMAIL_BOUNCED or bounce_suppresses(str(detail.get("status", "")))


def _emails(record_type: str, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if ids:
        points = ContactPoint.objects.filter(**{f"{record_type}__in": ids}, kind="email").exclude(key="")
        for record_id, key in points.values_list(f"{record_type}_id", "key"):
            found.setdefault(record_id, []).append(key)
    return found
