"""What vectorised work does for many rows, in plain Python for few: starting it up costs more than it saves there.

Both give the same; `features.FEW` says where the line is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zolal.engine.records import SEPARATOR

_MOBILE = re.compile(r"\+989[0-9]{9}$")


def telephones(cells: Sequence[str], *, mobile: bool) -> list[str]:
    """The numbers of each cell that are (or are not) mobiles, still joined."""
    return [
        SEPARATOR.join(one for one in cell.split(SEPARATOR) if one and bool(_MOBILE.match(one)) == mobile)
        if cell
        else ""
        for cell in cells
    ]


def slots(columns: Sequence[Sequence[str]], most: int) -> list[list[str]]:
    """Up to `most` distinct values of each row: the first one of every row, the second one, and so on; "" is none."""
    rows = [
        list(dict.fromkeys(value for cell in cells if cell for value in cell.split(SEPARATOR) if value))[:most]
        for cells in zip(*columns, strict=True)
    ]
    width = max(1, max(map(len, rows), default=1))
    return [[row[slot] if slot < len(row) else "" for row in rows] for slot in range(width)]


def bags(values: Sequence[str], most: int = 8) -> npt.NDArray[np.int32]:
    """The first distinct words of every value as codes, (values, words), -1 where there are fewer."""
    code_of: dict[str, int] = {}
    rows = [list(dict.fromkeys(value.split(" ")))[:most] for value in values]
    found = np.full((len(rows), max(map(len, rows), default=1)), -1, dtype=np.int32)
    for bag, words in zip(found, rows, strict=True):
        bag[: len(words)] = [code_of.setdefault(word, len(code_of)) for word in words]
    return found
