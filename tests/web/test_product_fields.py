"""An administrator makes a field for products, and it is there in the catalogue, its forms and its files."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import RoleRights, User
from zolal.core.ledger import undo
from zolal.people.actions.custom_fields import create_custom_field
from zolal.sales.actions.product_sheets import receive_products, take_products
from zolal.sales.actions.products import add_product, change_product
from zolal.sales.exports import product_table
from zolal.sales.models import Product
from zolal.sales.product_sheets import judged
from zolal.sales.queries.products import ProductWish

pytestmark = pytest.mark.django_db

COLOURS = [{"value": "red", "fa": "قرمز", "en": "Red"}, {"value": "blue", "fa": "آبی", "en": "Blue"}]


@pytest.fixture(autouse=True)
def fields(administrator: User) -> None:
    told = {"record_type": "product", "by": administrator}
    create_custom_field(kind="choice", label_fa="رنگ", label_en="Colour", key="colour", choices=COLOURS, **told)
    create_custom_field(kind="number", label_fa="وزن", key="weight", least="0", **told)
    create_custom_field(
        kind="text", label_fa="زبان دوره", key="speaks", when_field="kind", when_values=["خدمت"], required=True, **told
    )
    create_custom_field(kind="file", label_fa="برگهٔ مشخصات", key="sheet", **told)


def test_a_product_is_made_changed_shown_and_found_by_them(browse: Browse, manager: User) -> None:
    client = browse(manager)
    form = client.get(reverse("product-new")).content.decode()
    assert 'data-when="id_kind" data-when-values="service" hidden' in form
    given = {"name": "چای", "kind": "good", "own:colour": "red", "own:weight": "۲٫۵"}
    file = SimpleUploadedFile("چای.pdf", b"%PDF-1")
    assert client.post(reverse("product-new"), given | {"own:sheet": file}).status_code == 302
    product = Product.objects.get()
    assert (product.own["colour"], product.own["weight"]) == ("red", 2.5)

    page = client.get(reverse("product", args=[product.uid])).content.decode()
    assert "قرمز" in page
    address = reverse("product-file", args=[product.uid, "own:sheet"])
    assert address in page
    assert b"".join(client.get(address)) == b"%PDF-1"

    change = reverse("product-change", args=[product.uid])
    kept = {"own:sheet": product.own["sheet"], "version": product.version}
    client.post(change, given | kept | {"own:colour": "blue"})
    product.refresh_from_db()
    assert (product.own["colour"], product.own["sheet"]) == ("blue", kept["own:sheet"])
    assert "آبی" in client.get(reverse("product", args=[product.uid])).content.decode(), "the history says it too"
    stale = client.post(change, given | kept | {"own:colour": "red"})
    assert stale.status_code == 422
    wrong = client.post(change, given | kept | {"own:weight": "-1"})
    assert 'value="-1"' in wrong.content.decode()

    listed = client.get(reverse("products"), {"own:colour": "blue", "columns": "own:weight", "sort": "own:weight"})
    assert "چای" in listed.content.decode()
    assert "<th" in listed.content.decode()
    assert "وزن" in listed.content.decode()
    assert client.get(reverse("products"), {"own:absent": "1"}).status_code == 302
    assert client.get(reverse("product-export-csv"), {"own:colour": "red"}).status_code == 200


def test_a_service_owes_what_only_services_need(browse: Browse, manager: User) -> None:
    client = browse(manager)
    given = {"name": "دوره", "kind": "service", "own:speaks": ""}
    answer = client.post(reverse("product-new"), given)
    assert answer.status_code == 422
    assert client.post(reverse("product-new"), given | {"own:speaks": "فارسی"}).status_code == 302
    assert Product.objects.get().own == {"speaks": "فارسی"}


def test_a_file_brings_them_and_takes_them_along(manager: User) -> None:
    known, _ = add_product(name="چای", code="T-1", by=manager, **{"own:colour": "red"})
    text = "code,name,رنگ,وزن\nT-1,چای,آبی,\nT-2,قهوه,قرمز,۳\nT-3,قند,بنفش,سنگین\n"
    sheet = receive_products(name="p.csv", pieces=[text.encode()], by=manager)
    change, new, wrong = judged(sheet)
    assert change.changes == [("own:colour", "red", "blue")]
    assert (new.part, new.facts["own:weight"]) == ("new", 3)
    assert set(wrong.errors) == {"own:colour", "own:weight"}
    action, fresh, changed = take_products(sheet=sheet, by=manager)
    assert (fresh, changed) == (1, 1)
    heads, rows = product_table(user=manager, wish=ProductWish.whole({"sort": "-own:weight"}))
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(one["رنگ"], one["وزن"]) for one in told] == [("قرمز", "3"), ("آبی", "")]
    assert action is not None
    undo(action=action, by=manager)
    known.refresh_from_db()
    assert known.own == {"colour": "red"}


def test_what_a_role_may_not_see_it_sees_nowhere(browse: Browse, manager: User) -> None:
    product, _ = add_product(name="چای", by=manager, **{"own:weight": "77", "own:colour": "red"})
    change_product(product=product, by=manager, **{"own:weight": "7.8125"})
    RoleRights.objects.create(key=manager.role, base=manager.role, fields={"product": {"own:weight": "hidden"}})
    client = browse(User.objects.get(pk=manager.pk))
    for address in (reverse("product", args=[product.uid]), reverse("product-change", args=[product.uid])):
        page = client.get(address).content.decode()
        assert "وزن" not in page
        assert "۸۱۲۵" not in page
        assert "7.8125" not in page
    assert client.get(reverse("products"), {"own:weight.from": "1"}).status_code == 302
