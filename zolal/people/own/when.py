"""Whether the condition of a field in `own` holds, by the facts of a record of any kind."""

from __future__ import annotations

from zolal.core.ledger import Facts
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Field
from zolal.people.own.definition import When
from zolal.people.own.reading import typed


def holds(when: When | None, facts: Facts) -> bool:
    """Where the other field has one of the values, or is filled; always without a condition."""
    return when is None or fulfils(when, typed(facts.get(when.field)))


def fulfils(when: When, text: str) -> bool:
    """The same by what stands in the input of the other field."""
    said = {part for one in text.split(SEPARATOR) if (part := one.strip())}
    return bool(said & {*when.values}) if when.values else bool(said)


def asked(field: Field, facts: Facts) -> bool:
    """Whether a field is shown of a record: always where something stands in it."""
    return field.own is None or facts.get(field.name) is not None or holds(field.own.when, facts)
