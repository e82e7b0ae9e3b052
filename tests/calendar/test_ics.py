"""Calendar files: what is written is read back; what strangers wrote is read with limits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.calendar.ics import Event, Refused, read, write
from zolal.calendar.ics.reader import MOST_EVENTS
from zolal.calendar.ics.text import escape, fold, unescape, unfold

TEHRAN = ZoneInfo("Asia/Tehran")
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)
_EARLIEST, _LATEST = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")
_MOMENTS = st.datetimes(_EARLIEST, _LATEST, timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0))


def file(*lines: str, kind: str = "VEVENT") -> bytes:
    text = ["BEGIN:VCALENDAR", f"BEGIN:{kind}", "UID:1@example.com", *lines, f"END:{kind}", "END:VCALENDAR"]
    return "\r\n".join(text).encode()


@given(_TEXT)
def test_a_line_is_folded_within_75_octets_and_comes_back(text: str) -> None:
    line = f"SUMMARY:{escape(text)}"
    folded = fold(line)
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert list(unfold(folded)) == [line]


@given(_TEXT)
def test_text_is_escaped_and_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text.replace("\u2028", "\n").replace("\u2029", "\n")


@given(_TEXT, _TEXT, _MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(days=20)))
def test_an_event_is_read_as_it_was_written(summary: str, location: str, start: datetime, lasts: timedelta) -> None:
    end = (start + lasts).replace(microsecond=0) + timedelta(seconds=1)
    event = Event("u1", start, end, summary, location=location, latitude=35.7, longitude=51.4)
    (back,) = read(write([event], name="n", zone="Asia/Tehran", now=NOW).encode(), zone=TEHRAN).events
    assert (back.uid, back.start, back.end, back.latitude) == ("u1", start, end, 35.7)
    assert back.summary == unescape(escape(summary)).strip().replace("\n", " ")
    assert back.location == unescape(escape(location)).strip().replace("\n", " ")


def test_the_whole_of_a_day_is_a_date_and_blocks_nobody() -> None:
    text = write([Event("1", date(2026, 11, 29), date(2026, 11, 30), "تعطیل")], name="n", zone="Asia/Tehran", now=NOW)
    assert "DTSTART;VALUE=DATE:20261129\r\nDTEND;VALUE=DATE:20261130" in text
    assert "TRANSP:TRANSPARENT" in text


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("DTSTART:20261129T080000Z", datetime(2026, 11, 29, 8, tzinfo=UTC)),
        ("DTSTART;TZID=Asia/Tehran:20261129T113000", datetime(2026, 11, 29, 8, tzinfo=UTC)),
        ("DTSTART;TZID=Iran Standard Time:20261129T113000", datetime(2026, 11, 29, 8, tzinfo=UTC)),
        ("DTSTART:20261129T113000", datetime(2026, 11, 29, 8, tzinfo=UTC)),
        ('DTSTART;TZID="Europe/Berlin":20261129T090000', datetime(2026, 11, 29, 8, tzinfo=UTC)),
        ("DTSTART;VALUE=DATE:20261129", date(2026, 11, 29)),
    ],
)
def test_times_of_every_writing(line: str, start: datetime | date) -> None:
    assert read(file(line), zone=TEHRAN).events[0].start == start


def test_a_duration_a_rule_and_the_guests_are_understood() -> None:
    (event,) = read(
        file(
            "DTSTART:20261129T080000Z", "DURATION:PT1H30M", "RRULE:FREQ=WEEKLY;BYDAY=SU", "SUMMARY:a\\, b\\n", " c",
            'ATTENDEE;CN="Sara; M":mailto:Sara@Example.com', "BEGIN:VALARM", "SUMMARY:no", "END:VALARM",
        ),
        zone=TEHRAN,
    ).events  # fmt: skip
    assert event.end == datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
    assert (event.repeat, event.summary, event.emails) == ("weekly", "a, b c", ("sara@example.com",))
    second = read(file("DTSTART:20261129T080000Z", "RRULE:FREQ=WEEKLY;INTERVAL=2"), zone=TEHRAN).events[0]
    assert (second.repeat, second.repeat_every, second.repeats_otherwise) == ("weekly", 2, False)
    otherwise = read(file("DTSTART:20261129T080000Z", "RRULE:FREQ=YEARLY"), zone=TEHRAN).events[0]
    assert (otherwise.repeat, otherwise.repeats_otherwise) == ("", True)


def test_a_task_is_due_and_may_be_done() -> None:
    (task,) = read(file("DUE;VALUE=DATE:20261129", "COMPLETED:20261128T080000Z", kind="VTODO"), zone=TEHRAN).events
    assert (task.is_task, task.is_done, task.start) == (True, True, date(2026, 11, 29))


def test_what_has_no_day_and_what_has_an_unknown_zone_is_counted() -> None:
    assert read(file("DTSTART:20261399T080000Z"), zone=TEHRAN).unreadable == 1
    assert read(file("DTSTART;TZID=../../etc/passwd:20261129T080000"), zone=TEHRAN).zones == {"../../etc/passwd"}


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"BEGIN:VCARD\r\nEND:VCARD", b"x" * (2 * 2**20 + 1),
     b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nDTSTART:20261129\r\nEND:VEVENT\r\n" * (MOST_EVENTS + 1)],
    ids=["nothing", "zip", "vcard", "large", "many"],
)  # fmt: skip
def test_what_is_no_calendar_or_too_much_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read(data, zone=TEHRAN)


@given(st.binary(max_size=400))
def test_nothing_that_stands_in_a_file_breaks_the_reader(rubbish: bytes) -> None:
    read(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + rubbish + b"\r\nEND:VEVENT\r\nEND:VCALENDAR", zone=TEHRAN)


def test_a_line_made_to_be_slow_is_read_at_once() -> None:
    read(file("DTSTART" + ";A=" + "a," * 40_000), zone=TEHRAN)
