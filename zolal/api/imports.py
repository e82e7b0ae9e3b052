"""Imports: hand in a file, confirm its columns, look at the rows, mend, take in, take back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal
from uuid import UUID

import polars as pl
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from zolal.accounts.models import User
from zolal.api.answers import ImportDetail, ImportOut, ImportRowOut, RowCount
from zolal.api.door import needs, user_of
from zolal.api.jobs import job_out
from zolal.api.shapes import Page, page_out
from zolal.capture.actions import rows
from zolal.capture.actions.imports import (
    READING,
    cancel_import,
    commit_import,
    confirm_mapping,
    remap,
    reread,
    undo_import,
    upload_import,
)
from zolal.capture.models import Import, ImportRow
from zolal.capture.queries.imports import import_page, tabs, visible_import
from zolal.capture.queries.rows import (
    count_rows_with,
    differences,
    error_rows,
    row_of,
    row_page,
    sees_match,
    troubles_of_row,
)
from zolal.tables.delimited import csv_pieces

imports = Router(tags=["Imports"])

Verdict = Literal["", "new", "update", "duplicate", "error"]
_MOST = 200


class Upload(Schema):
    type: Literal["person", "company"] = "person"
    policy: Literal["fill", "overwrite", "ask"] = "fill"


class Reading(Schema):
    """How the file is read; what is left out stays. `automatic`: all is found by itself again."""

    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    header_row: int | None = Field(None, ge=0, le=1_000_000)
    automatic: bool = False


class ColumnIn(Schema):
    """`field` "" keeps the column as it is, "-" leaves it out."""

    header: str
    field: str
    calendar: str | None = None
    order: str | None = None
    unit: str | None = None


class Confirmation(Schema):
    """Columns left out stay as proposed; null takes the whole proposal."""

    columns: list[ColumnIn] | None = None
    policy: Literal["fill", "overwrite", "ask"] | None = None


class Cell(Schema):
    number: int
    column: int
    text: str


class Replacement(Schema):
    """`dry_run` only counts the rows."""

    column: int
    value: str
    replacement: str
    dry_run: bool = False


class Choices(Schema):
    """{fact: "take" | "keep"}, "*" for all others; without `number` for all updates."""

    facts: dict[str, Literal["take", "keep"]]
    number: int | None = None


class Identity(Schema):
    """Rows that may be somebody known: they are ("same"), they are not ("new"), or nothing is said ("")."""

    numbers: list[int]
    identity: Literal["same", "new", ""]


class Rows(Schema):
    """Named rows, or all of a verdict."""

    numbers: list[int] = Field(default_factory=list)
    verdict: Verdict = ""
    on: bool = True


@imports.get(
    "",
    auth=needs("imports.run"),
    response=Page[ImportOut],
    summary="Your imports; all of them for who reads the ledger",
)
def index(request: HttpRequest, after: UUID | None = None, size: int = 50) -> Any:  # noqa: ANN401
    found = import_page(user=user_of(request), before=after, size=min(max(size, 1), _MOST))
    return page_out(map(import_out, found.imports), next=str(found.next or ""))


@imports.post("", auth=needs("imports.run"), response={201: ImportOut}, summary="Hand in a CSV or XLSX file")
def upload(request: HttpRequest, given: Form[Upload], file: File[UploadedFile]) -> Any:  # noqa: ANN401
    made = upload_import(
        file=file, filename=file.name or "", record_type=given.type, by=user_of(request), policy=given.policy
    )
    return Status(201, import_out(made))


@imports.get(
    "/{uuid:uid}",
    auth=needs("imports.run"),
    response=ImportDetail,
    summary="One import: state, columns, counts, progress",
)
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    found = visible_import(user_of(request), uid)
    return import_out(found) | {"found": found.found, "columns": found.columns, "reading": found.reading}


@imports.post("/{uuid:uid}/reading", auth=needs("imports.run"), response=ImportOut, summary="Read the file another way")
def read_again(request: HttpRequest, uid: UUID, given: Reading) -> Any:  # noqa: ANN401
    user = user_of(request)
    chosen: dict[str, Any] = dict.fromkeys(READING) if given.automatic else {}
    chosen |= given.dict(exclude_unset=True, exclude={"automatic"})
    return import_out(reread(import_=visible_import(user, uid), by=user, **chosen))


@imports.post(
    "/{uuid:uid}/mapping",
    auth=needs("imports.run"),
    response=ImportOut,
    summary="Confirm the columns; the file is checked",
)
def confirm(request: HttpRequest, uid: UUID, given: Confirmation) -> Any:  # noqa: ANN401
    user = user_of(request)
    columns = None if given.columns is None else [one.dict(exclude_none=True) for one in given.columns]
    found = confirm_mapping(import_=visible_import(user, uid), by=user, columns=columns, policy=given.policy)
    return import_out(found)


@imports.delete("/{uuid:uid}/mapping", auth=needs("imports.run"), response=ImportOut, summary="Back to the columns")
def back_to_mapping(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return import_out(remap(import_=visible_import(user, uid), by=user))


@imports.get(
    "/{uuid:uid}/rows", auth=needs("imports.run"), response=Page[ImportRowOut], summary="Rows, of one verdict or all"
)
def all_rows(request: HttpRequest, uid: UUID, verdict: Verdict = "", after: int = 0, size: int = 50) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    page = row_page(import_=found, verdict=verdict, after=after, size=min(max(size, 1), _MOST))
    items = [row_out(found, row, user) for row in page.rows]
    return page_out(items, next=str(page.next or ""), total=tabs(found)[verdict] if verdict else found.rows)


@imports.get(
    "/{uuid:uid}/rows/{int:number}",
    auth=needs("imports.run"),
    response=ImportRowOut,
    summary="One row with its differences",
)
def one_row(request: HttpRequest, uid: UUID, number: int) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    return row_out(found, row_of(import_=found, number=number), user)


@imports.post("/{uuid:uid}/cells", auth=needs("imports.run"), response=ImportRowOut, summary="Mend one cell")
def mend(request: HttpRequest, uid: UUID, given: Cell) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    row = rows.mend_cell(import_=found, number=given.number, column=given.column, text=given.text, by=user)
    return row_out(found, row, user)


@imports.post(
    "/{uuid:uid}/replace", auth=needs("imports.run"), response=RowCount, summary="Mend a text in a whole column"
)
def replace(request: HttpRequest, uid: UUID, given: Replacement) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    if given.dry_run:
        return {"rows": count_rows_with(import_=found, column=given.column, value=given.value)}
    done = rows.mend_cells(
        import_=found, column=given.column, value=given.value, replacement=given.replacement, by=user
    )
    return {"rows": done}


@imports.post(
    "/{uuid:uid}/choices",
    auth=needs("imports.run"),
    response=RowCount,
    summary="Which value stands where an update differs",
)
def choose(request: HttpRequest, uid: UUID, given: Choices) -> Any:  # noqa: ANN401
    user = user_of(request)
    count = rows.choose(import_=visible_import(user, uid), by=user, facts=given.facts, number=given.number)
    return {"rows": count}


@imports.post(
    "/{uuid:uid}/identity", auth=needs("imports.run"), response=RowCount, summary="The same as somebody known, or new"
)
def identify(request: HttpRequest, uid: UUID, given: Identity) -> Any:  # noqa: ANN401
    user = user_of(request)
    count = rows.decide(import_=visible_import(user, uid), by=user, numbers=given.numbers, identity=given.identity)
    return {"rows": count}


@imports.post(
    "/{uuid:uid}/skip", auth=needs("imports.run"), response=RowCount, summary="Leave rows out, or take them in again"
)
def skip(request: HttpRequest, uid: UUID, given: Rows) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    return {"rows": rows.skip(import_=found, by=user, numbers=given.numbers, verdict=given.verdict, skipped=given.on)}


@imports.post(
    "/{uuid:uid}/include", auth=needs("imports.run"), response=RowCount, summary="Take error rows in all the same"
)
def include(request: HttpRequest, uid: UUID, given: Rows) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    return {"rows": rows.include_errors(import_=found, by=user, numbers=given.numbers, include=given.on)}


@imports.post(
    "/{uuid:uid}/commit", auth=needs("imports.run"), response=ImportOut, summary="Take the rows in, in the background"
)
def commit(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return import_out(commit_import(import_=visible_import(user, uid), by=user))


@imports.post("/{uuid:uid}/cancel", auth=needs("imports.run"), response=ImportOut, summary="Stop it")
def cancel(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return import_out(cancel_import(import_=visible_import(user, uid), by=user))


@imports.post(
    "/{uuid:uid}/undo", auth=needs("imports.run"), response=ImportOut, summary="Take it back, in the background"
)
def undo(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return import_out(undo_import(import_=visible_import(user, uid), by=user))


@imports.get(
    "/{uuid:uid}/errors",
    auth=needs("imports.run"),
    response=Page[dict[str, str]],
    summary="What did not go in, and why",
)
def errors(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return page_out(error_rows(import_=visible_import(user_of(request), uid)))


@imports.get("/{uuid:uid}/errors.csv", auth=needs("imports.run"), summary="The same as a file, with the raw rows")
def errors_as_file(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    found = visible_import(user_of(request), uid)
    response = StreamingHttpResponse(csv_pieces(_tables(error_rows(import_=found))), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="errors.csv"'
    return response


def _tables(lines: Iterator[dict[str, str]]) -> Iterator[pl.DataFrame]:
    while some := list(islice(lines, 2_000)):
        yield pl.DataFrame(some, schema=dict.fromkeys(some[0], pl.String))


def import_out(import_: Import) -> dict[str, Any]:
    return {
        "id": import_.uid,
        "type": import_.record_type,
        "filename": import_.filename,
        "state": import_.state,
        "policy": import_.policy,
        "rows": import_.rows,
        "counts": import_.counts,
        "error": import_.error,
        "by": import_.by.name,
        "job": job_out(import_.job) if import_.job else None,
        "action": import_.action.uid if import_.action else None,
        "created_at": import_.created_at,
    }


def row_out(import_: Import, row: ImportRow, user: User) -> dict[str, Any]:
    return {
        "number": row.number,
        "verdict": row.verdict,
        "cells": row.cells,
        "mended": row.mended,
        "skipped": row.skipped,
        "choices": row.choices,
        "twin": row.twin,
        "probability": row.probability if not row.match_id or sees_match(import_=import_, row=row, user=user) else None,
        "differences": [
            {"fact": one.fact, "now": one.now, "file": one.file, "taken": one.taken}
            for one in differences(import_=import_, row=row, user=user)
        ],
        "troubles": [
            {
                "column": one.column,
                "header": one.header,
                "field": one.field,
                "code": one.code,
                "severity": one.severity,
                "value": one.value,
                "message": str(one.message),
                "proposal": one.proposal,
            }
            for one in troubles_of_row(import_=import_, row=row)
        ],
    }
