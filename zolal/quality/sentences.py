"""A rule in plain words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zolal.engine.rules import (
    AnyDemand,
    Condition,
    Essential,
    Freshness,
    Length,
    NoSense,
    Pattern,
    Range,
    Relation,
    Values,
)
from zolal.i18n import Language, format_date, format_number, localise_digits
from zolal.people.fields import fields_of
from zolal.quality.demands import CHANGED, CREATED, demand_for
from zolal.quality.models import Rule

FUNCTIONS: Mapping[str, str | Promise] = {
    "entry": pgettext_lazy("function", "every entry"),
    "sales": pgettext_lazy("function", "sales"),
    "marketing": pgettext_lazy("function", "marketing"),
    "operations": pgettext_lazy("function", "operations"),
}
_TIMES = {CREATED: _("Created"), CHANGED: _("Changed")}
_HOW: Mapping[str, str | Promise] = {
    "equal": _("“%(field)s” is the same as “%(other)s”."),
    "differs": _("“%(field)s” is not the same as “%(other)s”."),
    "before": _("“%(field)s” is before “%(other)s”."),
    "after": _("“%(field)s” is after “%(other)s”."),
    "not_before": _("“%(field)s” is not before “%(other)s”."),
    "not_after": _("“%(field)s” is not after “%(other)s”."),
}
MOST_SHOWN = 8


def sentence(rule: Rule) -> str:
    """What a rule wants; "" where its fields are no more."""
    demand = demand_or_none(rule)
    return sentence_of(rule.record_type, demand) if demand else ""


def demand_or_none(rule: Rule) -> AnyDemand | None:
    try:
        return demand_for(rule)
    except NoSense:
        return None


def sentence_of(record_type: str, demand: AnyDemand) -> str:  # noqa: PLR0911 - one line a kind
    """What a demand wants."""
    match demand:
        case Pattern(forbidden=True):
            told = gettext("“%(field)s” is not of the form %(pattern)s.")
            return told % {"field": label(record_type, demand.field), "pattern": demand.pattern}
        case Pattern():
            told = gettext("“%(field)s” has the form %(pattern)s.")
            return told % {"field": label(record_type, demand.field), "pattern": demand.pattern}
        case Range():
            ends = {"least": _end(demand.least), "most": _end(demand.most)}
            return _between(demand.least, demand.most) % {"field": label(record_type, demand.field), **ends}
        case Length():
            ends = {"least": _number(demand.least or 0), "most": _number(demand.most or 0)}
            return _long(demand) % {"field": label(record_type, demand.field), **ends}
        case Values():
            told = (
                gettext("“%(field)s” is one of: %(values)s.")
                if demand.allowed
                else gettext("“%(field)s” is none of: %(values)s.")
            )
            values = _listed(shown(record_type, demand.field, demand.allowed or demand.forbidden))
            return told % {"field": label(record_type, demand.field), "values": values}
        case Relation():
            names = {"field": label(record_type, demand.field), "other": label(record_type, demand.other)}
            return str(_HOW[demand.how]) % names
        case Condition():
            return _condition(record_type, demand)
        case Freshness():
            told = gettext("Of “%(field)s” the newest day is at most %(days)s days ago.")
            return told % {"field": _labels(record_type, demand.of), "days": _number(demand.days)}
        case Essential():
            told = gettext("For %(function)s these are needed: %(fields)s.")
            return told % {"function": FUNCTIONS[demand.function], "fields": _labels(record_type, demand.names)}


def reason(refused: NoSense, record_type: str) -> str:
    """Why a rule makes no sense."""
    named = {
        name: label(record_type, value) if name in ("field", "other") else _digits(value)
        for name, value in refused.arguments.items()
    }
    return gettext(refused.reason) % named


def label(record_type: str, field: str) -> str:
    """A field as the reader calls it; "name" of a person is either of the two."""
    if field == "name" and record_type == "person":
        return gettext("Given or family name")
    known = fields_of(record_type).get(field) or fields_of("company").get(field)
    return str(known.label) if known else str(_TIMES.get(field, field))


def shown(record_type: str, field: str, values: Iterable[str]) -> list[str]:
    """Values as the reader reads them: choices by their labels."""
    from zolal.people.fields import Shape  # noqa: PLC0415
    from zolal.people.queries.conditions import choices_of  # noqa: PLC0415 - it asks the models

    of = fields_of(record_type).get(field)
    labels: Mapping[str, Any] = choices_of(record_type, field) if of and of.shape is Shape.CHOICE else {}
    return [str(labels.get(value, _digits(value))) for value in values]


def _condition(record_type: str, demand: Condition) -> str:
    names = {
        "field": label(record_type, demand.field),
        "other": label(record_type, demand.other),
        "values": _listed(shown(record_type, demand.field, demand.values)),
        "allowed": _listed(shown(record_type, demand.other, demand.allowed)),
    }
    match bool(demand.values), bool(demand.allowed):
        case False, False:
            return gettext("Where “%(field)s” is filled, “%(other)s” is filled.") % names
        case False, True:
            return gettext("Where “%(field)s” is filled, “%(other)s” is one of: %(allowed)s.") % names
        case True, False:
            return gettext("Where “%(field)s” is one of %(values)s, “%(other)s” is filled.") % names
        case _:
            return gettext("Where “%(field)s” is one of %(values)s, “%(other)s” is one of: %(allowed)s.") % names


def _between(least: str, most: str) -> str:
    if least and most:
        return gettext("“%(field)s” is from %(least)s to %(most)s.")
    return (
        gettext("“%(field)s” is %(least)s or later, or more.") if least else gettext("“%(field)s” is at most %(most)s.")
    )


def _long(demand: Length) -> str:
    if demand.least == demand.most:
        return gettext("“%(field)s” has exactly %(most)s characters.")
    if demand.least and demand.most is not None:
        return gettext("“%(field)s” has %(least)s to %(most)s characters.")
    if demand.most is not None:
        return gettext("“%(field)s” has at most %(most)s characters.")
    return gettext("“%(field)s” has at least %(least)s characters.")


def _end(end: str) -> str:
    if end == "today":
        return gettext("today")
    if end.startswith("today"):
        days = _number(int(end[6:]))
        told = gettext("%(days)s days before today") if end[5] == "-" else gettext("%(days)s days after today")
        return told % {"days": days}
    try:
        return format_date(date.fromisoformat(end), _language())
    except ValueError:
        return _digits(end)


def _labels(record_type: str, fields: Iterable[str]) -> str:
    return _listed([label(record_type, field) for field in fields])


def _listed(words: list[str]) -> str:
    more = [] if len(words) <= MOST_SHOWN else ["…"]
    return gettext(", ").join([*words[:MOST_SHOWN], *more])


def _number(number: int) -> str:
    return format_number(number, _language())


def _digits(text: str) -> str:
    return localise_digits(text, _language())


def _language() -> Language:
    return "fa" if (get_language() or "").startswith("fa") else "en"
