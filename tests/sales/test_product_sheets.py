"""A price list from Excel comes in after a look, and can leave again."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.models import User
from zolal.core.ledger import undo
from zolal.sales.actions.product_sheets import receive_products, take_products
from zolal.sales.exports import product_table
from zolal.sales.models import Product, ProductCategory
from zolal.sales.product_sheets import judged
from zolal.sales.queries.products import ProductWish
from zolal.tables.small import small_csv, small_workbook

FILE = """نام کالا,کد,قیمت (تومان),دسته,مالیات,نوع,انبار
چای گیلان,T-1,۱۳۰٬۰۰۰,چای › چای سیاه,10,کالا,3
چای سبز,T-2,"900,000 ریال",چای,,,
قند,S-1,45000,شیرینی › قند,۹,کالا,
شکر,S-1,ارزان,,200,هدیه,
,,100,,,,
"""


def test_each_row_says_what_it_would_do_before_anything_is_written(
    manager: User, catalogue: dict[str, Product]
) -> None:
    sheet = receive_products(name="list.csv", pieces=[FILE.encode()], by=manager)
    rows = judged(sheet)
    assert [row.part for row in rows] == ["change", "same", "new", "wrong", "wrong"]
    assert rows[0].changes == [("price", 1_200_000, 1_300_000)]
    assert set(rows[3].errors) == {"name", "price", "tax_percent", "kind"}
    assert sheet.left_out == ["انبار"]
    assert Product.objects.count() == 3


def test_what_was_taken_in_can_be_taken_back_whole(manager: User, catalogue: dict[str, Product]) -> None:
    sheet = receive_products(name="list.csv", pieces=[FILE.encode()], by=manager)
    action, created, changed = take_products(sheet=sheet, by=manager)
    assert (created, changed) == (1, 1)
    sugar = Product.objects.get(code="S-1")
    assert (sugar.price, sugar.tax, str(sugar.category.parent)) == (450_000, 900, "شیرینی")
    undo(action=action, by=manager)
    assert not Product.objects.filter(code="S-1").exists()
    assert Product.objects.get(code="T-1").price == 1_200_000
    assert set(ProductCategory.objects.values_list("name", flat=True)) == {"چای", "چای سیاه"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_comes_in_again_as_it_is(manager: User, catalogue: dict[str, Product], form: str) -> None:
    heads, rows = product_table(user=manager, wish=ProductWish())
    content = small_csv(heads, rows) if form == "csv" else small_workbook("products", heads, rows, rtl=True)
    sheet = receive_products(name=f"products.{form}", pieces=[content], by=manager)
    assert [row.part for row in judged(sheet)] == ["same"] * 3


def test_an_amount_without_a_unit_is_asked_about_not_guessed(manager: User) -> None:
    text = b"name,price\nTea,1000\n"
    (row,) = judged(receive_products(name="a.csv", pieces=[text], by=manager))
    assert row.part == "wrong"
    (row,) = judged(receive_products(name="a.csv", pieces=[text], unit="toman", by=manager))
    assert row.facts["price"] == 10_000


def test_a_file_that_is_no_list_of_products_says_so(manager: User) -> None:
    for content in (b"", b"a,b\n1,2\n"):
        with pytest.raises(ValidationError) as refused:
            receive_products(name="a.csv", pieces=[content], by=manager)
        assert "file" in refused.value.message_dict
