"""Parquet: typed columns come out as text a person would write."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import polars as pl
import pytest

from tests.engine.files.parsing import parse
from zolal.engine.files import FileError, Limits


def parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (pl.Series(["۰۹۱۲", None, ""]), ["۰۹۱۲", "", ""]),
        (pl.Series([9122002580, None]), ["9122002580", ""]),
        (pl.Series([9122002580.0, 0.5, None, 1e-7]), ["9122002580", "0.5", "", "0.0000001"]),
        (pl.Series([0.1], dtype=pl.Float32), ["0.1"]),
        (pl.Series([True, False, None]), ["TRUE", "FALSE", ""]),
        (pl.Series([date(2024, 3, 24)]), ["2024-03-24"]),
        (pl.Series([datetime.fromisoformat("2024-03-24 10:00")]), ["2024-03-24 10:00:00"]),
        (pl.Series([datetime(2024, 3, 24, 10, 0, 0, 500000, tzinfo=UTC)]), ["2024-03-24 10:00:00.500+00:00"]),
        (pl.Series([time(9, 5)]), ["09:05:00"]),
        (pl.Series([Decimal("12.50")]), ["12.50"]),
        (pl.Series(["الف", "ب"], dtype=pl.Categorical), ["الف", "ب"]),
        (pl.Series([["الف", None], []]), ['["الف", null]', "[]"]),
        (pl.Series([{"کد": 1, "روز": date(2024, 3, 24)}]), ['{"کد": 1, "روز": "2024-03-24"}']),
        (pl.Series([b"abc", b"\xff"]), ["abc", "ff"]),
        (pl.Series([None, None]), ["", ""]),
    ],
)
def test_a_column_is_text(column: pl.Series, texts: list[str]) -> None:
    (table,) = parse(parquet(pl.DataFrame({"ستون": column})))
    assert table.frame["ستون"].to_list() == texts


def test_batches_keep_their_order() -> None:
    numbers = list(range(700_000))
    (table,) = parse(parquet(pl.DataFrame({"n": numbers})))
    assert table.frame["n"].to_list() == list(map(str, numbers))


def test_what_cannot_be_read_is_told() -> None:
    content = parquet(pl.DataFrame({"n": ["a", "b"]}))
    with pytest.raises(FileError, match="this Parquet file is damaged or cut off"):
        parse(content[: len(content) // 2])
    with pytest.raises(FileError, match="empty"):
        parse(parquet(pl.DataFrame({"n": []})))
    with pytest.raises(FileError, match="more than 1 rows"):
        parse(content, limits=Limits(rows=1))
    with pytest.raises(FileError, match="more than 1 cells"):
        parse(content, limits=Limits(cells=1))
