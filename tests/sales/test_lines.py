"""The arithmetic of an invoice: whole rials, and sums that agree with what is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from zolal.sales.lines import amounts, checked_lines, totals

QUANTITIES = st.decimals(min_value="0.000001", max_value=10_000, places=6, allow_nan=False).map(str)
LINES = st.fixed_dictionaries(
    {
        "name": st.just("چای"),
        "quantity": QUANTITIES,
        "price": st.integers(0, 10**9),
        "discount": st.just(0),
        "discount_percent": st.integers(0, 10_000),
        "tax": st.integers(0, 2_500),
    }
)


def line(**told: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"name": "چای", "quantity": "1", "price": 0, "discount": 0, "discount_percent": 0, "tax": 0} | told


@pytest.mark.parametrize(
    ("told", "net", "tax"),
    [
        (line(price=1_000, tax=1_000), 1_000, 100),
        (line(price=15, quantity="1.5", tax=0), 23, 0),  # 22.5 goes up
        (line(price=1_005, tax=1_000), 1_005, 101),  # 100.5 goes up
        (line(price=1_000, discount_percent=1_250), 875, 0),
        (line(price=1_000, discount=300, tax=1_000), 700, 70),
        (line(price=1_000, discount=1, discount_percent=10_000), 0, 0),
        (line(price=10**15), 10**15, 0),  # exact, beyond what a float holds to the rial
    ],
)
def test_each_amount_is_rounded_once(told: dict[str, Any], net: int, tax: int) -> None:
    found = amounts(told)
    assert (found.net, found.tax) == (net, tax)


@given(st.lists(LINES, max_size=12))
def test_the_totals_are_the_sums_of_the_lines(told: list[dict[str, Any]]) -> None:
    lines = checked_lines(told) if sum(amounts(one).total for one in told) <= 10**15 else told
    whole = totals(lines)
    assert whole.total == sum(amounts(one).total for one in lines)
    assert whole.total == whole.gross - whole.discount + whole.tax
    for one in lines:
        parts = amounts(one)
        assert 0 <= parts.discount <= parts.gross
        exact = Decimal(one["quantity"]) * one["price"]
        assert abs(parts.gross - exact) <= Decimal("0.5")
        assert abs(parts.tax - Decimal(parts.net) * one["tax"] / 10_000) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (line(name=""), "lines.1.name"),
        (line(quantity="0"), "lines.1.quantity"),
        (line(quantity="۱"), None),
        (line(quantity="-1"), "lines.1.quantity"),
        (line(quantity="1e400"), "lines.1.quantity"),
        (line(price=True), "lines.1.price"),
        (line(price=10, discount=11), "lines.1.discount"),
        (line(tax=10_001), "lines.1.tax"),
        (line(price=10**15, quantity="2"), "lines"),
        ("چای", "lines.1"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(told: Any, field: str | None) -> None:  # noqa: ANN401 - JSON
    if field is None:
        assert checked_lines([told])[0]["quantity"] == "1"
        return
    with pytest.raises(ValidationError) as refused:
        checked_lines([told])
    assert set(refused.value.message_dict) == {field}
