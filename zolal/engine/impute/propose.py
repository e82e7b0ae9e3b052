"""What the gaps of a table could be filled with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from zolal.engine.impute.derived import derived
from zolal.engine.impute.typical import majority, median


def propose(values: pl.DataFrame, kinds: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Proposals for the missing values ("") of every column, the surest first; columns without one are left out.

    `values` has one String column per output column in normal form, `kinds` tells the kind of each.
    The shape of a proposal is told by `impute.proposal`; nothing is filled here.
    """
    found = {
        column: derived(values, column, kinds) + majority(values[column], kind) + median(values[column], kind)
        for column, kind in kinds.items()
    }
    return {column: proposals for column, proposals in found.items() if proposals}
