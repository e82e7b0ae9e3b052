"""Price lists as files: in with a look before, out with everything that is on sale."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from zolal.api.answers.price_groups import PriceSheetOut, PriceSheetTaken
from zolal.api.door import needs, user_of
from zolal.api.product_sheets import SheetIn
from zolal.api.table_file import table_file
from zolal.sales.actions.price_sheets import receive_prices, take_prices
from zolal.sales.actions.sheets import drop
from zolal.sales.exports import price_table
from zolal.sales.models import Sheet
from zolal.sales.price_sheets import judged_prices, list_of
from zolal.sales.queries.price_groups import price_list
from zolal.sales.queries.sheets import sheet_by_uid

price_sheets = Router(tags=["Prices"])


@price_sheets.post(
    "/lists/{uuid:uid}/sheets",
    auth=needs("products.edit"),
    response={201: PriceSheetOut},
    summary="Hand in a file of prices; nothing is written yet",
)
def upload_prices(request: HttpRequest, uid: UUID, file: File[UploadedFile], given: Form[SheetIn]) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = price_list(user, uid)
    sheet = receive_prices(price_list=found, name=file.name or "", pieces=file.chunks(), unit=given.unit, by=user)
    return Status(201, _sheet_out(sheet))


@price_sheets.get("/lists/{uuid:uid}/export", auth=needs("records.export"), summary="A list as a CSV or XLSX file")
def export_prices(request: HttpRequest, uid: UUID, form: Literal["csv", "xlsx"] = "xlsx") -> Any:  # noqa: ANN401 - a file
    user = user_of(request)
    heads, rows = price_table(user=user, price_list=price_list(user, uid))
    return table_file("prices", heads, rows, form=form, rtl=user.language == "fa")


@price_sheets.get(
    "/sheets/{uuid:uid}", auth=needs("products.edit"), response=PriceSheetOut, summary="What each row would do"
)
def show_price_sheet(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return _sheet_out(sheet_by_uid(user_of(request), Sheet.Kind.PRICES, uid))


@price_sheets.post(
    "/sheets/{uuid:uid}/take",
    auth=needs("products.edit"),
    response=PriceSheetTaken,
    summary="Set the prices of the rows that are right",
)
def take_price_sheet(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    changed, action, count = take_prices(sheet=sheet_by_uid(user, Sheet.Kind.PRICES, uid), by=user)
    return {"action": action.uid if action else None, "price_list": changed.uid, "set": count}


@price_sheets.delete("/sheets/{uuid:uid}", auth=needs("products.edit"), response={204: None}, summary="Forget a file")
def drop_price_sheet(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    drop(sheet=sheet_by_uid(user, Sheet.Kind.PRICES, uid), by=user)
    return Status(204, None)


def _sheet_out(sheet: Sheet) -> dict[str, Any]:
    found = list_of(sheet)
    rows = judged_prices(sheet, found)
    return {
        "id": sheet.uid,
        "name": sheet.name,
        "price_list": found.uid,
        "left_out": sheet.left_out,
        "counts": dict(Counter(row.part for row in rows)),
        "rows": [
            {
                "number": row.number,
                "name": row.name,
                "part": row.part,
                "product": row.product.uid if row.product else None,
                "before": row.before,
                "after": row.after,
                "errors": {name: list(sentences) for name, sentences in row.errors.items()},
            }
            for row in rows
        ],
    }
