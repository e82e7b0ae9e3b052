"""Facts that are columns of one table: how most kinds of records are read and written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import Any, ClassVar

from zolal.core import bulk
from zolal.core.ledger.facts import Ahead, Facts, UnknownFact
from zolal.core.models import Record

_HEAD = ("uid", "version", "provenance", "created_at", "updated_at")
_head = itemgetter(*_HEAD)
_NOTHING: Mapping[Any, Any] = {}


class ColumnRecords:
    """A `RecordType` whose facts are columns of the same name, and facts "own:<key>" of the column `own`.

    A subclass names its model and columns. What follows from the facts ("search", "sort_key") it names in
    `derived_columns` and works out in `derive`; facts that are rows of their own it reads and writes beside.
    """

    name: ClassVar[str]
    model: ClassVar[type[Record]]
    columns: ClassVar[tuple[str, ...]]
    derived_columns: ClassVar[tuple[str, ...]] = ()
    first_columns: ClassVar[tuple[str, ...]] = ()
    """Columns that a record is created with and that others keep afterwards; `first` gives them."""
    nested: ClassVar[Mapping[str, str]] = {"own": "own"}
    """Prefixes of facts, and the column in which those of a prefix stand together."""

    def __init__(self) -> None:
        fields = {name: self.model._meta.get_field(name) for name in self.columns}
        self.attributes = {name: field.attname for name, field in fields.items()}
        # Text is never null, everything else is where it is absent.
        self.empty = {name: None if field.null else field.get_default() for name, field in fields.items()}
        self.known = frozenset(self.columns)
        self.moments = frozenset(name for name, field in fields.items() if field.get_internal_type() == "DateTimeField")

    def canonical(self, facts: Mapping[str, Any]) -> Facts:
        """Moments as ISO in UTC, a state always. Raises `UnknownFact`."""
        found = dict(facts)
        for fact in facts.keys() - self.known:
            prefix, _, rest = fact.partition(":")
            if prefix in self.nested and rest:
                continue
            found[fact] = self.canonical_beside(fact, facts[fact])
        for fact in self.moments & facts.keys():
            found[fact] = _moment(facts[fact])
        if "state" in found and not found["state"]:
            found["state"] = Record.State.ACTIVE.value
        return found

    def facts(self, ids: Iterable[int]) -> dict[int, Facts]:
        """All facts of the records that exist."""
        attributes = [*self.attributes.values(), *self.nested.values()]
        wanted = list(ids)
        rows = self.model.objects.filter(pk__in=wanted).values_list("pk", *attributes)
        found = {pk: self._facts(values) for pk, *values in rows}
        self.read_beside(wanted, found)
        return found

    def in_columns(self, record: Record) -> Facts:
        """The facts of a loaded record, without what stands beside it."""
        return self._facts([getattr(record, name) for name in (*self.attributes.values(), *self.nested.values())])

    def _facts(self, values: Sequence[Any]) -> Facts:
        names = [*self.columns, *self.nested.values()]
        facts = {name: value for name, value in zip(names, values, strict=True) if value not in (None, "")}
        for fact, value in facts.items():
            if isinstance(value, datetime):
                facts[fact] = _moment(value)
            elif isinstance(value, date):
                facts[fact] = value.isoformat()
        for prefix, column in self.nested.items():
            facts.update({f"{prefix}:{rest}": value for rest, value in facts.pop(column).items()})
        return facts

    def insert(
        self, rows: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], ahead: Mapping[int, Ahead]
    ) -> None:
        """New rows, with what stands beside them."""
        derived = self.derive(rows, ahead)
        bulk.insert(
            self.model,
            [
                "id",
                *_HEAD,
                *self.first_columns,
                *self.nested.values(),
                *self.attributes.values(),
                *self.derived_columns,
            ],
            (
                [
                    record_id,
                    *_head(columns[record_id]),
                    *self.first(ahead.get(record_id, _NOTHING)),
                    *self._nests(facts),
                    *self._stored(facts, self.columns),
                    *derived.get(record_id, ()),
                ]
                for record_id, facts in rows.items()
            ),
        )
        self.write_beside(rows)

    def update(
        self, changes: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], facts: Mapping[int, Facts]
    ) -> None:
        """Write what changed; records with the same changed columns go in one statement."""
        self.write_beside(changes)
        derived = self.derive(facts, _NOTHING)
        head = [name for name in _HEAD if name in next(iter(columns.values()))]
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for record_id, changed in changes.items():
            alike[tuple(name for name in self.columns if name in changed)].append(record_id)
        for names, ids in alike.items():
            bulk.update(
                self.model,
                [*head, *self.nested.values(), *self.derived_columns, *(self.attributes[name] for name in names)],
                (
                    [
                        record_id,
                        *(columns[record_id][name] for name in head),
                        *self._nests(facts[record_id]),
                        *derived.get(record_id, ()),
                        *self._stored(facts[record_id], names),
                    ]
                    for record_id in ids
                ),
            )

    def delete(self, ids: Iterable[int]) -> None:
        """Take rows away, with what stands beside them."""
        wanted = list(ids)
        self.delete_beside(wanted)
        self.model.objects.filter(pk__in=wanted)._raw_delete(using="default")

    def gone(self, rows: Iterable[Facts]) -> set[tuple[str, Any]]:
        """Facts that point at something which is no more."""
        targets: dict[str, set[int]] = defaultdict(set)
        pointing = {name for name in self.columns if self.attributes[name] != name}
        for facts in rows:
            for name in pointing & facts.keys():
                targets[name].add(facts[name])
        found = set()
        for name, ids in targets.items():
            model = self.model._meta.get_field(name).related_model
            there = set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))
            found.update((name, target) for target in ids - there if target is not None)
        return found

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead]) -> Mapping[int, Sequence[Any]]:  # noqa: ARG002
        """By record, the values of `derived_columns` in their order; `ahead` is what was worked out before."""
        return _NOTHING

    def first(self, ahead: Ahead) -> Sequence[Any]:  # noqa: ARG002
        """The values of `first_columns`, from what was worked out of the record before it was written."""
        return ()

    def canonical_beside(self, fact: str, value: Any) -> Any:  # noqa: ANN401, ARG002 - JSON
        """A fact that is no column, in its one form. Raises `UnknownFact`."""
        raise UnknownFact(f"{self.name}: {fact}")

    def read_beside(self, ids: Sequence[int], facts: Mapping[int, Facts]) -> None:
        """Add the facts that are rows of their own."""

    def write_beside(self, changes: Mapping[int, Facts]) -> None:
        """Write those of the changed facts that are rows of their own (null: absent)."""

    def delete_beside(self, ids: Sequence[int]) -> None:
        """Take away the rows that are facts of these records."""

    def _stored(self, facts: Facts, names: Sequence[str]) -> list[Any]:
        if self.moments.isdisjoint(names):
            return [facts.get(name, self.empty[name]) for name in names]
        return [
            datetime.fromisoformat(value) if name in self.moments and isinstance(value, str) else value
            for name in names
            for value in [facts.get(name, self.empty[name])]
        ]

    def _nests(self, facts: Facts) -> tuple[Facts, ...]:
        """The facts that stand together in one column, without their prefix; in the order of `nested`."""
        found: dict[str, Facts] = {prefix: {} for prefix in self.nested}
        for fact in [fact for fact in facts if ":" in fact]:
            prefix, _, rest = fact.partition(":")
            if prefix in found and (value := facts[fact]) is not None:
                found[prefix][rest] = value
        return tuple(found.values())


def _moment(value: datetime | str | None) -> str | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value
