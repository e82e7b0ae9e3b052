"""Long work as somebody may see it: one's own, and all of it for who reads the settings and sees all records."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from zolal.accounts.models import User
from zolal.accounts.reach import sees_all_settings
from zolal.core.jobs.task import tasks
from zolal.core.models import Job


def visible_jobs(user: User) -> QuerySet[Job]:
    """Running ones first, then waiting, then failed, then the rest, newest first."""
    order = Case(
        When(state=Job.State.RUNNING, then=Value(0)),
        When(state=Job.State.QUEUED, then=Value(1)),
        When(state=Job.State.FAILED, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    quiet = [name for name, task in tasks().items() if task.quiet]
    jobs = Job.objects.exclude(task__in=quiet, state__in=[Job.State.QUEUED, Job.State.DONE]).select_related("owner")
    jobs = jobs.annotate(rank=order).order_by("rank", "-pk")
    return jobs if sees_all_settings(user) else jobs.filter(owner=user)


def visible_job(user: User, uid: UUID) -> Job:
    """One job; raises `Job.DoesNotExist` also for somebody else's."""
    return visible_jobs(user).get(uid=uid)
