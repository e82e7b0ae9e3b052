"""How kinds, days and months are called and coloured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.activities.models import Activity
from zolal.calendar.months import Month, System, parts
from zolal.web.templatetags.months import NAMES
from zolal.web.templatetags.reading import digits

Kind = Activity.Kind
TONES: Mapping[str, str] = {
    Kind.CALL: "teal",
    Kind.MEETING: "violet",
    Kind.VISIT: "orange",
    Kind.INTERVIEW: "pink",
    Kind.TASK: "blue",
    Kind.MESSAGE: "slate",
}
ICONS: Mapping[str, str] = {
    Kind.CALL: "phone",
    Kind.MEETING: "people",
    Kind.VISIT: "place",
    Kind.INTERVIEW: "talk",
    Kind.TASK: "check",
    Kind.MESSAGE: "email",
}
VIEWS: Mapping[str, str | Promise] = {
    "day": gettext_lazy("Day"),
    "week": gettext_lazy("Week"),
    "month": gettext_lazy("Month"),
    "agenda": gettext_lazy("Agenda"),
}
# Django's own Persian writes some of them with a blank.
WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
_LABELS = dict(Activity.Kind.choices)


def kind_label(kind: str) -> str:
    """What a kind is called; a model's own way there costs more than the rest of a row."""
    return str(_LABELS.get(kind, kind))


def tone_of_kind(kind: str) -> str:
    return TONES.get(kind, "slate")


def icon_of_kind(kind: str) -> str:
    return ICONS.get(kind, "calendar")


def weekday(day: date) -> str:
    """ "Saturday"."""
    return str(WEEKDAYS[day.weekday()])


def weekday_short(day: date, system: System) -> str:
    """As a column is headed: in Persian the whole word is short enough."""
    return weekday(day) if system == "jalali" else str(WEEKDAYS_ABBR[day.weekday()])


def month_name(month: Month) -> str:
    """ "Azar 1405", "November 2026"."""
    name = NAMES[month.month - 1] if month.system == "jalali" else MONTHS[month.month]
    return f"{name} {digits(month.year)}"


def day_name(day: date, system: System) -> str:
    """ "7 Azar"."""
    _year, month, number = parts(day, system)
    name = NAMES[month - 1] if system == "jalali" else MONTHS[month]
    return f"{digits(number)} {name}"


def long_day(day: date, system: System) -> str:
    """ "Saturday, 7 Azar 1405"."""
    year, _month, _number = parts(day, system)
    told = {"weekday": weekday(day), "day": day_name(day, system), "year": digits(year)}
    return _("%(weekday)s, %(day)s %(year)s") % told


def span_name(first: date, last: date, system: System) -> str:
    """The days of a week or an agenda: "7 – 13 Azar 1405"."""
    one, other = Month.of(first, system), Month.of(last, system)
    if one == other:
        return f"{digits(parts(first, system)[2])} – {day_name(last, system)} {digits(one.year)}"
    until = f"{day_name(last, system)} {digits(other.year)}"
    since = day_name(first, system) if one.year == other.year else f"{day_name(first, system)} {digits(one.year)}"
    return f"{since} – {until}"
