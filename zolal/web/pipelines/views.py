"""Pipelines, their stages, and the reasons of losses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.sales import shipped
from zolal.sales.actions.pipelines import (
    add_reason,
    add_stage,
    archive_pipeline,
    archive_stage,
    change_pipeline,
    change_reason,
    change_stage,
    create_pipeline,
    order_stages,
    restore_pipeline,
    restore_stage,
)
from zolal.sales.models import Pipeline, Stage
from zolal.sales.queries.pipelines import pipeline_by_uid, pipelines, reason_by_uid, reasons, stage_by_uid, stages_of
from zolal.web.deals.asked import user_of
from zolal.web.notices import notify
from zolal.web.pipelines.forms import PipelineForm, ReasonForm, StageForm, shown
from zolal.web.policy import needs


@require_GET
@needs("pipelines.edit")
def index(request: HttpRequest) -> HttpResponse:
    """All of them, and the reasons."""
    context = {"pipelines": pipelines(archived=True), "reasons": reasons(archived=True), "reason_form": ReasonForm()}
    return render(request, "pipelines/index.html", context)


@require_http_methods(["GET", "POST"])
@needs("pipelines.edit")
def create(request: HttpRequest) -> HttpResponse:
    """Another one, with the usual stages."""
    form = PipelineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        steps = shipped.services() if given["stages"] == "services" else shipped.products()
        try:
            pipeline = create_pipeline(name=given["name"], about=given["about"], stages=steps, by=user_of(request))
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("pipeline", uid=pipeline.uid)
    return render(request, "pipelines/form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("pipelines.edit")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One pipeline with its stages; POST: another name or purpose."""
    pipeline = _found(pipeline_by_uid, uid)
    form = PipelineForm(
        request.POST or None, pipeline=pipeline, initial={"name": pipeline.name, "about": pipeline.about}
    ).changing()
    if request.method == "POST" and form.is_valid():
        try:
            change_pipeline(pipeline=pipeline, seen=form.seen, by=user_of(request), **form.told())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("pipeline", uid=uid)
    context = {"pipeline": pipeline, "form": form, "stages": stages_of(pipeline, archived=True)}
    return render(request, "pipelines/show.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("pipelines.edit")
def put_away(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Into the archive, or out of it."""
    pipeline: Pipeline = _found(pipeline_by_uid, uid)
    deed = restore_pipeline if pipeline.archived_at else archive_pipeline
    try:
        notify(request, _("Saved."), action=deed(pipeline=pipeline, by=user_of(request)))
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    return redirect("pipelines")


@require_http_methods(["GET", "POST"])
@needs("pipelines.edit")
def new_stage(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A stage at the end."""
    pipeline = _found(pipeline_by_uid, uid)
    form = StageForm(request.POST or None, initial={"probability": 50, "idle_days": 7, "colour": "blue"})
    return _stage_form(
        request, form, pipeline, None, lambda given: add_stage(pipeline=pipeline, by=user_of(request), **given)
    )


@require_http_methods(["GET", "POST"])
@needs("pipelines.edit")
def stage(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another name, probability, limit, demands, colour or guidance."""
    found: Stage = _found(stage_by_uid, uid)
    form = StageForm(request.POST or None, initial=shown(found)).changing()

    def write(given: dict[str, Any]) -> None:
        change_stage(stage=found, seen=form.seen, by=user_of(request), **given)

    return _stage_form(request, form, found.pipeline, found, write)


@require_POST
@needs("pipelines.edit")
def place(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One place up or down, into the archive, or out of it."""
    found: Stage = _found(stage_by_uid, uid)
    deed, by = request.POST.get("do", ""), user_of(request)
    try:
        if deed == "archive":
            action = archive_stage(stage=found, by=by)
        elif deed == "restore":
            action = restore_stage(stage=found, by=by)
        else:
            stages = stages_of(found.pipeline)
            at = stages.index(found)
            to = max(0, at - 1) if deed == "up" else at + 1
            stages.insert(to, stages.pop(at))
            action = order_stages(pipeline=found.pipeline, stages=stages, by=by)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."), action=action)
    return redirect("pipeline", uid=found.pipeline.uid)


@require_POST
@needs("pipelines.edit")
def new_reason(request: HttpRequest) -> HttpResponse:
    """Another reason of losses."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            add_reason(name=form.cleaned_data["name"], by=user_of(request))
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("pipelines")
    context = {"pipelines": pipelines(archived=True), "reasons": reasons(archived=True), "reason_form": form}
    return render(request, "pipelines/index.html", context, status=422)


@require_POST
@needs("pipelines.edit")
def reason(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another name, or out of use and into it again."""
    found = _found(reason_by_uid, uid)
    deed = request.POST.get("do", "")
    told: dict[str, Any] = {"archived": deed == "archive"} if deed else {"name": request.POST.get("name", "")}
    if not deed and "seen" in request.POST:
        told["seen"] = {"name": request.POST["seen"]}
    try:
        change_reason(reason=found, by=user_of(request), **told)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect("pipelines")


def _stage_form(
    request: HttpRequest,
    form: StageForm,
    pipeline: Pipeline,
    found: Stage | None,
    write: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            write(form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("pipeline", uid=pipeline.uid)
    context = {"form": form, "pipeline": pipeline, "stage": found}
    return render(request, "pipelines/stage.html", context, status=422 if form.is_bound else 200)


def _found(by: Callable[[UUID], Any], uid: UUID) -> Any:  # noqa: ANN401 - whatever it finds
    try:
        return by(uid)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
