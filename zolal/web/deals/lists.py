"""Deals as a list: sorted, filtered, changed many at once, and as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.models import User
from zolal.accounts.queries.users import user_by_uid
from zolal.core.models import Action
from zolal.people.queries.owners import find_owners
from zolal.people.queries.typed import uid as typed_uid
from zolal.people.queries.wish import BadWish
from zolal.sales.actions.deals import delete_deals, hand_over, put_away, take_out
from zolal.sales.actions.moves import lose_deals, move_deals
from zolal.sales.exported import deal_table
from zolal.sales.queries.deal_lists import page
from zolal.sales.queries.deals import visible_deals
from zolal.sales.queries.pipelines import reason_by_uid, reasons, stage_by_uid
from zolal.web.asked import whole_number
from zolal.web.deals.asked import around, filters_of, states, user_of, wish_of
from zolal.web.deals.columns import columns_for, heads_of, rows_of
from zolal.web.notices import notify
from zolal.web.people.own_filters import own_filters
from zolal.web.policy import needs
from zolal.web.saved_views import saved_views
from zolal.web.templatetags.reading import number
from zolal.web.workbook import csv_file, workbook


@require_GET
@needs("deals.read")
def index(request: HttpRequest) -> HttpResponse:
    """A page of it."""
    context = around(request, "list") | {"states": states(), **saved_views(request, "deal")}
    try:
        wish = wish_of(request)
        found = page(user_of(request), wish, whole_number(request.GET.get("page", "")) or 1)
    except BadWish as bad:
        context |= {"bad_wish": str(bad)}
    else:
        columns = columns_for(user_of(request))
        heads = heads_of(wish, columns)
        context |= {"page": found, "heads": heads, "rows": rows_of(found.cards, heads), "columns": columns.items()}
        owners = find_owners(limit=500)
        context |= {"wish": wish, "query": wish.query(), "filters": filters_of(wish, owners)}
        context["own_filters"] = own_filters(wish.own, user_of(request))
        context |= {"owners": owners, "reasons": reasons()}
    return render(request, "deals/list.html", context, status=422 if "bad_wish" in context else 200)


@require_GET
@needs("deals.export")
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as a file."""
    try:
        heads, rows = deal_table(user=user_of(request), wish=wish_of(request))
    except BadWish as bad:
        notify(request, str(bad), tone="bad")
        return redirect("deals-list")
    return csv_file("deals", heads, rows) if form == "csv" else workbook("deals", _("Deals"), heads, rows)


@require_POST
@needs("deals.write")
def change(request: HttpRequest) -> HttpResponse:
    """The picked deals get something, or leave."""
    user = user_of(request)
    uids = [found for text in request.POST.getlist("uid") if (found := typed_uid(text))]
    ids = list(visible_deals(user).filter(uid__in=uids).values_list("pk", flat=True))
    back = f"{reverse('deals-list')}?{request.POST.get('query', '')}"
    if not ids:
        notify(request, _("Pick at least one row first."), tone="bad")
        return redirect(back)
    try:
        action = _do(request.POST.get("do", ""), request.POST, ids, user)
    except (ValidationError, ObjectDoesNotExist, ValueError) as refused:
        told = refused.messages if isinstance(refused, ValidationError) else [_("This does not exist any more.")]
        notify(request, " ".join(told), tone="bad")
    else:
        notify(request, _("Changed deals: %(count)s") % {"count": number(len(ids))}, action=action)
    return redirect(back)


def _do(deed: str, given: Any, ids: list[int], user: User) -> Action | None:  # noqa: ANN401 - a QueryDict
    simple: dict[str, Callable[..., Action]] = {"archive": put_away, "restore": take_out, "delete": delete_deals}
    if deed in simple:
        return simple[deed](ids=ids, by=user)
    value = typed_uid(given.get(deed, ""))
    if value is None:
        raise ValidationError(_("Choose what the deals should be given."))
    match deed:
        case "stage":
            return move_deals(ids=ids, stage=stage_by_uid(value), by=user)
        case "owner":
            return hand_over(ids=ids, to=user_by_uid(value), by=user)
        case "lost":
            return lose_deals(ids=ids, reason=reason_by_uid(value), by=user)
    raise ValidationError(_("Choose what the deals should be given."))
