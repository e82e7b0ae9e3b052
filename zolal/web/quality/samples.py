"""Accuracy by samples: draw, check on the screen or on paper, and see the estimate."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import demand, may
from zolal.accounts.queries.users import active_users
from zolal.capture.actions.verification import Finding, verify
from zolal.engine.score.weights import ACCURACY_LINE, FIRMS_ABOVE, STUDY
from zolal.quality.actions.samples import draw_sample
from zolal.quality.models import Sample, SampledValue
from zolal.quality.queries.samples import Line, proposals, sample_by_uid, sample_told, samples, sheets
from zolal.quality.ratings import Method
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.templatetags.reading import day
from zolal.web.workbook import Cell, workbook

SHOWN = 20
LONGEST = 10_000


@require_http_methods(["GET", "POST"])
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    """GET: all samples, their trend, and the form that draws one. POST: draw."""
    name = asked_type(request)
    if request.method != "POST":
        return _index(request, name, {"scope": "goal"}, {})
    demand(request.user, "samples.run")
    text = request.POST.get("size", "").strip()
    try:
        sample = draw_sample(
            record_type=name,
            scope=request.POST.get("scope", ""),
            size=int(text) if text.isdecimal() and len(text) < 7 else 0,
            users=_checkers().filter(uid__in=_uids(request.POST)),
            by_source="by_source" in request.POST,
            by=request.user,
        )
    except ValidationError as refused:
        return _index(request, name, request.POST.dict(), refused.message_dict, status=422)
    notify(request, _("The sample is drawn and dealt."))
    return redirect("sample", uid=sample.uid)


@require_GET
@needs("quality.read")
def export(request: HttpRequest) -> HttpResponseBase:
    """All samples with what they say, as a file; estimates for who may see all they were drawn from."""
    columns = [_("When"), _("By"), _("What is checked"), _("Records"), _("Done"), _("Values that hold"), _("At least"),
               _("At most"), _("Records without a wrong value")]  # fmt: skip
    rows: list[list[Cell]] = []
    for line in samples(user=request.user, record_type=asked_type(request)):  # type: ignore[arg-type]
        of, one = line.sample, line.of_values
        held = [one.value, one.low, one.high] if one else [None] * 3
        whole = line.of_records.value if line.of_records else None
        told = [day(of.at), of.by.name, of.get_scope_display(), line.records, line.done]
        rows.append([*told, *(None if share is None else round(share, 4) for share in (*held, whole))])
    return workbook("samples", _("Accuracy samples"), columns, rows)


@require_GET
@needs("quality.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The estimate, and the records that await the user."""
    return _sample(request, _found(request, uid), {}, {})


@require_GET
@needs("quality.read")
def sheet(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To be printed: every record that is dealt to the user, with room for what is right."""
    sample = _found(request, uid)
    everybody = "all" in request.GET
    context = {
        "name": sample.record_type,
        "sample": sample,
        "sheets": sheets(user=request.user, sample=sample, everybody=everybody, open_only=True),
    }
    return render(request, "quality/sheet.html", context)


@require_POST
@needs("values.rate")
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was found of the values of one record."""
    sample, typed = _found(request, uid), request.POST.dict()
    text = typed.get("number", "")
    found = {
        int(name.removeprefix("outcome-")): Finding(outcome, typed.get(f"right-{name[8:]}", "")[:LONGEST])
        for name, outcome in typed.items()
        if name.startswith("outcome-") and name[8:].isdecimal() and len(name) < 27
    }
    try:
        done = verify(
            sample=sample,
            number=int(text) if text.isdecimal() and len(text) < 9 else 0,
            method=typed.get("method", ""),
            found=found,
            by=request.user,
        )
    except ValidationError as refused:
        return _sample(request, sample, typed, refused.message_dict, status=422)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    if done:
        notify(request, _("Written down. Thank you!"))
    return redirect("sample", uid=sample.uid)


def _found(request: HttpRequest, uid: UUID) -> Sample:
    try:
        return sample_by_uid(user=request.user, uid=uid)
    except Sample.DoesNotExist as missing:
        raise Http404 from missing


def _index(
    request: HttpRequest, name: str, typed: dict[str, Any], errors: dict[str, list[str]], *, status: int = 200
) -> HttpResponse:
    runs = may(request.user, "samples.run")
    lines = samples(user=request.user, record_type=name)
    sizes = proposals(user=request.user, record_type=name) if runs else []
    context = {
        "name": name,
        "lines": lines,
        "trend": _trend(lines),
        "runs": runs,
        "sizes": sizes,
        "size": typed.get("size", sizes[-1][1] if sizes else ""),
        "scopes": [(value, label, value == typed.get("scope")) for value, label in Sample.Scope.choices],
        "users": [(one, str(one.uid) in request.POST.getlist("users")) for one in _checkers()] if runs else [],
        "by_source": "by_source" in typed,
        "errors": errors,
        **_goal(),
    }
    return render(request, "quality/samples.html", context, status=status)


def _sample(
    request: HttpRequest, sample: Sample, typed: dict[str, str], errors: dict[str, list[str]], *, status: int = 200
) -> HttpResponse:
    waiting = sheets(user=request.user, sample=sample, everybody="all" in request.GET or "all" in typed, open_only=True)
    context = {
        "name": sample.record_type,
        "sample": sample,
        "told": sample_told(user=request.user, sample=sample),
        "waiting": len(waiting),
        "sheets": [
            (
                one,
                [
                    (
                        asked,
                        typed.get(f"outcome-{asked.row.pk}", asked.row.outcome),
                        typed.get(f"right-{asked.row.pk}", asked.row.right),
                        errors.get(str(asked.row.pk), []),
                    )
                    for asked in one.values
                ],
            )
            for one in waiting[:SHOWN]
        ],
        "outcomes": SampledValue.Outcome.choices,
        "methods": Method.choices,
        "method": typed.get("method", Method.PHONE.value),
        "method_errors": errors.get("method", []),
        "runs": may(request.user, "samples.run"),
        "checks": may(request.user, "values.rate"),
        **_goal(),
    }
    return render(request, "quality/sample.html", context, status=status)


def _trend(lines: list[Line]) -> dict[str, Any] | None:
    """Samples that have an estimate, oldest first."""
    told = [line for line in reversed(lines) if line.of_values and line.of_values.value is not None]
    if len(told) < 2:
        return None
    values = [round(100 * line.of_values.value, 1) for line in told]  # type: ignore[union-attr,operator]
    return {
        "labels": [day(line.sample.at) for line in told],
        "series": [{"name": _("Values that hold"), "values": values, "tone": "teal"}],
        "mark": {"value": 100 * ACCURACY_LINE, "label": ""},
        "unit": "share",
    }


def _goal() -> dict[str, Any]:
    return {"line": ACCURACY_LINE, "firms": FIRMS_ABOVE, "study": _(STUDY)}


def _checkers() -> Any:  # noqa: ANN401 - a queryset
    return active_users().exclude(role="reader").order_by("name")


def _uids(given: QueryDict) -> list[str]:
    found = []
    for text in given.getlist("users"):
        try:
            found.append(str(UUID(text)))
        except ValueError:
            continue
    return found
