"""The columns of a plain file: which field each becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from zolal.capture.intake.columns import LEAVE_OUT, Column, samples
from zolal.capture.plain.kind import PlainKind
from zolal.engine.fields.guard import unguard
from zolal.engine.fields.money import money_unit
from zolal.engine.persian.letters import key

_SURE, _BARE = 1.0, 0.9


def recognised_plain(frame: pl.DataFrame, kind: PlainKind) -> list[Column]:
    """Every column with the field that its header names, each field once; the rest is kept in the row only."""
    names = {key(word): name for name, field in kind.fields.items() for word in field.headers.split("|")}
    taken: set[str] = set()
    columns = []
    for header in frame.columns:
        plain = key(header)
        field, confidence = names.get(plain, ""), _SURE
        if not field:
            field, confidence = names.get(key(plain.split("(")[0]), ""), _BARE
        field = "" if field in taken else field
        taken.add(field)
        columns.append(
            {
                "header": header, "field": field, "kind": "text", "confidence": confidence if field else 0.0,
                "samples": samples(frame[header], secret=False), "secret": False, "calendar": "", "order": "",
                "serial": False, "unit": money_unit(header),
            }
        )  # fmt: skip
    return columns


def texts_of(columns: Sequence[Column], cells: Sequence[str], mended: Mapping[str, str]) -> dict[str, str]:
    """{field: text} of a row; what is empty is left out."""
    found: dict[str, str] = {}
    for place, column in enumerate(columns):
        name = column["field"]
        text = unguard(mended.get(str(place), cells[place] if place < len(cells) else "")).strip()
        if name and name != LEAVE_OUT and text:
            found.setdefault(name, text)
    return found


def raw_of(columns: Sequence[Column], cells: Sequence[str]) -> dict[str, str]:
    """{header: cell} as the row came."""
    return {column["header"]: cell for column, cell in zip(columns, cells, strict=False)}


def units_of(columns: Sequence[Column]) -> dict[str, str]:
    """In what the amounts of each field are, where their cells do not say it."""
    return {column["field"]: column.get("unit") or "" for column in columns if column["field"]}
