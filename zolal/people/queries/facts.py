"""All facts of one record: what its page tells of them follows from a row that was read once."""

from __future__ import annotations

from zolal.core.ledger import Facts, record_type
from zolal.people.models import Company, Person
from zolal.people.records import CompanyRecords, PersonRecords

_KNOWN = "known_facts"
_KINDS = {"person": PersonRecords(), "company": CompanyRecords()}


def know_facts(record: Person | Company) -> None:
    """Of a record loaded with contact points and tags, before it is masked; who writes asks anew."""
    record.__dict__[_KNOWN] = _KINDS[record.record_type].of_loaded(record)


def facts_of(record: Person | Company) -> Facts:
    """Also what is withheld from whom the record was loaded for."""
    known: Facts | None = record.__dict__.get(_KNOWN)
    return record_type(record.record_type).facts([record.pk]).get(record.pk, {}) if known is None else known
