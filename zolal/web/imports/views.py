"""The pages of an import, step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.permissions import may
from zolal.capture.actions import imports as actions
from zolal.capture.models import Import
from zolal.capture.plain.kinds import PLAIN, offered
from zolal.web.imports.errors import FORMS, errors_file
from zolal.web.imports.found import import_or_404, imports_page
from zolal.web.imports.mapping import (
    UNITS,
    calendars,
    field_choices,
    posted_columns,
    posted_reading,
    reading_choices,
    shown_columns,
)
from zolal.web.imports.report import report
from zolal.web.imports.steps import steps
from zolal.web.imports.tabs import ready
from zolal.web.notices import notify
from zolal.web.policy import needs

State = Import.State
WORKING = frozenset({State.READING, State.CHECKING, State.COMMITTING, State.UNDOING})


@require_GET
@needs("imports.run")
def index(request: HttpRequest) -> HttpResponse:
    """Files so far, and the place to drop another."""
    context = _index(request)
    return render(request, "imports/index.html#rows" if request.htmx else "imports/index.html", context)


@require_POST
@needs("imports.run")
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a file and begin to read it; a script is answered in JSON, a plain form with a page."""
    asked_by_script = request.headers.get("Accept") == "application/json"
    file, record_type = request.FILES.get("file"), request.POST.get("record_type", "person")
    try:
        import_ = _uploaded(request, file, record_type)
    except actions.CannotImport as refused:
        if asked_by_script:
            return JsonResponse({"error": str(refused)}, status=422)
        context = {**_index(request), "error": str(refused), "record_type": record_type}
        return render(request, "imports/index.html", context, status=422)
    page = reverse("import", args=[import_.uid])
    return JsonResponse({"open": page}) if asked_by_script else redirect(page)


@require_GET
@needs("imports.run")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Where the import stands: at work, to be mapped, to be decided on, done, or failed."""
    import_ = import_or_404(request, uid)
    context = {"import": import_, "job": import_.job, "steps": steps(import_)}
    if import_.state in WORKING:
        return render(request, "imports/working.html", context | _working(import_))
    if import_.state == State.MAPPING:
        return render(request, "imports/mapping.html", context | _mapping(import_))
    if import_.state == State.READY:
        return ready(request, import_, context)
    if import_.state in {State.DONE, State.UNDONE}:
        may_undo = import_.by_id == request.user.pk or may(request.user, "ledger.undo")
        return render(request, "imports/report.html", context | report(request.user, import_) | {"may_undo": may_undo})
    return render(request, "imports/failed.html", context)


@require_GET
@needs("imports.run")
def progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far the work is; once it is over, the page of what comes next is loaded."""
    import_ = import_or_404(request, uid)
    if import_.state != request.GET.get("state"):
        response = HttpResponse()
        response.headers["HX-Redirect"] = reverse("import", args=[uid])
        return response
    context = {"import": import_, "job": import_.job, "steps": steps(import_), **_working(import_)}
    return render(request, "imports/working.html#progress", context)


@require_POST
@needs("imports.run")
def reading(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Read the file again, as somebody says."""
    import_ = import_or_404(request, uid)
    chosen, problems = posted_reading(request.POST)
    if problems:
        return _again(request, import_, problems)
    return _do(request, import_, lambda: actions.reread(import_=import_, by=request.user, **chosen))


@require_POST
@needs("imports.run")
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the columns as chosen and check the whole file."""
    import_ = import_or_404(request, uid)
    columns, policy = posted_columns(import_, request.POST), request.POST.get("policy")
    try:
        actions.confirm_mapping(import_=import_, columns=columns, policy=policy, by=request.user)
    except actions.CannotImport as refused:
        import_.columns = columns
        return _again(request, import_, [str(refused)])
    return redirect("import", uid=uid)


@require_POST
@needs("imports.run")
def back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To the columns again."""
    import_ = import_or_404(request, uid)
    return _do(request, import_, lambda: actions.remap(import_=import_, by=request.user))


@require_POST
@needs("imports.run")
def commit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the file in."""
    import_ = import_or_404(request, uid)
    return _do(request, import_, lambda: actions.commit_import(import_=import_, by=request.user))


@require_POST
@needs("imports.run")
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop the work, or drop the import."""
    import_ = import_or_404(request, uid)
    return _do(request, import_, lambda: actions.cancel_import(import_=import_, by=request.user))


@require_POST
@needs("imports.run")
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the whole import back."""
    import_ = import_or_404(request, uid)
    return _do(request, import_, lambda: actions.undo_import(import_=import_, by=request.user))


@require_GET
@needs("imports.run")
def errors(request: HttpRequest, uid: UUID, form: str) -> StreamingHttpResponse:
    """What did not go in and why, as a file to mend and import again."""
    if form not in FORMS:
        raise Http404
    return errors_file(request.user, import_or_404(request, uid), form)


def _uploaded(request: HttpRequest, file: UploadedFile | None, record_type: str) -> Import:
    if file is None:
        raise actions.CannotImport(_("Choose a file first."))
    return actions.upload_import(file=file, filename=file.name or "", record_type=record_type, by=request.user)


def _do(request: HttpRequest, import_: Import, action: Callable[[], object]) -> HttpResponse:
    try:
        action()
    except actions.CannotImport as refused:
        notify(request, str(refused), tone="bad")
    return redirect("import", uid=import_.uid)


def _again(request: HttpRequest, import_: Import, problems: list[str]) -> HttpResponse:
    context = {
        "import": import_,
        "job": import_.job,
        "steps": steps(import_),
        "problems": problems,
        **_mapping(import_),
    }
    return render(request, "imports/mapping.html", context, status=422)


def _index(request: HttpRequest) -> dict[str, Any]:
    return {
        "page": imports_page(request),
        "limit": settings.UPLOAD_LIMIT // 2**20,
        "may_run": may(request.user, "imports.run"),
        "plain": offered(request.user),
        "record_type": request.GET.get("type", ""),
    }


def _working(import_: Import) -> dict[str, Any]:
    asked = import_.job is not None and import_.job.cancel_asked
    return {"may_cancel": import_.state != State.UNDOING and not asked, "stopping": asked}


def _mapping(import_: Import) -> dict[str, Any]:
    return {
        "reading": reading_choices(import_),
        "headers": [column["header"] for column in import_.columns],
        "preview": import_.found.get("preview") or [],
        "columns": shown_columns(import_),
        "choices": field_choices(import_),
        "calendars": calendars(),
        "policies": Import.Policy.choices,
        "plain": import_.record_type in PLAIN,
        "units": UNITS,
        "remembered": import_.found.get("known_mapping"),
        "kept": import_.found.get("kept") or [],
    }
