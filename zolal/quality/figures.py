"""How good many records are, in figures (JSON-ready): counted in the database, whoever's records they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Avg, BigIntegerField, Count, FloatField, Q, QuerySet, Sum, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, NullIf

from zolal.core.models import Action, Record, Source
from zolal.core.settings import setting
from zolal.engine.score.weights import PENALTY
from zolal.people.fields import Shape, fields_of
from zolal.people.models import Company, ContactPoint, Person
from zolal.people.queries.own_conditions import own_filled
from zolal.quality.demands import FILLED_BY, active_rules, essentials
from zolal.quality.models import Issue, Pair
from zolal.quality.rules import PREFIX
from zolal.quality.scoring import SCORED
from zolal.quality.snapshots import parts
from zolal.quality.weights import PARTS, WEIGHTS

Records = QuerySet[Person] | QuerySet[Company]
MOST_CODES = 12
_GOAL = Avg(Cast(KeyTextTransform("goal", "score__scores"), FloatField(null=True)))
_NONE = (0, 0.0)
MANUAL = (Source.Method.HAND, Source.Method.FORM)
"""Ways in by which a person types; all others are automatic."""


def figures(record_type: str, records: Records, issues: QuerySet[Issue], pairs: QuerySet[Pair]) -> dict[str, Any]:
    """`records` are active ones, `issues` and `pairs` (open) those of them.

    - records; quality: mean; goal: the mean by the data the goals need; parts: [{part, weight, score}]
    - scopes: {"all" | "essential": {completeness, validity, accuracy}}, as the engine's report reckons them
    - classes: {"duplicate" | "invalid" | "old" | "incomplete": {records, share}}, and "pairs": how many are open
    - fields: [{field, filled, share, wrong, score}]: coverage; the score is 0..100: filled, and right
    - faults: {"value" | "format": count}; codes: [{code, field, severity, count}], most frequent first
    - sources, methods: [{name, method, records, quality, goal, wrong, error_rate}], best first
    - owners: [{user, name, records, quality, goal}]
    - importers: [{user, name, issues, records, brought, quality, error_rate}]: wrong `records` of how many brought in,
      and the mean of those
    - issues: [[class, code, field, count]], notes apart
    """
    live = records.filter(state=Record.State.ACTIVE).order_by()
    troubling = issues.filter(severity__in=PENALTY).order_by()
    count = live.count()
    filled = filled_fields(record_type, live)
    wrong = _wrong(troubling)
    # What breaks a rule is written as a value too: it is not one cell more, and the scores do not count it either.
    faulty = _wrong(troubling.exclude(code__startswith=PREFIX))
    return {
        "records": count,
        **_quality(live),
        "scopes": _scopes(record_type, count, filled, faulty),
        "classes": _classes(count, troubling, pairs),
        "fields": [
            _field(name, many, count, sum(wrong.get(name, {}).values()))
            for name, many in filled.items()
            if name in fields_of(record_type)
        ],
        **_faults(issues),
        "issues": waiting_issues(issues),
        **_ways_in(live, troubling),
        **_people(live, troubling),
    }


def _quality(live: Records) -> dict[str, Any]:
    stored = KeyTransform("parts", "score__scores")
    # As text first: a null of JSON is no null of the database; SQLite calls it "null", and would cast that to 0.
    parts = {
        part: Avg(Cast(NullIf(KeyTextTransform(part, stored), Value("null")), FloatField(null=True))) for part in PARTS
    }
    found = live.aggregate(quality=Avg("score__quality"), goal=_GOAL, **parts)
    weights: Mapping[str, float] = setting(WEIGHTS)
    whole = sum(weights.values())
    return {
        "quality": round(found["quality"] or 0, 1),
        "goal": round(found["goal"] or 0, 1),
        "parts": [
            {"part": part, "weight": round(weights[part] / whole, 4), "score": round(found[part], 4)}
            for part in PARTS
            if found[part] is not None
        ],
    }


def _field(name: str, filled: int, count: int, wrong: int) -> dict[str, Any]:
    share = share_of(filled, count)
    right = 1 - min(1.0, wrong / max(filled, 1))
    return {"field": name, "filled": filled, "share": share, "wrong": wrong, "score": round(100 * share * right, 1)}


def filled_fields(record_type: str, live: Records) -> dict[str, int]:
    """How many of these records have each scored field, and each essential that several fields can fill."""
    fields = fields_of(record_type)
    columns = {name: _there(record_type, name) for name in SCORED[record_type] if fields[name].shape is not Shape.POINT}
    groups = {
        f"either_{name}": Q(*[_there(record_type, field) for field in by], _connector=Q.OR)
        for name, by in FILLED_BY[record_type].items()
        if all(field in columns for field in by)
    }
    # An aggregate under a field's own name would stand for the field in the next condition.
    counts = live.aggregate(**{f"has_{name}": Count("pk", filter=q) for name, q in (columns | groups).items()})
    found: dict[str, int] = {name.removeprefix("has_"): count for name, count in counts.items()}
    owner = f"{record_type}_id"
    points = ContactPoint.objects.filter(**{f"{record_type}__in": live}).order_by()
    reached = dict(points.values_list("kind").annotate(many=Count(owner, distinct=True)))
    found |= {name: reached.get(name, 0) for name in SCORED[record_type] if fields[name].shape is Shape.POINT}
    telephones = points.filter(kind__in=("mobile", "phone")).aggregate(many=Count(owner, distinct=True))
    return found | own_filled(record_type, live) | {"either_mobile": telephones["many"]}


def _there(record_type: str, name: str) -> Q:
    shape = fields_of(record_type)[name].shape
    if shape in (Shape.DATE, Shape.NUMBER, Shape.COMPANY):
        return Q(**{f"{name}__isnull": False})
    return ~Q(**{name: ""})


def _wrong(troubling: QuerySet[Issue]) -> dict[str, dict[str, int]]:
    """Faulty cells of each field, by severity."""
    found: dict[str, dict[str, int]] = {}
    cells = troubling.filter(group=Issue.Group.INVALID).values_list("fact", "severity")
    for fact, severity, count in cells.annotate(many=Count("record_id", distinct=True)):
        found.setdefault(fact, {})[severity] = count
    return found


def _scopes(
    record_type: str, count: int, filled: Mapping[str, int], wrong: Mapping[str, Mapping[str, int]]
) -> dict[str, Any]:
    essential = essentials(active_rules(record_type))
    vital = {name: FILLED_BY[record_type].get(name, (name,)) for name in essential}
    used = {field for by in vital.values() for field in by}
    others = {name: (name,) for name in SCORED[record_type] if name not in used}
    return {
        "all": _scope(count, vital | others, filled, wrong),
        "essential": _scope(count, vital, filled, wrong),
    }


def _scope(
    count: int, groups: Mapping[str, Sequence[str]], filled: Mapping[str, int], wrong: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    """Completeness is the share of fields written, validity that of the written cells that are right."""
    there = cells = lost = 0.0
    for name, fields in groups.items():
        # A wrong value is written too, though no value is kept of it.
        errors = {field: wrong.get(field, {}).get("error", 0) for field in fields}
        either = filled.get(f"either_{name}", filled.get(name, 0)) if len(fields) > 1 else filled.get(fields[0], 0)
        there += min(count, either + sum(errors.values()))
        cells += sum(filled.get(field, 0) + errors[field] for field in fields)
        lost += sum(PENALTY[severity] * many for field in fields for severity, many in wrong.get(field, {}).items())
    slots = count * len(groups)
    completeness = there / slots if slots else 0.0
    validity = max(0.0, 1 - lost / cells) if cells else 0.0
    return {
        "completeness": round(completeness, 4),
        "validity": round(validity, 4),
        "accuracy": round(completeness * validity, 4),
    }


def _classes(count: int, troubling: QuerySet[Issue], pairs: QuerySet[Pair]) -> dict[str, Any]:
    bad = troubling.filter(group=Issue.Group.INVALID, severity="error")
    many = {
        "duplicate": surely_doubled(pairs),
        "invalid": bad.aggregate(many=Count("record_id", distinct=True))["many"],
        **{
            group: troubling.filter(group=group).aggregate(many=Count("record_id", distinct=True))["many"]
            for group in (Issue.Group.OLD.value, Issue.Group.INCOMPLETE.value)
        },
    }
    return {
        **{name: {"records": found, "share": share_of(found, count)} for name, found in many.items()},
        "pairs": pairs.count(),
    }


def surely_doubled(pairs: QuerySet[Pair]) -> int:
    """How many records are surely there already, by the pairs that await a decision."""
    surely = pairs.filter(probability__gte=setting("match.same")).order_by()
    found: int = surely.aggregate(many=Count("second_id", distinct=True))["many"]
    return found


def waiting_issues(issues: QuerySet[Issue]) -> list[list[Any]]:
    """[[class, code, field, count]], notes apart."""
    waiting = issues.filter(severity__in=PENALTY).order_by().values_list("group", "code", "fact")
    return sorted([*sort, many] for *sort, many in waiting.annotate(many=Count("id")))


def _faults(issues: QuerySet[Issue]) -> dict[str, Any]:
    """Wrong values and wrong forms, mended ones (notes) included."""
    invalid = issues.filter(group=Issue.Group.INVALID).order_by().values_list("severity", "fault", "code", "fact")
    faults = {"value": 0, "format": 0}
    codes = []
    for severity, fault, code, fact, many in invalid.annotate(many=Count("id")):
        faults[fault or "value"] = faults.get(fault or "value", 0) + many
        codes.append({"code": code, "field": fact, "severity": severity, "count": many})
    codes.sort(key=lambda one: (-one["count"], one["code"], one["field"]))
    return {"faults": faults, "codes": codes[:MOST_CODES]}


def _ways_in(live: Records, troubling: QuerySet[Issue]) -> dict[str, Any]:
    """By source, and by hand against automatic."""
    bad = troubling.filter(group=Issue.Group.INVALID).values_list("source_id")
    wrong = dict(bad.annotate(many=Count("record_id", distinct=True)))
    rows = live.values_list("source_id", "source__name", "source__method")
    sources = []
    methods: dict[str, dict[str, Any]] = {}
    for source_id, name, method, many, quality, goal in rows.annotate(
        many=Count("pk"), mean=Avg("score__quality"), aim=_GOAL
    ):
        faulty = wrong.get(source_id, 0)
        sources.append(_way(name or "", method or "", many, (quality, goal), faulty))
        way = "manual" if method in MANUAL else "automatic"
        sums = methods.setdefault(way, {"records": 0, "points": 0.0, "aims": 0.0, "wrong": 0})
        sums["records"] += many
        sums["points"] += many * (quality or 0)
        sums["aims"] += many * (goal or 0)
        sums["wrong"] += faulty
    ways = [
        _way(way, way, many, (sums["points"] / many, sums["aims"] / many), sums["wrong"])
        for way, sums in methods.items()
        if (many := sums["records"])
    ]
    return {
        "sources": sorted(sources, key=lambda one: (-one["quality"], one["error_rate"], one["name"])),
        "methods": sorted(ways, key=lambda one: one["name"]),
    }


def _way(name: str, method: str, records: int, means: tuple[float | None, float | None], wrong: int) -> dict[str, Any]:
    return {
        "name": name,
        "method": method,
        "records": records,
        "quality": round(means[0] or 0, 1),
        "goal": round(means[1] or 0, 1),
        "wrong": wrong,
        "error_rate": share_of(min(wrong, records), records),
    }


def _people(live: Records, troubling: QuerySet[Issue]) -> dict[str, Any]:
    """Who looks after records of which quality, best first, and whose entries and imports were how often wrong."""
    owned = live.exclude(owner=None).values_list("owner__uid", "owner__name")
    owners = [
        {
            "user": str(uid),
            "name": name,
            "records": many,
            "quality": round(quality or 0, 1),
            "goal": round(goal or 0, 1),
        }
        for uid, name, many, quality, goal in owned.annotate(many=Count("pk"), mean=Avg("score__quality"), aim=_GOAL)
    ]
    faulty = troubling.filter(group=Issue.Group.INVALID).exclude(importer=None)
    brought = _brought_in(live)
    importers = [
        {
            "user": str(uid),
            "name": name,
            "issues": issues,
            "records": records,
            "brought": brought.get(pk, _NONE)[0],
            "quality": round(brought.get(pk, _NONE)[1], 1),
            "error_rate": share_of(records, max(records, brought.get(pk, _NONE)[0])),
        }
        for pk, uid, name, issues, records in faulty.values_list(
            "importer", "importer__uid", "importer__name"
        ).annotate(issues=Count("id"), records=Count("record_id", distinct=True))
    ]
    return {
        "owners": sorted(owners, key=lambda one: -one["quality"]),
        "importers": sorted(importers, key=lambda one: (one["error_rate"], one["issues"])),
    }


def _brought_in(live: Records) -> dict[int, tuple[int, float]]:
    """How many of the records each user entered or imported, and their mean: whose is the action that made them."""
    maker = Cast(KeyTextTransform("", "provenance"), BigIntegerField())
    # Asked for as a range of ids, rows are read as they lie; by an index of the state SQLite would fetch one by one.
    rows = (
        live.filter(pk__gt=0)
        .annotate(maker=maker)
        .values_list("maker")
        .annotate(many=Count("pk"), points=Sum("score__quality"))
    )
    made = {maker: (many, points or 0) for maker, many, points in rows}
    records: dict[int, int] = defaultdict(int)
    points: dict[int, int] = defaultdict(int)
    for part in parts([action for action in made if action]):
        for action, actor in Action.objects.filter(id__in=part).values_list("id", "actor"):
            records[actor] += made[action][0]
            points[actor] += made[action][1]
    return {actor: (many, points[actor] / many) for actor, many in records.items()}


def share_of(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
