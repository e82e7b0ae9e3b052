"""Filters as conditions on records: one function for each shape a field can have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from zolal.accounts.models import Team, User
from zolal.core.models import Record, Source
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.persian.letters import digits, key, store
from zolal.people.fields import Field, Shape, fields_of, is_own
from zolal.people.models import Category, Company, ContactPoint, Tag, Tagging
from zolal.people.queries import typed
from zolal.people.queries.filterable import filterable
from zolal.people.queries.own_conditions import own_condition, sought_in_own
from zolal.people.queries.permitted import withheld
from zolal.people.queries.records import MODELS
from zolal.people.queries.wish import BadWish, Filter
from zolal.people.search import Literal, search_condition
from zolal.people.sorting import sort_key

_SEARCHABLE = 3
"""Letters from which the search index can narrow a "contains" down."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter with what is needed to read it."""

    record_type: str
    filter: Filter
    field: Field | None
    user: User
    row_by_row: bool = False

    @property
    def name(self) -> str:
        return self.filter.field

    @property
    def values(self) -> Sequence[str]:
        return self.filter.values


def condition(record_type: str, wanted: Filter, user: User, *, row_by_row: bool = False) -> Q:
    """The condition of one filter. Raises `BadWish` for a value that does not fit its field.

    `row_by_row` is for the few rows that something else has found; the search index is not asked.
    """
    if wanted.field in withheld(user, record_type):
        raise BadWish(wanted.field, _("There is no field “%(field)s” to filter by.") % {"field": wanted.field})
    asked = Asked(record_type, wanted, fields_of(record_type).get(wanted.field), user, row_by_row)
    offered = filterable(record_type)[wanted.field]
    if offered.condition is not None:
        return offered.condition(record_type, wanted.operator, wanted.values)
    if wanted.field in _BESIDE:
        return _BESIDE[wanted.field](asked)
    if asked.field is None:
        raise BadWish(wanted.field, _("There is no field “%(field)s” to filter by.") % {"field": wanted.field})
    if asked.field.own is not None:
        exact = own_condition(record_type, asked.field, wanted.operator, wanted.values, user)
        text = sought_in_own(asked.field, wanted.operator, wanted.values)
        return search_condition(record_type, text) & exact if text and not row_by_row else exact
    return _SHAPES[asked.field.shape](asked)


def state_condition(filters: Sequence[Filter]) -> Q:
    """Which states a list shows: active records, unless it asks for others."""
    states = [value for each in filters if each.field == "state" for value in each.values]
    known = {*Record.State.values, "any"}
    if unknown := [state for state in states if state not in known]:
        sentence = _("There is no state “%(state)s”; there are: %(known)s.")
        raise BadWish("state", sentence % {"state": unknown[0], "known": ", ".join(sorted(known))})
    if "any" in states:
        return ~Q(state=Record.State.ABSORBED)
    return Q(state__in=states) if len(states) > 1 else Q(state=(states or [Record.State.ACTIVE])[0])


def _text(asked: Asked) -> Q:
    column = asked.name
    kind = asked.field.kind if asked.field else ""
    match asked.filter.operator:
        case "is" | "is not" as operator:
            named = Q(**_named_as(column, _stored(kind, asked.values)))
            return named if operator == "is" else ~named
        case "contains":
            return _any(_narrowed(asked, text, Q(**{f"{column}__icontains": store(text)})) for text in asked.values)
        case "begins":
            return _any(_narrowed(asked, text, Q(**{f"{column}__istartswith": store(text)})) for text in asked.values)
        case "empty":
            return Q(**{column: ""})
        case _:
            return ~Q(**{column: ""})


def _note(asked: Asked) -> Q:
    found = _text(asked)
    # The index of those with a note is used where the query says that there is one.
    return ~Q(note="") & found if asked.name == "note" and asked.filter.operator == "contains" else found


