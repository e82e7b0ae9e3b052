"""The timeline of a record: what was done with it and what was changed of it, in one stream, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime

from zolal.accounts.models import User
from zolal.activities.models import Activity, Behaviour
from zolal.activities.queries.activities import visible_activities
from zolal.activities.queries.shown import Shown, shown
from zolal.activities.search import search_condition
from zolal.core.ledger import history
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.queries.timeline import Happening, absorbed_ids, type_of

Kind = Activity.Kind
CHANGES = "change"
FILTERS: Mapping[str, tuple[str, ...]] = {
    Kind.CALL: (Kind.CALL,),
    Kind.MEETING: (Kind.MEETING, Kind.VISIT, Kind.INTERVIEW),
    Kind.NOTE: (Kind.NOTE, Kind.OBSERVATION),
    Kind.TASK: (Kind.TASK,),
    Kind.MESSAGE: (Kind.MESSAGE, Kind.CHAT),
    Kind.FILE: (),
    CHANGES: (),
}
"""What the stream can be narrowed to; a file counts wherever it is attached."""
MOST_OPEN = 20
MOST_PINNED = 5
_LOOKED_BACK = 200
_SILENT = frozenset({"last_activity_on"})
"""Facts that follow from activities, which stand in the stream themselves."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened at a moment: an activity, or what an action changed."""

    at: datetime
    activity: Shown | None = None
    happening: Happening | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """A page of it; `next` is a cursor, "" at the end."""

    entries: Sequence[Entry]
    next: str


class _Place(NamedTuple):
    """Where a page begins: behind this activity and this change."""

    at: datetime | None
    activity: int
    change: int


def stream_of(
    *, user: User, record: Person | Company, kind: str = "", search: str = "", after: str = "", limit: int = 30
) -> Stream:
    """The stream of a record the user was given by `visible_record`. A cursor that makes no sense begins anew."""
    ids = [record.pk, *absorbed_ids(record)]
    found = activities_of(user, record)
    return stream(
        user=user, activities=found, record_type=type_of(record), ids=ids, kind=kind, search=search, after=after,
        limit=limit,
    )  # fmt: skip


def stream(
    *,
    user: User,
    activities: QuerySet[Activity],
    record_type: str,
    ids: Sequence[int],
    kind: str = "",
    search: str = "",
    after: str = "",
    limit: int = 30,
) -> Stream:
    """Of whatever record: its activities, which the user may see, and what the ledger tells of it and its forebears.

    A search looks through activities only.
    """
    place = _read(after)
    done = [] if kind == CHANGES else _done(activities, kind, search, place, limit + 1)
    changes = _changes(record_type, ids, place, limit + 1) if kind in {"", CHANGES} and not search.strip() else []
    merged: list[tuple[datetime, Activity | Happening]] = sorted(
        [*((one.at, one) for one in done if one.at), *((one.entry.action.at, one) for one in changes)],
        key=lambda pair: pair[0],
        reverse=True,
    )
    page = merged[:limit]
    seen = {one.activity.pk: one for one in shown(user, [one for _at, one in page if isinstance(one, Activity)])}
    entries = [
        Entry(at, activity=seen[one.pk]) if isinstance(one, Activity) else Entry(at, happening=one)
        for at, one in page
        if isinstance(one, Activity) or set(one.entry.facts) - _SILENT
    ]
    return Stream(entries, _behind(place, page) if len(merged) > limit else "")


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is still to be done with a record, soonest first, and the notes that are pinned."""

    open: Sequence[Shown]
    pinned: Sequence[Shown]


def ahead_of(*, user: User, activities: QuerySet[Activity]) -> Ahead:
    """Of activities that the user may see."""
    waiting = list(activities.filter(done_at__isnull=True).order_by(F("at").asc(nulls_last=True), "id")[:MOST_OPEN])
    pinned = list(activities.filter(pinned=True, done_at__isnull=False).order_by("-at", "-id")[:MOST_PINNED])
    both = {one.activity.pk: one for one in shown(user, {one.pk: one for one in (*waiting, *pinned)}.values())}
    return Ahead([both[one.pk] for one in waiting], [both[one.pk] for one in pinned])


@dataclass(frozen=True, slots=True)
class Observed:
    """What was observed of a record, summed up: attitudes and behaviours with how often, newest two hundred."""

    count: int
    attitudes: Mapping[str, int]
    behaviours: Sequence[tuple[Behaviour, int]]
    sure: int


def observed_of(activities: QuerySet[Activity]) -> Observed | None:
    """None where nobody observed anything. `sure` counts what was said or seen, not supposed."""
    rows = activities.filter(kind=Kind.OBSERVATION).order_by("-at").values_list("attitude", "basis", "behaviours")
    found = list(rows[:_LOOKED_BACK])
    if not found:
        return None
    attitudes = Counter(attitude for attitude, _basis, _behaviours in found if attitude)
    counted = Counter(int(pk) for _attitude, _basis, behaviours in found for pk in behaviours)
    known = Behaviour.objects.in_bulk(counted) if counted else {}
    named = [(known[pk], count) for pk, count in counted.most_common() if pk in known]
    sure = sum(basis in {Activity.Basis.SAID, Activity.Basis.SEEN} for _attitude, basis, _behaviours in found)
    return Observed(len(found), attitudes, named, sure)


def activities_of(user: User, record: Person | Company) -> QuerySet[Activity]:
    """Those of a record that the user sees, those of a company's people too. Raises `NotAllowed`."""
    return visible_activities(user).filter(**{type_of(record): record}, state=Record.State.ACTIVE)


def _done(activities: QuerySet[Activity], kind: str, search: str, place: _Place, limit: int) -> list[Activity]:
    found = activities.filter(done_at__isnull=False)
    if kind == Kind.FILE:
        found = found.filter(attachments__isnull=False).distinct()
    elif kind in FILTERS:
        found = found.filter(kind__in=FILTERS[kind])
    if search.strip():
        found = found.filter(search_condition(search, row_by_row=True))
    if place.at:
        found = found.filter(Q(at__lte=place.at) & (Q(at__lt=place.at) | Q(pk__lt=place.activity)))
    return list(found.order_by("-at", "-id")[:limit])


def _changes(record_type: str, ids: Sequence[int], place: _Place, limit: int) -> list[Happening]:
    entries = history(record_type, ids, limit=limit, before=place.change, without="activity.")
    return [
        Happening(one, one.record_id, absorbed=one.record_id != ids[0], undone=one.action.undone_at is not None)
        for one in entries
    ]


def _read(cursor: str) -> _Place:
    at, _tilde, rest = cursor.partition("~")
    activity, _tilde, change = rest.partition("~")
    try:
        moment = parse_datetime(at) if at else None
    except ValueError:
        moment = None
    numbers = [int(one) if one.isascii() and one.isdigit() and len(one) < 19 else 0 for one in (activity, change)]
    return _Place(moment if moment and moment.tzinfo else None, *numbers)


def _behind(place: _Place, page: Sequence[tuple[datetime, Activity | Happening]]) -> str:
    at, activity, change = place
    for when, one in page:
        if isinstance(one, Activity):
            at, activity = when, one.pk
        else:
            change = one.entry.id
    return f"{at.isoformat() if at else ''}~{activity}~{change}"
