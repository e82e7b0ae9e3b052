"""What somebody wants a list to show, and how it stands in an address: the URL is the whole state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from zolal.people.fields import Shape, fields_of, is_own
from zolal.people.queries.columns import added_columns
from zolal.people.queries.filterable import OPERATORS, filterable

SORTS = ("name", "city", "updated_at", "created_at", "quality")
"""What a list can be sorted by, besides fields in `own`; with "-" in front the other way round."""

_SORTABLE = frozenset({Shape.TEXT, Shape.CHOICE, Shape.NUMBER, Shape.MONEY, Shape.DATE, Shape.YES_NO})

COLUMNS_BESIDE = ("name", "quality", "completeness", "state", "source", "created_at", "updated_at")
"""Columns that are no field of the catalogue (a company's "name" is)."""

_RESERVED = {"q", "sort", "columns", "after", "before"}
_OF_THE_PAGE = {"view", "size", "panel", "csrfmiddlewaretoken"}
_SUFFIXES = {suffix: operator for operator, suffix in OPERATORS.items()}
_ALIASES = {"tag": "tags"}
_LONGEST_SEARCH = 200
_MOST = 100
"""Parameters of a list with all their values: more is no wish of a person, and no database takes any number."""


class BadWish(ValueError):
    """A list was asked for in a way that makes no sense; the message is for the user, `field` says where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: a name of `filterable`; an operator of `OPERATORS`; values, of which one must fit."""

    field: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list shall show; `parse` reads it from a query string, `query` writes it back."""

    record_type: str
    search: str = ""
    filters: tuple[Filter, ...] = ()
    sort: str = "name"
    columns: tuple[str, ...] = ()
    after: str = ""
    before: str = ""

    @classmethod
    def parse(cls, record_type: str, query: Mapping[str, Any]) -> Wish:
        """From request.GET or a dict (?q=…&city=…&city.not=…&birth_date.from=…&sort=-updated_at&columns=a,b&after=…).

        Several values of one name: one of them must fit. Raises `BadWish` for a name, an operator or a sort that does
        not exist; a value that does not fit its field is refused when the list is made.
        """
        texts = _texts(query)
        return cls(
            record_type,
            search=texts.get("q", [""])[-1].strip()[:_LONGEST_SEARCH],
            filters=tuple(_filter(record_type, name, texts[name]) for name in texts if _is_filter(name)),
            sort=_sort(record_type, texts.get("sort", [""])[-1] or "name"),
            columns=_columns(record_type, texts.get("columns", [""])[-1]),
            after=texts.get("after", [""])[-1],
            before=texts.get("before", [""])[-1],
        )

    @classmethod
    def read(cls, record_type: str, query: str) -> Wish:
        """From the text of a query string, as `query` writes it and a saved view keeps it."""
        return cls.parse(record_type, QueryDict(query))

    def query(self, **changes: Any) -> str:  # noqa: ANN401 - text, or None to leave out
        """The query string, with parameters changed: a text, a list of texts, or None to leave out.

        Whoever changes anything begins at the first page again.
        """
        told: dict[str, Any] = {"q": self.search, **self._filter_parameters()}
        told["sort"] = "" if self.sort == "name" else self.sort
        told["columns"] = ",".join(self.columns)
        if not changes:
            told |= {"after": self.after, "before": self.before}
        told |= changes
        kept = {name: value for name, value in told.items() if value is not None and value != ""}
        return urlencode(kept, doseq=True)

    def kept(self) -> str:
        """What a saved view keeps: the whole list, but not the place in it."""
        return self.query(after=None, before=None)

    def without(self, unwanted: Filter) -> Wish:
        """The same list without one of its conditions, from its first page."""
        rest = tuple(each for each in self.filters if each != unwanted)
        return replace(self, filters=rest, after="", before="")

    def _filter_parameters(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in self.filters:
            suffix = OPERATORS[each.operator]
            name = f"{each.field}.{suffix}" if suffix else each.field
            found.setdefault(name, []).extend(each.values or ("1",))
        return found


def _texts(query: Mapping[str, Any]) -> dict[str, list[str]]:
    several = query.lists() if isinstance(query, QueryDict) else query.items()
    found = {}
    for name, value in several:
        values = [value] if isinstance(value, str) else list(value)
        if filled := [text for text in map(str, values) if text.strip()]:
            found[name] = filled
    if sum(map(len, found.values())) > _MOST:
        raise BadWish("", _("A list takes at most %(most)s conditions; remove some.") % {"most": _MOST})
    return found


def _is_filter(name: str) -> bool:
    return name not in _RESERVED | _OF_THE_PAGE


def _filter(record_type: str, parameter: str, values: list[str]) -> Filter:
    name, _dot, suffix = parameter.partition(".")
    name = _ALIASES.get(name, name)
    operator = _SUFFIXES.get(suffix)
    field = filterable(record_type).get(name)
    if field is None:
        raise BadWish(name, _("There is no field “%(field)s” to filter by.") % {"field": name})
    if operator is None or operator not in field.operators:
        sentence = _("“%(field)s” cannot be filtered by “%(operator)s”.")
        raise BadWish(name, sentence % {"field": field.label, "operator": suffix})
    return Filter(name, operator, () if operator in {"empty", "filled"} else tuple(dict.fromkeys(values)))


def can_sort(record_type: str, name: str) -> bool:
    """Whether a list can be sorted by a column."""
    if not is_own(name):
        return name in SORTS
    field = fields_of(record_type).get(name)
    return field is not None and field.shape in _SORTABLE


def _sort(record_type: str, text: str) -> str:
    if not can_sort(record_type, text.removeprefix("-")):
        known = ", ".join(SORTS)
        raise BadWish(
            "sort", _("A list cannot be sorted by “%(sort)s”, only by: %(known)s.") % {"sort": text, "known": known}
        )
    return text


def _columns(record_type: str, text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    known = {*fields_of(record_type), *COLUMNS_BESIDE, *added_columns(record_type)}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BadWish("columns", _("There is no column “%(column)s”.") % {"column": unknown[0]})
    return names
