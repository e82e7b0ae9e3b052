"""Calendar files as every program reads them.

Times are in UTC: programs that still believe in Iran's summer time, abolished in 1401, cannot shift them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from zolal.calendar.ics.event import Event
from zolal.calendar.ics.text import escape, fold


def write(events: Iterable[Event], *, name: str, zone: str, now: datetime) -> str:
    """A calendar called `name`; `zone` is where its reader lives, `now` the stamp of events that have none."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Zolal//Zolal CRM//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
        f"X-WR-TIMEZONE:{escape(zone)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + "\r\n" for line in lines)


def _event(event: Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(event.uid)}"
    yield f"DTSTAMP:{_moment(event.stamp or now)}"
    yield f"SEQUENCE:{event.sequence}"
    yield _time("DTSTART", event.start)
    if event.end is not None:
        yield _time("DTEND", event.end)
    yield f"SUMMARY:{escape(event.summary)}"
    for label, text in (("DESCRIPTION", event.description), ("LOCATION", event.location)):
        if text:
            yield f"{label}:{escape(text)}"
    if event.category:
        yield f"CATEGORIES:{escape(event.category)}"
    if event.url:
        yield f"URL:{event.url}"
    if event.latitude is not None and event.longitude is not None:
        yield f"GEO:{event.latitude:.6f};{event.longitude:.6f}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    if not isinstance(event.start, datetime):
        yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _time(label: str, value: datetime | date) -> str:
    if isinstance(value, datetime):
        return f"{label}:{_moment(value)}"
    return f"{label};VALUE=DATE:{value:%Y%m%d}"


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"
