"""Rows of a file that say that an address is not to be used put it on the suppression list, with the import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from zolal.activities.actions.suppressions import Entry, keep
from zolal.capture.intake.columns import Column
from zolal.capture.intake.unwanted import PREFIX, reason_of
from zolal.capture.models import Import
from zolal.capture.suppressed import look_again
from zolal.core.models import Action
from zolal.engine.records import SEPARATOR

_ADDRESSES = {"email": ("email",), "sms": ("mobile",), "call": ("mobile", "phone")}


def suppress_rows(import_: Import, action: Action, *, after: int, last: int) -> int:
    """How many addresses of the rows after a number came onto the list; erased ones by their digest only.

    To be called in the transaction that takes the rows in.
    """
    columns = [(place, one) for place, one in enumerate(import_.columns) if one["field"].startswith(PREFIX)]
    if not columns:
        return 0
    rows = import_.all_rows.filter(number__gt=after, number__lte=last, skipped=False)
    told = rows.order_by("number").values_list("cells", "mended", "keys")
    entries = [entry for cells, mended, keys in told for entry in _entries(columns, cells, mended, keys)]
    if not entries:
        return 0
    added = keep(entries, by=import_.by, source=import_.source, action=action).added
    look_again(import_, after=after, last=last)
    return added


def _entries(
    columns: Sequence[tuple[int, Column]], cells: Sequence[str], mended: dict[str, str], keys: dict[str, Any]
) -> Iterator[Entry]:
    for place, column in columns:
        cell = mended.get(str(place), cells[place] if place < len(cells) else "")
        reason = reason_of(column["header"], cell)
        channel = column["field"].removeprefix(PREFIX)
        for field in _ADDRESSES[channel] if reason else ():
            for address in filter(None, keys.get(field, "").split(SEPARATOR)):
                yield Entry(channel, address, reason, column["header"])
