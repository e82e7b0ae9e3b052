"""Prices in the browser and by program."""

from __future__ import annotations

from collections.abc import Callable

from tests.api.conftest import Program, program
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.sales.actions.products import add_product
from zolal.sales.models import PriceGroup, PriceList

__all__ = ["program"]


def test_a_group_its_list_and_a_customer_are_made_on_screens(manager: User, browse: Browse, sara: Person) -> None:
    client = browse(manager)
    tea, _ = add_product(name="چای", price=1_000_000, by=manager)
    assert client.post("/products/prices/", {"name": "عمده", "discount_percent": "۵"}).status_code == 302
    group = PriceGroup.objects.get()
    new = {"do": "list", "list-name": "بهار", "list-starts_on": "1405/01/01"}
    assert client.post(f"/products/prices/{group.uid}/", new).status_code == 302
    page = f"/products/prices/lists/{PriceList.objects.get().uid}/"
    assert client.post(page, {str(tea.uid): "سیب"}).status_code == 422
    assert client.post(page, {str(tea.uid): "۹۰٬۰۰۰"}).status_code == 302
    assert PriceList.objects.get().prices == {str(tea.pk): 900_000}
    assert "90,000" in client.get(page).content.decode()
    terms = f"/products/terms/person/{sara.uid}/"
    assert client.post(terms, {"group": str(group.uid)}).status_code == 302
    liked = {"do": "prefer", "what": f"product:{tea.uid}", "priority": "1"}
    assert client.post(terms, liked).status_code == 302
    card = client.get(f"/people/{sara.uid}/").content.decode()
    assert "عمده" in card
    assert "چای" in card


def test_a_program_asks_what_a_product_costs_somebody(
    manager: User, program: Callable[..., Program], sara: Person
) -> None:
    api = program(manager)
    tea, _ = add_product(name="چای", price=1_000_000, by=manager)
    group = api.post("/prices", {"name": "عمده", "discount_percent": 10}).json()
    assert api.call("put", f"/prices/of/person/{sara.uid}", {"group": group["id"]}).status_code == 200
    found = api.get(f"/prices/price/{tea.uid}?person={sara.uid}").json()
    assert (found["price"], found["group"]["name"]) == (900_000, "عمده")
    made = api.post(f"/prices/{group['id']}/lists", {"name": "بهار"}).json()
    api.patch(f"/prices/lists/{made['id']}/prices", {"prices": {str(tea.uid): 800_000}})
    assert api.get(f"/prices/price/{tea.uid}?person={sara.uid}").json()["price"] == 800_000
