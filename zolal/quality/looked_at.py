"""What rules look at in many records: only the fields they ask for, in a query for each place those are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from zolal.engine.records import SEPARATOR
from zolal.engine.rules import Condition, Demand, Essential, broken_in
from zolal.people.fields import Shape, fields_of, is_own
from zolal.people.models import ContactPoint
from zolal.people.own.definition import PREFIX
from zolal.quality.rules import severity_of
from zolal.quality.snapshots import among, own_values


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Records by id, with texts by field and whether something wrong stands there, as `broken_in` takes them."""

    ids: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    wrong: Mapping[str, Sequence[bool]]


def look_at(record_type: str, records: Any, demand: Demand) -> LookedAt:  # noqa: ANN401 - a queryset of either kind
    """What a demand asks of these records, in the order of their ids."""
    fields = fields_of(record_type)
    points = [name for name in demand.fields if name in fields and fields[name].shape is Shape.POINT]
    own = [name for name in demand.fields if is_own(name)]
    plain = [name for name in demand.fields if name not in points and name not in own]
    counts_wrong = isinstance(demand, Essential | Condition)
    columns = ["company__name" if _is_company(record_type, name) else name for name in plain]
    extra = {"faults_text": Cast("faults", TextField())} if counts_wrong else {}
    extra |= {"own_text": Cast("own", TextField())} if own else {}
    rows = list(records.order_by("pk").annotate(**extra).values_list("pk", *extra, *columns))
    ids = [row[0] for row in rows]
    told = {name: [_text(row[place]) for row in rows] for place, name in enumerate(plain, 1 + len(extra))}
    if own:
        read = [own_values(record_type, {f"{PREFIX}{key}": one for key, one in orjson.loads(text).items()})
                for text in (row[len(extra)] for row in rows)]  # fmt: skip
        told |= {name: [values.get(name, "") for values in read] for name in own}
    wrong = {name: [_is_wrong(row[1], name) for row in rows] for name in demand.fields} if counts_wrong else {}
    return LookedAt(ids, told | _points(record_type, ids, points), wrong)


def broken_among(found: LookedAt, demand: Demand, today: date) -> dict[int, tuple[str, ...]]:
    """Those of the records that break the demand, with the fields."""
    told = broken_in(demand, found.columns, found.wrong, today)
    return {record_id: fields for record_id, fields in zip(found.ids, told, strict=True) if fields}


def _is_company(record_type: str, name: str) -> bool:
    field = fields_of(record_type).get(name)
    return field is not None and field.shape is Shape.COMPANY


def _text(value: Any) -> str:  # noqa: ANN401 - what a column holds
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localdate(value).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_wrong(faults: str, name: str) -> bool:
    if name not in faults:
        return False
    return any(severity_of(fault["code"]) != "info" for fault in orjson.loads(faults).get(name, ()))


def _points(record_type: str, ids: Sequence[int], kinds: Sequence[str]) -> dict[str, list[str]]:
    if not kinds:
        return {}
    owner = f"{record_type}_id"
    found: dict[str, dict[int, str]] = {kind: {} for kind in kinds}
    points = ContactPoint.objects.filter(among(owner, ids), kind__in=kinds).order_by(owner, "position", "id")
    for kind, record_id, value in points.values_list("kind", owner, "value") if ids else ():
        of = found[kind]
        of[record_id] = f"{of[record_id]}{SEPARATOR}{value}" if record_id in of else value
    return {kind: [of.get(record_id, "") for record_id in ids] for kind, of in found.items()}
