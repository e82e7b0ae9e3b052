"""What the rows of an import have been recognised as so far."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from django.db.models import Count

from zolal.capture.checking import Earlier, Recognised
from zolal.capture.models import Import, ImportRow
from zolal.quality.index import indexed, signs_of

CHUNK = 2_000


def counted(import_: Import) -> dict[str, int]:
    """Rows by verdict."""
    by = import_.all_rows.order_by().values_list("verdict").annotate(many=Count("pk"))
    return {**dict.fromkeys(ImportRow.Verdict.values, 0), **dict(by)}


def earlier_rows(import_: Import, *, up_to: int | None = None, but: Collection[int] = ()) -> Earlier:
    """What is known of the rows up to a number, or of all, but for some."""
    earlier = Earlier(import_.record_type, import_.by)
    columns = ("number", "keys", "match_id", "twin", "sure")
    rows = import_.all_rows.order_by("number")
    rows = rows if up_to is None else rows.filter(number__lte=up_to)
    told = rows.values_list(*columns).iterator(chunk_size=CHUNK)
    while some := list(islice(told, CHUNK)):
        known = [row for row in some if row[0] not in but]
        places = indexed(import_.record_type, [row[1] for row in known])
        for (number, own, match_id, twin, sure), place in zip(known, places, strict=True):
            earlier.know(number, own, place, Recognised(match_id, twin, sure))
        earlier.index([row[0] for row in known], signs_of(places))
    return earlier
