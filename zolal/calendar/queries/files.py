"""Activities as events of a calendar file: names and places of whom the reader sees, no numbers, no notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind
from zolal.activities.kinds import CANCELLED
from zolal.activities.models import Activity
from zolal.calendar.ics import Event, write
from zolal.calendar.queries.planned import Entry, entries_of, planned
from zolal.calendar.queries.whose import ME, Whose

BEFORE, AFTER = timedelta(days=30), timedelta(days=180)
"""How much of the past and of the future a link shows."""
MOST = 1_000


def feed_text(user: User, address: str) -> str:
    """What a secret link shows now: one's own days, in one's own language. `address` is where Zolal stands."""
    today = timezone.localdate()
    with override(user.language):
        return days_text(user, Whose(ME, user=user), today - BEFORE, today + AFTER, address)


def days_text(user: User, looked_at: Whose, first: date, last: date, address: str) -> str:
    """Somebody's days, from one to another. Raises `NotAllowed` for others' where the user may take none away."""
    own = looked_at.code == ME
    if not own:
        demand(user, "records.export")
        demand_kind(user, "export", "activity")
    found = planned(user, looked_at, first, last, most=MOST, what="see" if own else "export")
    name = looked_at.team.name if looked_at.team else looked_at.user.name if looked_at.user else ""
    return _text(found.entries, _("Zolal: %(name)s") % {"name": name}, address)


def activity_text(user: User, activity: Activity, address: str) -> str:
    """One activity as a file."""
    return _text(entries_of(user, [activity]), str(activity), address)


def _text(entries: Sequence[Entry], name: str, address: str) -> str:
    zone = timezone.get_default_timezone_name()
    found = [_event(one, address) for one in entries if one.activity.at]
    return write(found, name=name, zone=zone, now=timezone.now())


def _event(entry: Entry, address: str) -> Event:
    one = entry.activity
    kind = str(one.get_kind_display())
    about = " · ".join(filter(None, (entry.customer.name if entry.customer else "", one.title)))
    summary = f"{kind}: {about}" if about else kind
    is_whole_day = bool(one.all_day)
    until = one.until if one.until and one.until > entry.starts else None
    return Event(
        uid=f"{one.uid}@zolal",
        start=entry.first if is_whole_day else entry.starts,
        end=entry.last + timedelta(days=1) if is_whole_day else until,
        summary=f"✓ {summary}" if one.done_at and one.outcome != CANCELLED else summary,
        location=one.place,
        url=f"{address}/calendar/entries/{one.uid}/" if address else "",
        category=kind,
        is_cancelled=one.outcome == CANCELLED,
        stamp=one.updated_at,
        sequence=one.version,
    )
