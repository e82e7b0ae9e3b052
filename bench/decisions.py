"""Decisions about a whole queue of a big database, by real workers that are killed while they work, and taken back.

    python -m bench.decisions --data /var/tmp/zolal-decisions --rows 200000

Of 200,000 people some 125,000 are old. About all of those one decision is made, then it is undone. The process of the
job is killed with -9 a few times in between, once with the whole worker. Then it is looked at whether every issue was
decided once and whether everything is as before. Beside it somebody edits a record over and over; how long that took at
most is how long anybody had to wait. Seconds are those of the wall clock, with the kills (a lost worker alone costs the
15 seconds of its lease). Memory is the highest of the worker's child.
"""
# ruff: noqa: PLC0415 - Django is told where its data is before any of it is imported

from __future__ import annotations

from typing import Any

from bench.database import on_each
from bench.killed import filled, say, state, taken_back, watched

SORT = {"group": "old"}
VERDICTS = ("dismissed", "handed", "accept")
"""What leaves the records alone, what moves the issues within the queue, what writes the records."""


def main() -> None:
    on_each("bench.decisions", __doc__, inside, times=1, data="/var/tmp/zolal-decisions")


def inside(rows: int, times: int) -> None:
    """In the child process that has the database."""
    import django

    django.setup()
    filled(rows)
    for _ in range(times):
        for verdict in VERDICTS:
            _measure(verdict)


def _measure(verdict: str) -> None:
    from zolal.accounts.models import User
    from zolal.capture.actions.decide_many import decide_matching
    from zolal.core.models import Action

    by = User.objects.get(email="admin@example.com")
    before = state()
    decided = decide_matching(record_type="person", whose="all", narrowed=SORT, wish=_wish(verdict), by=by)
    told = watched(decided)
    action = Action.objects.get(uid=decided.result["action"])
    say(verdict, decided.result["count"], told, _wrong(action, decided, verdict))
    taken_back(str(action.uid), f"{verdict}, undone", before)


def _wish(verdict: str) -> Any:  # noqa: ANN401 - a wish
    from zolal.accounts.models import User
    from zolal.quality.actions.handling import Wish

    to = User.objects.exclude(email="admin@example.com").order_by("-pk").first() if verdict == "handed" else None
    return Wish(verdict, None, to)


def _wrong(action: Any, job: Any, verdict: str) -> list[str]:  # noqa: ANN401 - of models
    from django.db.models import Count

    from zolal.quality.models import Issue

    left = Issue.objects.filter(record_type="person", until=None, **SORT, severity__in=("error", "warning"))
    if verdict == "handed":
        left = left.exclude(holder=action.handlings.first().to_id)
    doubled = action.handlings.values("record_id", "fact", "code", "raw").annotate(many=Count("pk")).filter(many__gt=1)
    twice = action.changes.values("record_id").annotate(many=Count("pk")).filter(many__gt=1)
    rows = action.handlings.count() or action.changes.values("record_id").distinct().count()
    said = {
        "left": left.count(),
        "decided twice": doubled.count(),
        "written twice": twice.count(),
        "told otherwise than done": rows != job.result["count"],
    }
    return [f"{many} {what}" for what, many in said.items() if many]


if __name__ == "__main__":
    main()
