"""Rows of the queue and of likely duplicates, made in Python: a page has fifty, each with up to eight buttons."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zolal.quality.models import Issue
from zolal.quality.queries.pairs import Seen
from zolal.web.addresses import address
from zolal.web.quality.rows import Deed, Row
from zolal.web.templatetags.pieces import badge, icon
from zolal.web.templatetags.reading import day, likely

register = template.Library()

_AIM = mark_safe(' hx-target="closest tr" hx-swap="outerHTML"')
"""What the answer to a button stands in for: the row it is in."""
_VARIANTS = {"a": mark_safe(' data-variant="primary"'), "": mark_safe(' data-variant="quiet"')}
_ROW, _ERRORS = mark_safe("{row}"), mark_safe("{errors}")
"""Where what is a row's own goes into what rows have in common."""


@register.simple_tag(takes_context=True)
def issue_row(context: Context, row: Row) -> SafeString:
    """What is wrong with a record, and what can be done about it."""
    trouble, issue = row.trouble, row.trouble.issue
    name = trouble.record.name
    return format_html(
        '<tr data-row tabindex="-1" id="{}"{}>{}<td class="who"><a data-main href="{}"><bdi>{}</bdi></a>{}</td>'
        '<td class="what"><b>{}</b> {}<small>{}</small></td><td class="entered">{}</td><td class="deeds">{}</td></tr>',
        row.anchor,
        mark_safe(" data-refused") if row.errors else "",
        _pick("issue", row.name, name) if row.deeds else "",
        address(context["name"], trouble.record.uid),
        name or "—",
        _holder(issue) if issue.holder_id != context["user"].pk else "",
        trouble.label,
        badge(_("wrong"), tone="bad") if issue.severity == "error" else "",
        trouble.message,
        _entered(row),
        _deeds(row, f"{address('queue-decide')}?type={context['name']}") if row.deeds else "",
    )


@register.simple_tag(takes_context=True)
def pair_row(context: Context, seen: Seen) -> SafeString:
    """Two records that may be one, and what can be done about it."""
    may, uid, first, second = context["may"], str(seen.pair.uid), seen.first.name, seen.second.name
    page = address("pair", seen.pair.uid)
    pick = deeds = SafeString("")
    if may["pairs"]["decide"]:
        pick = _pick("pair", uid, _("%(first)s and %(second)s") % {"first": first, "second": second})
        common = _pair_deeds(get_language() or "", person=context["name"] == "person", merges=may["records"]["merge"])
        deeds = format_html(common, row=uid, page=page)
    return format_html(
        '<tr data-row tabindex="-1" id="pair-{}">{}<td class="who"><a data-main data-row-key="e" href="{}">'
        '<bdi>{}</bdi> ≟ <bdi>{}</bdi></a></td><td class="number"><bdi>{}</bdi></td>'
        '<td class="what"><small>{}</small></td><td class="deeds">{}</td></tr>',
        uid,
        pick,
        page,
        first or "—",
        second or "—",
        likely(seen.pair.probability),
        seen.because,
        deeds,
    )


def _pick(name: str, value: str, called: str) -> SafeString:
    return format_html(
        '<td class="pick"><input type="checkbox" name="{}" value="{}" data-pick aria-label="{}"></td>',
        name,
        value,
        _("Pick %(name)s") % {"name": called},
    )


def _holder(issue: Issue) -> SafeString | str:
    return format_html("<small><bdi>{}</bdi></small>", issue.holder.name) if issue.holder else ""


def _entered(row: Row) -> SafeString:
    """The text it is about, what it might be, and until when it was put off."""
    issue, told = row.trouble.issue, []
    if row.shown:
        told.append(format_html("<bdi>{}</bdi>", row.shown))
    if issue.proposal:
        arrow = icon("next", flip="1")
        told.append(format_html('<span class="proposal">{}<bdi>{}</bdi></span>', arrow, issue.proposal))
    if issue.until:
        told.append(format_html("<small>{}</small>", _("put off until %(day)s") % {"day": day(issue.until)}))
    return SafeString("".join(told))


