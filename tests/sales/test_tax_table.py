"""Issued invoices leave with all legal fields, and what the tax administration would refuse is told before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.api.conftest import Program, program
from tests.web.conftest import Browse, browse
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.models import Action, Setting
from zolal.people.models import Company
from zolal.sales.actions.invoices import correct_invoice, draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.models import Invoice
from zolal.sales.tax_table import judged_invoices, tax_invoice_table

__all__ = ["browse", "program"]

SPRING = {"since": date(2026, 3, 21), "until": date(2026, 6, 21)}
TEA = {"name": "چای", "goods_id": "2710000000017", "unit": "بسته", "quantity": "3", "price": 1_000, "tax": 1_000}
BUYER = {
    "name": "فروشگاه کویر",
    "legal_id": "10380284790",
    "economic_code": "411111111111",
    "postal_code": "8914733456",
}


@pytest.fixture
def seller(db: None) -> None:
    told = {"name": "بازرگانی", "legal_id": "10380284790", "economic_code": "411111111111"}
    Setting.objects.create(name="invoice.seller", value=told)


@pytest.fixture
def issue(manager: User, enter: Callable[..., int], seller: None) -> Callable[..., Invoice]:
    shop = Company.objects.get(pk=enter("company", name="فروشگاه کویر"))

    def issued(**told: Any) -> Invoice:  # noqa: ANN401 - see `draft_invoice`
        made, _ = draft_invoice(**{"company": shop, "lines": [TEA], "buyer": BUYER, "by": manager} | told)
        return issue_invoice(invoice=made, on=date(2026, 5, 1), by=manager)[0]

    return issued


def test_a_whole_invoice_is_a_row_for_each_line(manager: User, issue: Callable[..., Invoice]) -> None:
    issue(lines=[TEA, TEA | {"name": "قند", "quantity": "0.5"}])
    with override("en"):
        columns, rows = tax_invoice_table(user=manager, **SPRING)
        first, second = [dict(zip(columns, row, strict=True)) for row in rows]
    assert (first["Invoice number"], first["Jalali day"], first["Day"]) == ("1405/00001", "1405/02/11", "2026-05-01")
    assert (first["Buyer: Legal ID"], first["Type of buyer"]) == ("10380284790", "legal entity")
    assert (first["Goods ID"], first["Tax (rial)"], first["Sum of the line (rial)"]) == ("2710000000017", 300, 3_300)
    assert (second["Line"], second["Sum of the line (rial)"], second["Sum of the invoice (rial)"]) == (2, 550, 3_850)
    assert first["What is missing"] == ""
    assert Action.objects.filter(kind="records.export").exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"buyer": BUYER | {"postal_code": ""}}, "buyer.postal_code"),
        ({"buyer": {name: BUYER[name] for name in ("name", "postal_code")}}, "buyer.legal_id"),
        ({"buyer": BUYER | {"economic_code": ""}}, "buyer.economic_code"),
        ({"lines": [TEA, TEA | {"goods_id": ""}]}, "lines.2.goods_id"),
        ({"lines": [TEA | {"unit": ""}]}, "lines.1.unit"),
    ],
)
def test_what_is_missing_is_told_by_field(
    manager: User, issue: Callable[..., Invoice], told: dict[str, Any], field: str
) -> None:
    issue(**told)
    (judged,) = judged_invoices(manager, **SPRING)
    assert list(judged.problems) == [field]
    assert list(tax_invoice_table(user=manager, **SPRING, only_whole=True)[1]) == []


def test_without_the_seller_nothing_is_whole(manager: User, issue: Callable[..., Invoice]) -> None:
    Setting.objects.all().delete()
    issue()
    (judged,) = judged_invoices(manager, **SPRING)
    assert {name.partition(".")[0] for name in judged.problems} == {"seller"}


def test_corrections_name_what_they_correct_and_drafts_stay_out(
    manager: User, issue: Callable[..., Invoice], django_assert_num_queries: object
) -> None:
    first, second = issue(), issue()
    back, _ = correct_invoice(invoice=first, kind="return", by=manager)
    issue_invoice(invoice=back, on=date(2026, 5, 2), by=manager)
    correct_invoice(invoice=second, kind="sale", by=manager)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = judged_invoices(manager, **SPRING)
    assert len(found) == 3
    with override("en"):
        columns, rows = tax_invoice_table(user=manager, **SPRING)
        last = dict(zip(columns, list(rows)[-1], strict=True))
    assert last["What it is"] == "return of what was sold"
    assert last["Number of the invoice it corrects"] == "1405/00001"


def test_who_does_not_see_the_legal_fields_does_not_take_them_away(
    manager: User, reader: User, issue: Callable[..., Invoice]
) -> None:
    issue()
    with pytest.raises(NotAllowed):
        tax_invoice_table(user=reader, **SPRING)
    with pytest.raises(ValidationError):
        judged_invoices(manager, since=SPRING["until"], until=SPRING["since"])


def test_on_the_screen_and_by_program(
    manager: User, issue: Callable[..., Invoice], browse: Browse, program: Callable[..., Program]
) -> None:
    issue(buyer=BUYER | {"postal_code": ""})
    client, days = browse(manager), "since=2026-03-21&until=1405/03/31"
    page = client.get(f"/invoices/tax/?{days}").content.decode()
    assert "کد پستی خریدار" in page
    assert client.get("/invoices/tax/").status_code == 200
    assert client.get("/invoices/tax/?since=x&until=").status_code == 422
    posted = {"since": "2026-03-21", "until": "2026-06-21", "form": "csv"}
    assert "2710000000017" in client.post("/invoices/tax/export/", posted).content.decode("utf-8-sig")
    api = program(manager)
    found = api.get("/invoices/tax?since=2026-03-21&until=2026-06-21").json()
    assert (found["count"], found["whole"], list(found["lacking"][0]["problems"])) == (1, 0, ["buyer.postal_code"])
    out = api.post("/invoices/tax/export", posted | {"only_whole": True})
    assert "2710000000017" not in out.content.decode("utf-8-sig")
