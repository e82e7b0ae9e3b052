"""What repeats is planned anew when it is done.

It follows whatever finishes an activity, on a screen, by the API or for many at once, and under the same action: to
undo the one is to undo the other.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from zolal.activities.models import Activity
from zolal.calendar import clock
from zolal.calendar.months import Month, parts
from zolal.core.ledger import Facts, Written, create, record_type
from zolal.core.models import Change
from zolal.people.fields import Field, Shape
from zolal.people.own.known import own_fields
from zolal.people.own.reading import own_of

_CARRIED = (
    "kind", "title", "person", "company", "about_type", "about_id", "owner", "team", "all_day", "direction", "channel",
    "place", "repeat", "repeat_every",
)  # fmt: skip
_MOST_STEPS = 4_000


def follow(written: Written) -> None:
    """Hears of every write: what was ticked off just now and repeats is planned anew."""
    if written.record_type != "activity" or written.action.kind == "undo":
        return
    rows = []
    for number, changed in written.changed.items():
        facts = written.facts.get(number, {})
        was_there = written.columns[number]["version"] > 1
        if was_there and "done_at" in changed and facts.get("done_at") and facts.get("repeat"):
            rows.append(_next(number, facts, written))
    fresh = [row for row in rows if row and not _stands(row)]
    if fresh:
        create(written.action, "activity", fresh)


def next_day(day: date, repeat: str, after: date, every: int = 1) -> date:
    """The first day of the series after `after`; of `every` so many days, weeks, months or years.

    Months and years are those of the Jalali calendar; the last day of a month is followed by the last day of the next,
    and the thirtieth of Esfand by the last of the next Esfand.
    """
    step = {"daily": 1, "weekly": 7}.get(repeat, 0) * every
    if step:
        return day + timedelta(days=step * max(1, (after - day).days // step + 1))
    month, number = Month.of(day, "jalali"), parts(day, "jalali")[2]
    if repeat == "last_day" or (repeat == "monthly" and day == month.last):
        number = 31
    months = every * (12 if repeat == "yearly" else 1)
    # Of the last days of months the first may still come in this one.
    for steps in range(0 if repeat == "last_day" else 1, _MOST_STEPS):
        if (found := month.plus(months * steps).day(number)) > max(day, after):
            return found
    raise ValueError("so far ahead no series goes")


def _next(number: int, facts: Facts, written: Written) -> Facts | None:
    planned = _planned(number, facts, written)
    if planned["at"] is None:
        return None
    at = timezone.localtime(planned["at"])
    # What was late begins again after today, and what was done early after its day.
    yesterday = timezone.localdate() - timedelta(days=1)
    day = next_day(at.date(), facts["repeat"], max(at.date(), yesterday), facts.get("repeat_every") or 1)
    to = clock.at(day, at.time())
    own = [field.name for field in own_fields("activity").values() if _is_carried(field)]
    carried: Facts = {name: facts[name] for name in (*_CARRIED, *own) if name in facts}
    lasts = planned["until"] - planned["at"] if planned["until"] else None
    return {**carried, "at": to, "until": to + lasts if lasts else None}


def _is_carried(field: Field) -> bool:
    """Not what each needs of its own, and no file, which is of one record."""
    return field.shape is not Shape.FILE and not own_of(field).unique


def _planned(number: int, facts: Facts, written: Written) -> dict[str, datetime | None]:
    """When it was to be: finishing says when it was."""
    change = (
        Change.objects.filter(action=written.action, record_type="activity", record_id=number).order_by("-id").first()
    )
    before: dict[str, Any] = (change.before or {}) if change else {}
    found = {name: before[name] if name in before else facts.get(name) for name in ("at", "until")}
    return {name: datetime.fromisoformat(value) if isinstance(value, str) else value for name, value in found.items()}


def _stands(row: Facts) -> bool:
    """Whether the next one is there already: it was finished, reopened and finished again."""
    same = record_type("activity").canonical({name: row.get(name) for name in ("kind", "title", "person", "company")})
    there = Activity.objects.filter(owner_id=row.get("owner"), at=row["at"], repeat=row["repeat"], state="active")
    return there.filter(
        kind=same["kind"], title=same.get("title") or "", person_id=same.get("person"), company_id=same.get("company")
    ).exists()
