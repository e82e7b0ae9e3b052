"""The page of one person or company."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zolal.accounts.permissions import may
from zolal.activities.models import Signal
from zolal.activities.queries.signals import signals_of
from zolal.capture.queries.kept_rows import kept_rows
from zolal.people.models import Company, Person
from zolal.people.queries.lists import loaded
from zolal.people.queries.records import survivor_of, visible_record
from zolal.quality.queries.merged_in import merged_in
from zolal.web.context import verbs_on
from zolal.web.people.kinds import KINDS
from zolal.web.people.panels import panels_of
from zolal.web.people.quality import quality_of, trend_of
from zolal.web.people.shown import groups_of, more_of
from zolal.web.people.story import story
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
    context = _base(request, record_type, record) | {
        "groups": groups_of(record),
        "more": more_of(record),
        "main_panels": panels_of(request.user, record, main=True),
        "side_panels": panels_of(request.user, record, main=False),
        "quality": quality_of(record, request.user),
        "trend": trend_of(record, request.user),
        "story": story(request.user, record),
        "signals": signals_of(record=record, limit=SIGNALS),
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
    """What happened earlier."""
    record = found_or_404(request, record_type, uid)
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    context = _base(request, record_type, record) | {"story": story(request.user, record, before=before)}
    return render(request, "people/story.html", context)


def found_or_404(request: HttpRequest, record_type: str, uid: UUID) -> Customer:
    """The record with what its page shows, for a user who may see it."""
    try:
        record = visible_record(request.user, record_type, uid)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    return loaded(record_type, [record.pk])[0]


def _base(request: HttpRequest, record_type: str, record: Customer) -> dict[str, Any]:
    allowed = verbs_on(request.user, record_type, record.pk)
    return {"kind": KINDS[record_type], "record_type": record_type, "record": record, "may": allowed}
