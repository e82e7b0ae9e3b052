"""What everybody did, by day: counted from the ledger once a day is over, and live for the days since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from zolal.core.models import Action, Change
from zolal.people.queries.records import MODELS, SCORES
from zolal.quality.models import Issue
from zolal.quality.queries.issues import TROUBLING
from zolal.quality.snapshots import among, parts
from zolal.stewardship.models import UserDay

KEPT = 400
"""Days that are counted back when nothing is counted yet: a year and a month."""

ENTERED = {f"{record_type}.create": record_type for record_type in MODELS}
EDITED = tuple(f"{record_type}.{what}" for record_type in MODELS for what in ("edit", "archive", "restore"))
DECIDED = (
    "pair.decide", "pair.decide_many", "merge", "issue.accepted", "issue.dismissed", "issue.handed", "person.rate",
    "company.rate",
)  # fmt: skip
IMPORTED = ("import.commit",)
_COUNTED = {
    **dict.fromkeys(EDITED, "edited"),
    **dict.fromkeys(DECIDED, "decided"),
    **dict.fromkeys(IMPORTED, "imported"),
    "person.create": "people",
    "company.create": "companies",
}


def days_of(users: Collection[int], first: date, last: date) -> list[UserDay]:
    """What these users did from the first to the last day: what is counted, and the rest from the ledger."""
    counted = counted_until()
    rows = list(UserDay.objects.filter(user__in=users, day__gte=first, day__lte=last).order_by("day"))
    since = max(first, counted + timedelta(days=1)) if counted else first
    return rows if since > last else [*rows, *count(since, last, users)]


def counted_until() -> date | None:
    """The last day that is counted."""
    found: date | None = UserDay.objects.filter(user=None).aggregate(last=Max("day"))["last"]
    return found


def count(first: date, last: date, users: Collection[int] | None = None) -> list[UserDay]:
    """From the ledger, not saved. Entries that were undone are none; whatever else was undone was work all the same."""
    actions = Action.objects.filter(at__gte=_midnight(first), at__lt=_midnight(last + timedelta(days=1)))
    actions = actions.filter(actor__in=users) if users is not None else actions.exclude(actor=None)
    found: dict[tuple[int, date], UserDay] = {}
    entries: dict[int, UserDay] = {}
    for pk, user_id, kind, at, undone in actions.order_by().values_list("pk", "actor_id", "kind", "at", "undone_at"):
        day = timezone.localdate(at)
        row = found.setdefault((user_id, day), UserDay(user_id=user_id, day=day))
        row.actions += 1
        if undone and kind in ENTERED:
            continue
        if name := _COUNTED.get(kind):
            setattr(row, name, getattr(row, name) + 1)
        if kind in ENTERED:
            entries[pk] = row
    _judge(entries)
    return list(found.values())


def entered_since(moments: Collection[datetime], users: Collection[int]) -> list[tuple[int, str, datetime]]:
    """(user, kind of record, when) of what these users entered from each moment to the end of its day."""
    if not moments:
        return []
    within = (Q(at__gte=one, at__lt=_midnight(timezone.localdate(one) + timedelta(days=1))) for one in moments)
    actions = Action.objects.filter(reduce(or_, within), actor__in=users, kind__in=ENTERED, undone_at=None).order_by()
    return [(user_id, ENTERED[kind], at) for user_id, kind, at in actions.values_list("actor_id", "kind", "at")]


def keep(day: date) -> None:
    """Count a day that is over and write it down, anew where it was."""
    rows = count(day, day)
    with transaction.atomic():
        UserDay.objects.filter(day=day).delete()
        UserDay.objects.bulk_create([*rows, UserDay(user=None, day=day)])


def uncounted(today: date) -> list[date]:
    """The days before today that are to be counted."""
    counted = counted_until()
    if counted is None:
        oldest = Action.objects.order_by("at").values_list("at", flat=True).first()
        begun = timezone.localdate(oldest) if oldest else today
        counted = max(begun, today - timedelta(days=KEPT)) - timedelta(days=1)
    return [counted + timedelta(days=step) for step in range(1, (today - counted).days)]


def _judge(entries: dict[int, UserDay]) -> None:
    """Add up how good the records are that were entered."""
    made: dict[str, dict[int, UserDay]] = defaultdict(dict)
    for part in parts(sorted(entries)):
        rows = Change.objects.filter(among("action_id", part), before__isnull=True)
        for action, record_type, record_id in rows.values_list("action_id", "record_type", "record_id"):
            if action in entries and record_type in MODELS:
                made[record_type][record_id] = entries[action]
    for record_type, rows_of in made.items():
        for ids in parts(sorted(rows_of)):
            _add(record_type, ids, rows_of)


def _add(record_type: str, ids: Sequence[int], rows_of: dict[int, UserDay]) -> None:
    scores = SCORES[record_type].objects.filter(among("record", ids))
    for record_id, quality in scores.values_list("record", "quality"):
        if record_id in rows_of:
            rows_of[record_id].quality += quality
    wrong = Q(group=Issue.Group.INVALID, severity__in=TROUBLING)
    issues = Issue.objects.filter(among("record_id", ids), wrong, record_type=record_type).order_by()
    for record_id in issues.values_list("record_id", flat=True).distinct():
        if record_id in rows_of:
            rows_of[record_id].faulty += 1


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
