"""What a list of any kind of records is asked of fields in `own`: to be narrowed, sorted, and to show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.people.fields import Field, fields_of, is_own
from zolal.people.own.known import own_fields
from zolal.people.queries.filterable import OPERATORS, operators_of
from zolal.people.queries.order import OWN_VALUE, order_of
from zolal.people.queries.own_conditions import own_condition
from zolal.people.queries.own_filters import OwnFilters
from zolal.people.queries.permitted import withheld
from zolal.people.queries.wish import BadWish, Filter, can_sort

R = TypeVar("R", bound=Record)

_LONGEST = 200
_MOST = 50
_SUFFIXES = {suffix: operator for operator, suffix in OPERATORS.items()}


@dataclass(frozen=True, slots=True)
class OwnWish:
    """Conditions on fields in `own`, and those that stand as columns."""

    record_type: str
    filters: tuple[Filter, ...] = ()
    columns: tuple[str, ...] = ()

    @classmethod
    def read(cls, record_type: str, asked: Mapping[str, Any]) -> OwnWish:
        """From the parameters of an address: ?own:size=big&own:budget.from=5&columns=own:size,own:budget; all else is
        let be. Raises `BadWish`."""
        texts = dict(_texts(asked))
        filters = tuple(_filter(record_type, name, found) for name, found in texts.items() if is_own(name))
        if len(filters) > _MOST:
            raise BadWish("", _("A list takes at most %(most)s conditions; remove some.") % {"most": _MOST})
        named = [name.strip() for text in texts.get("columns", ()) for name in text.split(",")]
        return cls(record_type, filters, tuple(dict.fromkeys(_known(record_type, name) for name in named if name)))

    def parameters(self) -> dict[str, str | list[str]]:
        """As an address has them."""
        told: dict[str, str | list[str]] = {}
        for one in self.filters:
            suffix = OPERATORS[one.operator]
            told[f"{one.field}.{suffix}" if suffix else one.field] = list(one.values) or "1"
        if self.columns:
            told["columns"] = ",".join(self.columns)
        return told

    def shown(self, user: User) -> list[Field]:
        """The fields that stand as columns, as far as the user sees them."""
        known = own_fields(self.record_type)
        return [known[name] for name in self.columns if name not in withheld(user, self.record_type)]

    def narrow(self, records: QuerySet[R], user: User, *, row_by_row: bool = False) -> QuerySet[R]:
        """Those of the records that fulfil it; of few records each is asked, `row_by_row`. Raises `BadWish`."""
        for one in self.filters:
            demand_seen(user, self.record_type, one.field)
            if row_by_row:
                records = records.filter(self._condition(one, user))
        if row_by_row:
            return records
        index = OwnFilters(self.record_type, self.filters, user)
        if index.together is not None:
            records = records.filter(index.together)
        for one in self.filters:
            if index.together is None or not index.answers(one):
                records = records.filter(self._condition(one, user))
        return records

    def _condition(self, one: Filter, user: User) -> Q:
        field = fields_of(self.record_type)[one.field]
        return own_condition(self.record_type, field, one.operator, one.values, user)


def sorts_by(record_type: str, sort: str) -> bool:
    """Whether an order is that of a field in `own`."""
    name = sort.removeprefix("-")
    return is_own(name) and can_sort(record_type, name)


def in_own_order(records: QuerySet[R], record_type: str, sort: str) -> QuerySet[R]:
    """By a field in `own`; what has no value comes last, whichever the direction."""
    order = order_of(record_type, sort)
    assert order.own is not None
    given = order.own.given(records)
    return given.order_by(OrderBy(F(OWN_VALUE), descending=order.down, nulls_last=True), "-pk" if order.down else "pk")


def demand_seen(user: User, record_type: str, name: str) -> None:
    """Raise `BadWish` for a field that the user does not see whole."""
    if name in withheld(user, record_type):
        raise BadWish(name, _("There is no field “%(field)s” to filter by.") % {"field": name})


def _texts(asked: Mapping[str, Any]) -> Iterable[tuple[str, list[str]]]:
    for name, value in asked.lists() if isinstance(asked, QueryDict) else asked.items():
        if not is_own(name) and name != "columns":
            continue
        values: Sequence[Any] = [value] if isinstance(value, str) else value
        if filled := [str(one).strip()[:_LONGEST] for one in values if str(one).strip()]:
            yield name, filled


def _filter(record_type: str, parameter: str, values: list[str]) -> Filter:
    name, _dot, suffix = parameter.partition(".")
    field, operator = own_fields(record_type).get(name), _SUFFIXES.get(suffix)
    if field is None:
        raise BadWish(name, _("There is no field “%(field)s” to filter by.") % {"field": name})
    if operator is None or operator not in operators_of(field):
        sentence = _("“%(field)s” cannot be filtered by “%(operator)s”.")
        raise BadWish(name, sentence % {"field": field.label, "operator": suffix})
    return Filter(name, operator, () if operator in {"empty", "filled"} else tuple(dict.fromkeys(values)))


def _known(record_type: str, name: str) -> str:
    if name not in own_fields(record_type):
        raise BadWish("columns", _("There is no column “%(column)s”.") % {"column": name})
    return name
