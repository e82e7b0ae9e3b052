"""What lists and exports can show of signals and suppressed addresses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from zolal.activities.last import last_signals
from zolal.activities.suppressed import channels_told, closed_to, know_closed
from zolal.people.queries.columns import AddedColumn, Records, add_column


def last_signal(record_type: str, records: Records) -> Mapping[int, date | None]:
    """The day of the last sign of life."""
    found = last_signals(record_type, [record.pk for record in records])
    return {record_id: row.alive_on for record_id, row in found.items()}


def suppressed(_record_type: str, records: Records) -> Mapping[int, str]:
    """The channels in which an address of theirs is not to be used."""
    know_closed(records)
    told = {record.pk: [entry.channel for found in closed_to(record).values() for entry in found] for record in records}
    return {record_id: channels_told(dict.fromkeys(channels)) for record_id, channels in told.items() if channels}


def offer() -> None:
    """Let lists show both."""
    add_column(AddedColumn("last_signal", _("Last sign of life"), last_signal))
    add_column(AddedColumn("suppressed", _("Not to be used"), suppressed))
