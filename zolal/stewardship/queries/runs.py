"""Maintenance as somebody may see it: managers those whose customers they see, everybody else their own part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.accounts.visibility import scope_of
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS, visible_records
from zolal.stewardship.models import Assignment, Run, Schedule, Share
from zolal.stewardship.numbers import quality_of, waiting_in
from zolal.stewardship.reach import VERB, led_by
from zolal.stewardship.reminders import Due, due_of

RUNS = 13
"""A year of them, and the one of the same month before."""


@dataclass(frozen=True, slots=True)
class Month:
    """A run in the numbers that months are compared by; qualities are null for who does not see all records."""

    run: Run
    dealt: int
    done: int
    quality_before: float | None
    quality_after: float | None
    waiting_before: int | None
    waiting_after: int | None

    @property
    def share(self) -> float | None:
        return self.done / self.dealt if self.dealt else None


@dataclass(frozen=True, slots=True)
class ClassDone:
    name: str
    dealt: int
    done: int


@dataclass(frozen=True, slots=True)
class RunView:
    """A run with the parts and classes that the user sees; `before` and `after` only for who sees all records."""

    month: Month
    shares: Sequence[Share]
    classes: Sequence[ClassDone]
    own: Due | None
    before: Mapping[str, int]
    after: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment with its record; of a pair with the other one too."""

    assignment: Assignment
    record: Person | Company
    other: Person | Company | None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """`hidden`: how many of this page are of records that the user does not see any more."""

    tasks: Sequence[Task]
    next: str
    hidden: int


def schedules(user: User) -> QuerySet[Schedule]:
    """Those that the user leads, with who takes part. Raises `NotAllowed`."""
    demand(user, VERB)
    led = Schedule.objects.filter(led_by(user))
    return led.select_related("by").prefetch_related("people").order_by("-is_active", "name", "id")


def schedule_by_uid(user: User, uid: UUID) -> Schedule:
    """Raises `NotAllowed`, `Schedule.DoesNotExist`."""
    return schedules(user).get(uid=uid)


def visible_shares(user: User) -> QuerySet[Share]:
    """One's own part; for managers those of all whose customers they see. Raises `NotAllowed`."""
    demand(user, "records.edit")
    own = Q(user=user)
    scope = scope_of(user) if may(user, VERB) else "own"
    if scope == "team" and user.team_id:
        own |= Q(user__team=user.team_id)
    shares = Share.objects.all() if scope == "all" else Share.objects.filter(own)
    return shares.exclude(run__state=Run.State.DEALING).select_related("user__team")


def visible_runs(user: User) -> QuerySet[Run]:
    """Runs of which the user sees a part, and those that they lead. Raises `NotAllowed`."""
    demand(user, "records.edit")
    runs = Run.objects.select_related("schedule", "started_by", "ended_by", "job")
    parts = Q(pk__in=visible_shares(user).order_by().values("run"))
    return runs.filter(parts | led_by(user, "schedule__people"))


def months(user: User, *, schedule: Schedule | None = None, count: int = RUNS) -> list[Month]:
    """The last runs, newest first."""
    runs = visible_runs(user).exclude(state=Run.State.CANCELLED)
    found = list((runs.filter(schedule=schedule) if schedule else runs)[:count])
    counted = visible_shares(user).filter(run__in=found).order_by().values_list("run")
    sums = {run: (dealt, done) for run, dealt, done in counted.annotate(dealt=Sum("dealt"), done=Sum("done"))}
    return [_month(user, run, *sums.get(run.pk, (0, 0))) for run in found]


def run_view(user: User, uid: UUID) -> RunView:
    """One run. Raises `NotAllowed`, `Run.DoesNotExist`."""
    run = visible_runs(user).get(uid=uid)
    shares = list(visible_shares(user).filter(run=run).order_by("user__name", "id"))
    for share in shares:
        share.run = run
    mine = next((share for share in shares if share.user_id == user.pk), None)
    everything = scope_of(user) == "all"
    return RunView(
        _month(user, run, sum(share.dealt for share in shares), sum(share.done for share in shares)),
        shares,
        _classes(shares),
        due_of(mine, timezone.localdate()) if mine else None,
        waiting_in(run.before, run.classes) if everything else {},
        waiting_in(run.after, run.classes) if everything else {},
    )


def share_by_uid(user: User, uid: UUID) -> Share:
    """Raises `NotAllowed`, `Share.DoesNotExist`."""
    return visible_shares(user).select_related("run__schedule", "user__team").get(uid=uid)


def task_page(
    user: User, share: Share, *, group: str = "", done: bool = False, after: str = "", size: int = 50
) -> TaskPage:
    """What was dealt to somebody, by record, as far as the user sees it."""
    mine = share.assignments.filter(done_at__isnull=not done)
    mine = mine.filter(group=group) if group else mine
    place = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    rows = list(mine.filter(id__gt=place).order_by("id")[: size + 1])
    page = rows[:size]
    records = {
        (name, record.pk): record
        for name in MODELS
        if (ids := {end for row in page if row.record_type == name for end in (row.record_id, row.other_id) if end})
        for record in visible_records(user, name).filter(pk__in=ids)
    }
    tasks = [
        Task(row, record, records.get((row.record_type, row.other_id)))
        for row in page
        if (record := records.get((row.record_type, row.record_id)))
        and (not row.other_id or (row.record_type, row.other_id) in records)
    ]
    return TaskPage(tasks, str(page[-1].pk) if len(rows) > size else "", len(page) - len(tasks))


def own_due(user: User, today: date | None = None) -> list[Due]:
    """The parts that the user has not signed yet, the most urgent first."""
    if not may(user, "records.edit"):
        return []
    waiting = Share.objects.filter(user=user, run__state=Run.State.OPEN, signed_at=None, left_at=None, dealt__gt=0)
    shares = waiting.select_related("run__schedule").order_by("run__due_on", "id")
    return [due_of(share, today or timezone.localdate()) for share in shares]


def waiting_count(user: User) -> int:
    """How much of what was dealt to the user is still to be done."""
    return sum(due.share.open for due in own_due(user))


def _month(user: User, run: Run, dealt: int, done: int) -> Month:
    everything = scope_of(user) == "all"
    before, after = (run.before, run.after) if everything else (None, None)
    return Month(
        run,
        dealt,
        done,
        quality_of(before),
        quality_of(after),
        sum(waiting_in(before, run.classes).values()) if before else None,
        sum(waiting_in(after, run.classes).values()) if after else None,
    )


def _classes(shares: Sequence[Share]) -> list[ClassDone]:
    mine = Assignment.objects.filter(share__in=shares).order_by().values_list("group")
    counted = mine.annotate(dealt=Count("id"), done=Count("id", filter=Q(done_at__isnull=False)))
    return [ClassDone(group, dealt, done) for group, dealt, done in sorted(counted)]
