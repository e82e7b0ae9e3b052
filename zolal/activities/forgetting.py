"""What is kept of somebody who is erased: no signal, no activity, no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.activities.models import LastSignals, Signal
from zolal.core.files import discard
from zolal.core.models import Change
from zolal.people.own.files import forget as forget_own_files


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Take the signals of erased records away, and what the ledger holds of the activities that went with them."""
    Signal.objects.filter(**{f"{record_type}__in": list(ids)}).delete()
    LastSignals.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
    gone = Change.objects.filter(
        record_type="activity", after__isnull=True, **{f"before__{record_type}__in": list(ids)}
    )
    if record_type == "company":
        gone = gone.exclude(before__has_key="person")
    activities = set(gone.values_list("record_id", flat=True))
    kept = Change.objects.filter(record_type="activity", record_id__in=activities, kept__isnull=False)
    rows = [row for one in kept.values_list("kept", flat=True) for row in one["rows"]]
    Change.objects.filter(record_type="activity", record_id__in=activities).delete()
    forget_own_files("activity", sorted(activities), {})
    discard({columns["sha256"] for label, columns in rows if label == "activities.attachment"})
