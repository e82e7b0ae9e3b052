"""The share of each answer so far, for the form in which it is asked: never counted over many records on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.engine.records import SEPARATOR
from zolal.people.fields import fields_of
from zolal.people.queries.answers import CHOSEN, counted
from zolal.people.queries.records import MODELS
from zolal.stewardship.models import FieldProfile

FEWEST = 10
"""Answers below which shares tell nothing."""
_COUNTED_LIVE = 5_000


@dataclass(frozen=True, slots=True)
class Answers:
    """`shares` from 0 to 1 by stored value, most frequent first, of `known` answers."""

    known: int
    shares: Mapping[str, float]


def answers(*, user: User, record_type: str) -> Mapping[str, Answers]:
    """By field; none for users who do not see all records, for the figures are of all, nor where few have answered.

    Of many records the catalogue's last count tells.
    """
    if record_type not in MODELS or scope_of(user) != "all":
        return {}
    few = MODELS[record_type].objects.order_by()[: _COUNTED_LIVE + 1].count() <= _COUNTED_LIVE
    found = counted(record_type) if few else _profiled(record_type)
    return {name: _shares(by) for name, by in found.items() if sum(by.values()) >= FEWEST}


def _profiled(record_type: str) -> dict[str, Mapping[str, int]]:
    chosen = [name for name, field in fields_of(record_type).items() if field.shape in CHOSEN]
    found: dict[str, Mapping[str, int]] = {}
    for profile in FieldProfile.objects.filter(record_type=record_type, field__in=chosen):
        by: dict[str, int] = {}
        for one in profile.figures["frequent"]:
            for value in str(one["value"]).split(SEPARATOR):
                by[value] = by.get(value, 0) + one["count"]
        found[profile.field] = by
    return found


def _shares(by: Mapping[str, int]) -> Answers:
    known = sum(by.values())
    ordered = sorted(by.items(), key=lambda one: -one[1])
    return Answers(known, {value: many / known for value, many in ordered})
