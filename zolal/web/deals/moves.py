"""A deal goes to another stage, is won, lost, or open again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.core.ledger import Stale
from zolal.people.fields import is_own
from zolal.people.queries.typed import uid as typed_uid
from zolal.sales.actions.deals import delete_deals, put_away, take_out
from zolal.sales.actions.moves import lose_deals, move_deals, reopen_deals, win_deals
from zolal.sales.models import Deal, Stage
from zolal.sales.queries.pipelines import pipelines, stage_by_uid
from zolal.web.asked import whole_number
from zolal.web.deals.answers import changes_of, deal_or_404, done
from zolal.web.deals.asked import user_of
from zolal.web.deals.forms import DealForm, LossForm, shown
from zolal.web.notices import notify
from zolal.web.policy import needs

_FORM_FIELDS = {"customer": ("person", "company")}
"""What a stage demands, and the fields of the form that give it."""


@require_http_methods(["GET", "POST"])
@needs("deals.write")
def move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """GET: where it may go. POST: there; what the stage demands and the deal lacks is asked for."""
    deal = deal_or_404(request, uid)
    if request.method == "GET":
        context = {"deal": deal, "pipelines": pipelines(), "from": request.GET.get("from", "")}
        return render(request, "deals/move.html", context)
    stage, form = _stage(request.POST.get("stage", "")), _asked(request, deal)
    if not form.is_valid():
        return _ask(request, deal, form, stage=stage)
    try:
        action = move_deals(
            ids=[deal.pk], stage=stage, given=form.given(), version=_version(request), by=user_of(request)
        )
    except Stale as stale:
        return _overtaken(request, deal, stale, stage=stage)
    except ValidationError as refused:
        return _ask(request, deal, form, refused, stage=stage)
    if action:
        notify(request, _("%(title)s: now in “%(stage)s”.") % {"title": deal.title, "stage": stage.name}, action=action)
    return done(request, deal, [deal.stage, stage])


@require_http_methods(["GET", "POST"])
@needs("deals.write")
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Won (?do=won), or lost and why (?do=lost)."""
    deal = deal_or_404(request, uid)
    wanted = request.POST if request.method == "POST" else request.GET
    return _lose(request, deal) if wanted.get("do") == "lost" else _win(request, deal)


@require_POST
@needs("deals.write")
def reopen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open again."""
    deal = deal_or_404(request, uid)
    if action := reopen_deals(ids=[deal.pk], by=user_of(request)):
        notify(request, _("%(title)s is open again.") % {"title": deal.title}, action=action)
    return redirect("deal", uid=uid)


@require_POST
@needs("deals.write")
def state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Into the archive, out of it, or away."""
    deal, deed = deal_or_404(request, uid), request.POST.get("do", "")
    deeds = {"archive": put_away, "restore": take_out, "delete": delete_deals}
    if deed not in deeds:
        return HttpResponse(status=422)
    action = deeds[deed](ids=[deal.pk], by=user_of(request))
    told = {"archive": _("Archived: %(name)s"), "restore": _("Out of the archive: %(name)s"),
            "delete": _("Deleted: %(name)s")}  # fmt: skip
    notify(request, told[deed] % {"name": deal.title}, action=action)
    return redirect("deals") if deed == "delete" else redirect("deal", uid=uid)


def _win(request: HttpRequest, deal: Deal) -> HttpResponse:
    form = _asked(request, deal)
    if request.method == "GET" or not form.is_valid():
        return _ask(request, deal, form, closing="won")
    try:
        action = win_deals(ids=[deal.pk], given=form.given(), version=_version(request), by=user_of(request))
    except Stale as stale:
        return _overtaken(request, deal, stale, closing="won")
    except ValidationError as refused:
        return _ask(request, deal, form, refused, closing="won")
    notify(request, _("Won: %(title)s. Well done!") % {"title": deal.title}, action=action)
    return done(request, deal, [deal.stage])


def _lose(request: HttpRequest, deal: Deal) -> HttpResponse:
    form = LossForm(request.POST if request.method == "POST" else None)
    context = {"deal": deal, "form": form, "from": _whence(request), "version": _version(request) or deal.version}
    if request.method == "GET" or not form.is_valid():
        return render(request, "deals/lose.html", context, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        action = lose_deals(
            ids=[deal.pk], reason=given["lost_reason"], note=given["lost_note"], version=_version(request),
            by=user_of(request),
        )  # fmt: skip
    except Stale as stale:
        return _overtaken(request, deal, stale, closing="lost")
    except ValidationError as refused:
        form.refuse(refused)
        return render(request, "deals/lose.html", context, status=422)
    notify(request, _("Lost: %(title)s") % {"title": deal.title}, action=action, tone="info")
    return done(request, deal, [deal.stage])


def _asked(request: HttpRequest, deal: Deal, only: Collection[str] | None = None) -> DealForm:
    """A form of what was sent of the deal, none of the rest."""
    names = [name for name in DealForm.base_fields if name in request.POST and name != "stage"]
    names += [name for name in (*request.POST, *request.FILES) if is_own(name)]
    sent = request.method == "POST" and only is None
    return DealForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        by=user_of(request),
        only=names if only is None else only,
        deal=deal,
        initial=shown(deal, user_of(request)),
    )


def _ask(
    request: HttpRequest,
    deal: Deal,
    form: DealForm,
    refused: ValidationError | None = None,
    *,
    stage: Stage | None = None,
    closing: str = "",
) -> HttpResponse:
    """What is missing, to be filled in; what cannot be filled in here is told."""
    troubles: list[str] = []
    if refused is not None:
        errors = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
        lacking = [
            one
            for name in errors
            for one in _FORM_FIELDS.get(name, (name,))
            if one in DealForm.base_fields or is_own(one)
        ]
        troubles = [sentence for sentences in errors.values() for sentence in sentences]
        if lacking and not form.fields and not form.own:
            form = _asked(request, deal, lacking)
    context: dict[str, Any] = {
        "deal": deal, "form": form, "stage": stage, "closing": closing, "troubles": troubles, "from": _whence(request),
        "version": _version(request) or deal.version,
    }  # fmt: skip
    return render(request, "deals/ask.html", context, status=200 if request.method == "GET" else 422)


def _overtaken(
    request: HttpRequest, deal: Deal, stale: Stale, *, stage: Stage | None = None, closing: str = ""
) -> HttpResponse:
    """Somebody else was quicker: what they did, and the question whether it is still wanted."""
    context = {
        "deal": deal, "stage": stage, "closing": closing, "changes": changes_of(request, stale),
        "from": _whence(request), "version": stale.version,
        "form": LossForm(request.POST) if closing == "lost" else _asked(request, deal),
    }  # fmt: skip
    return render(request, "deals/ask.html", context, status=409)


def _stage(text: str) -> Stage:
    uid = typed_uid(text)
    try:
        return stage_by_uid(uid)  # type: ignore[arg-type]  # None finds none
    except Stage.DoesNotExist as missing:
        raise Http404 from missing


def _version(request: HttpRequest) -> int | None:
    return whole_number(request.POST.get("version", "") or request.GET.get("version", ""))


def _whence(request: HttpRequest) -> str:
    return "board" if "board" in (request.POST.get("from"), request.GET.get("from")) else ""
