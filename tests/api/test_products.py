"""Programs keep the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import V1, Program
from zolal.accounts.models import User


def test_a_product_is_made_changed_and_found(api: Program) -> None:
    category = api.post("/products/categories", {"name": "چای"}).json()
    made = api.post("/products", {"name": "چای گیلان", "code": "T-1", "price": 1_200_000, "tax_percent": 9.5,
                                  "category": category["id"]})  # fmt: skip
    assert made.status_code == 201
    product = made.json()["product"]
    assert (product["tax_percent"], product["category"]["name"]) == (9.5, "چای")
    uid = product["id"]
    assert api.patch(f"/products/{uid}", {"version": 1, "price": 1_300_000}).status_code == 200
    assert api.patch(f"/products/{uid}", {"version": 1, "price": 1_400_000}).status_code == 409
    wrong = api.patch(f"/products/{uid}", {"price": -1})
    assert wrong.status_code == 422
    assert "price" in wrong.json()["errors"]
    assert [one["id"] for one in api.get("/products?q=گیلان").json()["items"]] == [uid]
    assert api.post(f"/products/{uid}/archive").status_code == 200
    assert api.get("/products").json()["items"] == []


def test_a_file_is_looked_at_and_taken_in(api: Program) -> None:
    file = SimpleUploadedFile("list.csv", b"name,code,price (rial)\nTea,T-1,1000\nSalt,,x\n")
    sheet: Any = api.client.post(f"{V1}/products/sheets", {"file": file, "unit": ""}).json()
    assert sheet["counts"] == {"new": 1, "wrong": 1}
    assert api.post(f"/products/sheets/{sheet['id']}/take").json()["created"] == 1
    assert "T-1" in api.get("/products/export?form=csv").content.decode("utf-8-sig")


def test_members_read_and_do_not_write(program: Callable[..., Program], member: User) -> None:
    api = program(member)
    assert api.get("/products").status_code == 200
    assert api.post("/products", {"name": "چای"}).status_code == 403
    assert api.get("/products/export").status_code == 403


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_by_a_program(
    manager: User, program: Callable[..., Program]
) -> None:
    api = program(manager)
    group = api.post("/prices", {"name": "عمده", "discount_percent": 10}).json()
    made = api.post(f"/prices/{group['id']}/lists", {"name": "بهار"}).json()
    tea = api.post("/products", {"name": "چای"}).json()["product"]["id"]
    sort = api.post("/products/categories", {"name": "چای"}).json()["id"]
    day = made["starts_on"]
    writes = [
        (f"/prices/{group['id']}", {"name": "همکار", "seen": {"name": "خرده"}}, "name"),
        (f"/prices/lists/{made['id']}", {"name": "نو", "starts_on": day, "seen": {"name": "پاییز"}}, "name"),
        (f"/prices/lists/{made['id']}/prices", {"prices": {tea: 5}, "seen": {tea: 4}}, tea),
        (f"/products/categories/{sort}", {"name": "دمنوش", "seen": {"name": "قهوه"}}, "name"),
    ]
    for path, body, field in writes:
        refused = api.patch(path, body)
        assert (refused.status_code, list(refused.json()["errors"])) == (409, [field]), path
    assert api.patch(f"/prices/{group['id']}", {"name": "همکار", "seen": {"name": "عمده"}}).status_code == 200


def test_fields_of_ones_own_are_written_read_and_filtered_by(
    administrator: User, program: Callable[..., Program]
) -> None:
    api = program(administrator)
    made = api.post("/fields/own", {"type": "product", "kind": "number", "label_en": "Weight"})
    assert made.json()["name"] == "own:weight"
    tea = api.post("/products", {"name": "چای", "fields": {"own:weight": "۲٫۵"}}).json()["product"]
    api.post("/products", {"name": "قند"})
    assert tea["fields"] == {"own:weight": 2.5}
    found = api.get("/products?own:weight.from=2&sort=own:weight").json()
    assert [one["name"] for one in found["items"]] == ["چای"]
    changed = api.patch(f"/products/{tea['id']}", {"version": 1, "fields": {"own:weight": ""}}).json()["product"]
    assert changed["fields"] == {}
    assert api.patch(f"/products/{tea['id']}", {"fields": {"own:weight": "heavy"}}).status_code == 422
    assert api.post("/products", {"name": "نبات", "fields": {"weight": "1"}}).status_code == 422
    assert api.get("/products?own:absent=1").status_code == 422
