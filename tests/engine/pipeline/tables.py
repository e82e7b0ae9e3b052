"""Small customer tables, and what a run says of them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zolal.engine.pipeline import Cleaned, Options, clean

NAMES = ("علی محمدی", "رضا کریمی", "نرگس صادقی", "امیر رستمی", "سارا زارع", "مینا طاهری", "آرش کاظمی", "زهرا نوروزی")


def cleaned(options: Options | None = None, /, **columns: Sequence[str]) -> Cleaned:
    """The columns, by header, as one table."""
    return clean(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), options=options or Options())


def strangers(count: int = 8) -> pl.DataFrame:
    """Customers who have nothing in common."""
    rows = range(count)
    return pl.DataFrame(
        {
            "نام و نام خانوادگی": [NAMES[row % 8] for row in rows],
            "موبایل": [f"0912{row * 7_654_321 % 10**7:07}" for row in rows],
            "ایمیل": [f"{chr(97 + row % 26)}{row * 37}@gmail.com" for row in rows],
        }
    )


def issues(found: Cleaned, *codes: str) -> list[tuple[int, str, str, str]]:
    """(row, column, value, proposal) of the issues with one of the codes."""
    wanted = found.issues.filter(pl.col("code").is_in(codes))
    return wanted.select("row", "column", "value", "proposal").rows()
