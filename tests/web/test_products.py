"""The catalogue in the browser."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.settings import Setting
from zolal.sales.actions.products import add_product, change_product
from zolal.sales.models import Product


def test_a_price_is_typed_and_shown_in_the_unit_that_stands_beside_it(manager: User, browse: Browse) -> None:
    client = browse(manager)
    form = {"name": "چای", "kind": "good", "price": "۱۲۵٬۰۰۰", "tax_percent": "۱۰٪"}
    assert client.post("/products/new/", form).status_code == 302
    product = Product.objects.get()
    assert (product.price, product.tax) == (1_250_000, 1000)
    assert "۱۲۵٬۰۰۰ تومان" in client.get(f"/products/{product.uid}/").content.decode()
    Setting.objects.create(name="money.unit", value="rial")
    assert "۱٬۲۵۰٬۰۰۰ ریال" in client.get(f"/products/{product.uid}/").content.decode()
    client.post("/products/new/", form | {"name": "قند", "price": "5000 تومان"})
    assert client.post("/profile/preferences/", {"money": "toman"}).status_code == 302
    assert "۱۲۵٬۰۰۰ تومان" in client.get(f"/products/{product.uid}/").content.decode()
    assert Product.objects.get(name="قند").price == 50_000


def test_whoever_comes_second_sees_what_was_changed(manager: User, browse: Browse) -> None:
    product, _ = add_product(name="چای", price=1_000, by=manager)
    change_product(product=product, price=2_000, by=manager)
    form = {"name": "چای", "kind": "good", "price": "300", "tax_percent": "0", "version": "1"}
    answer = browse(manager).post(f"/products/{product.uid}/change/", form)
    assert answer.status_code == 422
    assert "۲۰۰ تومان" in answer.content.decode()
    assert Product.objects.get().price == 2_000


def test_a_file_goes_from_the_form_to_the_catalogue(manager: User, browse: Browse) -> None:
    client = browse(manager)
    file = SimpleUploadedFile("list.csv", b"name,price (rial)\nTea,1000\nSalt,x\n")
    answer = client.post("/products/import/", {"file": file})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Tea" in page
    assert "Salt" in page
    client.post(answer["Location"], {"do": "take"})
    assert Product.objects.get().name == "Tea"
    assert client.get("/products/?q=tea").content.decode().count("data-row") == 1
