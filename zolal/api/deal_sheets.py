"""Deals from a file: in with a look before."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from zolal.accounts.models import User
from zolal.api.answers.deals import DealSheetOut, DealSheetTaken
from zolal.api.door import needs, user_of
from zolal.api.product_sheets import SheetIn
from zolal.sales.actions.deal_sheets import receive_deals, take_deals
from zolal.sales.actions.sheets import drop
from zolal.sales.deal_sheets import judged_deals
from zolal.sales.models import Sheet
from zolal.sales.queries.deals import visible_deals
from zolal.sales.queries.sheets import sheet_by_uid

deal_sheets = Router(tags=["Deals"])


@deal_sheets.post(
    "/sheets",
    auth=needs("deals.bulk"),
    response={201: DealSheetOut},
    summary="Hand in a file; nothing is written yet",
)
def upload_deals(request: HttpRequest, file: File[UploadedFile], given: Form[SheetIn]) -> Any:  # noqa: ANN401
    user = user_of(request)
    sheet = receive_deals(name=file.name or "", pieces=file.chunks(), unit=given.unit, by=user)
    return Status(201, _sheet_out(sheet, user))


@deal_sheets.get(
    "/sheets/{uuid:uid}", auth=needs("deals.bulk"), response=DealSheetOut, summary="What each row would do"
)
def show_deal_sheet(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return _sheet_out(sheet_by_uid(user, Sheet.Kind.DEALS, uid), user)


@deal_sheets.post(
    "/sheets/{uuid:uid}/take",
    auth=needs("deals.bulk"),
    response=DealSheetTaken,
    summary="Take in the rows that are right and not known",
)
def take_deal_sheet(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    action, created = take_deals(sheet=sheet_by_uid(user, Sheet.Kind.DEALS, uid), by=user)
    return {"action": action.uid if action else None, "created": created}


@deal_sheets.delete("/sheets/{uuid:uid}", auth=needs("deals.bulk"), response={204: None}, summary="Forget a file")
def drop_deal_sheet(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    drop(sheet=sheet_by_uid(user, Sheet.Kind.DEALS, uid), by=user)
    return Status(204, None)


def _sheet_out(sheet: Sheet, user: User) -> dict[str, Any]:
    rows = judged_deals(sheet, user)
    known = [row.deal.pk for row in rows if row.deal]
    seen = set(visible_deals(user).filter(pk__in=known).values_list("pk", flat=True))
    return {
        "id": sheet.uid,
        "name": sheet.name,
        "left_out": sheet.left_out,
        "counts": dict(Counter(row.part for row in rows)),
        "rows": [
            {
                "number": row.number,
                "title": row.title,
                "part": row.part,
                "deal": row.deal.uid if row.deal and row.deal.pk in seen else None,
                "differs": row.differs,
                "errors": row.errors,
            }
            for row in rows
        ],
    }
