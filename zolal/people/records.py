"""How the facts of persons and companies are read from and written to their tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, ClassVar

from zolal.core import bulk
from zolal.core.ledger import Ahead, Facts, UnknownFact
from zolal.people import attached, derived
from zolal.people.models import Company, Person

_COMMON = (
    "province", "city", "address", "postal_code", "note", "last_activity_on", "last_purchase_on",
    "owner", "team", "category", "source", "absorbed_into", "state",
)  # fmt: skip
_HEAD = ("uid", "version", "provenance", "created_at", "updated_at")
_head = itemgetter(*_HEAD)
_DERIVED = ("name", "sort_key", "city_key", "search", "name_key")
_NESTED = {"fault": "faults", "more": "more", "rated": "rated"}
_NOTHING: Mapping[Any, Any] = {}
_UNSCORED = (None, b"{}")


class CustomerRecords:
    """What persons and companies have in common."""

    name: ClassVar[str]
    model: ClassVar[type[Person | Company]]
    columns: ClassVar[tuple[str, ...]]
    """Facts that are columns of the same name."""

    def __init__(self) -> None:
        fields = {name: self.model._meta.get_field(name) for name in self.columns}
        self.attributes = {name: field.attname for name, field in fields.items()}
        # Text is never null, everything else is where it is absent.
        self.empty = {name: None if field.null else "" for name, field in fields.items()}
        self.known = frozenset(self.columns)
        self._derived = tuple(name for name in _DERIVED if name not in self.known)
        self._values = itemgetter(*self.columns)
        self._derived_values = attrgetter(*self._derived)

    def canonical(self, facts: Mapping[str, Any]) -> Facts:
        """Points with all their parts, a state always; raises `UnknownFact`."""
        found = dict(facts)
        for fact in [fact for fact in facts if fact not in self.known]:
            value = facts[fact]
            prefix, _, rest = fact.partition(":")
            if prefix == "point" and rest.isdecimal():
                found[fact] = attached.canonical_point(value) if value else None
            elif prefix == "tag" and rest.isdecimal():
                found[fact] = True if value else None
            elif prefix not in _NESTED or not rest:
                raise UnknownFact(f"{self.name}: {fact}")
        if "state" in found and not found["state"]:
            found["state"] = self.model.State.ACTIVE.value
        return found

    def facts(self, ids: Iterable[int]) -> dict[int, Facts]:
        """All facts of the records that exist."""
        names = [*self.columns, *_NESTED.values()]
        attributes = [*self.attributes.values(), *_NESTED.values()]
        found: dict[int, Facts] = {}
        wanted = list(ids)
        for row in self.model.objects.filter(pk__in=wanted).values_list("pk", *attributes):
            facts = {name: value for name, value in zip(names, row[1:], strict=True) if value not in (None, "")}
            for fact, value in facts.items():
                if isinstance(value, date):
                    facts[fact] = value.isoformat()
            for prefix, column in _NESTED.items():
                facts.update({f"{prefix}:{rest}": value for rest, value in facts.pop(column).items()})
            found[row[0]] = facts
        attached.read(self.name, wanted, found)
        return found

    def insert(
        self, rows: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], ahead: Mapping[int, Ahead]
    ) -> None:
        """New rows with their contact points and tags."""
        written = self.derive(rows, ahead)
        bulk.insert(
            self.model,
            ["id", *_HEAD, "quality", "scores", *_NESTED.values(), *self.attributes.values(), *self._derived],
            (
                [
                    record_id,
                    *_head(columns[record_id]),
                    *ahead.get(record_id, _NOTHING).get(derived.SCORED, _UNSCORED),
                    *_nests(facts),
                    *self._values({**self.empty, **facts}),
                    *self._derived_values(written[record_id]),
                ]
                for record_id, facts in rows.items()
            ),
        )
        attached.write(self.name, rows)

    def update(
        self, changes: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], facts: Mapping[int, Facts]
    ) -> None:
        """Write what changed; records with the same changed columns go in one statement."""
        attached.write(self.name, changes)
        written = self.derive(facts)
        head = [name for name in _HEAD if name in next(iter(columns.values()))]
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for record_id, changed in changes.items():
            alike[tuple(name for name in self.columns if name in changed)].append(record_id)
        for names, ids in alike.items():
            bulk.update(
                self.model,
                [*head, *_NESTED.values(), *self._derived, *(self.attributes[name] for name in names)],
                (
                    [
                        record_id,
                        *(columns[record_id][name] for name in head),
                        *_nests(facts[record_id]),
                        *(getattr(written[record_id], name) for name in self._derived),
                        *(facts[record_id].get(name, self.empty[name]) for name in names),
                    ]
                    for record_id in ids
                ),
            )

    def delete(self, ids: Iterable[int]) -> None:
        """Take rows away with their contact points and tags."""
        wanted = list(ids)
        attached.delete(self.name, wanted)
        self.model.objects.filter(pk__in=wanted)._raw_delete(using="default")

    def gone(self, rows: Iterable[Facts]) -> set[tuple[str, Any]]:
        """Facts that point at a tag, category, company … that is no more."""
        targets: dict[str, set[int]] = defaultdict(set)
        tags: set[str] = set()
        pointing = {name for name in self.columns if self.attributes[name] != name}
        for facts in rows:
            for name in pointing & facts.keys():
                targets[name].add(facts[name])
            tags.update(fact for fact, value in facts.items() if value and fact.startswith("tag:"))
        found = {(fact, True) for fact in tags - attached.standing_tags(tags)}
        for name, ids in targets.items():
            model = self.model._meta.get_field(name).related_model
            there = set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))
            found.update((name, target) for target in ids - there if target is not None)
        return found

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead] = _NOTHING) -> dict[int, derived.Derived]:
        raise NotImplementedError


class PersonRecords(CustomerRecords):
    name = "person"
    model = Person
    columns = (
        "title", "given_name", "family_name", "gender", "birth_date", "national_id", "marital_status", "anniversary",
        "preferred_channel", "job_title", "company", *_COMMON,
    )  # fmt: skip

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead] = _NOTHING) -> dict[int, derived.Derived]:
        companies = {facts["company"] for facts in rows.values() if facts.get("company")}
        names = dict(Company.objects.filter(pk__in=companies).values_list("pk", "name")) if companies else {}
        found = {}
        for record_id, facts in rows.items():
            company = names.get(facts.get("company"), "")
            ready = derived.at_hand(ahead.get(record_id, _NOTHING), company)
            found[record_id] = ready or derived.of_person(facts, company)
        return found


class CompanyRecords(CustomerRecords):
    name = "company"
    model = Company
    columns = ("name", "legal_id", "economic_code", "industry", "employees", *_COMMON)

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead] = _NOTHING) -> dict[int, derived.Derived]:
        return {
            record_id: derived.at_hand(ahead.get(record_id, _NOTHING)) or derived.of_company(facts)
            for record_id, facts in rows.items()
        }

    def update(
        self, changes: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], facts: Mapping[int, Facts]
    ) -> None:
        """People are found by the name of their company too."""
        super().update(changes, columns, facts)
        renamed = [record_id for record_id, changed in changes.items() if "name" in changed]
        if renamed:
            refresh_search(renamed)


def refresh_search(companies: Iterable[int]) -> None:
    """Write the searched text of everybody who works at these companies anew."""
    people = list(Person.objects.filter(company__in=list(companies)).values_list("pk", flat=True))
    kind = PersonRecords()
    for start in range(0, len(people), 2_000):
        some = kind.derive(kind.facts(people[start : start + 2_000]))
        bulk.update(Person, ["search"], ([record_id, one.search] for record_id, one in some.items()))


def _nests(facts: Facts) -> tuple[Facts, ...]:
    """The facts that stand together in one column, without their prefix; in the order of `_NESTED`."""
    found: dict[str, Facts] = {prefix: {} for prefix in _NESTED}
    for fact in [fact for fact in facts if ":" in fact]:
        prefix, _, rest = fact.partition(":")
        if prefix in found and (value := facts[fact]) is not None:
            found[prefix][rest] = value
    return tuple(found.values())
