"""Activities on their days, in words and colours."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zolal.activities.kinds import OUTCOMES_OF
from zolal.calendar.queries.planned import Entry
from zolal.calendar.queries.visits import Stop
from zolal.web.addresses import address
from zolal.web.calendar.drawn import Block
from zolal.web.calendar.words import icon_of_kind, kind_label, tone_of_kind
from zolal.web.templatetags.activity import repeat_words
from zolal.web.templatetags.pieces import badge, icon
from zolal.web.templatetags.reading import day, digits

register = template.Library()

_STATES = {
    "done": mark_safe(" data-done"),
    "late": mark_safe(' data-late draggable="true"'),
    "open": mark_safe(' draggable="true"'),
}
_LATE = mark_safe(" data-late")
_SHORT = mark_safe(" data-short")
register.filter("tone_of_kind", tone_of_kind)
register.filter("kind_label", kind_label)
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
    """What stands on an entry: whom it is with and what it is about, each in its own direction (UAX 9 isolates)."""
    kind = kind_label(entry.activity.kind)
    with_whom = entry.customer.name if entry.customer else _("a customer of others") if entry.is_hidden else ""
    return " · ".join(f"\u2068{part}\u2069" for part in (with_whom, entry.activity.title) if part) or kind


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


@register.simple_tag(takes_context=True)
def entry_link(context: Context, entry: Entry, block: Block | None = None) -> SafeString:
    """An entry as it stands in a calendar. Made here, as there may be hundreds on a page."""
    one = entry.activity
    told = [kind_label(one.kind)]
    if one.at:
        told.append(when(entry))
    if context.get("several") and one.owner:
        told.append(f"\u2068{one.owner.name}\u2069")
    if one.done_at or entry.is_late:
        told.append(_("done") if one.done_at else _("late"))
    return format_html(
        '<a class="entry" href="{0}" hx-get="{0}" hx-target="#dialog" hx-swap="innerHTML" data-tone="{1}"'
        ' data-entry="{2}" data-version="{3}"{4}{5}>{6}'
        '<span class="entry-text"><b>{7}</b> <small>{8}</small></span></a>',
        f"{address('calendar-event', one.uid)}?back={quote(context['here'])}",
        tone_of_kind(one.kind),
        one.uid,
        one.version,
        _STATES["done" if one.done_at else "late" if entry.is_late else "open"],
        _between(block) if block else "",
        icon("check" if one.done_at else icon_of_kind(one.kind)),
        called(entry),
        " · ".join(told),
    )


@register.simple_tag(takes_context=True)
def task_line(context: Context, entry: Entry, *, brief: bool = False) -> SafeString:
    """What is to be done, as a line of a list: ticked off, opened, put off. Made here, as a list has up to 150."""
    one, name, writes, back = entry.activity, called(entry), context.get("may_write"), context["here"]
    sent = format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="back" value="{}">',
        context.get("csrf_token", ""),
        back,
    )
    return format_html(
        '<li class="task" data-row tabindex="-1"{0}>{1}'
        '<a class="grow" data-main href="{2}" hx-get="{2}" hx-target="#dialog" hx-swap="innerHTML">{3}</a>'
        "{4}{5}{6}</li>",
        _LATE if entry.is_late else "",
        _ticked(entry, name, sent) if writes else "",
        f"{address('calendar-event', one.uid)}?back={quote(back)}",
        name,
        badge(kind_label(one.kind), tone=tone_of_kind(one.kind), icon_name=icon_of_kind(one.kind)),
        _told(context, entry, brief=brief),
        _put_off(entry, sent, brief=brief) if writes else "",
    )


def _ticked(entry: Entry, name: str, sent: SafeString) -> SafeString:
    return format_html(
        '<form method="post" action="{}">{}<input type="hidden" name="outcome" value="{}">'
        '<button class="tick" data-finish aria-label="{}" title="{}">{}</button></form>',
        address("calendar-done", entry.activity.uid),
        sent,
        usual_outcome(entry.activity.kind),
        _("Tick off: %(name)s") % {"name": name},
        _("Tick off"),
        icon("check"),
    )


def _told(context: Context, entry: Entry, *, brief: bool) -> SafeString:
    """How it repeats, when it is, and whose it is."""
    one, said = entry.activity, []
    if one.repeat and not brief:
        said.append(badge(repeat_words(one), tone="slate"))
    if one.at:
        at = when(entry) if brief and entry.first == context.get("today") else f"{day(entry.first)} · {when(entry)}"
        said.append(format_html('<small class="when">{}</small>', at))
    if context.get("several") and one.owner:
        said.append(format_html("<small><bdi>{}</bdi></small>", one.owner.name))
    return SafeString("".join(said))


def _put_off(entry: Entry, sent: SafeString, *, brief: bool) -> SafeString:
    return format_html(
        '<form method="post" action="{}">{}'
        '<button class="button" data-size="small" name="days" value="1" data-postpone>{}</button>{}</form>',
        address("calendar-later", entry.activity.uid),
        sent,
        _("Tomorrow"),
        format_html('<button class="button" data-size="small" name="days" value="7">{}</button>', _("In a week"))
        if not brief
        else "",
    )


def _between(block: Block) -> SafeString:
    lines = format_html(
        ' data-from="{}" data-to="{}" data-lane="{}" data-lanes="{}"', block.since, block.until, block.lane, block.lanes
    )
    return lines + _SHORT if block.is_short else lines
