"""Deals from a file: looked at first, then taken in."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from zolal.people.fields import fields_of, is_own
from zolal.sales.actions.deal_sheets import receive_deals, take_deals
from zolal.sales.actions.sheets import drop
from zolal.sales.deal_sheets import PARTS, Row, judged_deals
from zolal.sales.models import Deal, Sheet
from zolal.sales.queries.deals import visible_deals
from zolal.sales.queries.sheets import sheet_by_uid
from zolal.web.deals.asked import user_of
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.sheet_form import SheetForm
from zolal.web.templatetags.money import money
from zolal.web.templatetags.reading import day, number

TONES = {"new": "good", "known": "neutral", "wrong": "bad"}
_CHOICES = {
    "status": dict(Deal.Status.choices),
    "channel": dict(Deal.Channel.choices),
    "touch_point": dict(Deal.TouchPoint.choices),
}


@require_http_methods(["GET", "POST"])
@needs("deals.bulk")
def upload(request: HttpRequest) -> HttpResponse:
    """A file is chosen."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        unit = form.cleaned_data["unit"]
        try:
            sheet = receive_deals(name=file.name, pieces=file.chunks(), unit=unit, by=user_of(request))
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return redirect("deal-sheet", uid=sheet.uid)
    return render(request, "deals/upload.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("deals.bulk")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What each row would do; then it is taken in, or forgotten."""
    sheet = _sheet_or_404(request, uid)
    if request.method == "POST":
        return _decided(request, sheet)
    rows = judged_deals(sheet, user_of(request))
    counts = Counter(row.part for row in rows)
    part = request.GET.get("part", "")
    page = Paginator([row for row in rows if not part or row.part == part], 50).get_page(request.GET.get("page"))
    known = [row.deal.pk for row in page if row.deal]
    seen = set(visible_deals(user_of(request)).filter(pk__in=known).values_list("pk", flat=True))
    context = {
        "sheet": sheet,
        "parts": [(name, label, counts.get(name, 0), TONES[name]) for name, label in PARTS.items()],
        "part": part,
        "page": page,
        "rows": [_shown(row, sheet, seen) for row in page],
        "ready": counts.get("new", 0),
        "wrong": counts.get("wrong", 0),
    }
    return render(request, "deals/sheet.html", context)


def _decided(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if request.POST.get("do") != "take":
        drop(sheet=sheet, by=user_of(request))
        return redirect("deal-import")
    action, count = take_deals(sheet=sheet, by=user_of(request))
    notify(request, _("New deals: %(count)s.") % {"count": number(count)}, action=action)
    return redirect("deal-sheet", uid=sheet.uid)


def _shown(row: Row, sheet: Sheet, seen: set[int]) -> dict[str, Any]:
    labels = _labels()
    texts = sheet.rows[row.number - 1]
    facts = [] if row.part != "new" else [(labels[name], _told(name, value)) for name, value in row.told.items()
                                          if name != "title" and value not in (None, "")]  # fmt: skip
    return {
        "row": row, "part": PARTS[row.part], "tone": TONES[row.part], "facts": facts,
        "errors": [(labels.get(name, name), texts.get(name, ""), told) for name, told in row.errors.items()],
        "address": reverse("deal", args=[row.deal.uid]) if row.deal and row.deal.pk in seen else "",
    }  # fmt: skip


def _told(name: str, value: Any) -> str:  # noqa: ANN401 - whatever a deal has
    if name in _CHOICES:
        return str(_CHOICES[name][value])
    if name == "value":
        return str(money(value))
    if isinstance(value, date):
        return str(day(value))
    if is_own(name):
        return str(value)
    return str(number(value)) if isinstance(value, int) else str(getattr(value, "name", value))


def _labels() -> dict[str, str]:
    return {name: str(field.label) for name, field in fields_of("deal").items()} | {
        "uid": _("ID"), "number": pgettext("of a deal", "Number"), "customer": _("Customer"),
        "customer_uid": _("Customer"), "national_id": _("National ID"), "legal_id": _("Legal ID"),
        "mobile": _("Mobile"), "email": _("E-mail"), "opened_on": _("Opened"), "closed_on": _("Closed"),
    }  # fmt: skip


def _sheet_or_404(request: HttpRequest, uid: UUID) -> Sheet:
    try:
        return sheet_by_uid(user_of(request), Sheet.Kind.DEALS, uid)
    except Sheet.DoesNotExist as missing:
        raise Http404 from missing
