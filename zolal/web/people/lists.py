"""The lists of people and companies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.people.queries.filterable import LABELS, OPERATORS, filterable
from zolal.people.queries.lists import BadWish, Wish, page
from zolal.people.queries.permitted import hidden, withheld
from zolal.people.queries.related import attach
from zolal.web.people.conditions import added, chips_of, options_of
from zolal.web.people.kinds import KINDS
from zolal.web.people.table import columns_of, labels_of, rows_of
from zolal.web.people.targets import targets_for
from zolal.web.policy import needs
from zolal.web.saved_views import saved_views


@needs("records.read")
@require_GET
def index(request: HttpRequest, record_type: str) -> HttpResponse:
    """A list; its address holds its whole state. htmx gets the list without the page around it."""
    if len(request.GET.getlist("columns")) > 1:
        return redirect(_with_columns(request, record_type))
    context = _around(request, record_type)
    try:
        wish = _seen(request, Wish.parse(record_type, request.GET))
        found = page(user=request.user, wish=wish)
        chips = chips_of(wish)
    except BadWish as error:
        return render(request, _template(request), context | {"bad_wish": str(error)}, status=422)
    columns = columns_of(wish)
    attach(request.user, record_type, found.records)
    context |= {
        "wish": wish,
        "query": wish.query(after=None, before=None),
        "page": found,
        "chips": chips,
        "columns": columns,
        "chosen": [column.name for column in columns],
        "rows": rows_of(record_type, found.records, columns),
        "next": f"?{wish.query(after=found.next)}" if found.next else "",
        "previous": f"?{wish.query(before=found.previous)}" if found.previous else "",
    }
    return render(request, _template(request), context)


@needs("records.read")
@require_GET
def filter_form(request: HttpRequest, record_type: str) -> HttpResponse:
    """Step by step a condition: the field, then what fits it, then back to the list with the condition added."""
    out = withheld(request.user, record_type)
    offered = {name: one for name, one in filterable(record_type).items() if name not in out}
    field = offered.get(request.GET.get("field", ""))
    query = request.GET.get("query", "")
    operator = request.GET.get("operator", "")
    if field and operator in field.operators:
        values = [value for value in request.GET.getlist("value") if value.strip()]
        if values or operator in {"empty", "filled"}:
            whole = added(Wish.read(record_type, query), field.name, operator, values)
            return redirect(f"{reverse(KINDS[record_type].list_name)}?{whole}")
    context = {
        "record_type": record_type,
        "query": query,
        "offered": offered.values(),
        "field": field,
        "operators": [(name, LABELS[name]) for name in OPERATORS if field and name in field.operators],
        "options": options_of(field, record_type) if field else [],
    }
    return render(request, "people/filter.html", context)


def _seen(request: HttpRequest, wish: Wish) -> Wish:
    """The list without columns of what is hidden from the user."""
    if not (out := hidden(request.user, wish.record_type)):
        return wish
    chosen = wish.columns or KINDS[wish.record_type].columns
    return replace(wish, columns=tuple(name for name in chosen if name not in out))


def _around(request: HttpRequest, record_type: str) -> dict[str, Any]:
    out = hidden(request.user, record_type)
    return {
        "kind": KINDS[record_type],
        "record_type": record_type,
        "labels": {name: label for name, label in labels_of(record_type).items() if name not in out},
        **saved_views(request, record_type),
        "export_forms": (("xlsx", _("Excel (XLSX)")), ("csv", "CSV"), ("vcf", "vCard 4.0"), ("vcf3", "vCard 3.0")),
        "targets": targets_for(request.user, record_type),
    }


def _template(request: HttpRequest) -> str:
    return "people/list.html#list" if request.headers.get("HX-Request") else "people/list.html"


def _with_columns(request: HttpRequest, record_type: str) -> str:
    query = request.GET.copy()
    query["columns"] = ",".join(request.GET.getlist("columns"))
    return f"{reverse(KINDS[record_type].list_name)}?{query.urlencode()}"
