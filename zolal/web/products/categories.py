"""The tree of product categories."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.accounts.permissions import demand, may
from zolal.sales.actions.product_categories import add_category, change_category, delete_category
from zolal.sales.models import ProductCategory
from zolal.sales.queries.products import category_by_uid, tree
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.products.forms import CategoryForm


@require_http_methods(["GET", "POST"])
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """All categories; a new one is typed below them."""
    form = CategoryForm(request.POST or None, by=request.user)
    if request.method == "POST":
        demand(request.user, "products.edit")
        if form.is_valid():
            try:
                _category, action = add_category(**form.cleaned_data, by=request.user)
            except ValidationError as refused:
                form.refuse(refused)
            else:
                notify(request, _("Saved."), action=action)
                return redirect("product-categories")
    context = {"branches": tree(request.user, counts=True), "form": form, "edits": may(request.user, "products.edit")}
    return render(request, "products/categories.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("products.edit")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another name, or inside another one."""
    category = _category_or_404(request, uid)
    begun = {"name": category.name, "parent": str(category.parent.uid) if category.parent else ""}
    form = CategoryForm(request.POST or None, by=request.user, initial=begun).changing()
    if request.method == "POST" and form.is_valid():
        try:
            _changed, action = change_category(category=category, **form.told(), seen=form.seen, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect("product-categories")
    context = {"form": form, "category": category}
    return render(request, "products/category.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("products.edit")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Away; its products go one level up."""
    category = _category_or_404(request, uid)
    action = delete_category(category=category, by=request.user)
    notify(request, _("Deleted: %(name)s") % {"name": category.name}, action=action)
    return redirect("product-categories")


def _category_or_404(request: HttpRequest, uid: UUID) -> ProductCategory:
    try:
        return category_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except ProductCategory.DoesNotExist as missing:
        raise Http404 from missing
