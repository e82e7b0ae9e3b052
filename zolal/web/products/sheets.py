"""Products from a file: looked at first, then taken in."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zolal.people.fields import fields_of
from zolal.sales.actions.product_sheets import receive_products, take_products
from zolal.sales.actions.sheets import drop
from zolal.sales.models import Sheet
from zolal.sales.product_sheets import PARTS, Row, judged
from zolal.sales.queries.products import category_paths
from zolal.sales.queries.sheets import sheet_by_uid
from zolal.sales.queries.worth import writes_price
from zolal.web.ledger.reading import FactReader
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.products.history import told_fact
from zolal.web.sheet_form import SheetForm
from zolal.web.templatetags.reading import number

TONES = {"new": "good", "change": "info", "same": "neutral", "wrong": "bad"}


@require_http_methods(["GET", "POST"])
@needs("products.edit")
def upload(request: HttpRequest) -> HttpResponse:
    """A file is chosen."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = receive_products(
                name=file.name, pieces=file.chunks(), unit=form.cleaned_data["unit"], by=request.user
            )
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return redirect("product-sheet", uid=sheet.uid)
    context = {"form": form, "writes_price": writes_price(request.user)}
    return render(request, "products/upload.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("products.edit")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What each row would do; then it is taken in, or forgotten."""
    sheet = _sheet_or_404(request, uid)
    if request.method == "POST":
        return _decided(request, sheet)
    rows = judged(sheet)
    counts = Counter(row.part for row in rows)
    part = request.GET.get("part", "")
    page = Paginator([row for row in rows if not part or row.part == part], 50).get_page(request.GET.get("page"))
    paths, reader = category_paths(), FactReader(request.user)
    context = {
        "sheet": sheet,
        "parts": [(name, label, counts.get(name, 0), TONES[name]) for name, label in PARTS.items()],
        "part": part,
        "page": page,
        "rows": [_shown(row, paths, reader) for row in page],
        "ready": counts.get("new", 0) + counts.get("change", 0),
        "wrong": counts.get("wrong", 0),
    }
    return render(request, "products/sheet.html", context)


def _decided(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if request.POST.get("do") != "take":
        drop(sheet=sheet, by=request.user)
        return redirect("product-import")
    action, fresh, changed = take_products(sheet=sheet, by=request.user)
    sentence = _("New products: %(fresh)s. Changed: %(changed)s.")
    notify(request, sentence % {"fresh": number(fresh), "changed": number(changed)}, action=action)
    return redirect("products")


def _shown(row: Row, paths: dict[int, str], reader: FactReader) -> dict[str, object]:
    labels = {name: field.label for name, field in fields_of("product").items()} | {
        "tax_percent": _("Tax"), "uid": _("ID"), "": "",
    }  # fmt: skip
    changes = [
        (labels.get(fact, fact), told_fact(fact, before, paths, reader), told_fact(fact, after, paths, reader))
        for fact, before, after in row.changes
    ]
    errors = [(labels.get(name, name), row.texts.get(name, ""), told) for name, told in row.errors.items()]
    return {
        "row": row, "part": PARTS[row.part], "tone": TONES[row.part], "changes": changes if row.product else [],
        "facts": [] if row.product else changes, "errors": errors,
    }  # fmt: skip


def _sheet_or_404(request: HttpRequest, uid: UUID) -> Sheet:
    try:
        return sheet_by_uid(request.user, Sheet.Kind.PRODUCTS, uid)  # type: ignore[arg-type]  # logged in
    except Sheet.DoesNotExist as missing:
        raise Http404 from missing
