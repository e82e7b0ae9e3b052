"""Fields in `own` that come with Zolal, and the tones of groups."""

from __future__ import annotations

from collections.abc import Mapping

from zolal.people.fields import Field

TONES: Mapping[str, str] = {
    "society": "amber",
    "consent": "blue",
    "mind": "pink",
    "habits": "teal",
    "channel": "orange",
}
"""The colours of groups; those that are not named here have one of their own name."""

_FIELDS: tuple[Field, ...] = ()


def shipped_fields(record_type: str) -> tuple[Field, ...]:
    """Those of a kind of record, in the order they are shown."""
    return tuple(field for field in _FIELDS if record_type in field.record_types)
