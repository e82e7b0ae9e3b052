"""The product catalogue."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import may
from zolal.core.ledger import Stale, history
from zolal.people.queries.wish import BadWish
from zolal.sales.actions.products import (
    add_product,
    archive_products,
    change_product,
    delete_product,
    restore_products,
)
from zolal.sales.exports import product_table
from zolal.sales.models import Product
from zolal.sales.queries.products import ProductWish, category_paths, product_by_uid, product_page, tree
from zolal.web.notices import notify
from zolal.web.people.files import file_of
from zolal.web.people.own_filters import column_choices, own_cells, own_columns, own_filters
from zolal.web.people.own_shown import own_groups
from zolal.web.policy import needs
from zolal.web.products.forms import ProductForm, shown
from zolal.web.products.history import told_history
from zolal.web.workbook import csv_file, workbook


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """The catalogue, searched and narrowed."""
    try:
        wish = ProductWish.whole(request.GET)
        page = product_page(request.user, wish, request.GET.get("page"))
    except BadWish as bad:
        notify(request, str(bad), tone="bad")
        return redirect("products")
    asked: dict[str, Any] = {
        name: request.GET[name] for name in ("q", "category", "kind", "state", "sort") if request.GET.get(name)
    }
    asked |= wish.own.parameters()
    columns = own_columns(wish.own, request.user, wish.sort, lambda sort: urlencode(asked | {"sort": sort}, doseq=True))
    context = {
        "page": page,
        "rows": [(one, own_cells(columns, one)) for one in page],
        "own_columns": columns,
        "own_filters": own_filters(wish.own, request.user),
        "column_choices": column_choices(wish.own, request.user),
        "wish": wish,
        "paths": category_paths(),
        "branches": tree(request.user),
        "query": urlencode(asked, doseq=True),
        "unsorted": urlencode({name: value for name, value in asked.items() if name != "sort"}, doseq=True),
        "states": [("active", _("on sale")), ("archived", _("out of sale")), ("all", _("all"))],
    }
    return render(request, "products/index.html", context)


@require_GET
@needs("records.export")
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as a file that can be taken in again."""
    try:
        heads, rows = product_table(user=request.user, wish=ProductWish.whole(request.GET))
    except BadWish as bad:
        notify(request, str(bad), tone="bad")
        return redirect("products")
    if form == "csv":
        return csv_file("products", heads, rows)
    return workbook("products", _("Products"), heads, rows)


@require_http_methods(["GET", "POST"])
@needs("products.edit")
def create(request: HttpRequest) -> HttpResponse:
    """A new product."""
    begun = {"kind": Product.Kind.GOOD, "category": request.GET.get("category", ""), "tax_percent": "10"}
    form = ProductForm(request.POST or None, request.FILES or None, by=request.user, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            product, action = add_product(**form.told(), by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect("product", uid=product.uid)
    return render(request, "products/form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@needs("records.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One product, and what happened to it."""
    product = found_or_404(request, uid)
    context: dict[str, Any] = {
        "product": product,
        "path": category_paths().get(product.category_id or 0, ""),
        "own_groups": own_groups(request.user, "product", product),
        "history": told_history(history("product", [product.pk], limit=30), request.user),
        "edits": may(request.user, "products.edit"),
    }
    return render(request, "products/show.html", context)


@require_http_methods(["GET", "POST"])
@needs("products.edit")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Other facts; where somebody has changed the same meanwhile, theirs are shown first."""
    product = found_or_404(request, uid)
    form = ProductForm(
        request.POST or None, request.FILES or None, by=request.user, product=product, initial=shown(product)
    )
    context: dict[str, Any] = {"form": form, "product": product}
    if request.method == "POST" and form.is_valid():
        try:
            changed, action = change_product(
                product=product, version=form.cleaned_data["version"], **form.told(), by=request.user
            )
        except ValidationError as refused:
            form.refuse(refused)
        except Stale as stale:
            context["stale"] = told_history(history("product", [product.pk], limit=1), request.user)
            # Whoever saves again has seen what the other one wrote.
            form.data = form.data.copy()
            form.data["version"] = str(stale.version)
        else:
            notify(request, _("Saved."), action=action)
            return redirect("product", uid=changed.uid)
    return render(request, "products/form.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("products.edit")
def state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Out of sale, on sale again, or away."""
    product = found_or_404(request, uid)
    match request.POST.get("do"):
        case "archive":
            action = archive_products(products=[product], by=request.user)
            notify(request, _("Out of sale: %(name)s") % {"name": product.name}, action=action)
        case "restore":
            action = restore_products(products=[product], by=request.user)
            notify(request, _("On sale again: %(name)s") % {"name": product.name}, action=action)
        case "delete":
            try:
                action = delete_product(product=product, by=request.user)
            except ValidationError as refused:
                notify(request, refused.messages[0], tone="bad")
            else:
                notify(request, _("Deleted: %(name)s") % {"name": product.name}, action=action)
                return redirect("products")
    return redirect("product", uid=uid)


@require_GET
@needs("records.read")
def download(request: HttpRequest, uid: UUID, name: str) -> HttpResponseBase:
    """The file in a field of a product."""
    return file_of(request, "product", uid, name)


def found_or_404(request: HttpRequest, uid: UUID) -> Product:
    """A product, or the page that says there is none."""
    try:
        return product_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Product.DoesNotExist as missing:
        raise Http404 from missing
