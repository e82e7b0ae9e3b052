"""What every field looks like over all active records: counted some columns at a time, so that a million fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
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
from zolal.people.queries.records import MODELS
from zolal.quality.figures import MANUAL
from zolal.quality.models import Issue
from zolal.stewardship.cells import CHUNK, cells_of

_KINDS = {Shape.NUMBER: "number", Shape.MONEY: "money", Shape.DATE: "date"}
_FAULTS = {code: rule.fault for code, rule in EVERY_RULE.items()}

Origins = tuple[pl.DataFrame, Mapping[str, Mapping[int, bool]]]
"""Whether each record (id) was entered by hand, and by fact those records of which it is otherwise."""


def profiles(record_type: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(field, figures) of each field that has values of its own, one after the other."""
    origins, wrong = _origins(record_type), _wrong(record_type)
    total = MODELS[record_type].objects.filter(state=Record.State.ACTIVE).count()
    fields = [field for field in fields_of(record_type).values() if field.shape is not Shape.TAGS]
    for field, cells in cells_of(record_type, fields):
        told = _profile(field, cells, _faulty(record_type, field.name))
        ways = _ways(cells, field, origins).items()
        told["ways"] = {way: {"filled": many, "wrong": wrong[field.name].get(way, 0)} for way, many in ways}
        yield field.name, told | {"rows": total, "fill": round(told["filled"] / total, 4) if total else 0.0}


def _profile(field: Field, cells: pl.DataFrame, faulty: pl.DataFrame) -> dict[str, Any]:
    texts = pl.concat([cells["text"], faulty["raw"]])
    values = pl.concat([cells["text"], pl.repeat("", len(faulty), dtype=pl.String, eager=True)])
    codes = pl.concat([pl.repeat("", len(cells), dtype=pl.String, eager=True), faulty["code"]])
    kind = KINDS[field.kind or _KINDS.get(field.shape, "text")]
    told = profile_column(raw=texts, value=values, code=codes, kind=kind, faults=_FAULTS)
    # Several contact points of a record are several cells; how full a field is counts records.
    return {**told, "filled": pl.concat([cells["id"], faulty["id"]]).n_unique()}


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
    for record, text in live.values_list("pk", Cast("provenance", TextField())).iterator(CHUNK):
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
