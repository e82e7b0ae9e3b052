"""Conditions on fields in `own`, of any kind of record: answered by the index of their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.engine.persian.letters import store
from zolal.people.fields import Field, Shape
from zolal.people.models import OwnValue
from zolal.people.own.index import day_number, number_of, text_key
from zolal.people.own.known import own_fields
from zolal.people.own.reading import own_of, read
from zolal.people.queries import typed
from zolal.people.queries.related import related_ids
from zolal.people.queries.wish import BadWish
from zolal.people.search import Literal

BY_TEXT = frozenset({Shape.TEXT, Shape.CHOICE, Shape.CHOICES, Shape.RELATION})
_ABSENT = frozenset({"empty", "is not"})


def own_condition(record_type: str, field: Field, operator: str, values: Sequence[str], user: User) -> Q:
    """The condition on a record, each record being asked. Raises `BadWish` for a value that does not fit."""
    if operator == "contains":
        either = Q()
        for text in values:
            either |= Q(**{f"own__{own_of(field).key}__icontains": store(text)})
        return either
    rows = own_rows(record_type, field, operator, values, user)
    found = Q(Exists(rows.filter(record=OuterRef("pk"))))
    return ~found if operator in _ABSENT else found


def own_rows(record_type: str, field: Field, operator: str, values: Sequence[str], user: User) -> QuerySet[OwnValue]:
    """The rows of the index that a condition is about; of "is not" and "empty" those that must not be there."""
    rows = OwnValue.objects.filter(field=number_of(record_type, field.name)).order_by()
    if operator in {"empty", "filled"}:
        return rows
    if field.shape in BY_TEXT:
        return rows.filter(_by_text(field, operator, values, user))
    return rows.filter(_by_number(field, operator, values))


def is_set(operator: str) -> bool:
    """Whether the rows of the index are those of all records that fit."""
    return operator not in _ABSENT and operator != "contains"


def contained(field: Field, operator: str, values: Sequence[str]) -> dict[str, Any]:
    """What `own` of each record that fits contains, where that says all of the condition; else nothing."""
    if operator != "is" or len(values) != 1 or field.shape not in {Shape.CHOICE, Shape.CHOICES}:
        return {}
    choice = _choice(field, values[0])
    return {own_of(field).key: [choice] if field.shape is Shape.CHOICES else choice}


def at_least_in_row(field: Field, operator: str, values: Sequence[str]) -> Q | None:
    """That a number or a day is not below one, asked of PostgreSQL's `own` itself; None for all else.

    Quicker than the index of values where few rows are left to ask. Of what an earlier field of the same key may have
    left, its order has texts before numbers, and truths behind them.
    """
    if operator != "at least" or field.shape not in {Shape.NUMBER, Shape.MONEY, Shape.DATE}:
        return None
    key = f"own__{own_of(field).key}"
    if field.shape is Shape.DATE:
        return Q(**{f"{key}__gte": min(typed.day(field.name, text) for text in values).isoformat(), f"{key}__lt": 0})
    return Q(**{f"{key}__gte": min(typed.amount(field.name, text) for text in values), f"{key}__lt": False})


def together(first: QuerySet[OwnValue], others: Sequence[tuple[QuerySet[OwnValue], bool]]) -> Q:
    """The records in the first set of rows and, as each says, in or not in the others: found in the index alone."""
    found = first
    for rows, there in others:
        held = Exists(rows.filter(record=OuterRef("record")))
        found = found.filter(held if there else ~held)
    return Q(pk__in=found.values("record"))


def sought_in_own(field: Field, operator: str, values: Sequence[str]) -> Literal:
    """What must also stand in the search text, where a condition asks for the middle of a text; "" where nothing."""
    asked = field.shape is Shape.TEXT and operator == "contains" and len(values) == 1 and len(values[0]) > 2
    return Literal(values[0] if asked else "")


def own_filled(record_type: str, records: QuerySet[Any]) -> dict[str, int]:
    """How many of the records have a value of each field in `own`; of a field that none has nothing is told."""
    names = {number_of(record_type, name): name for name in own_fields(record_type)}
    rows = OwnValue.objects.filter(field__in=names, record__in=records.order_by().values("pk")).order_by()
    counted = rows.values_list("field").annotate(many=Count("record", distinct=True))
    return {names[field]: many for field, many in counted}


def _by_text(field: Field, operator: str, values: Sequence[str], user: User) -> Q:
    if field.shape is Shape.RELATION:
        return Q(text__in=[uid for text in values for uid in related_ids(own_of(field).target, text, user)])
    if field.shape is not Shape.TEXT:
        return Q(text__in=[_choice(field, text) for text in values])
    keys = sorted({text_key(text) for text in values})
    if operator in {"is", "is not"}:
        return Q(text__in=keys)
    either = Q()
    for one in keys:
        either |= Q(text__startswith=one)
    return either


def _choice(field: Field, text: str) -> str:
    found = read(field, text).value
    if not found:
        known = ", ".join(choice.value for choice in own_of(field).choices)
        sentence = _("“%(value)s” is no choice here; there are: %(known)s.")
        raise BadWish(field.name, sentence % {"value": text, "known": known})
    return str(found[0] if isinstance(found, list) else found)


def _by_number(field: Field, operator: str, values: Sequence[str]) -> Q:
    numbers = [_number(field, text) for text in values]
    match operator:
        case "is":
            return Q(number__in=numbers)
        case "at least":
            return Q(number__gte=min(numbers))
        case _:
            return Q(number__lte=max(numbers))


def _number(field: Field, text: str) -> float:
    if field.shape is Shape.DATE:
        return day_number(typed.day(field.name, text).isoformat())
    if field.shape is Shape.YES_NO:
        said = read(field, text).value
        if said is None:
            raise BadWish(field.name, _("Say yes or no."))
        return 1.0 if said else 0.0
    return typed.amount(field.name, text)
