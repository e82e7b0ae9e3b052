"""The page of one person or company."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zolal.accounts.permissions import may
from zolal.activities.models import Activity, Signal
from zolal.activities.queries.signals import newest_signals
from zolal.capture.queries.kept_rows import kept_rows
from zolal.people.latin import latin_names
from zolal.people.models import Company, Person
from zolal.people.queries.lists import loaded_one
from zolal.people.queries.records import survivor_of
from zolal.people.queries.related import attach
from zolal.people.queries.timeline import know_absorbed
from zolal.quality.queries.merged_in import merged_in
from zolal.sales.queries.trade import know_trade
from zolal.web.activities.compose import context_of, people_form
from zolal.web.activities.forms import ActivityForm
from zolal.web.activities.targets import Target
from zolal.web.activities.timeline import answer, timeline_context
from zolal.web.context import verbs_on
from zolal.web.people.kinds import KINDS
from zolal.web.people.panels import panels_of
from zolal.web.people.quality import quality_of, trend_of
from zolal.web.people.reach import reach_of
from zolal.web.people.shown import groups_of, more_of
from zolal.web.policy import needs

Customer = Person | Company

SIGNALS = 5
NOTED = [(kind.value, kind.label) for kind in Signal.Kind if kind is not Signal.Kind.MACHINE]
"""What somebody can note by hand: a machine's opening nobody sees."""


@needs("records.read")
@require_GET
def show(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """Everything about a record; one that was merged leads to the one that stayed."""
    record = found_or_404(request, record_type, uid)
    if record.state == record.State.ABSORBED:
        try:
            return redirect(record_type, uid=survivor_of(request.user, record).uid)
        except ObjectDoesNotExist as hidden:
            raise Http404 from hidden
    know_absorbed(record)
    know_trade(request.user, record)
    context = _base(request, record_type, record) | {
        "groups": groups_of(record),
        "more": more_of(record),
        "main_panels": panels_of(request.user, record, main=True),
        "side_panels": panels_of(request.user, record, main=False),
        "quality": quality_of(record, request.user),
        "trend": trend_of(record, request.user),
        **timeline_context(request, record, reverse(f"{record_type}-timeline", args=[record.uid])),
        **_composer(request, record_type, record),
        "signals": newest_signals(record, SIGNALS),
        "noted_kinds": NOTED,
        "may_note": may(request.user, "signals.write"),
        "rows": kept_rows(record_type=record_type, record=record, user=request.user),
        "merged": merged_in(record_type=record_type, record=record, user=request.user),
    }
    return render(request, "people/record.html", context)


@needs("records.read")
@require_GET
def preview(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """The record beside a list."""
    record = found_or_404(request, record_type, uid)
    groups = [group for group in groups_of(record) if group.filled]
    context = _base(request, record_type, record) | {"groups": groups, "quality": quality_of(record, request.user)}
    return render(request, "people/preview.html", context)


@needs("records.read")
@require_GET
def head(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """The head of the page again, after a field was changed."""
    record = found_or_404(request, record_type, uid)
    return render(request, "people/head.html", _base(request, record_type, record))


@needs("records.read")
@require_GET
def more(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """The timeline narrowed or searched, or what happened earlier."""
    record = found_or_404(request, record_type, uid)
    if not request.headers.get("HX-Request"):
        address = f"{reverse(record_type, args=[uid])}?{request.GET.urlencode()}"
        return redirect(address)
    return answer(request, _base(request, record_type, record) | timeline_context(request, record, request.path))


def found_or_404(request: HttpRequest, record_type: str, uid: UUID) -> Customer:
    """The record with what its page shows, for a user who may see it."""
    try:
        record = loaded_one(request.user, record_type, uid)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    attach(request.user, record_type, [record])
    return record


def _composer(request: HttpRequest, record_type: str, record: Customer) -> dict[str, Any]:
    """What the composer asks first: about a call."""
    if not may(request.user, "activities.write") or record.state != record.State.ACTIVE:
        return {"composes": False}
    kind = Activity.Kind.CALL
    target = Target({record_type: record}, {record_type: str(record.uid)}, record.name, "")
    form = ActivityForm(
        kind=kind, by=request.user, people=people_form(request, target, kind), initial={"then": ""},
        auto_id="composer-%s",
    )  # fmt: skip
    return {"composes": True, **context_of(kind, target, form)}


def _base(request: HttpRequest, record_type: str, record: Customer) -> dict[str, Any]:
    return {
        "kind": KINDS[record_type],
        "record_type": record_type,
        "record": record,
        "may": verbs_on(request.user, record_type, record.pk),
        "reach": reach_of(record),
        "latin_names": latin_names(record),
    }
