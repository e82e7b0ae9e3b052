"""What the operations on the calendar answer with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class CustomerRef(Schema):
    """Whom an entry is with."""

    type: str
    id: UUID
    name: str


class PlannedOut(Schema):
    """An activity on its day. `customer` is null where there is none, or (`customer_hidden`) none you may see."""

    id: UUID
    version: int
    kind: str
    title: str
    at: datetime | None
    until: datetime | None
    all_day: bool
    done_at: datetime | None
    outcome: str
    late: bool
    repeat: str
    repeat_every: int | None
    place: str
    owner: Named | None
    customer: CustomerRef | None
    customer_hidden: bool


class RangeOut(Schema):
    """`cut`: there is more; ask for fewer days or kinds."""

    entries: list[PlannedOut]
    cut: bool


class GroupsOut(Schema):
    """What is open, by when it is due; the days are those of where the company is."""

    late: list[PlannedOut]
    today: list[PlannedOut]
    tomorrow: list[PlannedOut]
    week: list[PlannedOut]
    later: list[PlannedOut]
    no_day: list[PlannedOut]
    cut: bool


class CallOut(Schema):
    """Somebody to call; `entry` is the call that is planned, null where nobody has planned one."""

    person: CustomerRef
    number: str
    entry: PlannedOut | None


class MyDayOut(Schema):
    today: list[PlannedOut]
    late: list[PlannedOut]
    visits: list[PlannedOut]
    calls: list[CallOut]


class HolidayOut(Schema):
    """`may_move`: it follows the moon and may come a day earlier or later. `own`: the company has said it."""

    day: date
    name: str
    off: bool
    may_move: bool
    own: bool


class StopOut(Schema):
    """`km` is the straight line from the stop before; null where a place is not known."""

    entry: PlannedOut
    address: str
    latitude: float | None
    longitude: float | None
    km: float | None


class FeedOut(Schema):
    """`address` is there only in the answer that made the link."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None
    address: str = ""


class EventWrong(Schema):
    """Why an event stayed out."""

    title: str
    field: str
    message: str


class EventsLacking(Schema):
    """So many came in without this field: they are found by `GET /activities?<field>.empty=1`."""

    field: str
    label: str
    count: int


class TakenOut(Schema):
    """What came of a calendar file; `wrong` tells of those that are `refused` and could be read, `lacking` what each
    that came in needs of its own and is still to be written."""

    added: int
    known: int
    over: int
    refused: int
    repeats: int
    unknown_zones: list[str]
    wrong: list[EventWrong]
    lacking: list[EventsLacking]
    action: UUID | None


class LettersOut(Schema):
    """`on`: one's day goes out every morning; `can_be_mailed`: a mail server is known."""

    on: bool
    can_be_mailed: bool
