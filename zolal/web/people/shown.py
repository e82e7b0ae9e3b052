"""A record's fields as its page shows them: in groups, with where values came from and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zolal.accounts.queries.roles import role_labels
from zolal.activities.models import Suppression
from zolal.activities.suppressed import closed_to
from zolal.core.ledger import Facts
from zolal.core.models import Source
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Field, Shape, fields_of, group_of
from zolal.people.fields import groups as field_groups
from zolal.people.models import Company, Person
from zolal.people.own.reading import typed
from zolal.people.own.when import fulfils
from zolal.people.queries.facts import facts_of
from zolal.people.queries.keepers import keepers_of
from zolal.people.queries.permitted import KEPT
from zolal.people.queries.sources import Origin, origins
from zolal.people.values import value_of
from zolal.quality.queries.ratings import Rated, ratings_of
from zolal.web.people.faults import Fault, faults_of, points_of
from zolal.web.people.own import own_look, own_typed
from zolal.web.people.table import cell_in
from zolal.web.templatetags.reading import typed_day

Customer = Person | Company

FOLDED_FROM = 3
"""So many empty fields of a group are worth a line of their own."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value with its fact's name; `state` of a contact point is as in `Point`, of all else "".

    `rated` is what somebody found who checked it; `suppressed` is what stands of it on the suppression list.
    """

    fact: str
    shown: Any
    origin: Origin | None
    method: str
    state: str = ""
    label: str = ""
    rated: Rated | None = None
    suppressed: Sequence[Suppression] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A field on the page. `look` says how `zolal.web.people.cells` shows it, `access` what it is to the reader,
    `keepers` who keeps it where that is not the reader."""

    field: Field
    look: str
    values: Sequence[Value]
    faults: Sequence[Fault]
    access: str = "normal"
    keepers: str = ""

    @property
    def id(self) -> str:
        """Fit for addresses in a page."""
        return self.field.name.replace(":", "-")


@dataclass(frozen=True, slots=True)
class GroupShown:
    name: str
    label: str
    fields: Sequence[Shown]
    filled: int
    tone: str
    whose: str

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is known of what others ask first: such a group is closed until somebody opens it."""
        return not self.filled and all(one.field.own is not None for one in self.fields)

    @property
    def folded(self) -> Sequence[Shown]:
        """Empty fields that only make the page long: they stand behind one line, once some of the group are filled."""
        empty = [one for one in self.fields if not one.values and not one.faults]
        return empty if len(empty) >= FOLDED_FROM and len(empty) < len(self.fields) else ()

    @property
    def open_fields(self) -> Sequence[Shown]:
        """All others, in the order of the catalogue."""
        folded = {one.id for one in self.folded}
        return [one for one in self.fields if one.id not in folded]


def groups_of(record: Customer) -> list[GroupShown]:
    """All fields by group, in the catalogue's order."""
    facts = facts_of(record)
    whence = origins(record, facts, typed=False)
    fields_there = _fields(record)
    labels = role_labels() if any(group.roles for group in field_groups().values()) else {}
    shown = [
        shown_field(record, field, whence, facts, labels) for field in fields_there if applies(record, field, facts)
    ]
    groups = []
    for group in field_groups().values():
        fields = [one for one in shown if group_of(one.field) == group]
        if fields:
            filled = sum(bool(one.values) for one in fields)
            groups.append(
                GroupShown(group.name, str(group.label), fields, filled, group.tone, keepers_of(group, labels))
            )
    return groups


def applies(record: Customer, field: Field, facts: Facts) -> bool:
    """Whether a field is shown of this record: always where something stands in it, else by its condition."""
    if field.own is None or field.own.when is None or field.name in facts:
        return True
    when = field.own.when
    other = fields_of(record.record_type).get(when.field)
    if other is None:
        return True
    return fulfils(when, text_of(record, other))


def one_field(record: Customer, name: str) -> Shown:
    """One field again, after it was edited."""
    facts = facts_of(record)
    return shown_field(record, fields_of(record.record_type)[name], origins(record, facts, typed=False), facts)


def shown_field(
    record: Customer,
    field: Field,
    whence: Mapping[str, Origin],
    facts: Facts,
    labels: Mapping[str, str] | None = None,
) -> Shown:
    look, values = _values(record, field, whence, facts)
    if rated := ratings_of(record, whence) if record.rated else {}:
        values = [replace(value, rated=rated.get(value.fact)) for value in values]
    access = record.kept_from.get(field.name, "normal")
    keepers = keepers_of(group_of(field), labels) if access == KEPT else ""
    return Shown(field, look, values, faults_of(record, field.name), access, keepers)


def more_of(record: Customer) -> list[tuple[str, Any]]:
    """Columns of files that no field holds."""
    return sorted(record.more.items())


def text_of(record: Customer, field: Field) -> str:
    """What stands in the field's input: as somebody would type it."""
    if field.own is not None:
        return own_typed(record, field)
    match field.shape:
        case Shape.POINT:
            return SEPARATOR.join(point.value for point in record.contact_points.all() if point.kind == field.name)
        case Shape.TAGS:
            return SEPARATOR.join(tagging.tag.name for tagging in record.taggings.all())
        case Shape.USER:
            return record.owner.email if record.owner else ""
        case Shape.COMPANY | Shape.CATEGORY | Shape.TEAM:
            of = getattr(record, field.name)
            return of.name if of else ""
    value = value_of(record, field)
    return typed_day(value) if field.shape is Shape.DATE else typed(value)


def _values(record: Customer, field: Field, whence: Mapping[str, Origin], facts: Facts) -> tuple[str, Sequence[Value]]:
    if field.shape is Shape.POINT:
        points = points_of(record, field.name)
        closed = closed_to(record)
        values = [
            _value(f"point:{one.point.pk}", one.point.value, whence, state=one.state, label=one.point.label)
            for one in points
        ]
        told = [closed.get((one.point.kind, one.point.key), ()) for one in points]
        return "point", [replace(value, suppressed=found) for value, found in zip(values, told, strict=True)]
    if field.shape is Shape.TAGS:
        tags = [tagging.tag for tagging in record.taggings.all()]
        return "tags", [_value(f"tag:{tag.pk}", tag, whence) for tag in tags]
    if field.own is not None:
        look, value = own_look(record, field)
        return look, [_value(field.name, value, whence)] if field.name in facts else []
    cell = cell_in(record, field)
    filled = field.name in facts and cell.value is not None and cell.value != ""
    look = "text" if cell.look == "name" else cell.look
    return look, [_value(field.name, cell.value, whence)] if filled else []


def _value(
    fact: str,
    shown: Any,  # noqa: ANN401 - text, tag, category, colleague
    whence: Mapping[str, Origin],
    *,
    state: str = "",
    label: str = "",
) -> Value:
    origin = whence.get(fact)
    known = origin is not None and origin.method in Source.Method.values
    method = str(Source.Method(origin.method).label) if origin and known else ""
    return Value(fact, shown, origin, method, state, label)


def _fields(record: Customer) -> list[Field]:
    """The catalogue without what is hidden from whom the record was loaded for."""
    return [field for name, field in fields_of(record.record_type).items() if record.kept_from.get(name) != "hidden"]
