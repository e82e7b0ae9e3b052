"""One record alone is checked as it is among others."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine import pipeline
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.pipeline import single

NAMES = st.sampled_from(["علی", "محمدی", "رضا", "علی محمدی", "زهرا", "کریمی", "حسین زاده", "", "Ali"])
CITIES = st.sampled_from(["تهران", "شیراز", "یزد", "ساری", "لندن", ""])
PROVINCES = st.sampled_from(["تهران", "فارس", "یزد", "مازندران", "Khuzestan", "جایی", ""])
LINES = st.sampled_from(["88881234", "021-88881234", "8888 123", ""])


@given(st.lists(st.tuples(NAMES, NAMES, CITIES, PROVINCES, LINES), min_size=1, max_size=6))
def test_a_record_alone_has_the_faults_it_has_in_a_table(rows: list[tuple[str, ...]]) -> None:
    headers = {"first": "first_name", "last": "last_name", "city": "city", "province": "province", "line": "phone"}
    frame = pl.DataFrame(rows, schema=dict.fromkeys(headers, pl.String), orient="row")
    # A row without places keeps nine in ten from agreeing: what neighbours say is no matter of one record.
    padding = [("", "", city, "", "") for city in ("تهران", "شیراز", "یزد", "ساری", "رشت", "اهواز")]
    frame = pl.concat([frame, pl.DataFrame(padding * 3, schema=frame.schema, orient="row")])
    found = pipeline.clean(frame, options=pipeline.Options(overrides=headers))
    told = {(row, code): proposal for row, code, proposal in found.issues.select("row", "code", "proposal").rows()}
    for number, (first, last, city, province, line) in enumerate(rows, 1):
        keys = {
            name: parse_cell(KINDS[kind], text).key
            for name, kind, text in zip(headers, headers.values(), (first, last, city, province, line), strict=True)
        }
        assert told.get((number, "place_conflict"), "") == single.other_province(keys["city"], keys["province"])
        parts = single.names_together(keys["first"], keys["last"], parse_cell(KINDS["last_name"], last).value)
        assert ((number, "names_together") in told) == bool(parts)
        if not parts:
            assert ((number, "names_swapped") in told) == single.names_swapped(keys["first"], keys["last"])
        whole = single.with_area_code(keys["line"], keys["province"], keys["city"])
        assert told.get((number, "phone_area_added"), "") == whole
