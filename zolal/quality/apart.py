"""Of whom nobody need ask whether they are one: two official IDs say so, or somebody has.

What somebody said of a record holds for whom it has become: an answer is not asked for again after a merge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from zolal.core.bulk import among
from zolal.core.models import Record
from zolal.people.queries.records import MODELS
from zolal.quality.candidates import IDENTIFIERS
from zolal.quality.models import Pair
from zolal.quality.snapshots import parts

Couple = tuple[int, int]

SAID = (Pair.Decision.NOT_SAME, Pair.Decision.HOUSEHOLD)


def apart(record_type: str, couples: Collection[Couple]) -> set[Couple]:
    """Those of the couples of active records that are two."""
    if not couples:
        return set()
    ends = sorted({end for couple in couples for end in couple})
    numbers = _numbers(record_type, ends)
    said = _said(record_type, ends)
    return {
        (one, other)
        for one, other in couples
        if (one in numbers and numbers.get(other, numbers[one]) != numbers[one])
        or (min(one, other), max(one, other)) in said
    }


def said_to_be_two(record_type: str, one: int, other: int) -> bool:
    """Whether somebody has said it of the two, or of what was merged into them."""
    return bool(_said(record_type, [one, other]))


def is_answered(pair: Pair) -> bool:
    """Whether an open pair need not be asked about: one of the two is not active, or they are two anyway."""
    active = MODELS[pair.record_type].objects.filter(pk__in=[pair.first_id, pair.second_id], state=Record.State.ACTIVE)
    return active.count() < 2 or bool(apart(pair.record_type, [(pair.first_id, pair.second_id)]))


def became(record_type: str, ids: Iterable[int]) -> dict[int, int]:
    """These records and all that was merged into them, also by way of others: {id: that of these which it is now}."""
    found = {one: one for one in ids}
    edge = sorted(found)
    while edge:
        rows: list[Couple] = []
        for part in parts(edge):
            absorbed = MODELS[record_type].objects.filter(among("absorbed_into", part))
            rows += absorbed.values_list("pk", "absorbed_into")
        edge = sorted(pk for pk, _ in rows if pk not in found)
        found.update((pk, found[into]) for pk, into in rows if pk not in found)
    return found


def _numbers(record_type: str, ids: list[int]) -> dict[int, str]:
    """The official IDs of these records; only valid ones are stored."""
    name, found = IDENTIFIERS[record_type], {}
    for part in parts(ids):
        records = MODELS[record_type].objects.filter(among("pk", part)).exclude(**{name: ""})
        found.update(records.values_list("pk", name))
    return found


def _said(record_type: str, ids: list[int]) -> set[Couple]:
    """Couples of these of which, or of what was merged into them, somebody has said that they are two."""
    now = became(record_type, ids)
    said: set[Couple] = set()
    for part in parts(sorted(now)):
        pairs = Pair.objects.filter(among("first_id", part), record_type=record_type, decision__in=SAID)
        for couple in pairs.values_list("first_id", "second_id"):
            if couple[1] in now:
                first, second = (now[one] for one in couple)
                said.add((min(first, second), max(first, second)))
    return said
