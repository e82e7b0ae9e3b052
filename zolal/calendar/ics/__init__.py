"""iCalendar (RFC 5545): written and read line by line, without anything of the database."""

from zolal.calendar.ics.event import Event, Found, Refused
from zolal.calendar.ics.reader import read
from zolal.calendar.ics.writer import write

__all__ = ["Event", "Found", "Refused", "read", "write"]
