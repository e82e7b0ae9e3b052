"""What a merge makes of the facts of two records. Pure, so that it can be played again on other facts."""

from __future__ import annotations

from collections.abc import Mapping

from zolal.people.models import ContactPoint
from zolal.quality.merging.held import Held, HeldFacts, is_point

KEEP, ABSORB, NEITHER = "keep", "absorb", "neither"
OWN = frozenset({"state", "absorbed_into", "source"})
"""Facts about the record itself, which no merge hands over."""

_POINT_KINDS = frozenset(ContactPoint.Kind.values)


def unite(keep: HeldFacts, absorb: HeldFacts, *, keep_id: int, choices: Mapping[str, str], action_id: int) -> None:
    """Change both sides in place.

    The absorbed record keeps its facts, but hands over its contact points (they move under their own ids, doubled ones
    stay) and its state. The kept one gets the chosen values, and what only the other has; `choices` is {fact: "keep",
    "absorb" or "neither"}. A value keeps the origin it has.
    """
    chosen = {fact: _side(fact, keep, absorb, choices) for fact in keep.keys() | absorb.keys() if _is_chosen(fact)}
    faults = _faults(keep, absorb, chosen)
    for fact, side in chosen.items():
        if side == ABSORB:
            keep[fact] = absorb[fact]
        elif side == NEITHER:
            keep.pop(fact, None)
    for fact in [fact for fact in keep if fact.startswith("fault:")]:
        del keep[fact]
    keep |= faults
    _move_points(keep, absorb)
    absorb["state"] = Held("absorbed", action_id)
    absorb["absorbed_into"] = Held(keep_id, action_id)


def same_point(point: Mapping[str, object]) -> tuple[object, object]:
    """By what two contact points are one: their kind and key; the value where it has no key."""
    return point.get("kind"), point.get("key") or point.get("value")


def _is_chosen(fact: str) -> bool:
    return fact not in OWN and not is_point(fact) and not fact.startswith("fault:")


def _side(fact: str, keep: HeldFacts, absorb: HeldFacts, choices: Mapping[str, str]) -> str:
    """A choice stands, but where its side has nothing (any more), the other side's value does."""
    wanted = choices.get(fact, KEEP)
    if wanted == NEITHER:
        return NEITHER
    if wanted == ABSORB:
        return ABSORB if fact in absorb else KEEP
    return KEEP if fact in keep else ABSORB


def _faults(keep: HeldFacts, absorb: HeldFacts, chosen: Mapping[str, str]) -> HeldFacts:
    """What was wrong with a value goes with the value; what was wrong with contact points is united."""
    found: HeldFacts = {}
    for fault in sorted(fact for fact in keep.keys() | absorb.keys() if fact.startswith("fault:")):
        field = fault.removeprefix("fault:")
        ours, theirs = keep.get(fault), absorb.get(fault)
        if field in chosen:
            held = theirs if chosen[field] == ABSORB else ours
        elif ours and theirs and field in _POINT_KINDS:
            held = Held([*ours.value, *(one for one in theirs.value if one not in ours.value)], ours.origin)
        else:
            held = ours or theirs
        if held is not None:
            found[fault] = held
    return found


def _move_points(keep: HeldFacts, absorb: HeldFacts) -> None:
    taken = {same_point(held.value) for fact, held in keep.items() if is_point(fact)}
    behind: dict[object, int] = {}
    for fact, held in keep.items():
        if is_point(fact):
            kind = held.value.get("kind")
            behind[kind] = max(behind.get(kind, 0), held.value.get("position", 0) + 1)
    for fact in sorted(filter(is_point, absorb), key=lambda fact: _order(fact, absorb[fact])):
        point = absorb[fact].value
        if same_point(point) in taken:
            continue
        taken.add(same_point(point))
        kind = point.get("kind")
        place = behind.get(kind, 0)
        behind[kind] = place + 1
        keep[fact] = Held({**point, "position": place}, absorb.pop(fact).origin)


def _order(fact: str, held: Held) -> tuple[int, int]:
    return held.value.get("position", 0), int(fact.removeprefix("point:"))
