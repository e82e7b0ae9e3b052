"""Prices in the browser and by program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import V1, Program, program
from tests.web.conftest import Browse
from zolal.accounts.actions.roles import Wanted, change_role
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.sales.actions.customer_terms import choose_group
from zolal.sales.actions.invoices import draft_invoice
from zolal.sales.actions.price_groups import add_group, add_list
from zolal.sales.actions.products import add_product
from zolal.sales.models import Invoice, PriceGroup, PriceList

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


def test_a_price_list_is_filled_from_a_file(manager: User, browse: Browse) -> None:
    client = browse(manager)
    tea, _ = add_product(name="چای", code="T-1", price=1_000_000, by=manager)
    add_product(name="قند", code="S-1", by=manager)
    group, _ = add_group(name="عمده", by=manager)
    spring, _ = add_list(group=group, name="بهار", by=manager)
    page = f"/products/prices/lists/{spring.uid}/"
    rubbish = SimpleUploadedFile("prices.xlsx", b"\x00\x01rubbish")
    assert client.post(f"{page}import/", {"file": rubbish}).status_code == 422
    file = SimpleUploadedFile("prices.csv", "کد,قیمت (ریال)\nT-1,۹۰۰۰۰۰\nS-1,ارزان\n".encode())
    sheet = client.post(f"{page}import/", {"file": file}, follow=True)
    assert "ارزان" in sheet.content.decode()
    assert client.post(sheet.redirect_chain[-1][0], {"do": "take"}).status_code == 302
    assert PriceList.objects.get().prices == {str(tea.pk): 900_000}
    out = client.get(f"{page}export.csv").content.decode("utf-8-sig")
    assert "T-1" in out
    assert "900000" in out


def test_a_program_fills_a_price_list_from_a_file(manager: User, program: Callable[..., Program]) -> None:
    api = program(manager)
    tea, _ = add_product(name="چای", code="T-1", by=manager)
    group = api.post("/prices", {"name": "عمده"}).json()
    made = api.post(f"/prices/{group['id']}/lists", {"name": "بهار"}).json()
    file = SimpleUploadedFile("prices.csv", b"code,price (rial)\nT-1,900000\nX,5\n")
    sheet: Any = api.client.post(f"{V1}/prices/lists/{made['id']}/sheets", {"file": file, "unit": ""}).json()
    assert (sheet["counts"], sheet["rows"][1]["errors"].keys()) == ({"new": 1, "wrong": 1}, {"code"})
    assert api.get(f"/prices/sheets/{sheet['id']}").json()["rows"][0]["after"] == 900_000
    assert api.post(f"/prices/sheets/{sheet['id']}/take").json()["set"] == 1
    assert api.get(f"/prices/lists/{made['id']}").json()["prices"] == {str(tea.uid): 900_000}
    assert "900000" in api.get(f"/prices/lists/{made['id']}/export?form=csv").content.decode("utf-8-sig")


def test_who_does_not_see_prices_writes_none(
    administrator: User, strategist: User, browse: Browse, sara: Person
) -> None:
    tea, _ = add_product(name="چای", price=1_234_560, by=administrator)
    group, _ = add_group(name="عمده", by=administrator)
    choose_group(customer=sara, group=group, by=administrator)
    change_role(key="strategist", wanted=Wanted(fields={"product": {"price": "hidden"}}), by=administrator)
    client = browse(User.objects.get(pk=strategist.pk))
    for address in ("/products/", f"/products/{tea.uid}/", f"/products/{tea.uid}/change/", f"/people/{sara.uid}/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "/products/prices/" not in page.content.decode()
        assert 'name="price"' not in page.content.decode()
    assert client.get("/products/prices/").status_code == 403
    assert "واحد، قیمت" not in client.get("/products/import/").content.decode()
    assert "واحد، قیمت" in browse(administrator).get("/products/import/").content.decode()
    assert client.post(f"/products/{tea.uid}/change/", {"name": "چای", "kind": "good", "price": "1"}).status_code == 302
    tea.refresh_from_db()
    assert tea.price == 1_234_560
    draft, _ = draft_invoice(person=sara, by=administrator)
    line = {"l1-product": str(tea.uid), "buyer-name": "سارا", "version": "1"}
    assert 'name="l1-product"' not in client.get(f"/invoices/{draft.uid}/change/").content.decode()
    assert client.post(f"/invoices/{draft.uid}/change/", line | {"l1-price": "100"}).status_code == 302
    assert Invoice.objects.get().lines == []
