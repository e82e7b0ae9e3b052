"""What a merge would do, before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.people.fields import fields_of
from zolal.people.models import Company, Person
from zolal.people.queries.keepers import refusals
from zolal.people.queries.permitted import field_of, fixed, masked_pairs
from zolal.people.queries.records import visible_records
from zolal.quality.merging.carry import moving
from zolal.quality.merging.held import HeldFacts, held_now, is_point
from zolal.quality.merging.survival import RULE, Choice, survive
from zolal.quality.merging.unite import NEITHER, OWN, same_point

Customer = Person | Company

BOTH = "both"
"""The choice of a line whose values are united."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a merge side by side: both values, which one the rule preselects, and why, in the user's language.

    `choice` is "keep" or "absorb"; "neither" where both sides' values would not fit the values beside them; "both" for
    contact points and tags, which are united. `fixed` says why the user cannot choose, "" where they can.
    """

    fact: str
    keep: Any
    absorb: Any
    choice: str
    reason: str
    differs: bool
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge would do; changes nothing."""

    record_type: str
    keep_id: int
    absorb_id: int
    rule: str
    lines: Sequence[Line]  # differing ones first
    moving: Mapping[str, int]  # what else would move: label → how many


def suggest_keep(first: Customer, second: Customer) -> Customer:
    """The record that should stay: the more complete one, then the older one."""
    name = first.record_type
    held = held_now(name, [first.pk, second.pk])
    return min((first, second), key=lambda record: (-len(held.get(record.pk, {})), record.created_at, record.pk))


def plan(*, record_type: str, keep_id: int, absorb_id: int, by: User) -> Plan:
    """The merge as the rule proposes it. Raises `NotAllowed` or DoesNotExist unless the user sees both."""
    demand(by, "records.read")
    records = visible_records(by, record_type)
    for record_id in (keep_id, absorb_id):
        records.get(pk=record_id)
    held = held_now(record_type, [keep_id, absorb_id])
    keep, absorb = held[keep_id], held[absorb_id]
    lines = [*_chosen(record_type, keep, absorb), *_tags(keep, absorb), *_points(keep, absorb)]
    why = refusals(by, record_type, {field_of(record_type, line.fact) for line in lines} & fixed(by, record_type))
    lines = [seen for line in lines if (seen := _seen(line, record_type, by, why))]
    lines.sort(key=lambda line: not line.differs)
    return Plan(record_type, keep_id, absorb_id, RULE, lines, moving(record_type, absorb_id))


def _seen(line: Line, record_type: str, by: User, why: Mapping[str, str]) -> Line | None:
    """The line as the user sees it, with why its field is not theirs to choose; None where it is hidden from them."""
    both = masked_pairs(by, record_type, {line.fact: (line.keep, line.absorb)}).get(line.fact)
    if both is None:
        return None
    return replace(line, keep=both[0], absorb=both[1], fixed=why.get(field_of(record_type, line.fact), ""))


def proposed(keep: HeldFacts, absorb: HeldFacts) -> dict[str, Choice]:
    """What the rule proposes for every fact of which one side survives."""
    return survive(keep, absorb, sorted(filter(_is_single, keep.keys() | absorb.keys())))


def _is_single(fact: str) -> bool:
    return fact not in OWN and not is_point(fact) and not fact.startswith(("tag:", "fault:", "rated:"))


def _chosen(record_type: str, keep: HeldFacts, absorb: HeldFacts) -> list[Line]:
    order = {name: place for place, name in enumerate(fields_of(record_type))}
    choices = proposed(keep, absorb)
    return [
        _line(fact, keep, absorb, choices[fact])
        for fact in sorted(choices, key=lambda fact: (order.get(fact, len(order)), fact))
    ]


def _line(fact: str, keep: HeldFacts, absorb: HeldFacts, choice: Choice) -> Line:
    ours, theirs = (side[fact].value if fact in side else None for side in (keep, absorb))
    differs = ours is not None and theirs is not None and ours != theirs
    return Line(fact, ours, theirs, choice.side, str(choice.reason), differs or choice.side == NEITHER)


def _tags(keep: HeldFacts, absorb: HeldFacts) -> list[Line]:
    tags = sorted(fact for fact in keep.keys() | absorb.keys() if fact.startswith("tag:"))
    reason = _("tags are united")
    return [Line(fact, fact in keep or None, fact in absorb or None, BOTH, reason, differs=False) for fact in tags]


def _points(keep: HeldFacts, absorb: HeldFacts) -> list[Line]:
    theirs = {same_point(held.value): fact for fact, held in absorb.items() if is_point(fact)}
    lines, doubled = [], set()
    for fact in sorted(filter(is_point, keep)):
        point = keep[fact].value
        same = theirs.get(same_point(point))
        doubled.add(same)
        other = absorb[same].value if same else None
        reason = _("the same in both") if same else _("all ways to reach somebody are kept")
        lines.append(Line(fact, point, other, BOTH, reason, differs=False))
    for fact in sorted(filter(is_point, absorb)):
        if fact not in doubled:
            reason = _("all ways to reach somebody are kept")
            lines.append(Line(fact, None, absorb[fact].value, BOTH, reason, differs=False))
    return lines
