"""What happened with a record, and whom a signal is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.activities.last import last_signals
from zolal.activities.models import Hearing, LastSignals, Signal
from zolal.people.models import Company, ContactPoint, Person
from zolal.people.queries.records import survivor_of, visible_records


@dataclass(frozen=True, slots=True)
class Heard:
    """The last days of a record's signals (None where there is none), and a page of them, newest first."""

    last: LastSignals | None
    signals: Sequence[Signal]
    next: int


def signals_of(*, record: Person | Company, before: int = 0, limit: int = 20) -> Heard:
    """Signals of a record the user was given by `visible_record`; `before` is the `next` of the page before."""
    record_type = record.record_type
    found = _of(record)
    edge = found.filter(pk=before).first() if before else None
    if edge:
        found = found.filter(at__lte=edge.at).exclude(pk=edge.pk).exclude(at=edge.at, pk__gt=edge.pk)
    rows = list(found[: limit + 1])
    last = last_signals(record_type, [record.pk]).get(record.pk)
    return Heard(last, rows[:limit], rows[limit - 1].pk if len(rows) > limit else 0)


def newest_signals(record: Person | Company, limit: int) -> list[Signal]:
    """Only the first of them."""
    return list(_of(record)[:limit])


def hearing() -> dict[str, Hearing]:
    """Which kinds of signals are told of, by kind."""
    return {row.kind: row for row in Hearing.objects.all()}


def ids_of(user: User, record_type: str, uids: Iterable[UUID]) -> dict[UUID, int]:
    """The records the user sees by identity; one that was merged is the one that stayed."""
    found = {record.uid: record for record in visible_records(user, record_type).filter(uid__in=list(uids))}
    return {
        uid: survivor_of(user, record).pk if record.absorbed_into_id else record.pk for uid, record in found.items()
    }


def reached_by(user: User, record_type: str, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """The records the user sees that have a contact point (kind, compared form); several may share one."""
    wanted = set(keys)
    points = ContactPoint.objects.exclude(key="").filter(key__in=[key for _kind, key in wanted]).order_by()
    seen = visible_records(user, record_type).exclude(state="absorbed")
    rows = points.filter(**{f"{record_type}__in": seen}).values_list("kind", "key", f"{record_type}_id")
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind, key, record_id in rows:
        found["email" if kind == "email" else "mobile", key].add(record_id)
    return {address: sorted(found[address]) for address in wanted if address in found}


def _of(record: Person | Company) -> QuerySet[Signal]:
    signals = Signal.objects.filter(**{record.record_type: record}).select_related("source", "by")
    return signals.order_by("-at", "-id")
