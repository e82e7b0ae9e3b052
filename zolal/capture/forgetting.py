"""What imports keep of somebody who is erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from zolal.capture.models import Import, ImportRow

IDENTIFYING = ("mobile", "phone", "email", "national_id", "legal_id")


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:
    """Empty the raw rows of erased records, and of rows that bear their keys without having gone in.

    The files they stood in are given up; all other rows of them are kept as rows.
    """
    same = Q(record_id__in=list(ids))
    for field in IDENTIFYING:
        for key in keys.get(field, ()):
            same |= Q(**{f"keys__{field}": key})
    rows = ImportRow.objects.filter(same, of__record_type=record_type)
    for import_ in Import.objects.filter(pk__in=rows.order_by().values("of")):
        if import_.file:
            import_.file.delete(save=False)
        import_.found = {**import_.found, "preview": []}
        import_.columns = [{**column, "samples": []} for column in import_.columns]
        import_.save(update_fields=["file", "found", "columns"])
    rows.update(cells=[], mended={}, facts={}, faults={}, keys={}, alike=[], choices={}, skipped=True)
