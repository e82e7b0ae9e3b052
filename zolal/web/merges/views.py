"""Merges so far, and parting them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.quality.actions.undo_merge import CannotMerge, between, undo_merge
from zolal.quality.models import Merge
from zolal.quality.queries.merges import Merged, merge_page, visible_merge
from zolal.web.ledger.reading import FactReader
from zolal.web.ledger.words import kind_label
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """Merges, newest first."""
    try:
        before = UUID(request.GET.get("before", ""))
    except ValueError:
        before = None
    page = merge_page(user=request.user, before=before)
    return render(request, "merges/index.html#rows" if request.htmx else "merges/index.html", {"page": page})


@require_GET
@needs("records.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What has happened since a merge, and where it goes when the two are parted."""
    merged = _merged(request, uid)
    name = merged.merge.record_type
    context: dict[str, Any] = {"merged": merged, "name": name}
    if merged.merge.undone_by is None:
        since = between(merge=merged.merge)
        context |= {
            "keeps": _labelled(request, name, since.keeps),
            "returns": _labelled(request, name, since.returns),
            "entries": [(entry, kind_label(entry.action.kind)) for entry in since.entries],
            "later": [visible for later in since.later_merges if (visible := _seen(request, later)) is not None],
        }
    return render(request, "merges/show.html", context)


@require_POST
@needs("records.merge")
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Part the two records again."""
    merged = _merged(request, uid)
    try:
        undo_merge(merge=merged.merge, by=request.user)
    except CannotMerge as refused:
        notify(request, str(refused), tone="bad")
        return redirect("merge", uid=uid)
    notify(request, _("The two records stand apart again, and will not be proposed as one."))
    return redirect("merge", uid=uid)


def _merged(request: HttpRequest, uid: UUID) -> Merged:
    try:
        return visible_merge(user=request.user, uid=uid)
    except Merge.DoesNotExist as missing:
        raise Http404 from missing


def _seen(request: HttpRequest, merge: Merge) -> Merged | None:
    try:
        return visible_merge(user=request.user, uid=merge.uid)
    except Merge.DoesNotExist:
        return None


def _labelled(request: HttpRequest, name: str, facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    reader = FactReader(request.user, [(name, fact, value) for fact, value in facts.items()])
    return [(reader.label(name, fact, value), reader.text(name, fact, value)) for fact, value in facts.items()]
