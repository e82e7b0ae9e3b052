"""A list's conditions as chips, and the form that adds one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zolal.accounts.queries.users import teams
from zolal.core.listed import listed
from zolal.core.models import Record
from zolal.people.fields import Shape, fields_of
from zolal.people.own.reading import NO, YES
from zolal.people.queries.filterable import LABELS, Filterable, filterable
from zolal.people.queries.lists import Filter, Wish
from zolal.people.queries.owners import find_owners
from zolal.people.queries.tags import categories, find_tags
from zolal.web.choices import choices_in

_CHOSEN = frozenset({Shape.CHOICE, Shape.CHOICES, Shape.YES_NO})


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition; `rest` is the query string of the list without it."""

    field: str
    label: str
    operator: str
    values: str
    rest: str


def chips_of(wish: Wish) -> list[Chip]:
    found = []
    offered = filterable(wish.record_type)
    for each in wish.filters:
        labels = dict(options_of(offered[each.field], wish.record_type))
        values = listed(str(labels.get(value, value)) for value in each.values)
        label = str(offered[each.field].label)
        found.append(Chip(each.field, label, str(LABELS[each.operator]), values, wish.without(each).query()))
    return found


def options_of(field: Filterable, record_type: str) -> list[tuple[str, str]]:
    """What can be chosen as a value; empty where a text is typed."""
    if field.shape in _CHOSEN:
        return _chosen(field, record_type)
    match field.shape:
        case Shape.USER:
            return [("me", _("me")), *((str(one.uid), one.name) for one in find_owners(limit=500))]
        case Shape.TEAM:
            return [(team.name, team.name) for team in teams()]
        case Shape.CATEGORY:
            return [(category.name, category.name) for category in categories()]
        case Shape.TAGS:
            return [(tag.name, tag.name) for tag in find_tags(limit=500)]
    states = [*((state.value, str(state.label)) for state in Record.State), ("any", _("active or archived"))]
    return states if field.name == "state" else []


def _chosen(field: Filterable, record_type: str) -> list[tuple[str, str]]:
    if field.shape is Shape.YES_NO:
        return [(YES, _("yes")), (NO, _("no"))]
    return choices_in(fields_of(record_type)[field.name])


def added(wish: Wish, name: str, operator: str, values: list[str]) -> str:
    """The query string with one more condition; another value of the same condition joins it."""
    same = [each for each in wish.filters if (each.field, each.operator) == (name, operator)]
    before = [value for each in same for value in each.values]
    for each in same:
        wish = wish.without(each)
    condition = Filter(name, operator, tuple(dict.fromkeys([*before, *values])))
    whole = Wish(wish.record_type, wish.search, (*wish.filters, condition), wish.sort, wish.columns)
    return whole.query()
