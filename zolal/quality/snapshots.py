"""Records as quality looks at them: many at once, with their contact points, in two queries, or as just written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

import orjson
from django.db.models import TextField
from django.db.models.functions import Cast

from zolal.core.bulk import among
from zolal.core.ledger import Facts, Written
from zolal.core.models import Record
from zolal.engine.records import SEPARATOR
from zolal.people.derived import points_of
from zolal.people.fields import Field, Shape, built_in, fields_of, is_own
from zolal.people.models import Company, ContactPoint
from zolal.people.own.definition import PREFIX
from zolal.people.own.reading import typed
from zolal.people.queries.records import MODELS
from zolal.quality import beside
from zolal.quality.beside import NOTHING, Known
from zolal.quality.keys import SIGNIFICANT, key_of, keys_of_many
from zolal.quality.ratings import Rating, in_force

AT_ONCE = 5_000
"""So many ids stand in one query."""

_JSON = ("faults", "provenance", "rated", "own")
_WHOSE = ("owner_id", "team_id")
_COLUMNS = frozenset(Shape) - {Shape.POINT, Shape.TAGS}
_POINTS = ("value", "key", "kind")
_TIMES = ("updated_at", "created_at")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One record: its values as text by field, several joined by " | ", and what quality asks of it besides.

    Of an owner, a team and a category the value is the id.
    """

    id: int
    state: str
    values: Mapping[str, str]
    point_keys: Mapping[str, str]  # compared forms of the contact points, by kind
    faults: Mapping[str, Sequence[Mapping[str, str]]]
    provenance: Mapping[str, int]
    last_on: date | None  # the newest of what happened with the record
    updated_at: datetime
    owner: int | None = None
    team: int | None = None
    known: Known = field(default_factory=dict)  # what is known besides the facts, by name
    ratings: Mapping[str, Sequence[Rating]] = field(default_factory=dict)  # of values that still stand, by field
    created_at: datetime | None = None  # None: it is about to be created

    @property
    def is_active(self) -> bool:
        return self.state == Record.State.ACTIVE


def snapshots(record_type: str, ids: Sequence[int]) -> list[Snapshot]:
    """Those of the records that exist, by id."""
    return [snapshot for part in parts(ids) for snapshot in _read(record_type, part)]


def snapshots_of(written: Written, *, but: Collection[int] = ()) -> list[Snapshot]:
    """The records that were just written and are not removed, by id, as the database would give them."""
    wanted = {record_id: facts for record_id, facts in sorted(written.facts.items()) if record_id not in but}
    companies = {facts["company"] for facts in wanted.values() if facts.get("company")}
    names = dict(Company.objects.filter(pk__in=companies).values_list("pk", "name")) if companies else {}
    known = beside.read(written.record_type, list(wanted))
    return [
        snapshot_of(
            written.record_type,
            facts,
            points=points_of(facts),
            company=names.get(facts.get("company"), ""),
            provenance=written.columns[record_id]["provenance"],
            updated_at=written.columns[record_id]["updated_at"],
            created_at=written.columns[record_id]["created_at"],
            record_id=record_id,
            known=known.get(record_id, NOTHING),
        )
        for record_id, facts in wanted.items()
    ]


def snapshot_of(
    record_type: str,
    facts: Facts,
    *,
    points: Iterable[Mapping[str, Any]],
    company: str,
    provenance: Mapping[str, int],
    updated_at: datetime,
    created_at: datetime | None = None,
    record_id: int = 0,
    known: Known = NOTHING,
) -> Snapshot:
    """A record from its facts, the contact points in their order and the name of its company."""
    values = {name: str(value) for name in _plain(record_type) if (value := facts.get(name)) not in ("", None)}
    values |= own_values(record_type, {fact: value for fact, value in facts.items() if is_own(fact)})
    if company:
        values["company"] = company
    keys: dict[str, str] = {}
    for point in points:
        _add_point(values, keys, point["value"], point["key"], point["kind"])
    faults = {fact[6:]: said for fact, said in facts.items() if fact.startswith("fault:")}
    days = [date.fromisoformat(facts[name]) for name in ("last_activity_on", "last_purchase_on") if facts.get(name)]
    state = facts.get("state", Record.State.ACTIVE.value)
    rated = {fact[6:]: said for fact, said in facts.items() if fact.startswith("rated:")}
    ratings = in_force(rated, values, facts.get("company"))
    last_on, whose = max(days, default=None), (facts.get("owner"), facts.get("team"))
    return Snapshot(
        record_id, state, values, keys, faults, provenance, last_on, updated_at, *whose, known, ratings, created_at
    )


