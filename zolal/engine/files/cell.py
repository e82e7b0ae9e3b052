"""The text of a typed cell, as workbooks and Parquet store them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_EXACT = float(1 << 53)  # up to here every whole number is a float
_PLAIN = (1e-20, 1e22)  # beyond, the exponent is shorter than the zeros


def cell_text(cell: object) -> str:
    """A cell as text: whole numbers without .0, others without exponent, TRUE or FALSE, dates in ISO form."""
    return _TEXT.get(type(cell), str)(cell)


def number_text(number: float) -> str:
    """The shortest text that reads back as this number: 9122002580, 0.5, 0.00001; an exponent only beyond 1e22."""
    if number.is_integer() and abs(number) < _EXACT:
        return str(int(number))
    text = repr(number)
    if "e" in text and _PLAIN[0] < abs(number) < _PLAIN[1]:
        return format(Decimal(text), "f")
    return text


def json_text(cell: object) -> str:
    """A list or a record as JSON, its leaves as JSON has them or as text."""
    return json.dumps(cell, ensure_ascii=False, default=cell_text)


def bytes_text(cell: bytes) -> str:
    """Bytes as the text they encode, or in hexadecimal."""
    try:
        return cell.decode()
    except UnicodeDecodeError:
        return cell.hex()


def _hours(duration: timedelta) -> str:
    seconds = round(abs(duration).total_seconds())
    sign = "-" if duration < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_TEXT: dict[type, Callable[[Any], str]] = {
    bool: lambda cell: "TRUE" if cell else "FALSE",
    float: number_text,
    datetime: lambda cell: cell.isoformat(" "),
    date: date.isoformat,
    time: time.isoformat,
    timedelta: _hours,
    bytes: bytes_text,
    type(None): lambda _: "",
}
