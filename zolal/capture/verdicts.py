"""What an import makes of a row: new, update, duplicate or error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zolal.core import erasure
from zolal.core.ledger import Facts
from zolal.core.models import Tombstone
from zolal.engine.pipeline.entries import ERASED, NOBODY
from zolal.engine.records import SEPARATOR
from zolal.quality.demands import active_rules, essentials
from zolal.quality.rules import severity_of

IDENTIFYING = frozenset({"mobile", "phone", "email", "national_id", "legal_id"})
_TELLING = frozenset({"given_name", "family_name", "name", "points", "national_id", "legal_id", "economic_code"})
_MEANS = {"name": ("given_name", "family_name", "name"), "mobile": ("mobile", "phone")}

Faults = dict[str, list[dict[str, str]]]


def fields_of_essential(name: str) -> tuple[str, ...]:
    """The fields by which an essential is there: "mobile" is any telephone, "name" any part of the name."""
    return _MEANS.get(name, (name,))


def is_nobody(facts: Facts) -> bool:
    """Whether nothing in a record says who it is."""
    return not _TELLING.intersection(facts)


def nobody_fault() -> dict[str, str]:
    return {"code": NOBODY.code, "raw": "", "proposal": ""}


def erased_fields(rows: Iterable[Mapping[str, str]]) -> set[tuple[str, str]]:
    """(field, key) among the keys of rows that belong to somebody who was erased."""
    if not Tombstone.objects.exists():
        return set()
    asked = {(name, key) for row in rows for name in IDENTIFYING & row.keys() for key in row[name].split(SEPARATOR)}
    both = asked | {
        ("phone" if name == "mobile" else "mobile", key) for name, key in asked if name in ("mobile", "phone")
    }
    return erasure.erased(both)


def is_erased(keys: Mapping[str, str], erased: set[tuple[str, str]]) -> bool:
    """Whether a row's keys are among those of `erased_fields`."""
    known = {key for _, key in erased}
    return any(key in known for name in IDENTIFYING & keys.keys() for key in keys[name].split(SEPARATOR))


def erased_fault() -> dict[str, str]:
    return {"code": ERASED.code, "raw": "", "proposal": ""}


def has_error(faults: Faults, decisive: frozenset[str]) -> bool:
    """Whether an error stands in a field that must be right, or in the row as a whole."""
    return any(
        severity_of(fault["code"]) == "error" for name, found in faults.items() if name in decisive for fault in found
    )


def decisive_fields(record_type: str) -> frozenset[str]:
    """Fields whose errors keep a row out unless somebody says otherwise: essential and identifying ones."""
    needed = essentials(active_rules(record_type))
    names = {field for name in needed for field in fields_of_essential(name)}
    return IDENTIFYING | names | {""}


def judged(facts: Facts, faults: Faults) -> Faults:
    """The faults of a row with that of the row as a whole, under "", if it tells of nobody."""
    return {**faults, "": [*faults.get("", ()), nobody_fault()]} if is_nobody(facts) else faults
