"""Whether a rule makes sense: alone, and beside the others that hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zolal.engine.records import N_
from zolal.engine.rules.condition import Condition
from zolal.engine.rules.demand import NoSense, Seen
from zolal.engine.rules.kinds import AnyDemand
from zolal.engine.rules.length import Length
from zolal.engine.rules.pattern import Pattern
from zolal.engine.rules.range import Range
from zolal.engine.rules.relation import Relation
from zolal.engine.rules.values import Values, keys_of

_SAME = N_("There is such a rule already: “%(rule)s”.")
_NO_VALUE = N_("No value of “%(field)s” can fit this rule and “%(rule)s” at once.")
_OPPOSITE = N_("This rule and “%(rule)s” want the opposite of each other.")
_NEVER = N_("This rule can never catch anything, for “%(rule)s” does not allow the value it begins with.")
_ALWAYS = N_("Whatever it begins with is always refused, for “%(rule)s” allows none of the values it wants.")

_OPPOSED = {
    ("equal", "differs"), ("differs", "equal"), ("equal", "before"), ("equal", "after"), ("before", "equal"),
    ("after", "equal"), ("before", "after"), ("after", "before"), ("before", "not_before"), ("not_before", "before"),
    ("after", "not_after"), ("not_after", "after"),
}  # fmt: skip
_TURNED = {
    "equal": "equal", "differs": "differs", "before": "after", "after": "before", "not_before": "not_after",
    "not_after": "not_before",
}  # fmt: skip


def check(demand: AnyDemand, others: Iterable[tuple[str, AnyDemand]], today: date) -> None:
    """Raises `NoSense` for a demand that is never or always met, or contradicts one of the `others`, told by name."""
    if isinstance(demand, Range):
        demand.check(today)
    else:
        demand.check()
    for name, other in others:
        if reason := _conflict(demand, other, today):
            raise NoSense("", reason, rule=name, field=_common(demand, other))


def _common(one: AnyDemand, two: AnyDemand) -> str:
    return next((field for field in one.fields if field in two.fields), one.fields[0])


def _conflict(one: AnyDemand, two: AnyDemand, today: date) -> str:
    if one == two:
        return _SAME
    if isinstance(one, Condition) and isinstance(two, Values):
        return _beside_values(one, two)
    if isinstance(one, Values) and isinstance(two, Condition):
        return _beside_values(two, one)
    if isinstance(one, Condition) and isinstance(two, Condition):
        return _OPPOSITE if _exclude_each_other(one, two) else ""
    if isinstance(one, Relation) and isinstance(two, Relation):
        return _OPPOSITE if _opposed(one, two) else ""
    return "" if one.fields != two.fields or _some_fit_both(one, two, today) else _NO_VALUE


def _some_fit_both(one: AnyDemand, two: AnyDemand, today: date) -> bool:
    """Whether some value fits two demands on one field; as far as that can be known."""
    for listed, other in ((one, two), (two, one)):
        if isinstance(listed, Values) and listed.allowed:
            return any(not other.broken(Seen({listed.field: value}), today) for value in listed.allowed)
    if isinstance(one, Pattern) and isinstance(two, Pattern):
        return one.pattern != two.pattern
    if isinstance(one, Range) and isinstance(two, Range):
        return _overlap(*one.ends(today), *two.ends(today))
    if isinstance(one, Length) and isinstance(two, Length):
        return _overlap(one.least, one.most, two.least, two.most)
    return True


def _overlap(least: object, most: object, other_least: object, other_most: object) -> bool:
    begin = [end for end in (least, other_least) if end is not None]
    end = [end for end in (most, other_most) if end is not None]
    return not begin or not end or bool(max(begin) <= min(end))  # type: ignore[type-var,operator]  # alike, of one field


def _opposed(one: Relation, two: Relation) -> bool:
    if (one.field, one.other) == (two.field, two.other):
        return (one.how, two.how) in _OPPOSED
    return (one.field, one.other) == (two.other, two.field) and (one.how, _TURNED[two.how]) in _OPPOSED


def _exclude_each_other(one: Condition, two: Condition) -> bool:
    """Both begin with the same, and want values of which none is in both lists."""
    begin = one.field == two.field and (
        not one.values or not two.values or not keys_of(one.values).isdisjoint(keys_of(two.values))
    )
    wanted = one.allowed and two.allowed and keys_of(one.allowed).isdisjoint(keys_of(two.allowed))
    return bool(begin and one.other == two.other and wanted)


def _beside_values(condition: Condition, values: Values) -> str:
    """A list of values beside a condition on its field, or on the field the condition wants filled."""
    if condition.field == values.field and condition.values and not any(map(values.fits, condition.values)):
        return _NEVER
    if condition.other == values.field and condition.allowed and not any(map(values.fits, condition.allowed)):
        return _ALWAYS
    return ""
