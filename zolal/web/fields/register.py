"""All fields with what needs them, and one field with everything about it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zolal.people.fields import group_of
from zolal.people.queries.records import MODELS
from zolal.stewardship.queries.proposals import proposals_for
from zolal.stewardship.queries.register import Entry, register
from zolal.web.fields.forms import PolicyForm
from zolal.web.fields.words import told
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type

SHOWN = 4
"""So many uses stand in the list; all of them are on the field's own page."""


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    """?only=unreported or unused narrows the list."""
    name, only = asked_type(request), request.GET.get("only", "")
    entries = register(user=request.user, record_type=name)
    wanted = {"unreported": lambda one: one.lacks_report, "unused": lambda one: one.is_unused}.get(only)
    context = {
        "name": name,
        "only": only if wanted else "",
        "all": len(entries),
        "unreported": sum(one.lacks_report for one in entries),
        "unused": sum(one.is_unused for one in entries),
        "rows": [_row(name, one) for one in entries if wanted is None or wanted(one)],
    }
    return render(request, "fields/index.html", context)


@require_GET
@needs("quality.read")
def show(request: HttpRequest, record_type: str, name: str) -> HttpResponse:
    return page(request, record_type, name, PolicyForm())


def page(request: HttpRequest, record_type: str, name: str, form: PolicyForm, status: int = 200) -> HttpResponse:
    """The page of a field, with the form of its policy as it was typed."""
    if record_type not in MODELS:
        raise Http404
    found = [one for one in register(user=request.user, record_type=record_type) if one.field.name == name]
    if not found:
        raise Http404
    entry = found[0]
    proposals = [one for one in proposals_for(user=request.user) if (one.record_type, one.field) == (record_type, name)]
    context = _row(record_type, entry) | {
        "name": record_type,
        "uses": [told(use, record_type) for use in entry.uses],
        "form": form,
        "proposals": proposals,
    }
    return render(request, "fields/show.html", context, status=status)


def _row(record_type: str, entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry,
        "group": group_of(entry.field).label,
        "uses": [told(use, record_type) for use in entry.uses[:SHOWN]],
        "further": max(len(entry.uses) - SHOWN, 0),
    }
