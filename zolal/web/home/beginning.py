"""What somebody is shown first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.queries.jobs import visible_jobs
from zolal.core.models import Job
from zolal.people.models import Company, Person
from zolal.people.queries.lists import Wish, page
from zolal.quality.queries.dashboard import ClassCount, Dashboard, dashboard
from zolal.report.words import CLASSES
from zolal.web.jobs.words import TASKS
from zolal.web.people.kinds import KINDS, Kind

SHOWN = 5
CHANGED = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """One queue: what it is called, how much waits in it, where it is."""

    title: str
    count: int
    href: str
    tone: str


@dataclass(frozen=True, slots=True)
class Board:
    """What waits among people, or among companies; `score` is how good they are."""

    kind: Kind
    score: float
    records: int
    queues: Sequence[Waiting]


def boards_of(user: User) -> list[Board]:
    """One of each record type of which there is any."""
    found = [(KINDS[name], dashboard(user=user, record_type=name)) for name in KINDS]
    return [
        Board(kind, board.figures["quality"], board.figures["records"], _queues(user, board))
        for kind, board in found
        if board.figures["records"]
    ]


def recently_changed(user: User) -> list[tuple[str, Person | Company]]:
    """The records that were changed last, with their type."""
    found = [
        (name, record)
        for name in KINDS
        for record in page(user=user, wish=Wish(name, sort="-updated_at"), size=CHANGED).records
    ]
    return sorted(found, key=lambda one: one[1].updated_at, reverse=True)[:CHANGED]


def running_jobs(user: User) -> list[tuple[Job, str | Promise]]:
    """What goes on in the background, by name."""
    states = (Job.State.RUNNING, Job.State.QUEUED)
    return [(job, TASKS.get(job.task, job.task)) for job in visible_jobs(user).filter(state__in=states)[:SHOWN]]


def _queues(user: User, board: Dashboard) -> list[Waiting]:
    return [_waiting(one, board) for one in board.classes if one.queue != "pairs" or may(user, "pairs.decide")]


def _waiting(one: ClassCount, board: Dashboard) -> Waiting:
    of = f"?type={board.record_type}"
    if one.queue == "pairs":
        count, title, href = board.open_pairs, _("Pairs to be judged"), reverse("duplicates") + of
    else:
        count, title, href = one.records, _(CLASSES[one.name].title), f"{reverse('issues')}{of}&group={one.group}"
    return Waiting(title, count, href, "bad" if count and one.name == "invalid" else "warn" if count else "good")
