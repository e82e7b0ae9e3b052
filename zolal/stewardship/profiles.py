"""What every field looks like over all active records: counted a column at a time, so that a million fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import orjson
import polars as pl
from django.db.models import Count, TextField
from django.db.models.functions import Cast

from zolal.core.models import Action, Record
from zolal.engine.fields import KINDS
from zolal.engine.pipeline.rules import EVERY_RULE
from zolal.engine.profile.statistics import profile_column
from zolal.people.fields import Field, Shape, fields_of
from zolal.people.models import ContactPoint, OwnValue
from zolal.people.own.index import number_of
from zolal.people.own.reading import typed
from zolal.people.queries.records import MODELS
from zolal.quality.figures import MANUAL
from zolal.quality.models import Issue

_CHUNK = 50_000
_RELATED = {
    Shape.COMPANY: "company__name",
    Shape.USER: "owner__name",
    Shape.TEAM: "team__name",
    Shape.CATEGORY: "category__name",
}
_KINDS = {Shape.NUMBER: "number", Shape.MONEY: "money", Shape.DATE: "date"}
_FAULTS = {code: rule.fault for code, rule in EVERY_RULE.items()}
_CELLS = {"id": pl.Int64, "text": pl.String}

Origins = tuple[pl.DataFrame, Mapping[str, Mapping[int, bool]]]
"""Whether each record (id) was entered by hand, and by fact those records of which it is otherwise."""


def profiles(record_type: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(field, figures) of each field that has values of its own, one after the other."""
    origins, wrong = _origins(record_type), _wrong(record_type)
    total = MODELS[record_type].objects.filter(state=Record.State.ACTIVE).count()
    for name, field in fields_of(record_type).items():
        if field.shape is not Shape.TAGS:
            yield name, _profile(record_type, field, total, origins, wrong[name])


def _profile(record_type: str, field: Field, total: int, origins: Origins, wrong: Mapping[str, int]) -> dict[str, Any]:
    cells = _cells(record_type, field)
    faulty = _faulty(record_type, field.name)
    texts = pl.concat([cells["text"], faulty["raw"]])
    values = pl.concat([cells["text"], pl.repeat("", len(faulty), dtype=pl.String, eager=True)])
    codes = pl.concat([pl.repeat("", len(cells), dtype=pl.String, eager=True), faulty["code"]])
    kind = KINDS[field.kind or _KINDS.get(field.shape, "text")]
    told = profile_column(raw=texts, value=values, code=codes, kind=kind, faults=_FAULTS)
    # Several contact points of a record are several cells; how full a field is counts records.
    filled = pl.concat([cells["id"], faulty["id"]]).n_unique()
    ways = {way: {"filled": many, "wrong": wrong.get(way, 0)} for way, many in _ways(cells, field, origins).items()}
    return {**told, "rows": total, "filled": filled, "fill": round(filled / total, 4) if total else 0.0, "ways": ways}


def _cells(record_type: str, field: Field) -> pl.DataFrame:
    """(id, text) of every filled cell; of contact points, of which a record has several, also the fact."""
    if field.shape is Shape.POINT:
        owner = f"{record_type}_id"
        points = ContactPoint.objects.filter(kind=field.name, **{f"{record_type}__state": Record.State.ACTIVE})
        rows = points.order_by("pk").values_list(owner, "pk", "value")
        return _frame({"id": pl.Int64, "fact": pl.Int64, "text": pl.String}, rows.iterator(_CHUNK)).with_columns(
            pl.concat_str(pl.lit("point:"), "fact").alias("fact")
        )
    if field.own is not None:
        return _frame(_CELLS, _own_cells(record_type, field))
    column = _RELATED.get(field.shape, field.name)
    live = MODELS[record_type].objects.filter(state=Record.State.ACTIVE).exclude(**_empty(field))
    rows = live.order_by("pk").values_list("pk", column).iterator(_CHUNK)
    is_text = field.shape not in (Shape.DATE, Shape.NUMBER)
    return _frame(_CELLS, rows if is_text else ((record, str(value)) for record, value in rows))


