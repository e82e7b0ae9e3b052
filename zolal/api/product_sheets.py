"""Products as files: in with a look before, out as the list."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from zolal.api.answers.products import ProductSheetOut, ProductSheetTaken
from zolal.api.door import needs, user_of
from zolal.api.own_fields import own_asked
from zolal.api.table_file import table_file
from zolal.sales.actions.product_sheets import receive_products, take_products
from zolal.sales.actions.sheets import drop
from zolal.sales.exports import product_table
from zolal.sales.models import Sheet
from zolal.sales.product_sheets import judged
from zolal.sales.queries.products import ProductWish
from zolal.sales.queries.sheets import sheet_by_uid

product_sheets = Router(tags=["Products"])


class SheetIn(Schema):
    """`unit` counts where neither the head of the price column nor the cell says it."""

    unit: Literal["", "rial", "toman"] = ""


class ExportQuery(Schema):
    q: str = ""
    category: str = ""
    kind: str = ""
    state: Literal["active", "archived", "all"] = "active"
    sort: str = "name"
    form: Literal["csv", "xlsx"] = "xlsx"


@product_sheets.post(
    "/sheets",
    auth=needs("products.edit"),
    response={201: ProductSheetOut},
    summary="Hand in a file; nothing is written yet",
)
def upload(request: HttpRequest, file: File[UploadedFile], given: Form[SheetIn]) -> Any:  # noqa: ANN401
    user = user_of(request)
    sheet = receive_products(name=file.name or "", pieces=file.chunks(), unit=given.unit, by=user)
    return Status(201, sheet_out(sheet))


@product_sheets.get(
    "/sheets/{uuid:uid}", auth=needs("products.edit"), response=ProductSheetOut, summary="What each row would do"
)
def show_sheet(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return sheet_out(sheet_by_uid(user_of(request), Sheet.Kind.PRODUCTS, uid))


@product_sheets.post(
    "/sheets/{uuid:uid}/take",
    auth=needs("products.edit"),
    response=ProductSheetTaken,
    summary="Take in the rows that are right",
)
def take_sheet(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    action, created, changed = take_products(sheet=sheet_by_uid(user, Sheet.Kind.PRODUCTS, uid), by=user)
    return {"action": action.uid if action else None, "created": created, "changed": changed}


@product_sheets.delete("/sheets/{uuid:uid}", auth=needs("products.edit"), response={204: None}, summary="Forget a file")
def drop_sheet(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    drop(sheet=sheet_by_uid(user, Sheet.Kind.PRODUCTS, uid), by=user)
    return Status(204, None)


@product_sheets.get("/export", auth=needs("records.export"), summary="The list as a CSV or XLSX file")
def export(request: HttpRequest, query: Query[ExportQuery]) -> Any:  # noqa: ANN401 - a file
    user = user_of(request)
    asked = query.dict() | own_asked(request)
    heads, rows = product_table(user=user, wish=ProductWish.whole(asked))
    return table_file("products", heads, rows, form=query.form, rtl=user.language == "fa")


def sheet_out(sheet: Sheet) -> dict[str, Any]:
    rows = judged(sheet)
    return {
        "id": sheet.uid,
        "name": sheet.name,
        "left_out": sheet.left_out,
        "counts": dict(Counter(row.part for row in rows)),
        "rows": [
            {
                "number": row.number,
                "name": row.name,
                "part": row.part,
                "product": row.product.uid if row.product else None,
                "changes": {fact: [before, after] for fact, before, after in row.changes},
                "errors": {name: list(sentences) for name, sentences in row.errors.items()},
            }
            for row in rows
        ],
    }