@cache
def _plain(record_type: str) -> tuple[str, ...]:
    """The fields whose value is a column of their own and no other record."""
    fields = built_in(record_type).values()
    return tuple(field.name for field in fields if field.shape in _COLUMNS and field.shape is not Shape.COMPANY)


def own_values(record_type: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """The values of fields in `own` as text; those of fields that were retired are left out."""
    if not facts:
        return {}
    known = fields_of(record_type)
    return {fact: typed(value) for fact, value in facts.items() if fact in known}


def parts(ids: Sequence[int], size: int = AT_ONCE) -> Iterator[Sequence[int]]:
    """The ids, as many at a time as one query takes."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def keys_of_snapshots(record_type: str, found: Sequence[Snapshot]) -> list[dict[str, str]]:
    """The compared forms of records on file. Of a wrong value its likely key counts, so that a slip can be found."""
    told = SIGNIFICANT[record_type]
    keys = keys_of_many(record_type, [_texts(snapshot, told) for snapshot in found])
    for mine, snapshot in zip(keys, found, strict=True):
        mine.update((kind, key) for kind, key in snapshot.point_keys.items() if key)
    return keys


def _texts(snapshot: Snapshot, told: Collection[str]) -> dict[str, str]:
    """What stands in these fields, right or wrong, but for contact points: those have keys of their own."""
    texts = {
        field: SEPARATOR.join(fault["raw"] for fault in faults)
        for field, faults in snapshot.faults.items()
        if field in told
    }
    points = snapshot.point_keys
    texts.update((field, text) for field, text in snapshot.values.items() if field in told and field not in points)
    return texts


def _read(record_type: str, ids: Sequence[int]) -> list[Snapshot]:
    """No more than one query takes."""
    fields = _read_fields(record_type)
    columns = ["company__name" if field.shape is Shape.COMPANY else field.name for field in fields]
    texts_of = [f"{name}_text" for name in _JSON]
    company = "company_id" if record_type == "person" else "absorbed_into_id"  # a company works nowhere
    ours = ("id", "state", *texts_of, company, "last_activity_on", "last_purchase_on", *_TIMES, *_WHOSE)
    # As text: Django would read each of the objects with Python's own parser, though most are alike.
    texts = {f"{name}_text": Cast(name, TextField()) for name in _JSON}
    records = MODELS[record_type].objects.filter(among("id", ids)).annotate(**texts).order_by("id")
    rows = list(records.values_list(*ours, *columns))
    points, known = _points(record_type, ids), beside.read(record_type, ids)
    return [_snapshot(record_type, row, fields, points.get(row[0], ()), known.get(row[0], NOTHING)) for row in rows]


def _read_fields(record_type: str) -> list[Field]:
    return [field for field in built_in(record_type).values() if field.shape in _COLUMNS]


def _snapshot(
    record_type: str,
    row: tuple[Any, ...],
    fields: Sequence[Field],
    points: Sequence[tuple[str, str, str]],
    known: Known,
) -> Snapshot:
    record_id, state, faults, provenance, rated, own, company, activity, purchase, updated_at, created_at, *rest = row
    owner, team, *texts = rest
    values = {field.name: _text(value) for field, value in zip(fields, texts, strict=True) if value not in ("", None)}
    if own != "{}":
        values |= own_values(record_type, {f"{PREFIX}{key}": value for key, value in _parsed(own).items()})
    keys: dict[str, str] = {}
    for value, key, kind in points:
        _add_point(values, keys, value, key, kind)
    last_on = max(filter(None, (activity, purchase)), default=None)
    ratings = in_force(_parsed(rated), values, company)
    told = _parsed(faults), _parsed(provenance)
    return Snapshot(record_id, state, values, keys, *told, last_on, updated_at, owner, team, known, ratings, created_at)


def _add_point(values: dict[str, str], keys: dict[str, str], value: str, key: str, kind: str) -> None:
    values[kind] = f"{values[kind]}{SEPARATOR}{value}" if kind in values else value
    compared = key or key_of(kind, value)
    keys[kind] = f"{keys[kind]}{SEPARATOR}{compared}" if kind in keys else compared


@lru_cache(maxsize=4_096)
def _parsed(text: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = orjson.loads(text)
    return found


def _text(value: Any) -> str:  # noqa: ANN401 - what a column holds
    return value.isoformat() if isinstance(value, date) else str(value)


def _points(record_type: str, ids: Sequence[int]) -> dict[int, list[tuple[str, str, str]]]:
    """(value, key, kind) of the contact points of each record, in their order."""
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    owner = f"{record_type}_id"
    rows = ContactPoint.objects.filter(among(owner, ids)).order_by(owner, "position", "id")
    for record_id, *point in rows.values_list(owner, *_POINTS):
        found[record_id].append(tuple(point))  # type: ignore[arg-type]
    return found
