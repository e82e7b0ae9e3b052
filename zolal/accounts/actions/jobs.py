"""What somebody may do with long work."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.jobs import cancel
from zolal.core.models import Job


def cancel_job(*, job: Job, by: User) -> None:
    """Ask a job to stop: at once where it waits, at its next step where it runs. Others' jobs need "settings.write"."""
    if job.owner_id == by.pk:
        demand(by, "records.read")
    else:
        demand(by, "settings.write")
    cancel(job=job)
