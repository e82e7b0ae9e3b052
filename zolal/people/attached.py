"""Contact points and tags: facts of a record that are rows of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter, itemgetter
from typing import Any

from zolal.core import bulk
from zolal.core.ledger import Facts
from zolal.people.models import Company, ContactPoint, Person, Tag, Tagging

_PARTS = ("kind", "value", "key", "label", "position")
_parts = itemgetter(*_PARTS)
_of = attrgetter(*_PARTS)
Row = list[Any]


def canonical_point(point: Mapping[str, Any]) -> Facts:
    """A contact point with all its parts."""
    return {
        "kind": point["kind"],
        "value": point["value"],
        "key": point.get("key") or "",
        "label": point.get("label") or "",
        "position": point.get("position") or 0,
    }


def read(record_type: str, ids: list[int], facts: Mapping[int, Facts]) -> None:
    """Add the points and tags of records to their facts."""
    of_these = {f"{record_type}__in": ids}
    owner = f"{record_type}_id"
    for record_id, pk, *parts in ContactPoint.objects.filter(**of_these).values_list(owner, "pk", *_PARTS):
        facts[record_id][f"point:{pk}"] = dict(zip(_PARTS, parts, strict=True))
    for record_id, tag in Tagging.objects.filter(**of_these).values_list(owner, "tag_id"):
        facts[record_id][f"tag:{tag}"] = True


def of_loaded(record: Person | Company) -> Facts:
    """The same of a record that was loaded with its points and tags."""
    points = {f"point:{one.pk}": dict(zip(_PARTS, _of(one), strict=True)) for one in record.contact_points.all()}
    return points | {f"tag:{one.tag_id}": True for one in record.taggings.all()}


def write(record_type: str, changes: Mapping[int, Facts]) -> None:
    """Write the changed points and tags (null: absent); a point that another record has moves here."""
    points: dict[int, Row] = {}
    lost_points: list[tuple[int, int]] = []
    tags: dict[int, set[int]] = defaultdict(set)
    lost_tags: dict[int, set[int]] = defaultdict(set)
    for record_id, changed in changes.items():
        for fact in [fact for fact in changed if ":" in fact]:
            value = changed[fact]
            if fact.startswith("point:"):
                pk = int(fact[6:])
                if value is None:
                    lost_points.append((pk, record_id))
                else:
                    points[pk] = [record_id, *_parts(value)]
            elif fact.startswith("tag:"):
                (lost_tags if value is None else tags)[int(fact[4:])].add(record_id)
    _write_points(record_type, points, lost_points)
    _write_tags(record_type, tags, lost_tags)


def _write_points(record_type: str, points: Mapping[int, Row], lost: Iterable[tuple[int, int]]) -> None:
    # Only what still belongs to the record that loses it: it may have moved to another one in between.
    owner = f"{record_type}_id"
    leaving = dict(lost)
    if leaving:
        held = ContactPoint.objects.filter(pk__in=list(leaving)).values_list("pk", owner)
        ContactPoint.objects.filter(pk__in=[pk for pk, holder in held if holder == leaving[pk]]).delete()
    if not points:
        return
    there = set(ContactPoint.objects.filter(bulk.among("pk", list(points))).values_list("pk", flat=True))
    bulk.update(ContactPoint, [owner, *_PARTS], ([pk, *row] for pk, row in points.items() if pk in there))
    bulk.insert(ContactPoint, ["id", owner, *_PARTS], ([pk, *row] for pk, row in points.items() if pk not in there))


def _write_tags(record_type: str, tags: Mapping[int, set[int]], lost: Mapping[int, set[int]]) -> None:
    owner = f"{record_type}_id"
    for tag, records in lost.items():
        Tagging.objects.filter(tag=tag, **{f"{owner}__in": list(records)}).delete()
    for tag, records in tags.items():
        there = Tagging.objects.filter(tag=tag, **{f"{owner}__in": list(records)}).values_list(owner, flat=True)
        bulk.insert(Tagging, [owner, "tag_id"], ([record_id, tag] for record_id in records - set(there)))


def delete(record_type: str, ids: list[int]) -> None:
    """Take away the points and tags of records."""
    of_these = {f"{record_type}__in": ids}
    ContactPoint.objects.filter(**of_these).delete()
    Tagging.objects.filter(**of_these).delete()


def standing_tags(facts: Iterable[str]) -> set[str]:
    """Those facts "tag:<id>" whose tag exists."""
    wanted = [int(fact[4:]) for fact in facts]
    if not wanted:
        return set()
    return {f"tag:{pk}" for pk in Tag.objects.filter(pk__in=wanted).values_list("pk", flat=True)}