def _own_cells(record_type: str, field: Field) -> Iterator[tuple[int, str]]:
    """Of who has a value: the index leads to them."""
    filled = OwnValue.objects.filter(field=number_of(record_type, field.name))
    live = MODELS[record_type].objects.filter(state=Record.State.ACTIVE, pk__in=filled.values("record"))
    for record, own in live.order_by("pk").values_list("pk", "own").iterator(_CHUNK):
        yield record, typed(own.get(field.own.key if field.own else ""))


def _frame(schema: Mapping[str, type[pl.DataType]], rows: Iterator[Sequence[Any]]) -> pl.DataFrame:
    """Of rows, a part at a time and in it column by column, which costs less than row by row."""
    parts = [pl.DataFrame(schema=schema)]
    while part := list(islice(rows, _CHUNK)):
        columns = dict(zip(schema, zip(*part, strict=True), strict=True))
        parts.append(pl.DataFrame(columns, schema=schema))
    return pl.concat(parts)


def _empty(field: Field) -> dict[str, object]:
    if field.shape in _RELATED or field.shape in (Shape.DATE, Shape.NUMBER):
        return {field.name: None}
    return {field.name: ""}


def _faulty(record_type: str, fact: str) -> pl.DataFrame:
    """(id, raw, code) of what stands in the field, but wrong."""
    rows = Issue.objects.filter(record_type=record_type, fact=fact, group=Issue.Group.INVALID, severity="error")
    told = list(rows.exclude(raw="").values_list("record_id", "raw", "code"))
    return pl.DataFrame(told, schema={"id": pl.Int64, "raw": pl.String, "code": pl.String}, orient="row")


def _ways(cells: pl.DataFrame, field: Field, origins: Origins) -> dict[str, int]:
    """How many cells were typed by people, and how many came automatically."""
    by_hand, apart = origins
    joined = cells.join(by_hand, on="id", how="left")
    by_people = joined["hand"].drop_nulls()
    counts = {"hand": int(by_people.sum()), "automatic": int((~by_people).sum())}
    exceptions = [
        (record, hand)
        for fact in (joined["fact"].unique() if field.shape is Shape.POINT else [field.name])
        for record, hand in apart.get(fact, {}).items()
    ]
    usual = dict(
        joined.filter(pl.col("id").is_in([record for record, _hand in exceptions])).select("id", "hand").rows()
    )
    for record, hand in exceptions:
        if record in usual and usual[record] != hand:
            counts["hand" if hand else "automatic"] += 1
            counts["automatic" if hand else "hand"] -= 1
    return counts


def _origins(record_type: str) -> Origins:
    hand = set(Action.objects.filter(source__method__in=MANUAL).values_list("pk", flat=True))
    live = MODELS[record_type].objects.filter(state=Record.State.ACTIVE).order_by("pk")
    apart: dict[str, dict[int, bool]] = defaultdict(dict)
    usual: list[tuple[int, bool]] = []
    for record, text in live.values_list("pk", Cast("provenance", TextField())).iterator(_CHUNK):
        provenance = orjson.loads(text)
        usual.append((record, provenance.get("") in hand))
        for fact, action in provenance.items():
            if fact:
                apart[fact][record] = action in hand
    return pl.DataFrame(usual, schema={"id": pl.Int64, "hand": pl.Boolean}, orient="row"), apart


def _wrong(record_type: str) -> Mapping[str, dict[str, int]]:
    """Wrong cells of each field, by way in."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    wrong = Issue.objects.filter(record_type=record_type, group=Issue.Group.INVALID, severity="error").order_by()
    rows = wrong.values_list("fact", "source__method").annotate(many=Count("record_id", distinct=True))
    for fact, method, many in rows:
        found[fact]["hand" if method in MANUAL else "automatic"] += many
    return found