def _named_as(column: str, texts: Sequence[str]) -> dict[str, Any]:
    """Cities are looked up by what they are sorted by, so that one index serves both."""
    if column == "city" and all(keys := sorted({sort_key(text) for text in texts})):
        return {"city_key__in": keys}
    return {f"{column}__in": texts}


def _stored(kind: str, texts: Sequence[str]) -> list[str]:
    return sorted(set().union(*(typed.forms(kind, text) for text in texts)))


_IN_SEARCH = {"name", "given_name", "family_name", "company", "mobile", "phone", "email"}


def _narrowed(asked: Asked, text: str, exact: Q) -> Q:
    """With the search index in front, where what is looked for must also stand in the search text."""
    if not asked.row_by_row and asked.name in _IN_SEARCH and len(key(text)) >= _SEARCHABLE:
        return search_condition(asked.record_type, Literal(text)) & exact
    return exact


def sought_text(record_type: str, wanted: Filter) -> Literal:
    """What a filter looks for that must also stand in the search text; "" where it need not."""
    field, one = fields_of(record_type).get(wanted.field), len(wanted.values) == 1
    if field is not None and field.own is not None:
        return sought_in_own(field, wanted.operator, wanted.values)
    narrows = field is not None and wanted.operator in {"contains", "begins"} and wanted.field in _IN_SEARCH
    return Literal(wanted.values[0] if narrows and one and len(key(wanted.values[0])) >= _SEARCHABLE else "")


def _range(asked: Asked, read: Callable[[str, str], Any], *, column: str = "") -> Q:
    column = column or asked.name
    match asked.filter.operator:
        case "empty":
            return Q(**{f"{column}__isnull": True})
        case "filled":
            return Q(**{f"{column}__isnull": False})
    values = [read(asked.name, text) for text in asked.values]
    match asked.filter.operator:
        case "is":
            return Q(**{f"{column}__in": values})
        case "at least":
            return Q(**{f"{column}__gte": min(values)})
        case _:
            return Q(**{f"{column}__lte": max(values)})


def _day(asked: Asked) -> Q:
    return _range(asked, typed.day)


def _number(asked: Asked) -> Q:
    return _range(asked, typed.number)


def _quality(asked: Asked) -> Q:
    return _range(asked, typed.number, column="score__quality")


def _moment(asked: Asked) -> Q:
    column, operator = asked.name, asked.filter.operator
    begin = Q(**{f"{column}__gte": min(typed.beginning(typed.day(column, text)) for text in asked.values)})
    end = Q(**{f"{column}__lt": max(typed.next_day(column, text) for text in asked.values)})
    return begin & end if operator == "is" else begin if operator == "at least" else end


def _choice(asked: Asked) -> Q:
    known = set(choices_of(asked.record_type, asked.name))
    if unknown := [value for value in asked.values if value not in known]:
        sentence = _("“%(value)s” is no choice here; there are: %(known)s.")
        raise BadWish(asked.name, sentence % {"value": unknown[0], "known": ", ".join(sorted(known))})
    return _reference(asked, f"{asked.name}__in", list(asked.values), Q(**{asked.name: ""}))


def choices_of(record_type: str, name: str) -> dict[str, Any]:
    """What a choice field may be, with labels."""
    if own := own_choices(record_type, name):
        return own
    column = MODELS[record_type]._meta.get_field(name)
    return {str(value): label for value, label in column.choices or ()}


def own_choices(record_type: str, name: str) -> dict[str, Any]:
    """Those of a field in `own`; none of any other."""
    field = fields_of(record_type).get(name) if is_own(name) else None
    return {choice.value: choice.label for choice in field.own.choices} if field and field.own else {}


def _reference(asked: Asked, lookup: str, wanted: Any, empty: Q) -> Q:  # noqa: ANN401 - whatever the lookup takes
    match asked.filter.operator:
        case "empty":
            return empty
        case "filled":
            return ~empty
        case "is":
            return Q(**{lookup: wanted})
        case _:
            # What is empty is not the one asked about either; SQL would leave it out.
            return empty | ~Q(**{lookup: wanted})


