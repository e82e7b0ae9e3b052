"""Some issues drawn at random, with what a decision would make of them: looked at before it is made about all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import SystemRandom

from zolal.accounts.models import User
from zolal.capture.actions.decisions import ACCEPT, proposals
from zolal.capture.issue_mends import planned
from zolal.quality.actions.handling import Target
from zolal.quality.models import Issue
from zolal.quality.queries.queue import Count, Queue, Trouble, issues_in, troubles_of
from zolal.quality.queries.sorts import of_sort

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Case:
    """An issue, and how its field would read; "" where the decision does nothing with the text, or cannot be made."""

    trouble: Trouble
    after: str
    impossible: bool


def drawn(queue: Queue, user: User, found: Sequence[Count], size: int = SHOWN) -> list[Target]:
    """Issues of the queue by lot: of the sorts in proportion, in each from places drawn evenly over it; all of few."""
    dice = SystemRandom()
    issues = issues_in(queue, user)
    ids: set[int] = set()
    if sum(one.count for one in found) <= size:
        ids = {pk for one in found for pk in of_sort(issues, one.sort).values_list("id", flat=True)[:size]}
        found = ()
    for one in dice.choices(found, weights=[one.count for one in found], k=size) if found else ():
        some = of_sort(issues, one.sort).order_by("id")
        first, last = some.values_list("id", flat=True).first(), some.values_list("id", flat=True).last()
        place = dice.randint(first or 0, last or 0)
        ids.update(some.filter(id__gte=place).exclude(id__in=ids).values_list("id", flat=True)[:1])
    rows = Issue.objects.filter(id__in=ids).order_by("id").values_list(*Target._fields)
    return [Target(*row) for row in rows]


def sample(user: User, record_type: str, targets: Sequence[Target], verdict: str, size: int = SHOWN) -> list[Case]:
    """What the decision would make of some of these issues."""
    some = list(targets) if len(targets) <= size else SystemRandom().sample(list(targets), size)
    rows = Issue.objects.filter(record_type=record_type, record_id__in={target.record_id for target in some})
    issues = {Target(*(getattr(row, name) for name in Target._fields)): row for row in rows.select_related("holder")}
    troubles = troubles_of(user, record_type, [issues[target] for target in some if target in issues])
    if verdict != ACCEPT:
        return [Case(trouble, "", impossible=False) for trouble in troubles]
    there = [Target(*(getattr(trouble.issue, name) for name in Target._fields)) for trouble in troubles]
    wanted = proposals(record_type, there)
    mends = {target: mend for mend in planned(record_type, wanted) for target in mend.targets}
    return [
        Case(
            trouble,
            mends[target].after(target) if target in mends else "",
            impossible=target not in mends or bool(mends[target].troubles),
        )
        for trouble, target in zip(troubles, there, strict=True)
    ]
