"""A run is dealt, measured, kept up to date, and people are reminded."""

from __future__ import annotations

from datetime import time
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.core import bulk
from zolal.core.jobs import Failed, Handle, task
from zolal.core.models import Job
from zolal.engine.records import N_
from zolal.stewardship.actions.runs import begin
from zolal.stewardship.actions.shares import hand_on
from zolal.stewardship.models import Assignment, Run, Schedule, Share
from zolal.stewardship.numbers import numbers, waiting_in
from zolal.stewardship.reminders import remind, to_remind
from zolal.stewardship.settling import parts_of, settle_part
from zolal.stewardship.work import dealt_to

CHUNK = 2_000
COUNTING, DEALING, LOOKING = N_("Measuring the data"), N_("Dealing the work"), N_("Looking what is done by now")
_COLUMNS = ("run_id", "share_id", "record_type", "record_id", "other_id", "group", "fact", "code")


def ended(job: Job) -> None:
    """A run that could not be dealt is none: nobody has seen any of it."""
    run = Run.objects.filter(pk=job.arguments["run_id"], state=Run.State.DEALING)
    run.update(state=Run.State.CANCELLED, ended_at=timezone.now())


@task("maintenance.deal", ended=ended)
def deal_run(handle: Handle, *, run_id: int) -> dict[str, Any]:
    """Write down how the data is, and deal what is to be done.

    Whoever takes it over deals from the beginning: until all is dealt nobody sees it.
    """
    run = _demand_dealing(run_id)
    if run.before is None:
        with transaction.atomic():
            handle.save(stage=COUNTING)
        before = numbers()
        with transaction.atomic():
            Run.objects.filter(pk=run_id).update(before=before, waiting=sum(waiting_in(before, run.classes).values()))
            handle.save(checkpoint={"measured": True})
    for ids in parts_of(run):
        with transaction.atomic():
            Assignment.objects.filter(pk__in=ids).delete()
            handle.save(stage=DEALING)
    people = [user for user in run.schedule.people.order_by("id") if user.is_active]
    dealt = dealt_to(people, run.classes, run.schedule.at_most).shares
    total, done = sum(map(len, dealt.values())), 0
    with transaction.atomic():
        shares = {who: _share(run, who, len(items)) for who, items in dealt.items()}
        handle.save(stage=DEALING, done=0, total=total)
    rows = ((run_id, shares[who], *item) for who, items in dealt.items() for item in items)
    while part := list(islice(rows, CHUNK)):
        done += len(part)
        with transaction.atomic():
            bulk.insert(Assignment, _COLUMNS, part)
            handle.save(stage=DEALING, done=done, total=total)
    with transaction.atomic():
        current = Run.objects.select_for_update().get(pk=run_id)
        if current.state == Run.State.DEALING:
            current.state, current.items = Run.State.OPEN, total
            current.save(update_fields=["state", "items"])
        handle.save(done=total, total=total)
    _look_again(handle, run)  # what was mended while it was dealt
    return {"items": total}


@task("maintenance.measure")
def measure_run(handle: Handle, *, run_id: int) -> dict[str, Any]:
    """The numbers after a run."""
    with transaction.atomic():
        handle.save(stage=COUNTING)
    after = numbers()
    with transaction.atomic():
        Run.objects.filter(pk=run_id).update(after=after)
        handle.save()
    return {}


@task("maintenance.daily", daily_at=time(5))
def daily(handle: Handle) -> dict[str, Any]:
    """Begin what is due, see what only time has settled, deal anew what people who left have not done, remind."""
    today = timezone.localdate()
    for schedule in Schedule.objects.filter(is_active=True, next_on__lte=today).order_by("id"):
        try:
            begin(schedule, today)
        except ValidationError:  # somebody has begun it already; the next one is next month
            continue
    for run in Run.objects.filter(state=Run.State.OPEN).order_by("id"):
        _look_again(handle, run)
        for share in run.shares.filter(left_at=None, user__is_active=False).select_related("run__schedule", "user"):
            with transaction.atomic():
                hand_on(share, by=None)
                handle.save()
    reminded = to_remind(today)
    with transaction.atomic():
        Share.objects.filter(pk__in=[share.pk for share in reminded]).update(reminded_on=today)
        handle.save()
    return {"reminded": len(reminded), "mailed": remind(reminded)}


def _look_again(handle: Handle, run: Run) -> None:
    for ids in parts_of(run):
        with transaction.atomic():
            settle_part(ids)
            handle.save(stage=LOOKING)


def _share(run: Run, user_id: int, dealt: int) -> int:
    share, _made = Share.objects.update_or_create(run=run, user_id=user_id, defaults={"dealt": dealt, "done": 0})
    return share.pk


def _demand_dealing(run_id: int) -> Run:
    run = Run.objects.select_related("schedule").get(pk=run_id)
    if run.state != Run.State.DEALING:
        raise Failed(_("This run is not being dealt any more."))
    return run
