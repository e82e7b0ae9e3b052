"""What stands in a field of a loaded record, wherever it is kept."""

from __future__ import annotations

from typing import Any

from zolal.core.models import Record
from zolal.people.fields import Field


def value_of(record: Record, field: Field) -> Any:  # noqa: ANN401 - of a column, or JSON
    """The column's value, for fields in `own` as the fact is kept; "" or None where nothing stands there."""
    if field.own is not None:
        return record.own.get(field.own.key)
    return getattr(record, field.name)
