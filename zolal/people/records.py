"""How the facts of persons and companies are read from and written to their tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from zolal.core import bulk
from zolal.core.ledger import Ahead, Facts
from zolal.core.ledger.columns import ColumnRecords
from zolal.people import attached, derived
from zolal.people.models import Company, CompanyScore, Person, PersonScore

_COMMON = (
    "province", "city", "address", "postal_code", "note", "last_activity_on", "last_purchase_on",
    "owner", "team", "category", "source", "absorbed_into", "state",
)  # fmt: skip
_NOTHING: Mapping[Any, Any] = {}


class CustomerRecords(ColumnRecords):
    """What persons and companies have in common: contact points and tags are rows beside them."""

    model: ClassVar[type[Person | Company]]
    scores: ClassVar[type[PersonScore | CompanyScore]]
    nested: ClassVar[Mapping[str, str]] = {**ColumnRecords.nested, "fault": "faults", "more": "more", "rated": "rated"}

    def canonical_beside(self, fact: str, value: Any) -> Any:  # noqa: ANN401 - JSON
        """Points with all their parts."""
        prefix, _, rest = fact.partition(":")
        if prefix == "point" and rest.isdecimal():
            return attached.canonical_point(value) if value else None
        if prefix == "tag" and rest.isdecimal():
            return True if value else None
        return super().canonical_beside(fact, value)

    def of_loaded(self, record: Person | Company) -> Facts:
        """All facts of a record that was loaded with its contact points and tags, and not masked since."""
        return self.in_columns(record) | attached.of_loaded(record)

    def read_beside(self, ids: Sequence[int], facts: Mapping[int, Facts]) -> None:
        attached.read(self.name, list(ids), facts)

    def write_beside(self, changes: Mapping[int, Facts]) -> None:
        attached.write(self.name, changes)

    def insert(
        self, rows: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], ahead: Mapping[int, Ahead]
    ) -> None:
        """With their score, where it was found before."""
        super().insert(rows, columns, ahead)
        scored = ([one, *ahead[one][derived.SCORED]] for one in rows if derived.SCORED in ahead.get(one, _NOTHING))
        bulk.insert(self.scores, ["record", "quality", "scores"], scored)

    def delete_beside(self, ids: Sequence[int]) -> None:
        attached.delete(self.name, list(ids))
        self.scores.objects.filter(pk__in=ids).delete()

    def gone(self, rows: Iterable[Facts]) -> set[tuple[str, Any]]:
        """Tags too."""
        known = list(rows)
        tags = {fact for facts in known for fact, value in facts.items() if value and fact.startswith("tag:")}
        return super().gone(known) | {(fact, True) for fact in tags - attached.standing_tags(tags)}

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead]) -> Mapping[int, Sequence[Any]]:
        found = self.derived(rows, ahead)
        if self.derived_columns == derived.Derived._fields:
            return found
        return {record_id: [getattr(one, name) for name in self.derived_columns] for record_id, one in found.items()}

    def derived(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead] = _NOTHING) -> dict[int, derived.Derived]:
        raise NotImplementedError


class PersonRecords(CustomerRecords):
    name = "person"
    model = Person
    scores = PersonScore
    columns = (
        "title", "given_name", "family_name", "gender", "birth_date", "national_id", "marital_status", "anniversary",
        "preferred_channel", "job_title", "company", *_COMMON,
    )  # fmt: skip
    derived_columns = derived.Derived._fields

    def derived(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead] = _NOTHING) -> dict[int, derived.Derived]:
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
    scores = CompanyScore
    columns = ("name", "legal_id", "economic_code", "industry", "employees", *_COMMON)
    derived_columns = tuple(name for name in derived.Derived._fields if name != "name")

    def derived(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead] = _NOTHING) -> dict[int, derived.Derived]:
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
        some = kind.derived(kind.facts(people[start : start + 2_000]))
        bulk.update(Person, ["search"], ([record_id, one.search] for record_id, one in some.items()))
