"""Which values have a majority, which are offered, and whether that biases what is entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.engine.impute.default import Majority, is_biased, majority
from zolal.people.fields import Field, Shape, fields_of
from zolal.people.own.entry import defaults_for
from zolal.people.own.reading import read
from zolal.people.queries.records import MODELS
from zolal.quality.figures import MANUAL
from zolal.stewardship.models import FieldDefault, FieldProfile

_SHARED = ("gender", "marital_status", "preferred_channel", "province", "city", "industry")
"""Fields of which many customers share a value; a majority of names would be a mistake, not a default."""
_CHOSEN = frozenset({Shape.CHOICE, Shape.YES_NO})


@dataclass(frozen=True, slots=True)
class Watched:
    """A default with what was entered by hand since: how many records, and how many with its value."""

    default: FieldDefault
    field: Field
    entered: int
    with_default: int

    @property
    def share(self) -> float | None:
        return self.with_default / self.entered if self.entered else None

    @property
    def biases(self) -> bool:
        return is_biased(share=self.default.share, entered=self.entered, with_default=self.with_default)


def offered(record_type: str) -> list[str]:
    """Fields that may have a default by majority: columns many share, and whatever is chosen in `own`."""
    own = [name for name, field in fields_of(record_type).items() if field.own and field.shape in _CHOSEN]
    return [*_SHARED, *own]


def proposal_for(*, record_type: str, field: str) -> Majority | None:
    """The majority of a field, as last counted."""
    if field not in offered(record_type):
        return None
    profile = FieldProfile.objects.filter(record_type=record_type, field=field).first()
    return _majority(profile) if profile else None


def proposals(*, user: User, record_type: str) -> list[tuple[Field, Majority]]:
    """Fields whose majority could become their default. Raises `NotAllowed`."""
    demand(user, "quality.read")
    chosen = set(FieldDefault.objects.filter(record_type=record_type).values_list("field", flat=True))
    wanted = [name for name in offered(record_type) if name not in chosen]
    counted = FieldProfile.objects.filter(record_type=record_type, field__in=wanted)
    known = fields_of(record_type)
    found = [(known[one.field], _majority(one)) for one in counted if one.field in known]
    return [(field, most) for field, most in found if most is not None]


def watched(*, user: User, record_type: str) -> list[Watched]:
    """Defaults with what was entered since, whoever entered it: counts alone. Raises `NotAllowed`."""
    demand(user, "quality.read")
    known = fields_of(record_type)
    return [
        Watched(default, known[default.field], *_since(default))
        for default in FieldDefault.objects.filter(record_type=record_type).select_related("by").order_by("field")
        if default.field in known
    ]


def default_by_id(number: int, *, user: User) -> FieldDefault:
    """Raises `NotAllowed`, `FieldDefault.DoesNotExist`."""
    demand(user, "quality.read")
    return FieldDefault.objects.get(pk=number)


def defaults_of(record_type: str) -> Mapping[str, str]:
    """What forms offer, by field."""
    chosen = FieldDefault.objects.filter(record_type=record_type)
    return defaults_for(record_type) | dict(chosen.values_list("field", "value"))


def _majority(profile: FieldProfile) -> Majority | None:
    # Only values that occur more than once are listed; the others count as known all the same.
    frequent: Sequence[Mapping[str, int]] = profile.figures["frequent"]
    counts = {str(one["value"]): one["count"] for one in frequent}
    rest = profile.figures["filled"] - sum(counts.values())
    return majority(counts | ({"": rest} if rest > 0 else {}))


def _since(default: FieldDefault) -> tuple[int, int]:
    entered = MODELS[default.record_type].objects.filter(source__method__in=MANUAL, created_at__gte=default.since)
    found = entered.exclude(_empty(default)).aggregate(all=Count("pk"), same=Count("pk", filter=_same(default)))
    return found["all"], found["same"]


def _same(default: FieldDefault) -> Q:
    field = fields_of(default.record_type)[default.field]
    if field.own is None:
        return Q(**{default.field: default.value})
    return Q(**{f"own__{field.own.key}": read(field, default.value).value})


def _empty(default: FieldDefault) -> Q:
    own = fields_of(default.record_type)[default.field].own
    if own is not None:
        return ~Q(own__has_key=own.key)
    shape = fields_of(default.record_type)[default.field].shape
    return Q(**{f"{default.field}__isnull": True}) if shape is Shape.DATE else Q(**{default.field: ""})
