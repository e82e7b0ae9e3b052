"""Reads calendar files of strangers: lines and numbers with limits, so that nothing in them can run or grow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from zolal.calendar.ics.event import Event, Found, Refused, Repeat
from zolal.calendar.ics.text import unescape, unfold
from zolal.engine.records import N_

LARGEST = 2 * 2**20
MOST_EVENTS = 2_000
_MOST_LINES = 200_000
_LONGEST_LINE = 100_000
_LINE = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^",;:]*)(?:,(?:"[^"]*"|[^",;:]*))*)*):(.*)', re.DOTALL
)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^",;:]*)(?:,(?:"[^"]*"|[^",;:]*))*)')
_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?")
_KINDS = {"VEVENT", "VTODO"}
_FREQUENCIES: Mapping[str, Repeat] = {"DAILY": "daily", "WEEKLY": "weekly", "MONTHLY": "monthly"}
_OTHER_NAMES = {"Iran Standard Time": "Asia/Tehran", "Iran": "Asia/Tehran", "UTC": "UTC", "GMT": "UTC"}

NO_CALENDAR = N_("This is no calendar file: it does not begin with BEGIN:VCALENDAR.")
TOO_LARGE = N_("The calendar file is larger than 2 MB.")
TOO_MANY = N_("The calendar file holds more than 2,000 events; export a shorter time.")


@dataclass(slots=True)
class _Component:
    """One event as it stands: its properties, the first of each name, and all e-mail addresses."""

    kind: str
    texts: dict[str, tuple[Mapping[str, str], str]] = field(default_factory=dict)
    emails: list[str] = field(default_factory=list)


def read(data: bytes, *, zone: tzinfo) -> Found:
    """The events of a file; times without a zone are of `zone`. Raises `Refused`, with a sentence of the source."""
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    text = data.decode("utf-8-sig", "replace")
    if not text.lstrip()[:15].upper().startswith("BEGIN:VCALENDAR"):
        raise Refused(NO_CALENDAR)
    events, unreadable, unknown = [], 0, set()
    for count, component in enumerate(_components(text)):
        if count >= MOST_EVENTS:
            raise Refused(TOO_MANY)
        event = _event(component, zone, unknown)
        if event is None:
            unreadable += 1
        else:
            events.append(event)
    return Found(events, unreadable, frozenset(unknown))


def _components(text: str) -> Iterator[_Component]:
    inside: _Component | None = None
    nested = 0  # alarms and the like, of which nothing is read
    for count, line in enumerate(unfold(text)):
        if count > _MOST_LINES or len(line) > _LONGEST_LINE:
            raise Refused(TOO_LARGE)
        found = _LINE.fullmatch(line.rstrip())
        if found is None:
            continue
        name, value = found[1].upper(), found[3]
        if name == "BEGIN":
            if inside is None:
                inside = _Component(value.upper()) if value.upper() in _KINDS else None
            else:
                nested += 1
        elif name == "END" and inside is not None:
            if nested:
                nested -= 1
            else:
                yield inside
                inside = None
        elif inside is not None and not nested:
            _keep(inside, name, found[2], value)


def _keep(component: _Component, name: str, parameters: str, value: str) -> None:
    if name in {"ATTENDEE", "ORGANIZER"}:
        if value.lower().startswith("mailto:") and len(component.emails) < 50:
            component.emails.append(value[7:].strip().lower()[:320])
        return
    read_parameters = {each[1].upper(): each[2].strip('"') for each in _PARAMETER.finditer(parameters)}
    component.texts.setdefault(name, (read_parameters, value))


def _event(component: _Component, zone: tzinfo, unknown: set[str]) -> Event | None:
    def text(name: str, longest: int) -> str:
        return unescape(component.texts.get(name, ({}, ""))[1]).replace("\x00", "").strip()[:longest]

    is_task = component.kind == "VTODO"
    start = _time(component, "DTSTART", zone, unknown)
    due = _time(component, "DUE", zone, unknown) if is_task else None
    if start is None or due is not None:
        start = due if due is not None else start
    if start is None:
        return None
    end = None if is_task else _end(component, start, zone, unknown)
    status = text("STATUS", 20).upper()
    repeat, every, otherwise = _repeat(text("RRULE", 500))
    latitude, longitude = _geo(text("GEO", 60))
    summary = text("SUMMARY", 300)
    return Event(
        uid=f"{text('UID', 500) or summary}{text('RECURRENCE-ID', 50)}" or str(start),
        start=start,
        end=end,
        summary=summary.replace("\n", " "),
        description=text("DESCRIPTION", 10_000),
        location=text("LOCATION", 300).replace("\n", " "),
        is_cancelled=status == "CANCELLED",
        is_task=is_task,
        is_done=status == "COMPLETED" or "COMPLETED" in component.texts,
        latitude=latitude,
        longitude=longitude,
        emails=tuple(dict.fromkeys(component.emails)),
        repeat=repeat,
        repeat_every=every,
        repeats_otherwise=otherwise,
    )


def _time(component: _Component, name: str, zone: tzinfo, unknown: set[str]) -> datetime | date | None:
    parameters, value = component.texts.get(name, ({}, ""))
    found = _TIME.fullmatch(value.strip())
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    try:
        if found[4] is None:
            return date(year, month, day)
        at = datetime(year, month, day, int(found[4]), int(found[5]), min(int(found[6]), 59))  # noqa: DTZ001 - below
        of = UTC if found[7] else _zone(parameters.get("TZID", ""), zone, unknown)
        at = at.replace(tzinfo=of)
        at.utcoffset()
    except (ValueError, OverflowError):
        return None
    return at if 1900 <= year <= 2200 else None


def _zone(name: str, zone: tzinfo, unknown: set[str]) -> tzinfo:
    if not name:
        return zone
    try:
        return ZoneInfo(_OTHER_NAMES.get(name, name)[:100])
    except (KeyError, ValueError, OSError):
        unknown.add(name[:100])
        return zone


def _end(component: _Component, start: datetime | date, zone: tzinfo, unknown: set[str]) -> datetime | date | None:
    end = _time(component, "DTEND", zone, unknown)
    if end is not None:
        is_later = isinstance(end, datetime) == isinstance(start, datetime) and end > start  # type: ignore[operator]
        return end if is_later else None
    found = _DURATION.fullmatch(component.texts.get("DURATION", ({}, ""))[1].strip())
    if found is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    lasts = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    try:
        return start + lasts if lasts > timedelta() else None
    except OverflowError:
        return None


def _repeat(rule: str) -> tuple[Repeat, int | None, bool]:
    """How it repeats where we can say it, every so many, and whether it repeats in a way that we cannot."""
    parts = dict(part.upper().partition("=")[::2] for part in rule.split(";") if part)
    if not parts:
        return "", None, False
    simple = set(parts) <= {"FREQ", "INTERVAL", "WKST", "BYDAY", "BYMONTHDAY"}
    single = "," not in parts.get("BYDAY", "") + parts.get("BYMONTHDAY", "")
    frequency = _FREQUENCIES.get(parts.get("FREQ", ""), "")
    interval = parts.get("INTERVAL", "1")
    every = int(interval) if interval.isascii() and interval.isdigit() and len(interval) < 3 else 0
    if not (simple and single and frequency and every):
        return "", None, True
    return frequency, every if every > 1 else None, False


def _geo(text: str) -> tuple[float | None, float | None]:
    south, _semicolon, east = text.partition(";")
    try:
        latitude, longitude = float(south), float(east)
    except ValueError:
        return None, None
    is_on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180
    return (latitude, longitude) if is_on_earth else (None, None)
