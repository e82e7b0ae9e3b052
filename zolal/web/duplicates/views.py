"""The queue of duplicates and the review of one pair."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.permissions import may
from zolal.core.ledger import Stale
from zolal.people.queries.records import MODELS
from zolal.quality.actions import pairs
from zolal.quality.actions.merges import merge_records
from zolal.quality.actions.undo_merge import CannotMerge, undo_merge
from zolal.quality.models import Merge, Pair
from zolal.quality.queries.matching import sees_matching
from zolal.quality.queries.merges import visible_merge
from zolal.quality.queries.pair_order import ORDERS
from zolal.quality.queries.pairs import Seen, next_pair, queue, visible_pair
from zolal.quality.queries.supposed import wishes
from zolal.web.asked import whole_number
from zolal.web.duplicates.last import forget, last, remember
from zolal.web.duplicates.order import ORDER_LABELS, choose_order, chosen_order
from zolal.web.duplicates.review import Review, review
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    """The queue, in the order that the reviewer chose last."""
    name, order = _record_type(request), choose_order(request)
    page = queue(user=request.user, record_type=name, order=order, after=request.GET.get("after", ""))
    context = {
        "page": page,
        "name": name,
        "order": order,
        "orders": [(one, ORDER_LABELS[one]) for one in ORDERS],
        "may_decide": may(request.user, "pairs.decide"),
        "sees_matching": sees_matching(request.user),
    }
    return render(request, "duplicates/index.html#rows" if request.htmx else "duplicates/index.html", context)


@require_GET
@needs("quality.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Two records side by side, with the result of a merge."""
    seen = _seen(request, uid)
    return render(request, "duplicates/show.html", _context(request, seen))


@require_POST
@needs("records.merge")
def merge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make the two one, with the chosen values; "next" goes on with the queue."""
    seen = _seen(request, uid)
    side = review(user=request.user, seen=seen, keep=request.POST.get("keep", ""))
    chosen = {
        name.removeprefix("choice:"): value
        for name, value in request.POST.items()
        if name.startswith("choice:") and value in {"keep", "absorb"}
    }
    try:
        done = merge_records(
            record_type=seen.pair.record_type,
            keep_id=side.keep.pk,
            absorb_id=side.absorb.pk,
            by=request.user,
            choices=chosen,
            rule=side.plan.rule,
            versions=_versions(request, side),
            despite=request.POST.get("despite") == "yes",
        )
    except Stale as stale:
        sentence = _("Somebody has changed one of the two meanwhile. Look again before you merge.")
        if stale.who:
            sentence = _("%(who)s has changed one of the two meanwhile. Look again before you merge.")
        notify(request, sentence % {"who": stale.who}, tone="bad")
        return render(request, "duplicates/show.html", _context(request, seen) | {"stale": stale}, status=409)
    except CannotMerge as refused:
        return render(request, "duplicates/show.html", _context(request, seen) | {"refused": refused}, status=409)
    remember(request, kind="merge", uid=done.uid, pair=seen.pair.uid)
    notify(request, _("Merged: %(name)s") % {"name": side.keep.name}, action=done.action)
    if request.POST.get("then") == "next":
        return _onwards(request, seen)
    return redirect("merge", uid=done.uid)


@require_POST
@needs("pairs.decide")
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Not the same, same household, put off, or a decision taken back; then the next pair."""
    seen = _seen(request, uid)
    decision = request.POST.get("decision", "")
    if decision == "skip":
        pairs.skip(pair=seen.pair, by=request.user)
        return _onwards(request, seen)
    if decision not in {Pair.Decision.NOT_SAME, Pair.Decision.HOUSEHOLD, Pair.Decision.OPEN}:
        raise Http404
    pairs.decide(pair=seen.pair, decision=decision, by=request.user)
    if decision == Pair.Decision.OPEN:
        return _again(request, uid)
    remember(request, kind="pair", uid=uid, pair=uid)
    notify(request, _("Remembered: %(decision)s") % {"decision": Pair.Decision(decision).label})
    return _onwards(request, seen)


@require_POST
@needs("pairs.decide")
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what one decided last."""
    what = last(request)
    if what is None:
        notify(request, _("There is nothing to take back."), tone="info")
        return redirect("duplicates")
    forget(request)
    try:
        if what.kind == "merge":
            undo_merge(merge=visible_merge(user=request.user, uid=what.uid).merge, by=request.user)
        pair = visible_pair(user=request.user, uid=what.pair).pair
    except (Merge.DoesNotExist, Pair.DoesNotExist) as missing:
        raise Http404 from missing
    # A merge that is taken back leaves "not the same"; whoever presses undo wants to decide anew.
    pairs.decide(pair=pair, decision=Pair.Decision.OPEN, by=request.user)
    notify(request, _("Taken back."))
    return _again(request, what.pair)


def _context(request: HttpRequest, seen: Seen) -> dict[str, object]:
    side = review(user=request.user, seen=seen, keep=request.GET.get("keep", request.POST.get("keep", "")))
    return {
        "pair": seen.pair,
        "seen": seen,
        "review": side,
        "supposed": wishes(seen.pair, user=request.user),
        "name": seen.pair.record_type,
        "last": last(request),
        "may_merge": may(request.user, "records.merge"),
        "may_decide": may(request.user, "pairs.decide"),
        "open": seen.pair.decision == Pair.Decision.OPEN,
    }


def _again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The pair of which the answer was taken back, where there is anything left to ask."""
    try:
        return redirect("pair", uid=visible_pair(user=request.user, uid=uid).pair.uid)
    except Pair.DoesNotExist:
        gone = _("There is nothing left to ask about these two: one of them has gone, or they are two anyway.")
        notify(request, gone)
        return redirect("duplicates")


def _onwards(request: HttpRequest, seen: Seen) -> HttpResponse:
    following = next_pair(user=request.user, after=seen.pair, order=chosen_order(request))
    if following is None:
        notify(request, _("The queue is empty."))
        return redirect("duplicates")
    return redirect("pair", uid=following.uid)


def _seen(request: HttpRequest, uid: UUID) -> Seen:
    try:
        return visible_pair(user=request.user, uid=uid)
    except Pair.DoesNotExist as missing:
        raise Http404 from missing


def _versions(request: HttpRequest, side: Review) -> dict[int, int]:
    seen = {record.pk: request.POST.get(f"version:{record.uid}", "") for record in (side.keep, side.absorb)}
    return {pk: version for pk, text in seen.items() if (version := whole_number(text)) is not None}


def _record_type(request: HttpRequest) -> str:
    name = request.GET.get("type", "person")
    if name not in MODELS:
        raise Http404
    return name
