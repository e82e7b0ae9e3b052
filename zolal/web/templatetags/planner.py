"""Activities on their days, in words and colours."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.activities.kinds import OUTCOMES_OF
from zolal.calendar.queries.planned import Entry
from zolal.calendar.queries.visits import Stop
from zolal.web.calendar.words import icon_of_kind, tone_of_kind
from zolal.web.templatetags.reading import digits

register = template.Library()
register.filter("tone_of_kind", tone_of_kind)
register.filter("icon_of_kind", icon_of_kind)


@register.filter
def clock(value: datetime | None) -> str:
    """ "10:30", where the company is."""
    return digits(f"{timezone.localtime(value):%H:%M}") if value else ""


@register.filter
def hour(value: int) -> str:
    """8 → "08:00"."""
    return digits(f"{value:02}:00")


@register.filter
def called(entry: Entry) -> str:
    """What stands on an entry: whom it is with and what it is about."""
    kind = str(entry.activity.get_kind_display())
    with_whom = entry.customer.name if entry.customer else _("a customer of others") if entry.is_hidden else ""
    return " · ".join(filter(None, (with_whom, entry.activity.title))) or kind


@register.filter
def when(entry: Entry) -> str:
    """From when to when: "10:30 – 11:00"; "all day"; "no day"."""
    if entry.activity.at is None:
        return _("no day")
    if entry.activity.all_day:
        return _("all day")
    until = entry.activity.until
    return (
        f"{clock(entry.activity.at)} – {clock(until)}"
        if until and entry.first == entry.last
        else clock(entry.activity.at)
    )


@register.filter
def usual_outcome(kind: str) -> str:
    """What ticking off in one click says came of it."""
    return next(iter(OUTCOMES_OF.get(kind, ())), "")


@register.filter
def maps(stop: Stop) -> list[tuple[str, str]]:
    """Where map programs show a stop: by its place, else by its address."""
    if stop.place is None:
        return [(_("Map"), f"geo:0,0?q={quote(stop.address)}")] if stop.address else []
    south, east = stop.place
    return [
        (_("Neshan"), f"https://nshn.ir/?lat={south:.6f}&lng={east:.6f}"),
        (_("Balad"), f"https://balad.ir/location?latitude={south:.6f}&longitude={east:.6f}&zoom=16"),
        (_("Map"), f"geo:{south:.6f},{east:.6f}"),
    ]


@register.filter
def dialled(number: str) -> str:
    """+989121234567 → «۰۹۱۲۱۲۳۴۵۶۷»: as people here dial it."""
    return digits(f"0{number[3:]}" if number.startswith("+98") else number)
