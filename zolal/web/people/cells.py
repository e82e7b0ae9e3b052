"""What stands in a cell of a list, or as a value on a record's page, as markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.people.models import Category, Company, Tag
from zolal.people.own.definition import Choice
from zolal.people.queries.related import Related
from zolal.web.people.faults import Point
from zolal.web.people.own import FileShown
from zolal.web.templatetags.pieces import avatar, badge, icon, score
from zolal.web.templatetags.reading import ago, digits, moment, number

_NOTHING = SafeString()
_AS_TYPED = frozenset({"email", "url"})


def cell_of(look: str, value: Any) -> SafeString:  # noqa: ANN401 - whatever a column holds
    """The value in the way its `look` says (see `Cell`); text where that says nothing."""
    if value is None:
        return _NOTHING
    return _LOOKS.get(look, _text)(value)


def link_of(name: str, href: str) -> SafeString:
    """What leads from a row to its record."""
    return format_html(
        '<a class="main-link" data-main href="{}" title="{}" draggable="false">{}<bdi>{}</bdi></a>',
        href,
        name,
        avatar(name, size="small"),
        name or "—",
    )


def _text(value: object) -> SafeString:
    return format_html('<bdi title="{0}">{0}</bdi>', value) if value != "" else _NOTHING


def _points(points: Sequence[Point]) -> SafeString:
    if not points:
        return _NOTHING
    first, further = points[0], points[1:]
    if not further:
        return _point(first)
    others = "".join(f"{digits(one.point.value)} " for one in further)
    more = format_html('<span class="badge" data-tone="" title="{}">+{}</span>', others, number(len(further)))
    return format_html("{} {}", _point(first), more)


def _point(one: Point) -> SafeString:
    shown = one.point.value if one.point.kind in _AS_TYPED else digits(one.point.value)
    if one.state == "good":
        return format_html('<span class="ltr point">{}</span>', shown)
    return format_html(
        '<span class="ltr point" data-state="{}" title="{}">{}</span><span class="visually-hidden"> ({})</span>',
        one.state,
        one.why,
        shown,
        _("invalid") if one.state == "invalid" else _("doubtful"),
    )


def _tags(tags: Sequence[Tag]) -> SafeString:
    return format_html_join("", "{} ", ((badge(tag.name, tone=tag.colour),) for tag in tags))


def _choices(choices: Sequence[Choice]) -> SafeString:
    return format_html_join("", "{} ", ((badge(str(one.label), tone=one.colour or "slate"),) for one in choices))


def _lines(text: str) -> SafeString:
    return format_html('<bdi class="lines-of-text">{}</bdi>', text)


def _related(one: Related | str) -> SafeString:
    if isinstance(one, str) or one.target == "user":
        return _text(one if isinstance(one, str) else one.name)
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse(one.target, args=[one.uid]), one.name)


def _file(one: FileShown) -> SafeString:
    return format_html(
        '<a class="chip" href="{}" download>{}<bdi>{}</bdi> <small class="ltr">{}</small></a>',
        one.href,
        icon("clip"),
        one.file.name,
        filesizeformat(one.file.size),
    )


def _category(category: Category) -> SafeString:
    return badge(format_html('<span class="dot"></span>{}', category.name), tone=category.colour)


def _company(company: Company) -> SafeString:
    href = reverse("company", args=[company.uid])
    return format_html('<a href="{0}" title="{1}"><bdi>{1}</bdi></a>', href, company.name)


def _user(user: User) -> SafeString:
    picture = avatar(user.name, size="small")
    return format_html('<span class="owner" title="{0}">{1}<bdi>{0}</bdi></span>', user.name, picture)


def _score(value: float) -> SafeString:
    return score(value, size="small")


def _part(value: float) -> SafeString:
    return format_html(
        '<span class="part"><div class="progress">'
        '<progress max="100" value="{}" aria-label="" data-thin></progress></div><span>{}</span></span>',
        str(value),
        number(value),
    )


def _moment(value: datetime) -> SafeString:
    written = timezone.localtime(value).isoformat()
    return format_html('<time datetime="{}" title="{}">{}</time>', written, moment(value), ago(value))


_LOOKS: Mapping[str, Callable[[Any], SafeString]] = {
    "points": _points,
    "tags": _tags,
    "choices": _choices,
    "lines": _lines,
    "related": _related,
    "file": _file,
    "category": _category,
    "company": _company,
    "user": _user,
    "score": _score,
    "part": _part,
    "moment": _moment,
}
