"""Monthly maintenance: the months beside each other, one month, what was dealt to somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.permissions import may
from zolal.stewardship.actions.runs import cancel_run, sign_run
from zolal.stewardship.actions.shares import deal_anew, sign_share
from zolal.stewardship.models import Run, Share
from zolal.stewardship.queries.runs import (
    Month,
    RunView,
    months,
    own_due,
    run_view,
    schedules,
    share_by_uid,
    task_page,
)
from zolal.stewardship.reach import leads
from zolal.stewardship.reminders import due_of
from zolal.stewardship.work import CLASSES
from zolal.web.notices import notify
from zolal.web.people.kinds import KINDS
from zolal.web.policy import needs
from zolal.web.stewardship.words import CLASS_LABELS, CLASS_TONES, TONES, class_label, queue_of
from zolal.web.templatetags.months import month as month_label
from zolal.web.templatetags.reading import day
from zolal.web.workbook import workbook


@require_GET
@needs("records.edit")
def index(request: HttpRequest) -> HttpResponse:
    """The months, one's own part, and the schedules."""
    found = months(request.user)
    runs = may(request.user, "maintenance.run")
    context = {
        "months": [(one, TONES[one.run.state]) for one in found],
        "chart": _chart(found),
        "dues": own_due(request.user),
        "schedules": schedules(request.user) if runs else [],
        "has_numbers": any(one.waiting_before is not None for one in found),
    }
    return render(request, "stewardship/maintenance.html", context)


@require_GET
@needs("records.edit")
def export(request: HttpRequest) -> HttpResponseBase:
    """The months as a file."""
    columns = [_("Month"), _("Schedule"), _("State"), _("Begun"), _("Due"), _("Dealt"), _("Done"),
               _("Score before"), _("Score after"), _("Waiting before"), _("Waiting after"), _("Note")]  # fmt: skip
    rows = [
        [month_label(one.run.when), one.run.schedule.name, one.run.get_state_display(), day(one.run.starts_on),
         day(one.run.due_on), one.dealt, one.done, one.quality_before, one.quality_after, one.waiting_before,
         one.waiting_after, one.run.note]
        for one in months(request.user, count=200)
    ]  # fmt: skip
    return workbook("maintenance", _("Maintenance"), columns, rows)


@require_GET
@needs("records.edit")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One month: how far everybody is, and what it has brought."""
    return _run_page(request, _run(request, uid))


@require_POST
@needs("maintenance.run")
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The month is closed."""
    found = _run(request, uid)
    try:
        sign_run(run=found.month.run, note=request.POST.get("note", ""), by=request.user)
    except ValidationError as refused:
        return _run_page(request, found, refused=refused.messages, typed=request.POST.get("note", ""), status=422)
    notify(request, _("Signed off. The numbers afterwards are being measured."))
    return redirect("maintenance-run", uid=uid)


@require_POST
@needs("maintenance.run")
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The month is given up."""
    try:
        cancel_run(run=_run(request, uid).month.run, by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("The run is cancelled. What was mended stays."))
    return redirect("maintenance-run", uid=uid)


@require_GET
@needs("records.edit")
def part(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was dealt to somebody."""
    return _part_page(request, _share(request, uid))


@require_POST
@needs("records.edit")
def sign_part(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One's own part is signed."""
    share = _share(request, uid)
    try:
        sign_share(share=share, note=request.POST.get("note", ""), by=request.user)
    except ValidationError as refused:
        return _part_page(request, share, refused=refused.messages, typed=request.POST.get("note", ""), status=422)
    notify(request, _("Your part is signed off. Thank you."))
    return redirect("maintenance-run", uid=share.run.uid)


@require_POST
@needs("maintenance.run")
def deal_again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody leaves; the others get what they have not done."""
    share = _share(request, uid)
    try:
        moved = deal_anew(share=share, by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Dealt to the others: %(count)s") % {"count": moved})
    return redirect("maintenance-run", uid=share.run.uid)


def _run_page(request: HttpRequest, found: RunView, *, status: int = 200, **more: object) -> HttpResponse:
    run = found.month.run
    context = {
        "view": found,
        "run": run,
        "state_tone": TONES[run.state],
        "leads": leads(request.user, run.schedule),
        "deals": may(request.user, "maintenance.run"),
        "classes": [(one, class_label(one.name), CLASS_TONES.get(one.name, "slate")) for one in found.classes],
        "numbers": list(_numbers(found)),
    }
    return render(request, "stewardship/run.html", context | more, status=status)


def _numbers(found: RunView) -> Iterator[tuple[str, int, int | None, str]]:
    """What waits in each class before and after, of people and of companies, and where."""
    run = found.month.run
    for name in CLASSES:
        for record_type, numbers in (run.before or {}).items() if name in found.before else ():
            before = numbers["waiting"].get(name, 0)
            after = run.after[record_type]["waiting"].get(name, 0) if found.after else None
            if before or after:
                label = f"{CLASS_LABELS[name]} · {KINDS[record_type].plural}"
                yield label, before, after, queue_of(record_type, name)


def _part_page(request: HttpRequest, share: Share, *, status: int = 200, **more: object) -> HttpResponse:
    group, done = request.GET.get("group", ""), request.GET.get("done") == "1"
    page = task_page(request.user, share, group=group, done=done, after=request.GET.get("after", ""))
    query = {"group": group, "done": "1" if done else ""}
    context = {
        "share": share,
        "run": share.run,
        "page": page,
        "group": group,
        "done": done,
        "classes": [(name, CLASS_LABELS[name]) for name in share.run.classes],
        "onwards": urlencode({**query, "after": page.next}),
        "due": due_of(share, timezone.localdate()),
        "mine": share.user_id == request.user.pk,
    }
    name = "stewardship/part.html#rows" if request.htmx and status == 200 else "stewardship/part.html"
    return render(request, name, context | more, status=status)


def _chart(found: list[Month]) -> dict[str, Any]:
    """The share done and, for who sees all records, the score before and after, month by month."""
    ordered = [one for one in reversed(found) if one.run.state != Run.State.DEALING]
    series = [{"name": _("Done, per cent"), "values": [_percent(one) for one in ordered], "tone": "teal"}]
    if any(one.quality_before is not None for one in ordered):
        series += [
            {"name": _("Score before"), "values": [one.quality_before for one in ordered], "tone": "slate"},
            {"name": _("Score after"), "values": [one.quality_after for one in ordered], "tone": "violet"},
        ]
    return {"labels": [month_label(one.run.when) for one in ordered], "series": series}


def _percent(one: Month) -> float | None:
    return None if one.share is None else round(100 * one.share, 1)


def _run(request: HttpRequest, uid: UUID) -> RunView:
    try:
        return run_view(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Run.DoesNotExist as missing:
        raise Http404 from missing


def _share(request: HttpRequest, uid: UUID) -> Share:
    try:
        return share_by_uid(request.user, uid)  # type: ignore[arg-type]
    except Share.DoesNotExist as missing:
        raise Http404 from missing
