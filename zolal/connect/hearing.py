"""What other programs are to be told is noted in the transaction that writes it: nothing is lost, nothing is told
that was not done."""

from __future__ import annotations

from typing import Any

from zolal.connect.kinds import wants_some
from zolal.connect.models import Endpoint, Heard
from zolal.core.jobs import ensure
from zolal.core.ledger import Written
from zolal.core.models import Change

TELL = "webhooks.tell"


def on_write(written: Written) -> None:
    """Note a write, if any endpoint may want it: one row, however many records."""
    wanted = Endpoint.objects.filter(active=True).values_list("patterns", flat=True)
    if not any(wants_some(patterns, written.record_type) for patterns in wanted):
        return
    gone = {} if written.facts else _gone(written)
    Heard.objects.create(action=written.action, record_type=written.record_type, ids=written.ids, gone=gone)
    ensure(TELL)


def _gone(written: Written) -> dict[str, Any]:
    """What decides who hears of records that cannot be asked any more."""
    removed = Change.objects.filter(
        action=written.action, record_type=written.record_type, record_id__in=written.ids, after__isnull=True
    )
    return {
        str(record_id): {"uid": kept["uid"], "owner": before.get("owner"), "team": before.get("team"), "version": was}
        for record_id, before, kept, was in removed.values_list("record_id", "before", "kept", "version")
    }
