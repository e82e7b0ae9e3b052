"""Texts of fields in `own` become facts of the drafts, a column at a time."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.capture.intake.draft import Draft
from zolal.engine.fields.kind import Context
from zolal.people.fields import Field
from zolal.people.own.reading import Names, read, typed


def read_own(
    field: Field, cells: Sequence[str], drafts: Sequence[Draft], context: Context, names: Names | None
) -> None:
    """`names` are those that a relation may be called by."""
    for draft, cell in zip(drafts, cells, strict=True):
        if not cell.strip():
            continue
        found = read(field, cell, context, names)
        if found.code:
            draft.fault(field.name, found.code, cell, found.proposal)
        if found.value is not None:
            draft.facts[field.name] = found.value
            if typed(found.value) != cell:
                draft.raw[field.name] = cell
