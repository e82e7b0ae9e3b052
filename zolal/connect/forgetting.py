"""What is kept of somebody who is erased: neither that they were told of, nor what anybody answered to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.connect.models import Event


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Take what was sent about erased records away; that they are gone is still told."""
    Event.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
