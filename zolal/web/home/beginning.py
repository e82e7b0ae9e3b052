"""What somebody is shown first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from zolal.accounts.models import User
from zolal.accounts.queries.jobs import visible_jobs
from zolal.core.models import Job
from zolal.quality.queries.dashboard import overall
from zolal.quality.queries.queue import first_queue, queue_page
from zolal.web.jobs.words import TASKS
from zolal.web.people.kinds import KINDS, Kind
from zolal.web.quality.queue import Tab, tabs_of
from zolal.web.quality.rows import Row, row_of

SHOWN = 5
WAITING = 3
CHANGED = 8


@dataclass(frozen=True, slots=True)
class Board:
    """What waits for somebody among people, or among companies: by class, and the first ones.

    `whose` names the queue they begin with; `score` is how good all records are that they see.
    """

    kind: Kind
    score: float
    records: int
    whose: str
    tabs: Sequence[Tab]
    first: Sequence[Row]


def boards_of(user: User) -> list[Board]:
    """One of each record type of which there is any."""
    found = [(kind, *overall(user=user, record_type=name)) for name, kind in KINDS.items()]
    return [_board(user, kind, score, records) for kind, score, records in found if records]


def running_jobs(user: User) -> list[tuple[Job, str | Promise]]:
    """What goes on in the background, by name."""
    states = (Job.State.RUNNING, Job.State.QUEUED)
    return [(job, TASKS.get(job.task, job.task)) for job in visible_jobs(user).filter(state__in=states)[:SHOWN]]


def _board(user: User, kind: Kind, score: float, records: int) -> Board:
    whose, queue, found = first_queue(user, kind.name)
    first = queue_page(queue=queue, user=user, found=found, size=WAITING).troubles
    rows = [row_of(user, one) for one in first]
    return Board(kind, score, records, whose, tabs_of(user, queue, found), rows)
