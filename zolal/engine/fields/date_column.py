"""What a whole column tells about its dates: calendar, order, and whether bare numbers are Excel's days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from zolal.engine.fields.date_writing import Written, read_date, readings
from zolal.engine.fields.kind import Context
from zolal.engine.persian.calendar import FIRST_YEAR, LAST_YEAR
from zolal.engine.persian.letters import key

_SAYS_DATE = re.compile(r"تاریخ|تولد|زمان|\bdate|date\b|dob|birth|\btime|time\b|created|updated|modified| at$")
_SAYS_GREGORIAN = re.compile("میلادی|gregorian|miladi")
_SAYS_JALALI = re.compile("شمسی|جلالی|هجری|jalali|shamsi|persian")
_PERSIAN = re.compile("[آ-ی]")

_MIXED_SHARE = 0.1
_HISTORICAL_SHARE = 0.05
_ORDER_SHARE = 0.95


def column_context(header: str, cells: Sequence[str]) -> Context:
    """Decide calendar and order from the header and the non-empty cells (distinct ones are enough).

    Calendar: what most years of four digits say (1200–1500 Jalali, else Gregorian). A tenth of Jalali years makes a
    Gregorian column "mixed", a twentieth of years long past (1000–1199, 1501–1799) makes it "historical". Without years
    of four digits the header decides, by its words or else by its language.
    Order: that of 95 in 100 of the cells that can be read in one order only; in a Jalali column, full dates with the
    year first are among them.
    """
    header = " ".join(key(header).replace("_", " ").split())
    dates = [written for cell in cells if (written := read_date(cell))]
    calendar = _calendar(header, dates)
    return Context(calendar=calendar, order=_order(dates, calendar), serial=bool(_SAYS_DATE.search(header)))


def _calendar(header: str, dates: Sequence[Written]) -> str:
    votes = Counter(_vote(written) for written in dates)
    told = votes["jalali"] + votes["gregorian"] + votes["historical"]
    if _SAYS_GREGORIAN.search(header) and votes["jalali"] > told / 2:
        return "historical"
    if not told:
        return _calendar_of_header(header) if dates else ""
    if votes["historical"] >= told * _HISTORICAL_SHARE and votes["jalali"] <= told / 2:
        return "historical"
    if votes["jalali"] * 2 >= told:
        return "jalali"
    return "mixed" if votes["jalali"] >= told * _MIXED_SHARE else "gregorian"


def _vote(written: Written) -> str:
    if written.calendar:
        return written.calendar
    year = int(max(written.numbers, key=len)) if written.layout in ("ymd", "year_last") else 0
    if FIRST_YEAR <= year <= LAST_YEAR:
        return "jalali"
    if 1800 <= year <= 2200:
        return "gregorian"
    return "historical" if 1000 <= year < 1800 else ""


def _calendar_of_header(header: str) -> str:
    if _SAYS_GREGORIAN.search(header):
        return "gregorian"
    return "jalali" if _SAYS_JALALI.search(header) or _PERSIAN.search(header) else ""


def _order(dates: Iterable[Written], calendar: str) -> str:
    votes = Counter[str]()
    for written in dates:
        orders = list(readings(written)) if written.layout != "ymd" or calendar == "jalali" else []
        if len(orders) == 1:
            votes[orders[0]] += 1
    if not votes:
        return ""
    order, times = votes.most_common(1)[0]
    return order if times >= _ORDER_SHARE * votes.total() else ""
