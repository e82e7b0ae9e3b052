"""Likely duplicates as rows of the queue; the page of the two side by side is where one looks closer."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.accounts.permissions import demand
from zolal.core.models import Action
from zolal.quality.actions import pairs
from zolal.quality.actions.merges import merge_records, suggest_keep
from zolal.quality.actions.undo_merge import CannotMerge
from zolal.quality.models import Pair
from zolal.quality.queries.pairs import Seen, visible_pair
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.decisions import back

MERGE, SKIP = "merge", "skip"
DEEDS = (MERGE, SKIP, Pair.Decision.NOT_SAME, Pair.Decision.HOUSEHOLD)


@require_POST
@needs("pairs.decide")
def pair(request: HttpRequest) -> HttpResponse:
    """The button's name says what to do, its value is the pair."""
    deed, uid = next(((deed, request.POST[deed]) for deed in DEEDS if deed in request.POST), ("", ""))
    seen = _seen(request, uid)
    try:
        action, told = _do(request, deed, seen)
    except CannotMerge as refused:
        notify(request, str(refused), tone="bad")
        return redirect("pair", uid=uid) if not request.htmx else HttpResponse(status=204)
    notify(request, told, action=action)
    return HttpResponse() if request.htmx else redirect(back(request))


def _do(request: HttpRequest, deed: str, seen: Seen) -> tuple[Action, str]:
    if deed == MERGE:
        demand(request.user, "records.merge")
        keep = suggest_keep(seen.first, seen.second)
        absorb = seen.second if keep.pk == seen.first.pk else seen.first
        merge = merge_records(record_type=seen.pair.record_type, keep_id=keep.pk, absorb_id=absorb.pk, by=request.user)
        return merge.action, _("Merged: %(name)s") % {"name": keep.name}
    if deed == SKIP:
        return pairs.skip(pair=seen.pair, by=request.user), _("Put off")
    action = pairs.decide(pair=seen.pair, decision=deed, by=request.user)
    return action, _("Remembered: %(decision)s") % {"decision": Pair.Decision(deed).label}


def _seen(request: HttpRequest, uid: str) -> Seen:
    try:
        return visible_pair(user=request.user, uid=UUID(uid))
    except (ValueError, Pair.DoesNotExist) as missing:
        raise Http404 from missing
