"""What goes with a record that was shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.accounts.models import SharedRecord


def forget(record_type: str, ids: Sequence[int], _keys: Mapping[str, Sequence[str]]) -> None:
    """With whom somebody who was erased had been shared."""
    SharedRecord.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
