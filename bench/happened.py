"""Fill a database that has people with what happened with them: activities, deals, values of fields of one's own.

The rows are written past the ledger: a page does not know how they came about. To be imported once Django is set up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db import transaction

from bench import population
from bench.loading import bare, is_bare
from bench.own_values import give
from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.activities.records import ActivityRecords
from zolal.core.ids import allocate
from zolal.core.ledger.columns import ColumnRecords
from zolal.core.planner import refresh_statistics
from zolal.core.uid import uuid7
from zolal.people.models import Person
from zolal.sales.deal_records import DealRecords
from zolal.sales.models import Deal, LostReason, Stage

CHUNK = 50_000
EACH = 5
"""Activities a person."""
BUSY = 2_000
"""Activities of the one person whose page is measured."""
OPEN_DEALS, CLOSED_DEALS = 5_000, 45_000
KINDS = ("call", "call", "call", "note", "note", "meeting", "task", "visit", "message", "chat")
WORDS = "قیمت تخفیف تحویل نمونه قرارداد پیگیری گلایه رضایت جلسه ارسال فاکتور ضمانت نصب آموزش".split()
DAY = timedelta(days=1)


def fill(rows: int) -> None:
    """So many people and all that happened with them, as far as it is still missing."""
    call_command("migrate", verbosity=0)
    if Activity.objects.count() >= rows * EACH and not is_bare():
        return
    with bare():
        population.people(rows)
        last = Person.objects.order_by("-id").values_list("pk", flat=True)[0]
        activities(last)
        deals(last)
        give()
    refresh_statistics()


def busiest() -> Person:
    """The person with a long history."""
    return Person.objects.filter(state="active").order_by("pk")[100]


def activities(last: int) -> None:
    begun, wanted = Activity.objects.count(), last * EACH
    dice, users, kind = random.Random(9), list(User.objects.values_list("pk", "team_id")), ActivityRecords()
    for start in range(begun, wanted, CHUNK):
        write(kind, [_activity(dice, users, dice.randrange(1, last)) for _ in range(min(CHUNK, wanted - start))])
        if start % 1_000_000 == 0:
            print(f"  {start:,} activities", flush=True)
    one = busiest()
    missing = BUSY - Activity.objects.filter(person=one).count()
    if missing > 0:
        write(kind, [_activity(dice, users, one.pk) for _ in range(missing)])


def deals(last: int) -> None:
    if Deal.objects.exists():
        return
    dice, users, kind = random.Random(10), list(User.objects.values_list("pk", "team_id")), DealRecords()
    stages = list(Stage.objects.order_by("pipeline__position", "pipeline", "position"))
    stages = [stage for stage in stages if stage.pipeline_id == stages[0].pipeline_id]
    reasons = list(LostReason.objects.values_list("pk", flat=True))
    for count, is_open in ((OPEN_DEALS, True), (CLOSED_DEALS, False)):
        write(
            kind,
            [
                _deal(dice, users, stages, reasons, person=dice.randrange(1, last), is_open=is_open)
                for _ in range(count)
            ],
        )
    now = datetime.now(UTC)
    opened = list(Deal.objects.filter(status="open"))
    for deal in opened:
        deal.idle_since = now - DAY * dice.randrange(60)
        deal.next_activity_at = now + DAY * dice.randrange(-5, 20) if dice.random() < 0.7 else None
    Deal.objects.bulk_update(opened, ["idle_since", "next_activity_at"], batch_size=500)


def _activity(dice: random.Random, users: list[tuple[int, int | None]], person: int) -> dict[str, Any]:
    owner, team = dice.choice(users)
    at = datetime.now(UTC) + timedelta(minutes=dice.randrange(-3 * 365 * 1440, 20 * 1440))
    kind = dice.choice(KINDS)
    facts = {
        "kind": kind, "title": " ".join(dice.sample(WORDS, 2)), "person": person, "owner": owner, "team": team,
        "at": at.isoformat(), "body": " ".join(dice.sample(WORDS, 6)), "state": "active",
    }  # fmt: skip
    if kind in {"meeting", "visit"}:
        facts["until"] = (at + timedelta(minutes=45)).isoformat()
    if at < datetime.now(UTC) and dice.random() < 0.97:
        facts["done_at"] = at.isoformat()
        if kind == "call":
            facts["outcome"] = dice.choice(["answered", "not_answered"])
    return facts


def _deal(
    dice: random.Random,
    users: list[tuple[int, int | None]],
    stages: list[Stage],
    reasons: list[int],
    *,
    person: int,
    is_open: bool,
) -> dict[str, Any]:
    owner, team = dice.choice(users)
    now = datetime.now(UTC)
    opened = now - DAY * dice.randrange(1, 90 if is_open else 900)
    stage = dice.choice(stages)
    facts = {
        "title": " ".join(dice.sample(WORDS, 2)), "person": person, "pipeline": stage.pipeline_id, "stage": stage.pk,
        "status": "open", "value": dice.randrange(1, 900) * 10_000_000, "owner": owner, "team": team,
        "opened_at": opened.isoformat(), "entered_at": opened.isoformat(), "state": "active",
        "expected_on": (now + DAY * dice.randrange(-20, 120)).date().isoformat(),
    }  # fmt: skip
    if not is_open:
        won = dice.random() < 0.4
        facts |= {"status": "won" if won else "lost", "closed_at": (opened + DAY * 20).isoformat()}
        if not won and reasons:
            facts["lost_reason"] = dice.choice(reasons)
    return facts


def write(kind: ColumnRecords, rows: list[dict[str, Any]]) -> None:
    for part in _parts(rows):
        with transaction.atomic():
            ids = allocate(kind.model, len(part))
            facts = dict(zip(ids, (kind.canonical(row) for row in part), strict=True))
            at = datetime.now(UTC)
            head = {"version": 1, "provenance": {}, "created_at": at, "updated_at": at}
            kind.insert(facts, {one: {"uid": uuid7(), **head} for one in ids}, {})


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
