"""What lists and exports can show of signals and suppressed addresses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from zolal.activities.last import last_signals
from zolal.activities.suppressed import channels_told, of_points
from zolal.people.queries.columns import AddedColumn, Records, add_column


def last_signal(record_type: str, records: Records) -> Mapping[int, date | None]:
    """The day of the last sign of life."""
    found = last_signals(record_type, [record.pk for record in records])
    return {record_id: row.alive_on for record_id, row in found.items()}


def suppressed(_record_type: str, records: Records) -> Mapping[int, str]:
    """The channels in which an address of theirs is not to be used."""
    points = [(record.pk, point.kind, point.key) for record in records for point in record.contact_points.all()]
    closed = of_points({(kind, key) for _pk, kind, key in points})
    told: dict[int, dict[str, None]] = {}
    for record_id, kind, key in points:
        for channel in closed.get((kind, key), ()):
            told.setdefault(record_id, {})[channel] = None
    return {record_id: channels_told(channels) for record_id, channels in told.items()}


def offer() -> None:
    """Let lists show both."""
    add_column(AddedColumn("last_signal", _("Last sign of life"), last_signal))
    add_column(AddedColumn("suppressed", _("Not to be used"), suppressed))
