"""What is kept of somebody who is erased: no signal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.activities.models import LastSignals, Signal


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Take the signals of erased records away."""
    Signal.objects.filter(**{f"{record_type}__in": list(ids)}).delete()
    LastSignals.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
