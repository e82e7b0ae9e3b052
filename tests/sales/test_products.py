"""The catalogue: made, found, changed without overwriting anybody, taken back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.sales.conftest import Sell
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.accounts.visibility import visible
from zolal.core.ledger import Stale, undo
from zolal.core.settings import Setting
from zolal.sales.actions.product_categories import add_category, change_category, delete_category
from zolal.sales.actions.products import add_product, archive_products, change_product, delete_product
from zolal.sales.models import Product, ProductCategory
from zolal.sales.queries.products import ProductWish, product_page, tree, wanted_products

Catalogue = dict[str, Product]


def names(user: User, **wish: str) -> list[str]:
    return [one.name for one in wanted_products(user, ProductWish.read(wish))]


def test_products_are_found_by_words_codes_and_sounds(reader: User, catalogue: Catalogue) -> None:
    assert names(reader) == ["چای سبز", "چای گیلان", "دورهٔ فروش"]
    assert names(reader, q="گيلان") == ["چای گیلان"]  # an Arabic ي
    assert names(reader, q="gilan") == ["چای گیلان"]
    assert names(reader, q="t-۲") == ["چای سبز"]
    assert names(reader, kind="service") == ["دورهٔ فروش"]
    assert names(reader, sort="-price")[0] == "دورهٔ فروش"


def test_a_category_is_with_all_that_is_inside_it(reader: User, catalogue: Catalogue) -> None:
    tea = ProductCategory.objects.get(name="چای")
    assert names(reader, category=str(tea.uid)) == ["چای سبز", "چای گیلان"]
    assert [(one.path, one.products) for one in tree(reader, counts=True)] == [("چای", 1), ("چای › چای سیاه", 1)]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"price": -1}, "price"),
        ({"price": 1.5}, "price"),
        ({"tax_percent": 101}, "tax_percent"),
        ({"tax_percent": "nan"}, "tax_percent"),
        ({"goods_id": "123"}, "goods_id"),
        ({"priority": 6}, "priority"),
        ({"kind": "gift"}, "kind"),
        ({"code": "t ۱"}, "code"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    manager: User, sell: Sell, told: dict[str, object], field: str
) -> None:
    sell("کتاب", code="T1")
    with pytest.raises(ValidationError) as refused:
        add_product(**{"name": "دفتر"} | told, by=manager)
    assert set(refused.value.message_dict) == {field}
    assert Product.objects.count() == 1


def test_nobody_overwrites_what_they_have_not_seen(manager: User, catalogue: Catalogue) -> None:
    tea = catalogue["gilan"]
    change_product(product=tea, version=tea.version, price=1_300_000, by=manager)
    with pytest.raises(Stale):
        change_product(product=tea, version=tea.version, price=1_400_000, by=manager)
    change_product(product=tea, version=tea.version, unit="جعبه", by=manager)  # another fact
    tea.refresh_from_db()
    assert (tea.price, tea.unit, tea.version) == (1_300_000, "جعبه", 3)


def test_each_step_can_be_taken_back(manager: User, catalogue: Catalogue) -> None:
    tea = catalogue["gilan"]
    gone = delete_product(product=tea, by=manager)
    assert not Product.objects.filter(pk=tea.pk).exists()
    undo(action=gone, by=manager)
    assert Product.objects.get(pk=tea.pk).code == "T-1"
    out = archive_products(products=[tea], by=manager)
    assert tea.name not in names(manager)
    undo(action=out, by=manager)
    assert tea.name in names(manager)


def test_a_deleted_category_leaves_its_products_one_level_up(manager: User, catalogue: Catalogue) -> None:
    tea, black = ProductCategory.objects.get(name="چای"), ProductCategory.objects.get(name="چای سیاه")
    action = delete_category(category=black, by=manager)
    assert Product.objects.get(code="T-1").category == tea
    undo(action=action, by=manager)
    assert Product.objects.get(code="T-1").category == black


def test_no_category_stands_inside_itself(manager: User, catalogue: Catalogue) -> None:
    tea, black = ProductCategory.objects.get(name="چای"), ProductCategory.objects.get(name="چای سیاه")
    with pytest.raises(ValidationError):
        change_category(category=tea, name="چای", parent=black, by=manager)
    with pytest.raises(ValidationError):
        add_category(name="چاى", by=manager)  # another ی, the same name


def test_everybody_sees_products_and_only_managers_change_them(
    stranger: User, member: User, catalogue: Catalogue
) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    assert visible(Product.objects.all(), stranger).count() == 3
    with pytest.raises(NotAllowed):
        add_product(name="کتاب", by=member)
    assert Product.objects.count() == 3


def test_a_page_costs_as_many_queries_with_many_products(
    manager: User, sell: Sell, catalogue: Catalogue, django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        sell(f"کالا {number}")
    with django_assert_max_num_queries(4):
        assert len([one.category for one in product_page(manager, ProductWish())]) == 23
