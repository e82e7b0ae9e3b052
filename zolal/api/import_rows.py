"""The rows of an import: look at them, mend, decide; which stayed out, and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal
from uuid import UUID

import polars as pl
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Field, Query, Router, Schema

from zolal.accounts.models import User
from zolal.api.answers.imports import ImportRowOut, RowCount
from zolal.api.door import needs, user_of
from zolal.api.shapes import Page, closed_addresses, page_out
from zolal.capture.actions import rows
from zolal.capture.models import Import, ImportRow
from zolal.capture.queries.imports import tabs, visible_import
from zolal.capture.queries.rows import (
    Comparison,
    comparisons,
    count_rows_with,
    error_rows,
    likeness_of,
    row_of,
    row_page,
    sees_match,
    troubles_of_row,
)
from zolal.capture.queries.suppressed_rows import closed_in
from zolal.tables.delimited import csv_pieces

import_rows = Router(tags=["Imports"])

Verdict = Literal["", "new", "update", "duplicate", "error"]
_MOST = 200


class RowQuery(Schema):
    """`suppressed`: only rows with an address that is not to be used."""

    verdict: Verdict = ""
    suppressed: bool = False
    after: int = 0
    size: int = 50


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


@import_rows.get(
    "/{uuid:uid}/rows", auth=needs("imports.run"), response=Page[ImportRowOut], summary="Rows, of one verdict or all"
)
def all_rows(request: HttpRequest, uid: UUID, query: Query[RowQuery]) -> Any:  # noqa: ANN401
    user, verdict = user_of(request), query.verdict
    found = visible_import(user, uid)
    size = min(max(query.size, 1), _MOST)
    page = row_page(import_=found, verdict=verdict, suppressed=query.suppressed, after=query.after, size=size)
    compared = comparisons(import_=found, rows=page.rows, user=user)
    items = [row_out(found, row, user, compared[row.number]) for row in page.rows]
    total = tabs(found)[verdict] if verdict else found.rows
    return page_out(items, next=str(page.next or ""), total=None if query.suppressed else total)


@import_rows.get(
    "/{uuid:uid}/rows/{int:number}",
    auth=needs("imports.run"),
    response=ImportRowOut,
    summary="One row with its differences",
)
def one_row(request: HttpRequest, uid: UUID, number: int) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    return _one_out(found, row_of(import_=found, number=number), user)


@import_rows.post("/{uuid:uid}/cells", auth=needs("imports.run"), response=ImportRowOut, summary="Mend one cell")
def mend(request: HttpRequest, uid: UUID, given: Cell) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    row = rows.mend_cell(import_=found, number=given.number, column=given.column, text=given.text, by=user)
    return _one_out(found, row, user)


@import_rows.post(
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


@import_rows.post(
    "/{uuid:uid}/choices",
    auth=needs("imports.run"),
    response=RowCount,
    summary="Which value stands where an update differs",
)
def choose(request: HttpRequest, uid: UUID, given: Choices) -> Any:  # noqa: ANN401
    user = user_of(request)
    count = rows.choose(import_=visible_import(user, uid), by=user, facts=given.facts, number=given.number)
    return {"rows": count}


@import_rows.post(
    "/{uuid:uid}/identity", auth=needs("imports.run"), response=RowCount, summary="The same as somebody known, or new"
)
def identify(request: HttpRequest, uid: UUID, given: Identity) -> Any:  # noqa: ANN401
    user = user_of(request)
    count = rows.decide(import_=visible_import(user, uid), by=user, numbers=given.numbers, identity=given.identity)
    return {"rows": count}


@import_rows.post(
    "/{uuid:uid}/skip", auth=needs("imports.run"), response=RowCount, summary="Leave rows out, or take them in again"
)
def skip(request: HttpRequest, uid: UUID, given: Rows) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    return {"rows": rows.skip(import_=found, by=user, numbers=given.numbers, verdict=given.verdict, skipped=given.on)}


@import_rows.post(
    "/{uuid:uid}/include", auth=needs("imports.run"), response=RowCount, summary="Take error rows in all the same"
)
def include(request: HttpRequest, uid: UUID, given: Rows) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = visible_import(user, uid)
    return {"rows": rows.include_errors(import_=found, by=user, numbers=given.numbers, include=given.on)}


@import_rows.get(
    "/{uuid:uid}/errors",
    auth=needs("imports.run"),
    response=Page[dict[str, str]],
    summary="What did not go in, and why",
)
def errors(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return page_out(error_rows(import_=visible_import(user_of(request), uid)))


@import_rows.get("/{uuid:uid}/errors.csv", auth=needs("imports.run"), summary="The same as a file, with the raw rows")
def errors_as_file(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    found = visible_import(user_of(request), uid)
    response = StreamingHttpResponse(csv_pieces(_tables(error_rows(import_=found))), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="errors.csv"'
    return response


def _tables(lines: Iterator[dict[str, str]]) -> Iterator[pl.DataFrame]:
    while some := list(islice(lines, 2_000)):
        yield pl.DataFrame(some, schema=dict.fromkeys(some[0], pl.String))


def _one_out(import_: Import, row: ImportRow, user: User) -> dict[str, Any]:
    return row_out(import_, row, user, comparisons(import_=import_, rows=[row], user=user)[row.number])


def row_out(import_: Import, row: ImportRow, user: User, compared: Comparison) -> dict[str, Any]:
    return {
        "number": row.number,
        "verdict": row.verdict,
        "cells": row.cells,
        "mended": row.mended,
        "skipped": row.skipped,
        "choices": row.choices,
        "twin": row.twin,
        "probability": likeness_of(import_=import_, row=row, user=user)[1]
        if not row.match_id or sees_match(import_=import_, row=row, user=user)
        else None,
        "differences": [
            {"fact": one.fact, "now": one.now, "file": one.file, "taken": one.taken} for one in compared.differences
        ],
        "unchanged": compared.unchanged,
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
        "suppressed": closed_addresses(closed_in([row]).get(row.number, ())),
    }
