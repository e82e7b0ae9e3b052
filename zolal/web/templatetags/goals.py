"""Periods and the values of measures, as people read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zolal.strategy.periods import Period
from zolal.strategy.queries.numbers import Line, Table
from zolal.web.strategy.words import OUTLOOK_TONES, STATUSES
from zolal.web.templatetags.money import money
from zolal.web.templatetags.months import NAMES, month
from zolal.web.templatetags.reading import day, digits, digits_language, number, share

register = template.Library()


@register.filter
def figure(value: int | None, unit: str = "count") -> str:
    """A value of a measure in its unit; a dash where nothing is known."""
    if value is None:
        return "–"
    match unit:
        case "rial":
            return money(value)
        case "share":
            return share(value / 10_000, 1 if abs(value) < 1_000 and value % 100 else 0)
    return number(value)


@register.filter
def about(value: int | None, unit: str = "count") -> str:
    """As `figure`, for what is only estimated: amounts of money with three digits that count."""
    if value is not None and unit == "rial" and abs(value) >= 10_000:
        value = round(value, 3 - len(str(abs(value))))
    return figure(value, unit)


@register.filter
def period(found: Period | None) -> str:
    """«آذر ۱۴۰۵», «مهر تا آذر ۱۴۰۵», «سال ۱۴۰۵»; of a free one its days."""
    if found is None:
        return ""
    if found.kind == "free":
        return _("%(first)s to %(last)s") % {"first": day(found.first), "last": day(found.last)}
    first, last = found.months
    if found.kind == "month":
        return month(first)
    if found.kind == "year" and first.month == 1:
        return _("Year %(year)s") % {"year": digits(first.year)}
    begin = str(NAMES[first.month - 1]) if first.year == last.year else month(first)
    return _("%(first)s to %(last)s") % {"first": begin, "last": month(last)}


@register.filter
def status_word(status: str) -> str:
    """How a goal stands."""
    return str(STATUSES[status][0])


@register.filter
def status_tone(status: str) -> str:
    """The tone of how a goal stands."""
    return STATUSES[status][1]


@register.filter
def outlook_tone(outlook: str) -> str:
    """The tone of what somebody expects."""
    return OUTLOOK_TONES.get(outlook, "neutral")


@register.filter
def bar(part: float) -> int:
    """How long a bar is, of a hundred."""
    return round(100 * max(0.0, min(part, 1.0)))


@register.filter
def as_json(value: object) -> str:
    """For an attribute that a script reads."""
    return json.dumps(value)


@register.filter
def changed(line: Line) -> str:
    """By how much a number has changed: «+۱۲٪», of a share in points."""
    if line.change is None:
        return ""
    # In Persian the mark keeps the sign left of its number, as that of negative ones does.
    sign = "" if line.change <= 0 else "\u200e+" if digits_language() == "fa" else "+"
    if line.measure.unit == "share":
        return _("%(points)s points") % {"points": f"{sign}{number(line.change / 100, 1)}"}
    return f"{sign}{share(line.change)}"


@register.filter
def figures(table: Table, row: Mapping[str, int]) -> list[str]:
    """A row of a table, in the order of its columns; "" where somebody has nothing."""
    return [figure(row[one.name], one.unit) if one.name in row else "" for one in table.columns]


@register.filter
def number_cells(texts: Iterable[str]) -> SafeString:
    """Cells of numbers. Made here, as a page of numbers has a thousand of them."""
    return format_html_join("", '<td class="number">{}</td>', ((text,) for text in texts))
