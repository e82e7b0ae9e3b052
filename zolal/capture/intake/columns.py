"""The columns of a file: what each is taken for, and what the mapping makes of their cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from zolal.capture.intake import unwanted
from zolal.capture.intake.headers import field_for
from zolal.capture.intake.normalise import OTHER, WHOLE_NAME
from zolal.engine.fields.card import redact_card
from zolal.engine.fields.kind import Context
from zolal.engine.persian.letters import key
from zolal.engine.profile.context import context_of
from zolal.engine.profile.recognise import recognise
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Shape, fields_of

LEAVE_OUT = "-"
SAMPLES = 5
_LONGEST_SAMPLE = 80

Column = dict[str, Any]
"""As in `Import.columns`; a "secret" column (bank cards) is kept by its last digits only."""


def recognised(frame: pl.DataFrame, record_type: str) -> list[Column]:
    """Every column with the field proposed for it; a field of one value goes to the surest of its columns."""
    columns = [
        {
            "header": found.header,
            "field": unwanted.field_of_header(found.header) or field_for(record_type, found.header, found.kind),
            "kind": found.kind,
            "confidence": round(found.confidence, 3),
            "samples": samples(frame[found.header], secret=found.kind == "card"),
            "secret": found.kind == "card",
            **_told(found.context),
        }
        for found in recognise(frame)
    ]
    fields = fields_of(record_type)
    for column in columns:
        known = column["field"] in {*fields, *unwanted.FIELDS, WHOLE_NAME}
        column["field"] = column["field"] if known else ""
    best: dict[str, Column] = {}
    for column in sorted(columns, key=lambda one: -one["confidence"]):
        if column["field"] and not may_repeat(record_type, column["field"]):
            if column["field"] in best:
                column["field"] = ""
            best.setdefault(column["field"], column)
    for column in columns:
        _retell(column, frame, fields)
    return columns


def _retell(column: Column, frame: pl.DataFrame, fields: Mapping[str, Any]) -> None:
    """Calendar and order as the field reads them, where it is a date and the engine took the column for another."""
    if column["field"] in fields and fields[column["field"]].shape is Shape.DATE and not column["calendar"]:
        column |= _told(context_of("date", frame[column["header"]], money=""))


def _told(context: Context) -> dict[str, Any]:
    return {"calendar": context.calendar, "order": context.order, "serial": context.serial, "unit": context.money}


def samples(cells: pl.Series, *, secret: bool) -> list[str]:
    """The first different texts of a column."""
    filled = cells.str.strip_chars().head(2_000)
    found = filled.filter(filled != "").unique(maintain_order=True).head(SAMPLES).to_list()
    return [(redact_card(text) if secret else text)[:_LONGEST_SAMPLE] for text in found]


def may_repeat(record_type: str, field: str) -> bool:
    """Whether several columns may fill a field: ways to reach somebody, tags and notes; or say who wants no more."""
    if field in unwanted.FIELDS:
        return True
    known = fields_of(record_type).get(field)
    return known is not None and (known.shape in {Shape.POINT, Shape.TAGS, Shape.CHOICES} or field == "note")


def fields_of_column(record_type: str, field: str) -> tuple[str, ...]:
    """The fields that a column fills: a whole name two; none what is left out, kept as extra or of the suppressions."""
    if field == WHOLE_NAME and record_type == "person":
        return ("given_name", "family_name")
    return (field,) if field in fields_of(record_type) else ()


def signature(headers: Iterable[str]) -> str:
    """What files with the same headers in the same order have in common."""
    return hashlib.sha256("\n".join(key(header) for header in headers).encode()).hexdigest()


def contexts_of(columns: Sequence[Column]) -> dict[str, Context]:
    """What the mapping says of whole columns, by field."""
    return {
        column["field"]: Context(
            calendar=column.get("calendar", ""),
            order=column.get("order", ""),
            money=column.get("unit", ""),
            serial=bool(column.get("serial")),
        )
        for column in columns
        if column["field"] and column["field"] != LEAVE_OUT
    }


def by_field(columns: Sequence[Column], texts_of: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
    """The texts of some rows, by the columns of the file, as `normalise` takes them."""
    texts: dict[str, Sequence[str]] = {}
    for column, cells in zip(columns, texts_of, strict=False):
        if column["field"] == LEAVE_OUT or column["field"] in unwanted.FIELDS:
            continue
        name = column["field"] or f"{OTHER}{column['header']}"
        texts[name] = _joined(texts[name], cells, name) if name in texts else cells
    return texts


def _joined(first: Sequence[str], second: Sequence[str], name: str) -> list[str]:
    between = "\n" if name == "note" else SEPARATOR
    return [between.join(filter(None, both)) for both in zip(first, second, strict=True)]
