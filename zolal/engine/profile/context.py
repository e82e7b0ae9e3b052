"""What each column tells about its cells, once its kind is known."""

from __future__ import annotations

import polars as pl

from zolal.engine.fields.date_column import column_context
from zolal.engine.fields.kind import NO_CONTEXT, Context
from zolal.engine.fields.money import money_unit
from zolal.engine.profile.headers import header_words

_OWN_MONEY_COLUMN = ("money",)
_DISTINCT = 20_000


def context_of(kind: str, cells: pl.Series, *, money: str) -> Context:
    """The context of a column, named by its header.

    `money` ("rial", "toman") overrules the header; a column named "money" is our own output, which is in rial.
    """
    match kind:
        case "date" | "birth_date":
            distinct = cells.cast(pl.String).drop_nulls().unique(maintain_order=True).head(_DISTINCT)
            return column_context(cells.name, distinct.to_list())
        case "money":
            own = "rial" if header_words(cells.name) == _OWN_MONEY_COLUMN else ""
            return Context(money=money or money_unit(" ".join(header_words(cells.name))) or own)
    return NO_CONTEXT