def _deeds(row: Row, decide: str) -> SafeString:
    common = _row_deeds(
        get_language() or "",
        decide,
        tuple(row.deeds),
        edits=row.edits and not row.put_off,
        filled=bool(row.shown),
        latin=row.latin,
        waits=not row.put_off,
    )
    error = '<span class="error" role="alert">{}</span>' if row.edits else '<p class="problem" role="alert">{}</p>'
    return format_html(
        common,
        row=row.name,
        quoted=quote(row.name, safe=""),
        anchor=row.anchor,
        typed=row.typed,
        label=row.trouble.label,
        open=mark_safe(" open") if row.errors else "",
        state=mark_safe(' data-state="error"') if row.errors else "",
        wrong=mark_safe(' autofocus aria-invalid="true"') if row.errors else "",
        errors=format_html_join("", error, ((one,) for one in row.errors)),
    )


@lru_cache(maxsize=256)
def _row_deeds(
    _language: str, decide: str, deeds: tuple[Deed, ...], *, edits: bool, filled: bool, latin: bool, waits: bool
) -> SafeString:
    """What can be done, for all rows alike; `waits`: it was not put off."""
    made = [_deed(deed, decide) for deed in deeds]
    if edits:
        made.append(_typed(decide, _("Edit") if filled else _("Fill in"), "ltr" if latin else "auto"))
    if waits:
        made += [_asked(decide, "snoozed", _("Later"), "s"), _asked(decide, "handed", _("Hand over"), "h")]
    return format_html('<div class="button-row">{}</div>{}', SafeString("".join(made)), "" if edits else _ERRORS)


def _deed(deed: Deed, decide: str) -> SafeString:
    return format_html(
        '<button class="button" data-size="small"{0}{1} name="{2}" value="{3}" formaction="{4}" hx-post="{4}"{5}>'
        "{6}{7}{8}</button>",
        _VARIANTS.get(deed.key, ""),
        _row_key(deed.key),
        deed.name,
        _ROW,
        decide,
        _AIM,
        icon(deed.icon) if deed.icon else "",
        deed.label,
        _key(deed.key),
    )


def _typed(decide: str, label: str, direction: str) -> SafeString:
    """A field that opens: what is right is typed into it."""
    return format_html(
        '<details class="typed"{{open}}><summary class="button" role="button" data-size="small"{0}>{1}{2}</summary>'
        '<span class="field"{{state}}><span class="joined"><input type="text" class="input" name="text:{{row}}"'
        ' value="{{typed}}" aria-label="{{label}}" autocomplete="off" dir="{3}"{{wrong}}>'
        '<button class="button" data-size="small" data-variant="primary" name="mend" value="{{row}}" formaction="{4}"'
        ' hx-post="{4}"{5}>{6}</button></span>{{errors}}</span></details>',
        _row_key("e"),
        label,
        _key("e"),
        direction,
        decide,
        _AIM,
        _("Save"),
    )


def _asked(decide: str, verb: str, label: str, key: str) -> SafeString:
    """What a dialog asks about first."""
    return format_html(
        '<a class="button" data-size="small" data-variant="quiet"{0} href="{1}&amp;row={{anchor}}&amp;{2}={{quoted}}"'
        ' hx-get="{1}&amp;row={{anchor}}&amp;{2}={{quoted}}" hx-target="#dialog" hx-swap="innerHTML">{3}{4}</a>',
        _row_key(key),
        decide,
        verb,
        label,
        _key(key),
    )


@lru_cache(maxsize=16)
def _pair_deeds(_language: str, *, person: bool, merges: bool) -> SafeString:
    """What can be done about two records, for all pairs alike."""
    offered = [
        *([("merge", "a", _("Merge"))] if merges else []),
        ("not_same", "d", _("Not the same")),
        *([("household", "", _("Same household"))] if person else []),
        ("skip", "s", _("Later")),
    ]
    made = format_html_join(
        "",
        '<button class="button" data-size="small"{}{} name="{}" value="{}" hx-post="{}"{}>{}{}</button>',
        (
            (
                _VARIANTS.get("" if verb == "skip" else key, ""),
                _row_key(key),
                verb,
                _ROW,
                address("queue-pair"),
                _AIM,
                label,
                _key(key),
            )
            for verb, key, label in offered
        ),
    )
    return format_html(
        '<div class="button-row">{}'
        '<a class="button" data-size="small" data-variant="quiet" href="{{page}}">{}{}</a></div>',
        made,
        _("Look closer"),
        _key("e"),
    )


def _row_key(key: str) -> SafeString | str:
    return format_html(' data-row-key="{}"', key) if key else ""


def _key(key: str) -> SafeString | str:
    return format_html("<kbd>{}</kbd>", key.upper()) if key else ""
