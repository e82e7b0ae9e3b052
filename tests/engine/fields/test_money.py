"""Money is whole rials, and its unit is read, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.kind import NO_CONTEXT, Context
from zolal.engine.fields.money import MONEY, money_unit

RIAL = Context(money="rial")
TOMAN = Context(money="toman")


@pytest.mark.parametrize(
    ("cell", "rials"),
    [
        ("۱٬۲۰۰٬۰۰۰ تومان", "12000000"),
        ("1,200,000 ریال", "1200000"),
        ("1.2 میلیون تومان", "12000000"),
        ("۱٫۲ ميليون تومن", "12000000"),
        ("1 میلیون و 200 هزار تومان", "12000000"),
        ("50هزارتومان", "500000"),
        ("2 میلیارد ریال", "2000000000"),
        ("تومان 500", "5000"),
        ("1.200.000 IRR", "1200000"),
        ("500 Toman", "5000"),
        ("500 IRT", "5000"),
        ("10 ﷼", "10"),
        ("-500 ریال", "-500"),
        ("(500) ریال", "-500"),
        ("1,200.50 تومان", "12005"),
        ("1500.5 ریال", "1501"),
        ("0 ریال", "0"),
    ],
)
def test_the_unit_in_the_cell_counts(cell: str, rials: str) -> None:
    for context in (NO_CONTEXT, RIAL, TOMAN):
        parsed = MONEY.parse(cell, context)
        assert (parsed.value, parsed.key) == (rials, rials)


@pytest.mark.parametrize(("context", "rials"), [(RIAL, "1200000"), (TOMAN, "12000000")])
def test_else_the_unit_of_the_column(context: Context, rials: str) -> None:
    assert MONEY.parse("1200000", context).code == ""
    assert MONEY.parse("1200000", context).value == rials
    assert MONEY.parse("۱٬۲۰۰٬۰۰۰", context).value == rials


def test_without_any_unit_nothing_is_guessed() -> None:
    parsed = MONEY.parse("1,200,000", NO_CONTEXT)
    assert (parsed.value, parsed.key, parsed.code) == ("", "", "money_unit")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("$12", "money_currency"),
        ("12 USD", "money_currency"),
        ("۱۲ دلار", "money_currency"),
        ("1.200 تومان", "money_unreadable"),
        ("1,5 تومان", "money_unreadable"),
        ("12000 تومان 120000 ریال", "money_unreadable"),
        ("abc", "money_unreadable"),
        ("9" * 40 + " تومان", "money_unreadable"),
        ("ریال", "money_unreadable"),
        ("دو میلیون تومان", "money_unreadable"),
        ("1.2E+06 ریال", "money_unreadable"),
    ],
)
def test_what_cannot_be_an_amount_for_sure_is_an_issue(cell: str, code: str) -> None:
    parsed = MONEY.parse(cell, RIAL)
    assert (parsed.value, parsed.code) == ("", code)


@given(st.integers(-(10**13), 10**13), st.sampled_from([RIAL, TOMAN]), st.sampled_from(["", " ریال", " تومان"]))
def test_a_proposal_reads_back_as_the_same_amount_without_an_issue(amount: int, context: Context, unit: str) -> None:
    cell = f"{amount:,}{unit}"
    parsed = MONEY.parse(cell, context)
    again = MONEY.parse(parsed.proposal or cell, context)
    assert parsed.value
    assert (again.value, again.code) == (parsed.value, "")


@given(st.integers(-(10**13), 10**13))
def test_the_normal_form_in_a_column_of_rials_reads_as_itself(amount: int) -> None:
    assert MONEY.parse(str(amount), RIAL).value == str(amount)
    assert MONEY.parse(str(amount), RIAL).code == ""


@pytest.mark.parametrize(
    ("header", "unit"),
    [("مبلغ (ریال)", "rial"), ("مبلغ خرید (تومان)", "toman"), ("amount IRR", "rial"), ("مبلغ", ""), ("ریال/تومان", "")],
)
def test_a_header_names_its_unit(header: str, unit: str) -> None:
    assert money_unit(header) == unit
