"""What somebody decides on rows of a checked file. Every answer gives the rows and the counts anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.accounts.models import User
from zolal.capture.actions.imports import CannotImport
from zolal.capture.actions.rows import choose as choose_facts
from zolal.capture.actions.rows import decide, include_errors, mend_cell, mend_cells, skip
from zolal.capture.models import Import, ImportRow
from zolal.capture.queries.rows import count_rows_with, row_of
from zolal.web.asked import whole_number
from zolal.web.imports.found import import_or_404
from zolal.web.imports.tabs import tab
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_POST
@needs("imports.run")
def mend(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Write another text into a cell; where the same text stands in other rows, offer to replace it there too."""
    import_ = import_or_404(request, uid)
    text = request.POST.get("proposal") or request.POST.get("text", "")
    replacing = None
    try:
        column = _column(request, import_)
        old = _text(import_, number, column)
        mend_cell(import_=import_, number=number, column=column, text=text, by=request.user)
        count = count_rows_with(import_=import_, column=column, value=old) if old and old != text else 0
        if count:
            header = import_.columns[column]["header"]
            replacing = {"column": column, "old": old, "new": text, "header": header, "count": count}
    except CannotImport as refused:
        notify(request, str(refused), tone="bad")
    return _rows(request, uid, {"replacing": replacing})


@require_POST
@needs("imports.run")
def replace(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The rule: one text for another in a whole column."""
    import_ = import_or_404(request, uid)
    old, new = request.POST.get("old", ""), request.POST.get("new", "")
    try:
        column = _column(request, import_)
        count = mend_cells(import_=import_, column=column, value=old, replacement=new, by=request.user)
    except CannotImport as refused:
        notify(request, str(refused), tone="bad")
        return _rows(request, uid, {})
    if import_or_404(request, uid).state != Import.State.READY:
        sentence = _("The text is being replaced in the background. Rows: %(count)s")
        notify(request, sentence % {"count": count}, tone="info")
        home = HttpResponse(headers={"HX-Redirect": reverse("import", args=[uid])})
        return home if request.htmx else redirect("import", uid=uid)
    notify(request, _("Replaced. Rows: %(count)s") % {"count": count})
    return _rows(request, uid, {})


@require_POST
@needs("imports.run")
def choose(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The same, somebody new, skip, take in after all; or, for one field of an update, which value stands."""
    import_ = import_or_404(request, uid)
    try:
        _answer(request, import_, number)
    except CannotImport as refused:
        notify(request, str(refused), tone="bad")
    return _rows(request, uid, {})


@require_POST
@needs("imports.run")
def choose_all(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One answer for every row of a tab."""
    import_ = import_or_404(request, uid)
    try:
        _answer_all(request, import_)
    except CannotImport as refused:
        notify(request, str(refused), tone="bad")
    return _rows(request, uid, {})


def _answer(request: HttpRequest, import_: Import, number: int) -> None:
    by: User = request.user
    match request.POST.get("answer", ""):
        case ("same" | "new") as identity:
            decide(import_=import_, numbers=[number], identity=identity, by=by)
        case "skip":
            skip(import_=import_, numbers=[number], by=by)
        case "unskip":
            skip(import_=import_, numbers=[number], skipped=False, by=by)
        case ("include" | "leave") as answer:
            include_errors(import_=import_, numbers=[number], include=answer == "include", by=by)
        case _:
            choose_facts(import_=import_, number=number, facts=_facts(request), by=by)


def _answer_all(request: HttpRequest, import_: Import) -> None:
    by: User = request.user
    match request.POST.get("answer", ""):
        case ("skip" | "unskip") as answer:
            tab_name = request.POST.get("tab", "")
            if tab_name in ImportRow.Verdict.values:
                skip(import_=import_, verdict=tab_name, skipped=answer == "skip", by=by)
        case ("include" | "leave") as answer:
            include_errors(import_=import_, include=answer == "include", by=by)
        case _:
            choose_facts(import_=import_, facts=_facts(request), by=by)


def _facts(request: HttpRequest) -> dict[str, Any]:
    fact, choice = request.POST.get("fact", ""), request.POST.get("choice", "")
    if not fact or choice not in {"take", "keep"}:
        raise CannotImport(_("Choose one of the answers."))
    return {fact: choice}


def _text(import_: Import, number: int, column: int) -> str:
    """What stands in a cell now."""
    try:
        row = row_of(import_=import_, number=number)
    except ImportRow.DoesNotExist as missing:
        raise Http404 from missing
    raw = row.cells[column] if column < len(row.cells) else ""
    return str(row.mended.get(str(column), raw) or "")


def _rows(request: HttpRequest, uid: UUID, more: Mapping[str, Any]) -> HttpResponse:
    if not request.htmx:
        return redirect("import", uid=uid)
    import_ = import_or_404(request, uid)
    context = {**tab(request, import_), **more, "out_of_band": True}
    return render(request, "imports/rows.html", context)


def _column(request: HttpRequest, import_: Import) -> int:
    column = whole_number(request.POST.get("column", ""))
    if column is None or column >= len(import_.columns):
        raise CannotImport(_("The file has no such column."))
    return column
