"""A customer on very many rows stays one customer."""

from __future__ import annotations

import pytest

from tests.engine.match.people import customers
from tests.engine.match.test_blocking import columns, looked_at
from tests.engine.match.test_resolve import KNOWN


def test_a_large_block_of_one_number_is_thinned_out_and_not_dropped() -> None:
    rows = 3_000
    same = {"first_name": "علی", "last_name": "محمدی", "mobile": "+989120000000"}
    keys = {kind: [cell] * rows for kind, cell in same.items()} | {"email": [f"x{n}@gmail.com" for n in range(rows)]}
    pairs = looked_at(columns(**keys))
    assert {row for pair in pairs for row in pair} == {*range(rows)}
    assert len(pairs) < 20 * rows


@pytest.mark.parametrize(("rows", "among", "most"), [(60, 500, 1), (200, 500, 2), (200, 200, 2)])
def test_one_customer_on_very_many_rows_is_not_torn_into_single_rows(rows: int, among: int, most: int) -> None:
    copies = [{**KNOWN, "email": f"{chr(97 + row % 26)}{row * 37}@gmail.com"} for row in range(rows)]
    assert len(customers(*copies, among=among)) <= most
