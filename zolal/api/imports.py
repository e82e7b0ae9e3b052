"""Imports: hand in a file, confirm its columns, take it in, take it back."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from zolal.api.answers.imports import ImportDetail, ImportOut
from zolal.api.door import needs, user_of
from zolal.api.jobs import job_out
from zolal.api.shapes import Page, page_out
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
from zolal.capture.models import Import
from zolal.capture.queries.imports import import_page, visible_import

imports = Router(tags=["Imports"])

_MOST = 200


class Upload(Schema):
    """Without a policy known customers are filled; known deals and activities become as the file says."""

    type: Literal["person", "company", "deal", "activity"] = "person"
    policy: Literal["", "fill", "overwrite", "ask"] = ""


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
