"""The timeline of a record: what was done, what was changed and what became of deals, newest first."""

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
from zolal.activities.strands import Step, strands
from zolal.core.ledger import history
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.queries.timeline import Happening, absorbed_ids

Kind = Activity.Kind
CHANGES = "change"
DEALS = "deal"
FILTERS: Mapping[str, tuple[str, ...]] = {
    Kind.CALL: (Kind.CALL,),
    Kind.MEETING: (Kind.MEETING, Kind.VISIT, Kind.INTERVIEW),
    Kind.NOTE: (Kind.NOTE, Kind.OBSERVATION),
    Kind.TASK: (Kind.TASK,),
    Kind.MESSAGE: (Kind.MESSAGE, Kind.CHAT),
    Kind.FILE: (),
    DEALS: (),
    CHANGES: (),
}
"""What the stream can be narrowed to; a file counts wherever it is attached, deals and invoices are a strand."""
MOST_OPEN = 20
MOST_PINNED = 5
_LOOKED_BACK = 200
_MOST_AT_ONCE = 10_000
"""Steps of one moment that a cursor counts."""
_SILENT = frozenset({"last_activity_on"})
"""Facts that follow from activities, which stand in the stream themselves."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened at a moment: an activity, what an action changed, or a step of a strand."""

    at: datetime
    activity: Shown | None = None
    happening: Happening | None = None
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is still to be done with a record, soonest first, and the notes that are pinned."""

    open: Sequence[Shown]
    pinned: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Stream:
    """A page of it; `next` is a cursor, "" at the end. `ahead` is there on the first page, where it was wanted."""

    entries: Sequence[Entry]
    next: str
    ahead: Ahead | None = None


_Told = Activity | Happening | Step


class _Place(NamedTuple):
    """Where a page begins: behind this activity and this change, and so many steps of this moment."""

    at: datetime | None
    activity: int
    change: int
    stepped_at: datetime | None
    steps: int


def stream_of(
    *, user: User, record: Person | Company, kind: str = "", search: str = "", after: str = "", limit: int = 30
) -> Stream:
    """The stream of a record the user was given by `visible_record`. A cursor that makes no sense begins anew."""
    ids = [record.pk, *absorbed_ids(record)]
    found = activities_of(user, record)
    return stream(
        user=user, activities=found, record_type=record.record_type, ids=ids, customer=record, kind=kind, search=search,
        after=after, limit=limit,
    )  # fmt: skip


def stream(
    *,
    user: User,
    activities: QuerySet[Activity],
    record_type: str,
    ids: Sequence[int],
    customer: Person | Company | None = None,
    kind: str = "",
    search: str = "",
    after: str = "",
    limit: int = 30,
    with_ahead: bool = False,
) -> Stream:
    """Of whatever record: its activities, which the user may see, and what the ledger tells of it and its forebears.

    Of a `customer` the strands are told too. A search looks through activities and strands, not through changes.
    """
    place, activities = _read(after), activities.select_related("team")
    done = [] if kind in {CHANGES, DEALS} else _done(activities, kind, search, place, limit + 1)
    changes = _changes(record_type, ids, place, limit + 1) if kind in {"", CHANGES} and not search.strip() else []
    steps = _steps(user, customer, search, place, limit + 1) if customer and kind in {"", DEALS} else []
    merged: list[tuple[datetime, _Told]] = sorted(
        [
            *((one.at, one) for one in done if one.at),
            *((one.entry.action.at, one) for one in changes),
            *((one.at, one) for one in steps),
        ],
        key=lambda pair: pair[0],
        reverse=True,
    )
    page = merged[:limit]
    with_ahead = with_ahead and not after
    waiting, pinned = (_waiting(activities), _pinned(activities)) if with_ahead else ([], [])
    rows = [*(one for _at, one in page if isinstance(one, Activity)), *waiting, *pinned]
    seen = _shown_once(user, rows, customer)
    entries = [
        _entry(at, one, seen) for at, one in page if not isinstance(one, Happening) or set(one.entry.facts) - _SILENT
    ]
    ahead = Ahead([seen[one.pk] for one in waiting], [seen[one.pk] for one in pinned])
    return Stream(entries, _behind(place, page) if len(merged) > limit else "", ahead if with_ahead else None)


def _entry(at: datetime, one: _Told, seen: Mapping[int, Shown]) -> Entry:
    if isinstance(one, Activity):
        return Entry(at, activity=seen[one.pk])
    return Entry(at, step=one) if isinstance(one, Step) else Entry(at, happening=one)


def open_of(*, user: User, activities: QuerySet[Activity]) -> list[Shown]:
    """What is still to be done, soonest first, of activities that the user may see."""
    return shown(user, _waiting(activities))


def _waiting(activities: QuerySet[Activity]) -> list[Activity]:
    return list(activities.filter(done_at__isnull=True).order_by(F("at").asc(nulls_last=True), "id")[:MOST_OPEN])


def _pinned(activities: QuerySet[Activity]) -> list[Activity]:
    return list(activities.filter(pinned=True, done_at__isnull=False).order_by("-at", "-id")[:MOST_PINNED])


def _shown_once(user: User, rows: Sequence[Activity], customer: Person | Company | None) -> dict[int, Shown]:
    """By id; of one that stands in two places only one is made."""
    once = {one.pk: one for one in rows}.values()
    return {one.activity.pk: one for one in shown(user, once, known=[customer] if customer else [])}


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
    return visible_activities(user).filter(**{record.record_type: record}, state=Record.State.ACTIVE)


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


def _steps(user: User, customer: Person | Company, search: str, place: _Place, limit: int) -> list[Step]:
    """Those of every strand. Of the moment where the page before ended, so many as it had are left out."""
    until = place.stepped_at
    shown_then = place.steps if until else 0
    found = [
        one
        for strand in strands().values()
        for one in strand(user, customer, search.strip(), until, limit + shown_then)
    ]
    found.sort(key=lambda one: one.at, reverse=True)
    return found[shown_then:][:limit]


def _read(cursor: str) -> _Place:
    at, activity, change, stepped_at, steps = (*cursor.split("~"), *[""] * 5)[:5]
    return _Place(
        _moment(at), _number(activity), _number(change), _moment(stepped_at), min(_number(steps), _MOST_AT_ONCE)
    )


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text) if text else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _behind(place: _Place, page: Sequence[tuple[datetime, _Told]]) -> str:
    at, activity, change, stepped_at, steps = place
    for when, one in page:
        if isinstance(one, Activity):
            at, activity = when, one.pk
        elif isinstance(one, Step):
            steps = steps + 1 if when == stepped_at else 1
            stepped_at = when
        else:
            change = one.entry.id
    return "~".join([at.isoformat() if at else "", f"{activity}", f"{change}",
                     stepped_at.isoformat() if stepped_at else "", f"{steps}"])  # fmt: skip
