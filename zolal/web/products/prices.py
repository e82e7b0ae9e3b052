"""Price groups, their dated lists, and the prices in them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import demand, may
from zolal.sales.actions.price_groups import (
    add_group,
    add_list,
    change_group,
    change_list,
    delete_group,
    delete_list,
    set_prices,
)
from zolal.sales.models import PriceGroup, PriceList, Product
from zolal.sales.queries.price_groups import grouped, lists_of, price_group, price_list
from zolal.sales.queries.prices import prices_in_group
from zolal.sales.queries.products import ProductWish, product_page
from zolal.sales.queries.worth import demand_price, writes_price
from zolal.web.answered import meanwhile
from zolal.web.asked import whole_number
from zolal.web.money_field import read_amount, typed_amount
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.products.price_forms import GroupForm, ListForm, NewListForm


@require_http_methods(["GET", "POST"])
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """The groups; a new one is typed below them."""
    demand_price(request.user)
    form = GroupForm(request.POST or None, initial={"discount_percent": "0"})
    if request.method == "POST":
        demand(request.user, "products.edit")
        if form.is_valid():
            try:
                group, action = add_group(**form.cleaned_data, by=request.user)
            except ValidationError as refused:
                form.refuse(refused)
            else:
                notify(request, _("Saved."), action=action)
                return redirect("price-group", uid=group.uid)
    context = {"groups": grouped(request.user), "form": form, "edits": _edits(request.user)}
    return render(request, "products/prices.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("records.read")
def group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One group: its name and discount, its lists; a new list is typed below them."""
    found = _group_or_404(request, uid)
    lists = lists_of(request.user, found)
    begun = {"name": found.name, "discount_percent": f"{found.discount / 100:g}"}
    adds = request.POST.get("do") == "list"
    form = GroupForm(None if adds else request.POST or None, initial=begun).changing()
    new = NewListForm(
        request.POST if adds else None, group=found, initial={"starts_on": timezone.localdate()}, prefix="list"
    )
    if request.method == "POST":
        demand(request.user, "products.edit")
        if (where := _list_added(request, found, new) if adds else _group_changed(request, found, form)) is not None:
            return redirect(where)
    context = {
        "group": found,
        "lists": lists,
        "today": timezone.localdate(),
        "form": form,
        "new": new,
        "edits": _edits(request.user),
    }
    return render(request, "products/price_group.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@needs("products.edit")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Away with a group without customers."""
    found = _group_or_404(request, uid)
    try:
        action = delete_group(group=found, by=request.user)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
        return redirect("price-group", uid=uid)
    notify(request, _("Deleted: %(name)s") % {"name": found.name}, action=action)
    return redirect("price-groups")


@require_http_methods(["GET", "POST"])
@needs("records.read")
def show_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The prices of a list, page by page of the catalogue."""
    found = list_or_404(request, uid)
    wish = ProductWish.read(request.GET)
    page = product_page(request.user, wish, request.GET.get("page"))
    wrong: dict[str, str] = {}
    replaced: frozenset[str] = frozenset()
    if request.method == "POST":
        demand(request.user, "products.edit")
        prices, seen, wrong = _typed(request, list(page))
        try:
            if not wrong:
                _changed, action = set_prices(price_list=found, prices=prices, seen=seen, by=request.user)
                notify(request, _("Saved."), action=action)
                return redirect(request.get_full_path())
        except Overtaken as overtaken:
            wrong, replaced = _told(overtaken), frozenset(overtaken.now)
        except ValidationError as refused:
            wrong = {name: sentences[0] for name, sentences in refused.message_dict.items()}
    usual = prices_in_group(list(page), None, found.starts_on)
    rows = [
        {
            "product": one,
            "usual": usual[one.pk].rials,
            "typed": request.POST.get(str(one.uid), typed_amount(found.prices.get(str(one.pk)))),
            "price": found.prices.get(str(one.pk)),
            "seen": _seen(request, found, one, replaced),
            "wrong": wrong.get(str(one.uid), ""),
        }
        for one in page
    ]
    context: dict[str, Any] = {
        "price_list": found, "page": page, "rows": rows, "wish": wish, "edits": _edits(request.user),
        "wrong": wrong,
    }  # fmt: skip
    return render(request, "products/price_list.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
@needs("products.edit")
def edit_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another name, other days."""
    found = list_or_404(request, uid)
    begun = {"name": found.name, "starts_on": found.starts_on, "ends_on": found.ends_on}
    form = ListForm(request.POST or None, initial=begun).changing()
    if request.method == "POST" and form.is_valid():
        try:
            _changed, action = change_list(price_list=found, **form.told(), seen=form.seen, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect("price-list", uid=uid)
    context = {"form": form, "price_list": found}
    return render(request, "products/price_list_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("products.edit")
def drop_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Away with a list."""
    found = list_or_404(request, uid)
    action = delete_list(price_list=found, by=request.user)
    notify(request, _("Deleted: %(name)s") % {"name": found.name}, action=action)
    return redirect("price-group", uid=found.group.uid)


def _group_changed(request: HttpRequest, found: PriceGroup, form: GroupForm) -> str | None:
    if not form.is_valid():
        return None
    try:
        _changed, action = change_group(group=found, **form.told(), seen=form.seen, by=request.user)  # type: ignore[arg-type]
    except ValidationError as refused:
        form.refuse(refused)
        return None
    notify(request, _("Saved."), action=action)
    return reverse("price-group", args=[found.uid])


def _list_added(request: HttpRequest, found: PriceGroup, form: NewListForm) -> str | None:
    if not form.is_valid():
        return None
    try:
        made, action = add_list(group=found, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
    except ValidationError as refused:
        form.refuse(refused)
        return None
    notify(request, _("Saved."), action=action)
    return reverse("price-list", args=[made.uid])


Prices = dict[Product, int | None]


def _typed(request: HttpRequest, page: list[Product]) -> tuple[Prices, Prices, dict[str, str]]:
    """What was typed, what stood there when the page was shown, and what is no price."""
    prices: Prices = {}
    seen: Prices = {}
    wrong: dict[str, str] = {}
    for one in page:
        text = request.POST.get(str(one.uid))
        if text is None:
            continue
        if (was := request.POST.get(f"seen-{one.uid}")) is not None:
            seen[one] = whole_number(was)
        try:
            prices[one] = read_amount(text)
        except ValidationError as refused:
            wrong[str(one.uid)] = refused.messages[0]
    return prices, seen, wrong


def _seen(request: HttpRequest, price_list: PriceList, product: Product, replaced: frozenset[str]) -> str:
    """In rials, "" for none: as it was shown at first, or as somebody else has set it, which is told beside it."""
    now = price_list.prices.get(str(product.pk))
    shown = "" if now is None else str(now)
    return shown if str(product.uid) in replaced else request.POST.get(f"seen-{product.uid}", shown)


def _told(overtaken: Overtaken) -> dict[str, str]:
    return {name: meanwhile(typed_amount(rials), overtaken.who) for name, rials in overtaken.now.items()}


def _edits(user: User) -> bool:
    return may(user, "products.edit") and writes_price(user)


def _group_or_404(request: HttpRequest, uid: UUID) -> PriceGroup:
    try:
        return price_group(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except PriceGroup.DoesNotExist as missing:
        raise Http404 from missing


def list_or_404(request: HttpRequest, uid: UUID) -> PriceList:
    """The list that is asked for."""
    try:
        return price_list(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except PriceList.DoesNotExist as missing:
        raise Http404 from missing
