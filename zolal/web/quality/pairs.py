"""Likely duplicates as rows of the queue; the page of the two side by side is where one looks closer."""

from __future__ import annotations

from collections.abc import Sequence
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
from zolal.web.templatetags.reading import number

MERGE, SKIP = "merge", "skip"
MOST = 200
"""More does not stand on a page, however often it was continued."""
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


@require_POST
@needs("pairs.decide")
def many(request: HttpRequest) -> HttpResponse:
    """What was picked on a page, all in one way."""
    deed = request.POST.get("do", "")
    seen = [_seen(request, uid) for uid in request.POST.getlist("pair")[:MOST]]
    if deed not in DEEDS or len({one.pair.record_type for one in seen}) != 1:
        notify(request, _("Pick at least one."), tone="bad")
    elif deed == MERGE:
        _merge_many(request, seen)
    else:
        action = pairs.decide_many(pairs=[one.pair for one in seen], decision=deed, by=request.user)
        notify(request, _("Decided: %(count)s") % {"count": number(len(seen))}, action=action)
    return redirect(back(request))


def _merge_many(request: HttpRequest, seen: Sequence[Seen]) -> None:
    """One after the other: a record of two pairs is part of the customer that stayed by then."""
    merged, left = 0, 0
    for one in seen:
        try:
            _do(request, MERGE, _seen(request, str(one.pair.uid)))
            merged += 1
        except (CannotMerge, Http404):
            left += 1
    said = _("Merged: %(count)s. Each can be taken back under Merges.") % {"count": number(merged)}
    if left:
        said += " " + _("Left as they were, because something about them has changed: %(count)s") % {
            "count": number(left)
        }
    notify(request, said, tone="warn" if left else "good")


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
