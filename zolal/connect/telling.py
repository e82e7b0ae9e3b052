"""From what was noted to events, and who gets each; in steps of bounded size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from zolal.connect.kinds import MANY, ROWS, wants
from zolal.connect.models import Delivery, Endpoint, Event, Heard
from zolal.connect.sight import saw, seen_of, sees_row
from zolal.core import bulk
from zolal.core.jobs import ensure
from zolal.core.models import Change

DELIVER = "webhooks.deliver"
SINGLY = 20
"""Of so many records that a step changes in one way, each is an event of its own; more are told many at once."""
AT_ONCE = 500
STEP = 2_000
_SILENT = ("fault:", "more:", "rated:")
"""Facts that are ours, not the customer's."""


@dataclass(frozen=True, slots=True)
class _News:
    """What happened to one record."""

    record_id: int
    change: str
    version: int
    fields: list[str]


def tell_some() -> int:
    """Make events of what was noted first; how many records that was, 0 when all is told. In a transaction."""
    noted = _next()
    if not noted:
        return 0
    first = noted[0]
    if first.record_type in ROWS.values():
        return _tell_rows(noted)
    ids = sorted({one for row in noted for one in row.ids})
    gone: dict[str, Any] = {}
    for row in noted:
        gone |= row.gone
    listening = list(Endpoint.objects.filter(active=True).select_related("reader__team"))
    by_change = defaultdict(list)
    for news in _news(first, ids, gone):
        by_change[news.change].append(news)
    for change, some in by_change.items():
        kind = f"{first.record_type}.{change}"
        wanting = [one for one in listening if wants(one.patterns, kind)]
        if wanting:
            _tell(first, kind, some, wanting, gone)
    Heard.objects.filter(pk__in=[row.pk for row in noted]).delete()
    return max(1, len(ids))


def _tell_rows(noted: Sequence[Heard]) -> int:
    """Rows beside the records, each an event of its own."""
    first, count = noted[0], 0
    listening = list(Endpoint.objects.filter(active=True).select_related("reader__team"))
    for row in (one for heard in noted for one in heard.gone["rows"]):
        kind = f"{first.record_type}.{row['change']}"
        to = [one for one in listening if wants(one.patterns, kind) and sees_row(one.reader, row["ends"])]
        count += 1
        if to:
            told = {"record_id": row["pk"], "record_uid": row["uid"], "fields": row["fields"]}
            send_to(to, Event.objects.create(**_about(first, kind), **told))
            for endpoint in to:
                ensure(DELIVER, endpoint=endpoint.pk)
    Heard.objects.filter(pk__in=[heard.pk for heard in noted]).delete()
    return count


def send_to(endpoints: Sequence[Endpoint], event: Event) -> list[Delivery]:
    """Put an event on its way."""
    now = timezone.now()
    made = [Delivery(event=event, endpoint=endpoint, next_at=now) for endpoint in endpoints]
    return Delivery.objects.bulk_create(made)


def _next() -> list[Heard]:
    """The first that was noted, with what else one action did to records of the kind."""
    first = Heard.objects.order_by("pk").first()
    if first is None:
        return []
    rows = Heard.objects.filter(action=first.action_id, record_type=first.record_type).select_related("action")
    found: list[Heard] = []
    for row in rows.order_by("pk")[:STEP]:
        if found and sum(len(one.ids) for one in found) + len(row.ids) > STEP:
            break
        found.append(row)
    return found


def _news(first: Heard, ids: Sequence[int], gone: Mapping[str, Any]) -> Iterator[_News]:
    changes = Change.objects.filter(bulk.among("record_id", ids), action=first.action_id, record_type=first.record_type)
    told = set()
    many = len(ids) > SINGLY
    changes = changes.annotate(is_new=_is_null("before"), is_gone=_is_null("after"))
    columns = ("record_id", "version", "is_new", "is_gone", *(() if many else ("before", "after")))
    latest: dict[int, tuple[Any, ...]] = {}
    for row in changes.order_by("id").values_list(*columns):
        latest[row[0]] = row
    for record_id, version, is_new, is_gone, *facts in latest.values():
        told.add(record_id)
        if is_gone or is_new:
            yield _News(record_id, "removed" if is_gone else "created", version, [])
        elif many or (fields := fields_of(*facts)):
            yield _News(record_id, "changed", version, [] if many else fields)
    # Whoever is erased leaves nothing in the ledger, and others forget them too.
    for record_id, was in gone.items():
        if int(record_id) not in told:
            yield _News(int(record_id), "removed", was["version"], [])


def fields_of(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[str]:
    """The fields to which the facts of a change belong."""
    found = set()
    for fact in {**(before or {}), **(after or {})}:
        if fact.startswith(_SILENT) or fact == "source":
            continue
        if fact.startswith("point:"):
            found |= {one[fact]["kind"] for one in (before, after) if one and one.get(fact)}
        else:
            found.add({"absorbed_into": "merged_into"}.get(fact, "tags" if fact.startswith("tag:") else fact))
    return sorted(found)


def _tell(first: Heard, kind: str, news: Sequence[_News], wanting: Sequence[Endpoint], gone: Mapping[str, Any]) -> None:
    seen: dict[int, dict[int, UUID]] = {}
    ids = [one.record_id for one in news]
    for endpoint in wanting:
        if endpoint.reader_id not in seen:
            there = seen_of(endpoint.reader, first.record_type, ids)
            left = {
                int(pk): was["uid"] for pk, was in gone.items() if saw(endpoint.reader, first.record_type, was, int(pk))
            }
            seen[endpoint.reader_id] = left | there
    if len(news) <= SINGLY:
        _one_by_one(first, kind, news, wanting, seen)
    else:
        _many_at_once(first, kind, news, wanting, seen)
    for endpoint in wanting:
        if seen[endpoint.reader_id]:
            ensure(DELIVER, endpoint=endpoint.pk)


def _one_by_one(
    first: Heard,
    kind: str,
    news: Sequence[_News],
    wanting: Sequence[Endpoint],
    seen: Mapping[int, Mapping[int, UUID]],
) -> None:
    for one in news:
        to = [endpoint for endpoint in wanting if one.record_id in seen[endpoint.reader_id]]
        if to:
            event = Event.objects.create(
                **_about(first, kind),
                record_id=one.record_id,
                record_uid=seen[to[0].reader_id][one.record_id],
                version=one.version,
                fields=one.fields,
            )
            send_to(to, event)


def _many_at_once(
    first: Heard,
    kind: str,
    news: Sequence[_News],
    wanting: Sequence[Endpoint],
    seen: Mapping[int, Mapping[int, UUID]],
) -> None:
    """Events of up to `AT_ONCE` records; those who see the same share them."""
    by_reader = defaultdict(list)
    for endpoint in wanting:
        by_reader[endpoint.reader_id].append(endpoint)
    for reader, endpoints in by_reader.items():
        uids = [str(seen[reader][one.record_id]) for one in news if one.record_id in seen[reader]]
        for start in range(0, len(uids), AT_ONCE):
            about = _about(first, kind) | {"type": MANY}
            send_to(endpoints, Event.objects.create(**about, many=uids[start : start + AT_ONCE]))


def _is_null(name: str) -> ExpressionWrapper:
    return ExpressionWrapper(Q(**{f"{name}__isnull": True}), output_field=BooleanField())


def _about(first: Heard, kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "at": first.action.at,
        "action": first.action,
        "record_type": first.record_type,
        "change": kind.partition(".")[2],
    }
