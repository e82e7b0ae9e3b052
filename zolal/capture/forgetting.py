"""What imports keep of somebody who is erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from zolal.capture.bearing import bearing, identifying
from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.kinds import PLAIN
from zolal.capture.plain.naming import rows_naming
from zolal.core.erasure import NAME
from zolal.core.models import Job
from zolal.people.queries.records import MODELS


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:
    """Empty the raw rows of erased records, and of rows that bear their keys without having gone in.

    The files they stood in are given up, and so are those of cancelled imports, of which nobody knows any more who
    stands in them; all other rows are kept as rows. Rows of deals and activities whose customer was not found go by the
    name as well, though they may tell of somebody else who is called so.
    """
    of_type = ImportRow.objects.filter(of__record_type=record_type)
    known = identifying(keys)
    found = {*of_type.filter(record_id__in=list(ids)).values_list("pk", flat=True), *bearing(of_type, known)}
    found |= rows_naming(record_type, ids, {**known, NAME: {*keys.get(NAME, ())}})
    rows = ImportRow.objects.filter(pk__in=found)
    concerned = Q(pk__in=rows.order_by().values("of")) | Q(
        state=Import.State.CANCELLED, record_type__in=[record_type, *PLAIN]
    )
    for import_ in Import.objects.filter(concerned):
        _give_up_file(import_)
    rows.update(cells=[], mended={}, facts={}, faults={}, keys={}, alike=[], choices={}, skipped=True)
    _unname()


def _give_up_file(import_: Import) -> None:
    if import_.file:
        import_.file.delete(save=False)
    import_.found = {**import_.found, "preview": []}
    import_.columns = [{**column, "samples": []} for column in import_.columns]
    import_.save(update_fields=["file", "found", "columns"])


def _unname() -> None:
    """An undo names the records that it left as they were, in its report and in its job: not those that are gone."""
    for import_ in Import.objects.filter(found__has_key="undo"):
        import_.found["undo"] = _without_gone(import_.found["undo"])
        import_.save(update_fields=["found"])
    for job in Job.objects.filter(task="capture.undo", checkpoint__has_key="report"):
        job.checkpoint["report"] = _without_gone(job.checkpoint["report"])
        job.save(update_fields=["checkpoint"])


def _without_gone(report: dict[str, Any]) -> dict[str, Any]:
    named = report.get("named") or []
    uids = {one["uid"] for one in named}
    there = {str(uid) for model in MODELS.values() for uid in _standing(model, uids)}
    return {**report, "named": [one for one in named if one["uid"] in there]}


def _standing(model: Any, uids: set[str]) -> Any:  # noqa: ANN401 - an iterable of uids
    return model.objects.filter(uid__in=uids).values_list("uid", flat=True)
