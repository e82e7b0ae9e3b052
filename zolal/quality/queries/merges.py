"""Merges that were done, as far as somebody sees both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS, visible_records
from zolal.quality.models import Merge

Customer = Person | Company


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge with both its records."""

    merge: Merge
    keep: Customer
    absorb: Customer


@dataclass(frozen=True, slots=True)
class MergePage:
    merges: Sequence[Merged]
    next: UUID | None


def merge_page(*, user: User, before: UUID | None = None, size: int = 50) -> MergePage:
    """Newest first."""
    found = Merge.objects.select_related("action__actor", "undone_by__actor").order_by("-pk")
    if before:
        found = found.filter(pk__lt=Merge.objects.filter(uid=before).values("pk")[:1])
    rows = list(found[: size + 1])
    return MergePage(_with_sides(user, rows[:size]), rows[size - 1].uid if len(rows) > size else None)


def merges_by_machine(*, user: User, record_type: str, size: int) -> list[Merged]:
    """The newest of those that matching did by itself."""
    found = Merge.objects.select_related("action__actor", "undone_by__actor").order_by("-pk")
    return _with_sides(user, list(found.filter(record_type=record_type, probability__isnull=False)[:size]))


def visible_merge(*, user: User, uid: UUID) -> Merged:
    """One merge; raises `Merge.DoesNotExist` also where the user does not see both sides."""
    merge = Merge.objects.select_related("action__actor", "undone_by__actor").get(uid=uid)
    found = _with_sides(user, [merge])
    if not found:
        raise Merge.DoesNotExist
    return found[0]


def _with_sides(user: User, merges: Sequence[Merge]) -> list[Merged]:
    sides: dict[tuple[str, int], Customer] = {}
    for name in MODELS:
        ids = {side for merge in merges if merge.record_type == name for side in (merge.keep_id, merge.absorb_id)}
        sides |= {(name, record.pk): record for record in visible_records(user, name).filter(pk__in=ids)}
    found = []
    for merge in merges:
        keep = sides.get((merge.record_type, merge.keep_id))
        absorb = sides.get((merge.record_type, merge.absorb_id))
        if keep is not None and absorb is not None:
            found.append(Merged(merge, keep, absorb))
    return found
