"""Everything in a queue is decided alike, chunk by chunk under one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions.decisions import begin, carry_out, demand_allowed, within_reach
from zolal.core.jobs import Failed, Handle, standing, task
from zolal.core.models import Action
from zolal.quality.actions.handling import Target, Wish
from zolal.quality.queries.queue import NoQueue, Queue, counts, issues_in, queue_named
from zolal.quality.queries.sorts import Place, Sort, of_sort, onwards

CHUNK = 500
"""So many in one transaction: others who write wait for its end."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far it has got: in the `at`th of the sorts there were, up to the last issue that was there when it began."""

    sorts: Sequence[Sequence[str]]
    until: int
    total: int
    at: int = 0
    after: Sequence[int | None] = ()
    looked: int = 0
    done: int = 0
    action: int | None = None


@task("capture.decide")
def decide_all(
    handle: Handle, *, record_type: str, whose: str, narrowed: Mapping[str, Any], wish: Mapping[str, Any]
) -> dict[str, Any]:
    """Decide about what is in the queue when its turn comes; what comes up later is left alone.

    What it has done stays where it is stopped, as one action that can be undone. What somebody may see but not change
    is left as it is and counted.
    """
    by = handle.job.owner
    wanted = read_wish(wish)
    try:
        queue = queue_named(by, record_type, whose, **narrowed)
        demand_allowed(wanted, by, several=True)
    except (NoQueue, NotAllowed) as error:
        raise Failed(_("This queue is not there any more, or you may not see it.")) from error
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error
    at = Reached(**handle.checkpoint) if handle.checkpoint else _beginning(queue, by)
    while at.at < len(at.sorts):
        with transaction.atomic():
            action = _action(at, record_type, wanted, by)
            at = _step(action, queue, at, wanted, by)
            _tell(action, at.done)
            handle.save(checkpoint=asdict(at), stage=_("Deciding"), done=at.looked, total=max(at.total, at.looked))
    uid = Action.objects.get(pk=at.action).uid if at.done else ""
    return {"count": at.done, "left": at.looked - at.done, "action": str(uid)}


def read_wish(kept: Mapping[str, Any]) -> Wish:
    """The decision that a job kept."""
    until = date.fromisoformat(kept["until"]) if kept["until"] else None
    return Wish(kept["verdict"], until, User.objects.filter(pk=kept["to"]).first(), kept["note"])


def _beginning(queue: Queue, by: User) -> Reached:
    found = [one.sort for one in counts(queue=queue, user=by) if queue.holds(one.sort)]
    issues = issues_in(queue, by)
    totals = [of_sort(issues, sort).aggregate(last=Max("id"))["last"] or 0 for sort in found]
    total = sum(of_sort(issues, sort).count() for sort in found)
    return Reached([[sort.group, sort.code, sort.fact, sort.severity] for sort in found], max(totals, default=0), total)


def _step(action: Action, queue: Queue, at: Reached, wish: Wish, by: User) -> Reached:
    """The next chunk of a sort, or the way to the next sort."""
    found = _next(queue, at, wish, by)
    moved = asdict(at) | {"action": action.pk}
    if not found:
        return Reached(**moved | {"at": at.at + 1, "after": ()})
    targets = within_reach(queue.record_type, [Target(*row[2:]) for row in found], wish, by)
    done = carry_out(action, queue.record_type, targets, wish) if targets else 0
    return Reached(**moved | {"after": found[-1][:2], "looked": at.looked + len(found), "done": at.done + done})


def _next(queue: Queue, at: Reached, wish: Wish, by: User) -> list[tuple[Any, ...]]:
    """(holder, id, target …) of the next issues of the sort."""
    place = Place(*at.after) if at.after else None
    sort, issues = Sort(*at.sorts[at.at]), issues_in(queue, by).filter(id__lte=at.until)
    if wish.to:
        # What was handed over stands further on in the queue, and would be handed over again.
        issues = issues.filter(Q(holder=None) | ~Q(holder=wish.to))
    found: list[tuple[Any, ...]] = []
    for part in onwards(issues, sort, place, one_holder=queue.is_ones, put_off=queue.put_off):
        found += part.values_list("holder_id", "id", *Target._fields)[: CHUNK - len(found)]
        if len(found) == CHUNK:
            break
    return found


def _action(at: Reached, record_type: str, wish: Wish, by: User) -> Action:
    if at.action is not None:
        return standing(at.action)
    return begin(record_type, wish, by, count=0)


def _tell(action: Action, done: int) -> None:
    """How many it has been about so far: so that it is true of a decision that was cancelled, too."""
    action.about = {**action.about, "count": done}
    action.save(update_fields=["about"])
