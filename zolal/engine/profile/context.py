"""What each column tells about its cells, once its kind is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import polars as pl

from zolal.engine.fields.date_column import column_context
from zolal.engine.fields.kind import NO_CONTEXT, Context
from zolal.engine.fields.money import money_unit
from zolal.engine.persian.places import area_code
from zolal.engine.profile.headers import header_words

_OWN_MONEY_COLUMN = ("money",)
_NEARLY_ALL = 0.9
_DISTINCT = 20_000


def context_of(kind: str, cells: pl.Series, *, money: str, area: str) -> Context:
    """The context of a column, named by its header.

    `money` ("rial", "toman") overrules the header; a column named "money" is our own output, which is in rial.
    `area` is the area code of the whole table.
    """
    match kind:
        case "date" | "birth_date":
            distinct = cells.cast(pl.String).drop_nulls().unique(maintain_order=True).head(_DISTINCT)
            return column_context(cells.name, distinct.to_list())
        case "money":
            own = "rial" if header_words(cells.name) == _OWN_MONEY_COLUMN else ""
            return Context(money=money or money_unit(" ".join(header_words(cells.name))) or own)
        case "landline" | "phone" | "mobile":
            return Context(area_code=area)
    return NO_CONTEXT


def common_area_code(samples: Iterable[Sequence[str]]) -> str:
    """The landline area code of nine in ten places in the first of these samples that holds any, or ""."""
    for cells in samples:
        codes = Counter(code for cell in cells if (code := area_code(cell)))
        if codes:
            code, times = codes.most_common(1)[0]
            return code if times >= _NEARLY_ALL * len(cells) else ""
    return ""
