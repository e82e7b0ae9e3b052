"""Which records on file an import may write to."""

from __future__ import annotations

from collections.abc import Iterable

from zolal.accounts.visibility import scope_of
from zolal.capture.models import Import
from zolal.people.queries.records import visible_records


def reachable(import_: Import, ids: Iterable[int]) -> set[int]:
    """Those of the records that the importer sees: of others a file is no way to change or to learn anything."""
    wanted = set(ids)
    if not wanted or scope_of(import_.by) == "all":
        return wanted
    return set(visible_records(import_.by, import_.record_type).filter(pk__in=wanted).values_list("pk", flat=True))
