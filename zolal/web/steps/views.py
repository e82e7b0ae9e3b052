"""Steps are written for each touch-point, and ticked on the page of a record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.permissions import may
from zolal.people.actions.contact_steps import drop_step, tick_step, touch_points, write_step
from zolal.people.models import ContactStep
from zolal.people.queries.contact_steps import step_by_uid, steps
from zolal.web.notices import notify
from zolal.web.people.record import found_or_404
from zolal.web.policy import needs


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    there = steps(user=request.user)
    labels = {"": _("Every contact"), **dict(touch_points())}
    context = {
        "groups": [
            (value, label, [one for one in there if one.touch_point == value]) for value, label in labels.items()
        ],
        "who": ContactStep.Who.choices,
        "writes": may(request.user, "stewardship.plan"),
    }
    return render(request, "steps/index.html", context)


@require_POST
@needs("stewardship.plan")
def add(request: HttpRequest) -> HttpResponse:
    return _saved(request, None)


@require_POST
@needs("stewardship.plan")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _saved(request, _found(request, uid))


@require_POST
@needs("stewardship.plan")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    notify(request, _("Taken away."), action=drop_step(step=_found(request, uid), by=request.user))
    return redirect("contact-steps")


@require_POST
@needs("records.edit")
def tick(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """`step` is done, or with done=0 not after all."""
    record = found_or_404(request, record_type, uid)
    try:
        step = _found(request, UUID(request.POST.get("step", "")))
    except ValueError as wrong:
        raise Http404 from wrong
    done = request.POST.get("done") != "0"
    try:
        action = tick_step(record_type=record_type, record_id=record.pk, step=step, done=done, by=request.user)
    except ObjectDoesNotExist as hidden:
        raise Http404 from hidden
    notify(request, _("Done: %(step)s") % {"step": step.text} if done else _("Not done after all."), action=action)
    return redirect(record_type, uid=uid)


def _saved(request: HttpRequest, step: ContactStep | None) -> HttpResponse:
    days = request.POST.get("days", "")
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in ("text", "touch_point", "who")}
    try:
        seen = {name: request.POST[f"seen_{name}"] for name in ("text", "who") if f"seen_{name}" in request.POST}
        if request.POST.get("seen_days", "").isdecimal():
            seen["days"] = int(request.POST["seen_days"])
        given["days"] = int(days) if days.isdecimal() and len(days) < 5 else -1
        write_step(step=step, seen=seen, by=request.user, **given)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect("contact-steps")


def _found(request: HttpRequest, uid: UUID) -> ContactStep:
    try:
        return step_by_uid(uid, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
