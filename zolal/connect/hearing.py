"""What other programs are to be told is noted in the transaction that writes it: nothing is lost, nothing is told
that was not done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zolal.connect.kinds import ROWS, wants_some
from zolal.connect.models import Endpoint, Heard
from zolal.core.jobs import ensure
from zolal.core.ledger import Written, rows
from zolal.core.models import Action, Change

TELL = "webhooks.tell"


def on_write(written: Written) -> None:
    """Note a write, if any endpoint may want it: one row, however many records."""
    wanted = Endpoint.objects.filter(active=True).values_list("patterns", flat=True)
    if not any(wants_some(patterns, written.record_type) for patterns in wanted):
        return
    gone = {} if written.facts else _gone(written)
    Heard.objects.create(action=written.action, record_type=written.record_type, ids=written.ids, gone=gone)
    ensure(TELL)


def on_rows(action: Action, entries: Sequence[rows.Entry]) -> None:
    """Note rows beside the records (a tag, a relation, a stage), if any endpoint may want them."""
    told = [entry for entry in entries if entry[0] in ROWS]
    if not told:
        return
    wanted = list(Endpoint.objects.filter(active=True).values_list("patterns", flat=True))
    for name in dict.fromkeys(ROWS[entry[0]] for entry in told):
        if any(wants_some(patterns, name) for patterns in wanted):
            some = [_row(entry) for entry in told if ROWS[entry[0]] == name]
            Heard.objects.create(action=action, record_type=name, gone={"rows": some})
            ensure(TELL)


def _row(entry: rows.Entry) -> dict[str, Any]:
    """What is told of a row: no values, but the ends of a relation, which decide who hears of it."""
    _label, pk, before, after = entry
    image = after or before or {}
    changed = sorted(name for name in image if before and after and before.get(name) != after.get(name))
    return {
        "pk": pk,
        "uid": image.get("uid"),
        "change": "created" if before is None else "removed" if after is None else "changed",
        "fields": [name.removesuffix("_id") for name in changed],
        "ends": {name: image.get(f"{name}_id") for name in ("person", "company", "other", "other_company")},
    }


def _gone(written: Written) -> dict[str, Any]:
    """What decides who hears of records that cannot be asked any more."""
    removed = Change.objects.filter(
        action=written.action, record_type=written.record_type, record_id__in=written.ids, after__isnull=True
    )
    whose = ("owner", "team", "person", "company")
    return {
        str(record_id): {"uid": kept["uid"], "version": was, **{name: before.get(name) for name in whose}}
        for record_id, before, kept, was in removed.values_list("record_id", "before", "kept", "version")
    }
