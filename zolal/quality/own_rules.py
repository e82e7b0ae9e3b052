"""The checks of fields in `own` as rules: so every door asks them, and what is on file and breaks them is an issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from zolal.engine.persian.letters import store
from zolal.people.fields import Field, Shape, fields_of
from zolal.people.models import CustomField
from zolal.people.own.known import field_from
from zolal.people.own.reading import own_of
from zolal.people.queries.records import MODELS
from zolal.quality.models import Rule

_SPACE = UUID("2f6d0c2a-6c58-4d0c-9f5e-3a5ad7f0c9d1")
_KINDS = ("essential", "condition", "range", "length", "pattern")
_RANGED = frozenset({Shape.NUMBER, Shape.MONEY, Shape.DATE})


def own_rules(record_type: str) -> list[Rule]:
    """Unsaved, as the standard rules are; each has the same identity as long as the field has the check."""
    fields = [field for field in fields_of(record_type).values() if field.own is not None]
    return [rule for field in fields for rule in _rules(record_type, field)]


def checks_of(row: CustomField) -> list[Rule]:
    """Those of one field, as its row says; none of one that was retired or taken away."""
    there = row.retired_at is None and CustomField.objects.filter(pk=row.pk).exists()
    return list(_rules(row.record_type, field_from(row))) if there and row.record_type in MODELS else []


def possible_checks(record_type: str, name: str) -> list[UUID]:
    """The identities of all checks a field may have, or have had."""
    return [_identity(record_type, name, kind) for kind in _KINDS]


def _identity(record_type: str, name: str, kind: str) -> UUID:
    return uuid5(_SPACE, f"{record_type} {name} {kind}")


def _rules(record_type: str, field: Field) -> Iterator[Rule]:
    own = own_of(field)
    severity = Rule.Severity.BLOCK if own.refuses else Rule.Severity.WARN
    for kind, parameters in _demands(field):
        yield Rule(
            uid=_identity(record_type, field.name, kind),
            record_type=record_type,
            name=store(str(field.label))[:100],
            kind=kind,
            parameters=parameters,
            severity=severity,
        )


def _demands(field: Field) -> Iterator[tuple[str, dict[str, Any]]]:
    own = own_of(field)
    if own.required and own.when is None:
        yield "essential", {"function": "entry", "fields": [field.name]}
    elif own.required and own.when is not None:
        yield "condition", {"field": own.when.field, "values": list(own.when.values), "other": field.name}
    if field.shape in _RANGED and (own.least or own.most):
        yield "range", {"field": field.name, "min": own.least, "max": own.most}
    if field.shape is Shape.TEXT and (own.shortest or own.longest):
        yield "length", {"field": field.name, "min": own.shortest or None, "max": own.longest or None}
    if own.pattern and field.shape in (Shape.TEXT, Shape.LONG_TEXT):
        yield "pattern", {"field": field.name, "pattern": own.pattern}
