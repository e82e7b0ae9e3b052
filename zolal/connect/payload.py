"""What a message says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

import orjson
from django.db import models

from zolal.accounts.models import User
from zolal.connect.kinds import ROWS
from zolal.connect.models import Endpoint, Event
from zolal.connect.sight import kept_from, seen_of
from zolal.core.ledger import Facts, record_type, record_types
from zolal.core.models import Record
from zolal.people.models import Tag
from zolal.people.queries.permitted import masked_facts


def body_of(event: Event, endpoint: Endpoint) -> bytes:
    """The message as it goes out, as JSON."""
    return orjson.dumps(message(event, endpoint))


def message(event: Event, endpoint: Endpoint) -> dict[str, Any]:
    """{type, timestamp, data}. Values, where wanted, are those of the moment in which it is sent, with their version:
    a message that comes late brings nothing old."""
    data: dict[str, Any] = {}
    if event.many:
        data = {"object": event.record_type, "change": event.change, "ids": event.many, "count": len(event.many)}
    elif event.record_id and event.record_type in ROWS.values():
        row = str(event.record_uid or event.record_id)
        data = {"object": event.record_type, "id": row, "change": event.change, "fields": event.fields}
    elif event.record_id:
        hidden, _masked = kept_from(endpoint.reader, event.record_type)
        data = {
            "object": event.record_type,
            "id": str(event.record_uid),
            "change": event.change,
            "version": event.version,
            "fields": [name for name in event.fields if name not in hidden],
        }
        if endpoint.with_values and event.change != Event.Change.REMOVED:
            data |= _values(event, endpoint.reader)
    if event.action:
        data["action"] = {
            "id": str(event.action.uid),
            "kind": event.action.kind,
            "actor": "user" if event.action.actor_id else "system",
            "by": str(event.action.actor.uid) if event.action.actor else None,
            "source": event.action.source.method if event.action.source else "",
        }
    at = event.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"type": event.type, "timestamp": at, "data": data}


def _values(event: Event, reader: User) -> dict[str, Any]:
    kind = record_type(event.record_type)
    facts = kind.facts([event.record_id]).get(event.record_id)
    if facts is None:
        return {}
    facts = masked_facts(reader, event.record_type, facts)
    wanted = event.fields or None
    version = kind.model._base_manager.values_list("version", flat=True).get(pk=event.record_id)
    return {"values": shown(kind.model, facts, wanted, reader), "values_version": version}


def shown(model: type[Record], facts: Facts, wanted: Sequence[str] | None, reader: User) -> dict[str, Any]:
    """Facts by field, with the ids of outside instead of ours; of the `wanted` fields, null where one is absent."""
    found: dict[str, Any] = {}
    for fact, value in facts.items():
        if fact.startswith("point:"):
            point = {"value": value["value"], "label": value["label"], "valid": bool(value["key"])}
            found.setdefault(value["kind"], []).append(point)
        elif fact.startswith("own:"):
            found[fact] = value
        elif ":" not in fact and fact != "source":
            name = {"absorbed_into": "merged_into"}.get(fact, fact)
            found[name] = _outside(model, fact, value, reader)
    tags = [int(fact[4:]) for fact in facts if fact.startswith("tag:")]
    if tags:
        found["tags"] = sorted(Tag.objects.filter(pk__in=tags).values_list("name", flat=True))
    _hidden, kept = kept_from(reader, record_type_of(model))
    return {name: found.get(name) for name in (found if wanted is None else wanted) if name not in kept}


def _outside(model: type[Record], fact: str, value: Any, reader: User) -> Any:  # noqa: ANN401 - JSON
    field = _field(model, fact)
    if value is None or not isinstance(field, models.ForeignKey):
        return value
    target = field.related_model
    if issubclass(target, Record):
        name = record_type_of(target)
        uid = seen_of(reader, name, [value]).get(value) if name else None
        return {"id": str(uid)} if uid else None
    row = target._base_manager.filter(pk=value).first()
    return {"id": str(getattr(row, "uid", row.pk)), "name": str(row)} if row else None


def record_type_of(model: type[Record]) -> str:
    """The kind of record that a model is of, "" where it is of none."""
    return next((name for name, kind in record_types().items() if kind.model is model), "")


def _field(model: type[Record], name: str) -> Any:  # noqa: ANN401 - a field
    return next((one for one in model._meta.concrete_fields if one.name == name), None)
