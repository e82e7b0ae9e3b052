"""First look into a file: how it is written, what its columns are."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from zolal.capture.files import table_of, tables_of
from zolal.capture.intake.cells import storable
from zolal.capture.intake.columns import LEAVE_OUT, Column, fields_of_column, recognised, signature
from zolal.capture.models import Import, Mapping
from zolal.capture.plain.columns import recognised_plain
from zolal.capture.plain.kinds import PLAIN
from zolal.core.jobs import Handle, task
from zolal.core.models import Job
from zolal.engine.fields.card import redact_card
from zolal.engine.files import Table
from zolal.people.queries.permitted import fixed

PREVIEW = 20
_LONGEST_CELL = 200
_KEPT = ("field", "calendar", "order", "serial", "unit")


def ended(job: Job) -> None:
    """The import shows why its file was not read."""
    state = Import.State.CANCELLED if job.state == Job.State.CANCELLED else Import.State.FAILED
    Import.objects.filter(job=job, state=Import.State.READING).update(state=state, error=job.error)


@task("capture.read", ended=ended)
def read(handle: Handle, *, import_id: int) -> None:
    """Find sheet, delimiter, encoding, header and columns, and propose a mapping."""
    import_ = Import.objects.get(pk=import_id)
    handle.save(stage=gettext("Reading the file"))
    tables = tables_of(import_)
    table = table_of(import_, tables)
    handle.save(stage=gettext("Recognising the columns"))
    kind = PLAIN.get(import_.record_type)
    columns = recognised_plain(table.frame, kind) if kind else recognised(table.frame, import_.record_type)
    saved = Mapping.objects.filter(record_type=import_.record_type, signature=signature(table.frame.columns)).first()
    if saved and len(saved.columns) == len(columns):
        columns = [{**column, **_said(before)} for column, before in zip(columns, saved.columns, strict=True)]
    columns, kept = _writable(import_, columns)
    with transaction.atomic():
        import_.found = {
            "sheets": [{"name": one.sheet, "rows": one.frame.height} for one in tables],
            "sheet": table.sheet,
            "delimiter": table.delimiter,
            "encoding": table.encoding,
            "header_row": table.header_row,
            "preview": _preview(table, columns),
            "known_mapping": saved is not None,
            "kept": kept,
        }
        import_.columns, import_.rows, import_.error = columns, table.frame.height, ""
        import_.state = Import.State.MAPPING
        import_.save(update_fields=["found", "columns", "rows", "error", "state"])
        handle.save(done=table.frame.height, total=table.frame.height)


def _writable(import_: Import, columns: list[Column]) -> tuple[list[Column], list[str]]:
    """The columns without what the importer may not write, and what those are called."""
    out = fixed(import_.by, import_.record_type, new=True)
    kept = [one["header"] for one in columns if out & {*fields_of_column(import_.record_type, one["field"])}]
    return [{**one, "field": LEAVE_OUT} if one["header"] in kept else one for one in columns], kept


def _said(before: Column) -> Column:
    return {name: before[name] for name in _KEPT if name in before} | {"confidence": 1.0}


def _preview(table: Table, columns: list[Column]) -> list[list[str]]:
    secret = {place for place, column in enumerate(columns) if column["secret"]}
    return [
        [(redact_card(cell) if place in secret else cell)[:_LONGEST_CELL] for place, cell in enumerate(storable(row))]
        for row in table.frame.head(PREVIEW).rows()
    ]
