"""The catalogue says of every column where it came from and what it is."""

import polars as pl

from zolal.engine.fields.kind import Kind, Parsed
from zolal.engine.profile.catalogue import Cells, Origin, catalogue

MOBILE = Kind("mobile", "Mobile", (), (), lambda cell, context: Parsed())


def cells(*raw: str, confidence: float = 0.9) -> Cells:
    series = pl.Series(raw)
    return Cells(series, series, pl.Series([""] * len(raw)), MOBILE, [Origin("a.csv", "", "موبایل", confidence)])


def test_every_column_keeps_its_place_its_origin_and_its_proposals() -> None:
    proposal = {"imputed": True, "method": "majority", "value": "1", "share": 0.9, "rows": 1, "examples": []}
    found = catalogue(
        {"mobile": cells("1", "1"), "mobile_2": cells("2", "", confidence=0.66666)},
        faults={},
        proposals={"mobile_2": [proposal]},
    )
    first, second = found["columns"]
    assert found["rows"] == 2
    assert (first["name"], first["kind"], first["label"], first["proposals"]) == ("mobile", "mobile", "Mobile", [])
    assert (second["name"], second["confidence"], second["fill"]) == ("mobile_2", 0.6667, 0.5)
    assert second["origins"] == [{"file": "a.csv", "sheet": "", "header": "موبایل", "confidence": 0.6667}]
    assert second["proposals"] == [proposal]


def test_no_columns_give_an_empty_catalogue() -> None:
    assert catalogue({}, faults={}) == {"rows": 0, "columns": []}