def _point(asked: Asked) -> Q:
    kind = KINDS[asked.name]
    points = ContactPoint.objects.filter(kind=asked.name)
    own = points.filter(**{asked.record_type: OuterRef("pk")})
    match asked.filter.operator:
        case "empty":
            return ~Q(Exists(own))
        case "filled":
            return Q(Exists(own))
        case "contains" | "begins" as operator:
            lookup = "icontains" if operator == "contains" else "istartswith"
            return _any(
                _narrowed(asked, text, Q(Exists(own.filter(_either(lookup, digits(store(text)))))))
                for text in asked.values
            )
    keys = {parse_cell(kind, text).key or key(text) for text in asked.values}
    # The index holds only filled keys; SQLite uses it where the query says so too.
    named = points.exclude(key="").filter(key__in=keys, **{f"{asked.record_type}__isnull": False}).order_by()
    found = Q(pk__in=named.values(asked.record_type))
    return found if asked.filter.operator == "is" else ~found


def _either(lookup: str, text: str) -> Q:
    return Q(**{f"value__{lookup}": text}) | Q(**{f"key__{lookup}": text})


def _company(asked: Asked) -> Q:
    if asked.filter.operator == "contains":
        named = _any(Q(name__icontains=store(text)) for text in asked.values)
        return Q(company__in=Company.objects.filter(named).values("pk"))
    uids = [uid for text in asked.values if (uid := typed.uid(text))]
    companies = Company.objects.filter(Q(uid__in=uids) | Q(name__in=[store(text) for text in asked.values]))
    wanted = list(companies.values_list("pk", flat=True)) if asked.values else []
    return _reference(asked, "company__in", wanted, Q(company__isnull=True))


def _owner(asked: Asked) -> Q:
    uids = [uid for text in asked.values if (uid := typed.uid(text))]
    users = Q(uid__in=uids) | Q(email__in=[text.strip().lower() for text in asked.values])
    if "me" in asked.values:
        users |= Q(pk=asked.user.pk)
    wanted = list(User.objects.filter(users).values_list("pk", flat=True)) if asked.values else []
    return _reference(asked, "owner__in", wanted, Q(owner__isnull=True))


def _named(model: type[Team | Category | Tag | Source]) -> Callable[[Asked], Q]:
    def read(asked: Asked) -> Q:
        names = [store(text) for text in asked.values]
        wanted = list(model.objects.filter(name__in=names).values_list("pk", flat=True)) if names else []
        return _reference(asked, f"{asked.name}__in", wanted, Q(**{f"{asked.name}__isnull": True}))

    return read


def _tags(asked: Asked) -> Q:
    own = Tagging.objects.filter(**{asked.record_type: OuterRef("pk")})
    if asked.filter.operator in {"empty", "filled"}:
        return Q(Exists(own)) if asked.filter.operator == "filled" else ~Q(Exists(own))
    tags = list(Tag.objects.filter(name__in=[store(text) for text in asked.values]).values_list("pk", flat=True))
    taggings = Tagging.objects.filter(tag__in=tags, **{f"{asked.record_type}__isnull": False})
    found = Q(pk__in=taggings.values(asked.record_type))
    return found if asked.filter.operator == "is" else ~found


def _any(conditions: Any) -> Q:  # noqa: ANN401 - an iterable of Q
    either = Q()
    for each in conditions:
        either |= each
    return either


_SHAPES: dict[Shape, Callable[[Asked], Q]] = {
    Shape.TEXT: _text,
    Shape.LONG_TEXT: _note,
    Shape.DATE: _day,
    Shape.NUMBER: _number,
    Shape.CHOICE: _choice,
    Shape.POINT: _point,
    Shape.COMPANY: _company,
    Shape.USER: _owner,
    Shape.TEAM: _named(Team),
    Shape.CATEGORY: _named(Category),
    Shape.TAGS: _tags,
}
_BESIDE: dict[str, Callable[[Asked], Q]] = {
    "quality": _quality,
    "source": _named(Source),
    "created_at": _moment,
    "updated_at": _moment,
}
