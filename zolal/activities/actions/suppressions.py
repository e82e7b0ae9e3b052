"""Addresses come onto the list of those that are not to be used, and seldom off it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.activities.addresses import read_address
from zolal.activities.models import Suppression
from zolal.activities.suppressed import digest_of
from zolal.core import bulk, erasure, locks
from zolal.core.ledger import act
from zolal.core.models import Action, Source
from zolal.core.sources import source_named
from zolal.core.uid import uuid7

AT_ONCE = 10_000
"""So many addresses are taken in one call."""

_COLUMNS = (
    "uid", "channel", "digest", "address", "reason", "note", "source_id", "by_id", "action_id", "at",
    "removed_because",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An address as somebody writes it, for one channel."""

    channel: str
    address: str
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """How many came onto the list, how many were on it, and the places of those that are no address."""

    added: int
    known: int
    refused: Sequence[int]


def suppress(*, entries: Sequence[Entry], by: User, source: str = "", method: str = Source.Method.HAND) -> Suppressed:
    """Let these addresses never be used again. Raises `NotAllowed`; `ValidationError` for a channel or reason."""
    with transaction.atomic():
        demand(by, "signals.write")
        return keep(entries, by=by, source=source_named((source or by.name or by.email)[:200], method))


def keep(entries: Sequence[Entry], *, by: User | None, source: Source, action: Action | None = None) -> Suppressed:
    """The same for whoever may already: an import, a signal. To be called in a transaction."""
    _demand_known(entries)
    found = {place: read_address(one.channel, one.address) for place, one in enumerate(entries)}
    addresses = {place: address for place, address in found.items() if address}
    digests = {place: digest_of(entries[place].channel, key) for place, (_kind, key) in addresses.items()}
    locks.hold(["suppressions"] if digests else [])
    known = _standing(sorted(set(digests.values())))
    forgotten = erasure.erased(addresses.values())
    fresh = {}
    for place, digest in digests.items():
        if digest not in known:
            fresh.setdefault(digest, place)
    now = timezone.now()
    bulk.insert(
        Suppression,
        _COLUMNS,
        [
            (
                uuid7(), entries[place].channel, digest, "" if addresses[place] in forgotten else addresses[place][1],
                entries[place].reason, entries[place].note[:500], source.pk, by.pk if by else None,
                action.pk if action else None, now, "",
            )
            for digest, place in fresh.items()
        ],
    )  # fmt: skip
    refused = [place for place in range(len(entries)) if place not in addresses]
    return Suppressed(len(fresh), len(addresses) - len(fresh), refused)


def lift(*, entry: Suppression, because: str, by: User) -> Suppression:
    """Take an address off the list; the entry stays as history. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "settings.write")
        held = Suppression.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if not because.strip():
            raise ValidationError({"because": _("Say why this address may be used again.")})
        if held.removed_at:
            raise ValidationError({"because": _("This address is off the list already.")})
        held.removed_at, held.removed_by, held.removed_because = timezone.now(), by, because.strip()[:500]
        held.save(update_fields=["removed_at", "removed_by", "removed_because"])
        act(kind="suppression.lift", by=by, about={"entry": str(held.uid), "channel": held.channel})
    return held


def take_back(action: Action, *, by: User, because: str) -> int:
    """Take off the list what an action brought onto it; how many. To be called in a transaction."""
    brought = Suppression.objects.filter(action=action, removed_at__isnull=True)
    return brought.update(removed_at=timezone.now(), removed_by=by, removed_because=because[:500])


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Of an erased person's addresses only the digest stays on the list."""
    phones = [*keys.get("mobile", ()), *keys.get("landline", ())]
    told = [(("email",), keys.get("email", ())), (("sms", "call"), phones)]
    digests = [digest_of(channel, key) for channels, found in told for channel in channels for key in found]
    Suppression.objects.filter(digest__in=digests).update(address="", note="")


def _demand_known(entries: Sequence[Entry]) -> None:
    for one in entries:
        if one.channel not in Suppression.Channel.values:
            known = ", ".join(Suppression.Channel.values)
            raise ValidationError({"channel": _("Choose one of: %(choices)s.") % {"choices": known}})
        if one.reason not in Suppression.Reason.values:
            known = ", ".join(Suppression.Reason.values)
            raise ValidationError({"reason": _("Choose one of: %(choices)s.") % {"choices": known}})


def _standing(digests: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(digests), 900):
        rows = Suppression.objects.filter(digest__in=digests[start : start + 900], removed_at__isnull=True)
        found.update(rows.values_list("digest", flat=True))
    return found
