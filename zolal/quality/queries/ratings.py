"""What was found of a record's values, with who found it and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from zolal.core.ledger import record_type as kind_of
from zolal.people.models import Company, Person
from zolal.people.queries.sources import Origin, origins
from zolal.quality.ratings import Method, Verdict, fact_of, values_of


@dataclass(frozen=True, slots=True)
class Rated:
    """A value somebody checked; `value` as `rate` takes it, `fact` the fact it stands in."""

    field: str
    value: str
    fact: str
    verdict: str
    method: str
    note: str
    who: str
    when: datetime

    @property
    def method_label(self) -> str:
        return str(Method(self.method).label) if self.method in Method.values else self.method

    @property
    def is_wrong(self) -> bool:
        return self.verdict == Verdict.WRONG


def ratings_of(record: Person | Company, whence: Mapping[str, Origin] | None = None) -> dict[str, Rated]:
    """{fact: what was found of its value}, of a record the user was given; values that are gone have none.

    `whence` is what `origins` says of the record, where it is at hand.
    """
    if not record.rated:
        return {}
    record_type = record.record_type
    facts = kind_of(record_type).facts([record.pk]).get(record.pk, {})
    known = origins(record) if whence is None else whence
    found: dict[str, Rated] = {}
    for field in sorted({name.rpartition(":")[0] for name in record.rated}):
        for value, fact in values_of(facts, field).items():
            rating = fact_of(field, value)
            if (said := facts.get(rating)) and (origin := known.get(rating)):
                told = (said["verdict"], said["method"], said["note"], origin.who, origin.when)
                found[fact] = Rated(field, value, fact, *told)
    return found


def outside(one: Rated) -> str:
    """The value as others name it: a company by its uid, where facts hold its number."""
    return str(Company.objects.get(pk=int(one.value)).uid) if one.field == "company" else one.value
