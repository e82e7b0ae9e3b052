"""Which records on file an import may write to."""

from __future__ import annotations

from collections.abc import Iterable

from zolal.accounts.permissions import rights_of
from zolal.capture.models import Import
from zolal.people.queries.records import visible_records


def reachable(import_: Import, ids: Iterable[int]) -> set[int]:
    """Those of the records that the importer may change: of others a file is no way to change or to learn anything."""
    wanted = set(ids)
    if not wanted or rights_of(import_.by).reach(import_.record_type, "change") == "all":
        return wanted
    changeable = visible_records(import_.by, import_.record_type, what="change")
    return set(changeable.filter(pk__in=wanted).values_list("pk", flat=True))
