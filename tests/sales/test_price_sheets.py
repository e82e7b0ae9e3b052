"""A price list comes in from Excel after a look, is taken back whole, and leaves in a form that comes in again."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import undo
from zolal.sales.actions.price_groups import add_group, add_list, set_prices
from zolal.sales.actions.price_sheets import receive_prices, take_prices
from zolal.sales.actions.products import add_product
from zolal.sales.exports import price_table
from zolal.sales.models import PriceList, Product, Sheet
from zolal.sales.price_sheets import judged_prices
from zolal.tables.small import small_csv, small_workbook

FILE = """کد,نام کالا,قیمت (تومان),انبار
T-1,,۱۱۰٬۰۰۰,3
,چای سبز,"900,000 ریال",
T-1,,۵۰,
X-9,,100,
,دورهٔ فروش,ارزان,
,,100,
,دورهٔ فروش,-5,
"""


@pytest.fixture
def spring(manager: User, catalogue: dict[str, Product]) -> PriceList:
    """A list in which the green tea costs 900,000 rials."""
    group, _ = add_group(name="عمده", by=manager)
    spring, _ = add_list(group=group, name="بهار", by=manager)
    return set_prices(price_list=spring, prices={catalogue["green"]: 900_000}, by=manager)[0]


def test_each_row_says_what_it_would_do_and_what_is_wrong_with_which_cell(manager: User, spring: PriceList) -> None:
    sheet = receive_prices(price_list=spring, name="list.csv", pieces=[FILE.encode()], by=manager)
    rows = judged_prices(sheet, spring)
    assert [row.part for row in rows] == ["new", "same", "wrong", "wrong", "wrong", "wrong", "wrong"]
    assert [list(row.errors) for row in rows[2:]] == [["name"], ["code"], ["price"], ["name"], ["name"]]
    assert (rows[0].before, rows[0].after, sheet.left_out) == (None, 1_100_000, ["انبار"])
    assert PriceList.objects.get().prices == spring.prices


def test_what_came_in_is_taken_back_whole(manager: User, spring: PriceList, catalogue: dict[str, Product]) -> None:
    sheet = receive_prices(price_list=spring, name="list.csv", pieces=[FILE.encode()], by=manager)
    changed, action, count = take_prices(sheet=sheet, by=manager)
    assert action is not None
    assert (count, changed.prices[str(catalogue["gilan"].pk)], Sheet.objects.count()) == (1, 1_100_000, 0)
    assert str(action.source) != "None"
    undo(action=action, by=manager)
    assert PriceList.objects.get().prices == spring.prices


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_that_went_out_comes_in_again_as_it_is(manager: User, spring: PriceList, form: str) -> None:
    heads, rows = price_table(user=manager, price_list=spring)
    content = small_csv(heads, rows) if form == "csv" else small_workbook("prices", heads, rows, rtl=True)
    sheet = receive_prices(price_list=spring, name=f"prices.{form}", pieces=[content], by=manager)
    judged = judged_prices(sheet, spring)
    assert [row.part for row in judged] == ["same"] * 3
    assert sorted(row.before or 0 for row in judged) == [0, 0, 900_000]


def test_a_file_without_prices_and_a_reader_are_refused(manager: User, reader: User, spring: PriceList) -> None:
    with pytest.raises(ValidationError) as refused:
        receive_prices(price_list=spring, name="a.csv", pieces=[b"name,stock\nTea,4\n"], by=manager)
    assert "name" in refused.value.messages[0]
    with pytest.raises(NotAllowed):
        receive_prices(price_list=spring, name="a.csv", pieces=[b"name,price\nTea,4\n"], by=reader)


def test_a_list_that_is_gone_is_told(manager: User, spring: PriceList) -> None:
    sheet = receive_prices(price_list=spring, name="list.csv", pieces=[FILE.encode()], by=manager)
    PriceList.objects.all().delete()
    with pytest.raises(ValidationError):
        take_prices(sheet=sheet, by=manager)


def test_looking_at_many_rows_asks_no_more_than_at_few(
    manager: User, spring: PriceList, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        add_product(name=f"کالا {number}", code=f"N-{number}", by=manager)
    text = "code,price (rial)\n" + "".join(f"N-{number},{number}000\n" for number in range(30))
    sheet = receive_prices(price_list=spring, name="a.csv", pieces=[text.encode()], by=manager)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert {row.part for row in judged_prices(sheet, spring)} == {"new"}


def test_a_price_of_two_programs_is_told_not_overwritten(
    manager: User, spring: PriceList, catalogue: dict[str, Product]
) -> None:
    with pytest.raises(Overtaken):
        set_prices(price_list=spring, prices={catalogue["green"]: 5}, seen={catalogue["green"]: 4}, by=manager)
