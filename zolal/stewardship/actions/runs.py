"""A month's maintenance: begun, signed off, cancelled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.jobs import cancel, enqueue
from zolal.core.ledger import act, rows
from zolal.core.models import Job
from zolal.core.said import demand_text
from zolal.stewardship.models import Run, Schedule
from zolal.stewardship.months import Month, following
from zolal.stewardship.reach import demand_leads


def start_run(*, schedule: Schedule, by: User) -> Run:
    """Begin this month's run today. Raises `NotAllowed`; `ValidationError` where there is one already."""
    demand_leads(by, schedule)
    return begin(schedule, timezone.localdate(), by=by)


def begin(schedule: Schedule, today: date, *, by: User | None = None) -> Run:
    """The run of the month of a day; the machine's own where `by` is nobody. Its work is dealt in a job."""
    month = Month.of(today)
    with transaction.atomic():
        current = Schedule.objects.select_for_update().get(pk=schedule.pk)
        there = current.runs.filter(year=month.year, month=month.month).exclude(state=Run.State.CANCELLED)
        if there.exists():
            raise ValidationError(_("This month's run has begun already."))
        run = Run.objects.create(
            schedule=current,
            year=month.year,
            month=month.month,
            starts_on=today,
            due_on=today + timedelta(days=current.days),
            classes=current.classes,
            started_by=by,
        )
        act(kind="maintenance.start", by=by, about={"name": current.name, "month": month.code})
        run.job = enqueue("maintenance.deal", owner=by or current.by, run_id=run.pk)
        run.save(update_fields=["job"])
        current.next_on = following(current.day, max(today, month.day(current.day)))
        current.save(update_fields=["next_on"])
    return run


def sign_run(*, run: Run, note: str = "", by: User) -> Run:
    """Close the month; the numbers afterwards are measured in a job. Whoever leaves something undone says why.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand_leads(by, run.schedule)
    with transaction.atomic():
        current = _demand_state(run, Run.State.OPEN)
        note = demand_text("note", note, needed=False)
        if not note and any(share.open for share in current.shares.all()):
            raise ValidationError({"note": _("Something is not done yet; say why it may stay so.")})
        job = enqueue("maintenance.measure", owner=by, run_id=current.pk)
        action = act(kind="maintenance.sign", by=by, about={"name": current.schedule.name, "month": current.when.code})
        rows.change(action, current, note=note, job=job, **_ending(Run.State.SIGNED, by))
    return current


def cancel_run(*, run: Run, by: User) -> Run:
    """Give the run up; what was mended stays, nobody is reminded any more. Raises `NotAllowed`; `ValidationError`."""
    demand_leads(by, run.schedule)
    with transaction.atomic():
        current = _demand_state(run, Run.State.OPEN, Run.State.DEALING)
        about = {"name": current.schedule.name, "month": current.when.code}
        rows.change(act(kind="maintenance.cancel", by=by, about=about), current, **_ending(Run.State.CANCELLED, by))
    if current.job and current.job.state in {Job.State.QUEUED, Job.State.RUNNING}:
        cancel(job=current.job)
    return current


def _ending(state: str, by: User | None) -> dict[str, Any]:
    return {"state": state, "ended_by": by, "ended_at": timezone.now()}


def _demand_state(run: Run, *states: str) -> Run:
    current = Run.objects.select_related("schedule", "job").select_for_update(of=("self",)).get(pk=run.pk)
    if current.state not in states:
        raise ValidationError(_("This run is %(state)s.") % {"state": current.get_state_display()})
    return current
