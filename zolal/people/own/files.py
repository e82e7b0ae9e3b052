"""Files in fields: what a fact says of one, whose it becomes when it is written, and that it is forgotten with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from zolal.core.files import discard
from zolal.core.ledger import Written
from zolal.people.fields import Shape
from zolal.people.models import OwnFile
from zolal.people.own.known import own_fields


@dataclass(frozen=True, slots=True)
class Kept:
    """What a fact says of a file: enough to show it everywhere, today and in the history, without asking for it."""

    uid: str
    size: int
    name: str

    def __str__(self) -> str:
        return f"{self.uid} {self.size} {self.name}"


def kept(value: Any) -> Kept | None:  # noqa: ANN401 - JSON
    """The file that a fact or the text of a form names; None where that is none."""
    uid, _space, rest = str(value or "").partition(" ")
    size, _space, name = rest.partition(" ")
    if identity(uid) is None or not size.isdecimal():
        return None
    return Kept(uid, int(size), name)


def identity(text: str) -> UUID | None:
    """Which file a text is about: an identity alone, or the text of a fact."""
    try:
        return UUID(text.strip().partition(" ")[0])
    except ValueError:
        return None


def fact_of(file: OwnFile) -> str:
    """What stands in the record."""
    return str(Kept(str(file.uid), file.size, file.name))


def on_write(written: Written) -> None:
    """For `ledger.watch`: a file belongs to the record it came into first."""
    fields = [name for name, field in own_fields(written.record_type).items() if field.shape is Shape.FILE]
    if not fields:
        return
    for record_id in written.ids:
        facts = written.facts.get(record_id) or {}
        changed = written.changed.get(record_id, facts)
        uids = [found for name in fields if name in changed and (found := identity(str(facts.get(name) or "")))]
        if uids:
            fresh = OwnFile.objects.filter(uid__in=uids, record_id__isnull=True)
            fresh.update(record_type=written.record_type, record_id=record_id)


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """The files of erased records, also those that were replaced since."""
    take_away(OwnFile.objects.filter(record_type=record_type, record_id__in=list(ids)).values_list("pk", flat=True))


def take_away(ids: Iterable[int]) -> None:
    """Rows, and bytes that nothing else names."""
    gone = OwnFile.objects.filter(pk__in=list(ids))
    digests = set(gone.values_list("sha256", flat=True))
    gone.delete()
    discard(digests)


def held(digests: Collection[str]) -> Iterable[str]:
    """For `core.files.register_holder`."""
    return OwnFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True)
