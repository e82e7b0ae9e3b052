"""Prices of products are kept from a role, or shown to it without being its to write: in the catalogue, in files, in
price lists, in deals and in invoices."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tests.api.conftest import Program, program
from zolal.accounts.actions.roles import Wanted, change_role, create_role
from zolal.accounts.actions.undoing import may_undo
from zolal.accounts.actions.users import change_user
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.connect.payload import shown
from zolal.core.ledger import record_type
from zolal.core.models import Action
from zolal.people.queries.wish import BadWish
from zolal.sales.actions.deal_lines import add_line
from zolal.sales.actions.price_groups import add_group, add_list, change_group, set_prices
from zolal.sales.actions.price_sheets import receive_prices
from zolal.sales.actions.product_sheets import receive_products, take_products
from zolal.sales.actions.products import add_product, change_product
from zolal.sales.exports import price_table, product_table
from zolal.sales.models import Deal, PriceList, Product
from zolal.sales.queries.price_groups import grouped, price_list
from zolal.sales.queries.products import ProductWish, product_by_uid, product_page

__all__ = ["program"]

pytestmark = pytest.mark.django_db

As = Callable[[str], User]


@pytest.fixture
def given(administrator: User, strategist: User) -> As:
    """Somebody who may nearly everything, to whom prices of products are "read" or "hidden"."""
    role = create_role(name="انباردار", copied_from="strategist", by=administrator)

    def call(access: str) -> User:
        change_role(key=role.key, wanted=Wanted(fields={"product": {"price": access}}), by=administrator)
        change_user(user=strategist, role=role.key, team=strategist.team, by=administrator)
        return User.objects.get(pk=strategist.pk)

    return call


@pytest.fixture
def spring(manager: User, catalogue: dict[str, Product]) -> PriceList:
    group, _ = add_group(name="عمده", discount_percent=5, by=manager)
    spring, _ = add_list(group=group, name="بهار", by=manager)
    return set_prices(price_list=spring, prices={catalogue["green"]: 800_000}, by=manager)[0]


def test_who_does_not_see_prices_has_the_catalogue_without_them(
    given: As, catalogue: dict[str, Product], spring: PriceList
) -> None:
    user = given("hidden")
    assert {one.price for one in product_page(user, ProductWish())} == {None}
    assert product_by_uid(user, catalogue["green"].uid).price is None
    heads, rows = product_table(user=user, wish=ProductWish())
    assert not any("900000" in map(str, row) or len(row) != len(heads) for row in rows)
    assert len(heads) == 10
    for sort in ("price", "-price"):
        with pytest.raises(BadWish):
            product_page(user, ProductWish(sort=sort))


def test_price_lists_are_not_there_for_them(given: As, spring: PriceList) -> None:
    user = given("hidden")
    with pytest.raises(NotAllowed):
        price_list(user, spring.uid)
    with pytest.raises(NotAllowed):
        price_table(user=user, price_list=spring)
    # Whose group is whose they may know and choose: a name is no price.
    assert [(one.group.name, one.discount) for one in grouped(user)] == [("عمده", None)]


@pytest.mark.parametrize("access", ["read", "hidden"])
def test_what_is_not_theirs_to_write_stays(
    given: As, access: str, catalogue: dict[str, Product], spring: PriceList
) -> None:
    user, tea = given(access), catalogue["green"]
    refused = (
        lambda: change_product(product=tea, price=1, by=user),
        lambda: change_product(product=tea, price=None, by=user),
        lambda: add_product(name="قهوه", price=1, by=user),
    )
    for attempt in refused:
        with pytest.raises(ValidationError) as told:
            attempt()
        assert list(told.value.message_dict) == ["price"]
    not_theirs = (
        lambda: set_prices(price_list=spring, prices={tea: 1}, by=user),
        lambda: add_list(group=spring.group, name="تابستان", copied=spring, by=user),
        lambda: change_group(group=spring.group, name="عمده", discount_percent=50, by=user),
        lambda: receive_prices(price_list=spring, name="x.csv", pieces=["کد,قیمت\nT-2,1".encode()], by=user),
    )
    for attempt in not_theirs:
        with pytest.raises(NotAllowed):
            attempt()
    changed, _action = change_product(product=tea, unit="جعبه", by=user)
    assert (changed.unit, changed.price) == ("جعبه", 900_000)
    assert add_product(name="قهوه", price=None, by=user)[0].price is None


@pytest.mark.parametrize("access", ["read", "hidden"])
def test_a_file_of_theirs_is_taken_in_without_its_prices(given: As, access: str, catalogue: dict[str, Product]) -> None:
    user = given(access)
    file = "کد,نام,قیمت (ریال),واحد\nT-2,چای سبز,5,جعبه\nN-1,قهوه,7,بسته\n"
    sheet = receive_products(name="list.csv", pieces=[file.encode()], by=user)
    assert sheet.left_out == ["قیمت (ریال)"]
    _action, fresh, changed = take_products(sheet=sheet, by=user)
    assert (fresh, changed) == (1, 1)
    assert list(Product.objects.filter(code__in=["T-2", "N-1"]).order_by("code").values_list("price", "unit")) == [
        (None, "بسته"),
        (900_000, "جعبه"),
    ]


def test_a_file_that_waits_forgets_its_prices_when_the_right_is_taken(given: As, catalogue: dict[str, Product]) -> None:
    user = given("normal")
    file = "کد,قیمت (ریال)\nT-2,5\n"
    sheet = receive_products(name="list.csv", pieces=[file.encode()], by=user)
    sheet.by = given("read")
    assert take_products(sheet=sheet, by=sheet.by) == (None, 0, 0)
    assert Product.objects.get(code="T-2").price == 900_000


def test_lines_of_deals_are_not_written_by_who_does_not_see_prices(
    given: As, catalogue: dict[str, Product], opened: Callable[..., Deal]
) -> None:
    user = given("hidden")
    deal = opened(by=user)
    with pytest.raises(ValidationError, match="price"):
        add_line(deal=deal, product=catalogue["green"], price=700_000, by=user)
    assert add_line(deal=deal, product=catalogue["green"], by=given("read")).price == 900_000


def test_what_others_did_with_prices_is_not_theirs_to_take_back(
    given: As, manager: User, catalogue: dict[str, Product], spring: PriceList
) -> None:
    change_product(product=catalogue["green"], price=1, by=manager)
    actions = [Action.objects.filter(kind=kind).latest("pk") for kind in ("product.edit", "price_list.prices")]
    assert [may_undo(action=one, by=given("read")) for one in actions] == [False, False]
    assert [may_undo(action=one, by=given("normal")) for one in actions] == [True, True]


def test_a_program_is_told_no_price(
    given: As, program: Callable[..., Program], catalogue: dict[str, Product], spring: PriceList
) -> None:
    user, tea = given("hidden"), catalogue["green"]
    api = program(user)
    assert api.get(f"/products/{tea.uid}").json()["price"] is None
    assert api.get("/products?sort=price").status_code == 422
    assert api.get("/prices").json()[0]["discount_percent"] is None
    for address in (f"/prices/lists/{spring.uid}", f"/prices/price/{tea.uid}", f"/prices/{spring.group.uid}/lists"):
        assert api.get(address).status_code == 403
    assert api.patch(f"/products/{tea.uid}", {"price": 5}).status_code == 422
    told = shown(Product, record_type("product").facts([tea.pk])[tea.pk], None, user)
    assert "name" in told
    assert "price" not in told
