"""A price list as a file: out with everything that is on sale, and in with a look before."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zolal.sales.actions.price_sheets import receive_prices, take_prices
from zolal.sales.actions.sheets import drop
from zolal.sales.exports import price_table
from zolal.sales.models import PriceList, Sheet
from zolal.sales.price_sheets import Row, judged_prices, list_of
from zolal.sales.product_sheets import PARTS
from zolal.sales.queries.sheets import sheet_by_uid
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.products.prices import list_or_404
from zolal.web.products.sheets import TONES
from zolal.web.sheet_form import SheetForm
from zolal.web.templatetags.money import money
from zolal.web.templatetags.reading import number
from zolal.web.workbook import csv_file, workbook


@require_GET
@needs("records.export")
def export(request: HttpRequest, uid: UUID, form: str) -> HttpResponseBase:
    """The list as a file that can be taken in again."""
    found = list_or_404(request, uid)
    heads, rows = price_table(user=request.user, price_list=found)
    if form == "csv":
        return csv_file("prices", heads, rows)
    return workbook("prices", found.name, heads, rows)


@require_http_methods(["GET", "POST"])
@needs("products.edit")
def upload(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A file is chosen."""
    found = list_or_404(request, uid)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, unit = form.cleaned_data["file"], form.cleaned_data["unit"]
        try:
            sheet = receive_prices(price_list=found, name=file.name, pieces=file.chunks(), unit=unit, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return redirect("price-sheet", uid=sheet.uid)
    context = {"form": form, "price_list": found}
    return render(request, "products/price_upload.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("products.edit")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What each row would do; then it is taken in, or forgotten."""
    sheet = _sheet_or_404(request, uid)
    try:
        found = list_of(sheet)
    except ValidationError as refused:
        raise Http404 from refused
    if request.method == "POST":
        return _decided(request, sheet, found)
    rows = judged_prices(sheet, found)
    counts = Counter(row.part for row in rows)
    part = request.GET.get("part", "")
    page = Paginator([row for row in rows if not part or row.part == part], 50).get_page(request.GET.get("page"))
    context = {
        "sheet": sheet,
        "price_list": found,
        "parts": [(name, label, counts.get(name, 0), TONES[name]) for name, label in PARTS.items()],
        "part": part,
        "page": page,
        "rows": [_shown(row) for row in page],
        "ready": counts.get("new", 0) + counts.get("change", 0),
        "wrong": counts.get("wrong", 0),
    }
    return render(request, "products/price_sheet.html", context)


def _decided(request: HttpRequest, sheet: Sheet, found: PriceList) -> HttpResponse:
    if request.POST.get("do") != "take":
        drop(sheet=sheet, by=request.user)
        return redirect("price-list-import", uid=found.uid)
    _changed, action, count = take_prices(sheet=sheet, by=request.user)
    notify(request, _("Prices set: %(count)s.") % {"count": number(count)}, action=action)
    return redirect("price-list", uid=found.uid)


def _shown(row: Row) -> dict[str, object]:
    labels = {"uid": _("ID"), "name": _("Name"), "code": _("Code"), "price": _("Price")}
    errors = [(labels.get(name, name), row.texts.get(name, ""), told) for name, told in row.errors.items()]
    return {
        "row": row, "part": PARTS[row.part], "tone": TONES[row.part], "errors": errors,
        "before": money(row.before), "after": money(row.after),
    }  # fmt: skip


def _sheet_or_404(request: HttpRequest, uid: UUID) -> Sheet:
    try:
        return sheet_by_uid(request.user, Sheet.Kind.PRICES, uid)  # type: ignore[arg-type]  # logged in
    except Sheet.DoesNotExist as missing:
        raise Http404 from missing
