"""What was wrong with what was entered, and which contact points it makes doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zolal.people.models import Company, ContactPoint, Person
from zolal.quality.rules import meaning

Customer = Person | Company


@dataclass(frozen=True, slots=True)
class Fault:
    """What was wrong with what was entered: the text itself, a sentence, and a mend."""

    raw: str
    message: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Point:
    """A contact point; `state` is "good", "doubtful" or "invalid", `why` a sentence where it is not good."""

    point: ContactPoint
    state: str
    why: str


def faults_of(record: Customer, field: str) -> Sequence[Fault]:
    """The faults worth a word: what was only written in another form is mended already."""
    found = []
    for fault in record.faults.get(field, []):
        means = meaning(fault.get("code", ""))
        if means.severity != "info":
            found.append(Fault(fault.get("raw", ""), means.message or fault.get("code", ""), fault.get("proposal", "")))
    return found


def points_of(record: Customer, kind: str) -> list[Point]:
    """The contact points of a kind; a fault belongs to the one it names, or to the only one."""
    points = [point for point in record.contact_points.all() if point.kind == kind]
    faults = faults_of(record, kind)
    return [_point(point, faults, alone=len(points) == 1) for point in points]


def _point(point: ContactPoint, faults: Sequence[Fault], *, alone: bool) -> Point:
    mine = [fault for fault in faults if alone or fault.raw.strip().casefold() == point.value.casefold()]
    why = " ".join(fault.message for fault in mine)
    return Point(point, "invalid" if not point.key else "doubtful" if mine else "good", why)
