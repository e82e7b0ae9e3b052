"""Invoices in the browser and by program."""

from __future__ import annotations

from collections.abc import Callable

from tests.api.conftest import Program, program
from tests.web.conftest import Browse
from zolal.accounts.actions.roles import Wanted, change_role, create_role
from zolal.accounts.actions.users import change_user
from zolal.accounts.models import User
from zolal.core.models import Action
from zolal.people.models import Person
from zolal.sales.actions.invoices import draft_invoice
from zolal.sales.actions.products import add_product
from zolal.sales.models import Invoice, Payment

__all__ = ["program"]


def test_a_sale_from_the_record_to_the_payment(manager: User, browse: Browse, sara: Person) -> None:
    client = browse(manager)
    tea, _ = add_product(name="چای", price=1_000_000, tax_percent=10, unit="بسته", by=manager)
    assert client.post("/invoices/create/", {"person": str(sara.uid)}).status_code == 302
    page = f"/invoices/{Invoice.objects.get().uid}/"
    typed = {
        "l1-product": str(tea.uid),
        "l1-quantity": "۲٫۵",
        "l1-discount": "۱۰٪",
        "l2-name": "حمل",
        "l2-price": "۵۰٬۰۰۰",
    }
    form = typed | {"buyer-name": "سارا محمدی", "version": "1"}
    assert client.post(f"{page}change/", form | {"l1-quantity": "سه"}).status_code == 422
    assert client.post(f"{page}change/", form).status_code == 302
    assert Invoice.objects.get().total == 2_475_000 + 500_000
    assert "سارا محمدی" in client.get(page).content.decode()
    assert client.post(f"{page}issue/", {}).status_code == 302
    assert client.post(f"{page}payments/", {"amount": "100000000", "method": "card"}).status_code == 422
    assert client.post(f"{page}payments/", {"amount": "۱۰۰٬۰۰۰ تومان", "method": "card"}).status_code == 302
    assert Payment.objects.get().amount == 1_000_000
    for address in (page, f"{page}paper/", f"{page}paper/?lang=en", "/invoices/", "/invoices/debts/",
                    f"/invoices/account/person/{sara.uid}/", f"/people/{sara.uid}/", "/"):  # fmt: skip
        assert client.get(address).status_code == 200, address
    code = Invoice.objects.get().code
    assert code not in client.get(f"/people/{sara.uid}/").content.decode(), "Persian digits, on the timeline too"
    for action in Action.objects.all():
        assert client.get(f"/ledger/{action.uid}/").status_code == 200, action.kind
    assert client.post(f"{page}act/", {"do": "return"}).status_code == 302
    assert Invoice.objects.filter(kind="return", status="draft").exists()


def test_a_day_that_is_none_is_told_and_hides_nothing(manager: User, browse: Browse) -> None:
    client = browse(manager)
    page = client.get("/invoices/", {"since": "xx"})
    assert page.status_code == 422
    assert "«xx»" in page.content.decode()
    assert client.get("/invoices/", {"since": "1405/01/01"}).status_code == 200


def test_an_account_says_of_a_day_that_it_is_none_and_keeps_the_other(
    manager: User, browse: Browse, sara: Person
) -> None:
    client, account = browse(manager), f"/invoices/account/person/{sara.uid}"
    refused = client.get(f"{account}/", {"since": "1405/01/01", "until": "1405/13/01"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert page.count("«1405/13/01»") == 1
    assert ('value="1405/13/01"' in page, 'value="1405/01/01"' in page) == (True, True)
    told = client.get(f"{account}.xlsx", {"until": "xx"}, follow=True)
    assert told.redirect_chain == [(f"{account}/", 302)]
    assert "«xx»" in told.content.decode()
    assert client.get(f"{account}.xlsx", {"until": "1405/12/29"})["Content-Type"].endswith("sheet")


def test_an_invoice_leaves_as_pdf_in_both_languages(manager: User, browse: Browse, sara: Person) -> None:
    line = {"name": "چای گیلان (Golden)", "quantity": "1.5", "price": 1_000_000, "tax": 1000}
    invoice, _ = draft_invoice(person=sara, lines=[line], note="=1+1\nخط دوم", by=manager)
    for lang in ("fa", "en"):
        answer = browse(manager).get(f"/invoices/{invoice.uid}.pdf?lang={lang}")
        assert answer.content.startswith(b"%PDF-")
        assert len(answer.content) < 200_000


def test_a_program_writes_issues_and_settles(manager: User, program: Callable[..., Program], sara: Person) -> None:
    api = program(manager)
    tea, _ = add_product(name="چای", price=1_000_000, tax_percent=10, by=manager)
    lines = [{"product": str(tea.uid), "quantity": "2", "price": 900_000}]
    made = api.post("/invoices", {"person": str(sara.uid), "lines": lines}).json()
    assert (made["total"], made["lines"][0]["name"]) == (1_980_000, "چای")
    uid = made["id"]
    assert api.patch(f"/invoices/{uid}", {"lines": [{"name": "", "price": 1}]}).status_code == 422
    issued = api.post(f"/invoices/{uid}/issue", {"version": 1}).json()
    assert issued["number"] == 1
    assert api.patch(f"/invoices/{uid}", {"note": "x"}).status_code == 422
    paid = api.post(f"/invoices/{uid}/payments", {"amount": 1_000_000})
    assert paid.status_code == 201
    assert api.get(f"/invoices/{uid}").json()["balance"] == 980_000
    assert api.get("/invoices?state=unpaid").json()["items"][0]["id"] == uid
    assert api.get(f"/invoices/account/person/{sara.uid}").json()["closing"] == 980_000
    assert api.get("/invoices/debts").json()[0]["total"] == 980_000
    assert api.get(f"/invoices/{uid}/pdf").content.startswith(b"%PDF-")


def test_what_a_role_does_not_see_of_a_customer_stands_on_no_invoice(
    member: User, administrator: User, browse: Browse, program: Callable[..., Program], sara: Person
) -> None:
    buyer = {"name": "سارا", "national_id": "0013542419", "phone": "09127654321", "city": "ابرکوه"}
    invoice, _ = draft_invoice(person=sara, lines=[{"name": "چای", "price": 10}], buyer=buyer, by=administrator)
    role = create_role(name="صندوق", copied_from="manager", by=administrator)
    fields = {"national_id": "masked", "mobile": "masked", "city": "hidden"}
    change_role(key=role.key, wanted=Wanted(fields={"person": fields}), by=administrator)
    change_user(user=member, role=role.key, team=member.team, by=administrator)
    seller = User.objects.get(pk=member.pk)
    client, page = browse(seller), f"/invoices/{invoice.uid}/"
    told = [client.get(one).content.decode() for one in (page, f"{page}change/", f"{page}paper/?lang=en")]
    told.append(program(seller).get(f"/invoices/{invoice.uid}").content.decode())
    told.append(client.post("/invoices/export/", {"form": "csv"}).content.decode("utf-8-sig"))
    for secret in ("0013542419", "09127654321", "ابرکوه", "۰۰۱۳۵۴۲۴۱۹"):
        assert not [one for one in told if secret in one], secret
    assert "چای" in told[0]
    assert client.post(f"{page}change/", {"l1-name": "قند", "buyer-name": "سارا", "version": "1"}).status_code == 302
    assert Invoice.objects.get().buyer == buyer  # what one does not see one does not wipe out


def test_who_does_not_see_amounts_writes_the_rest_of_a_draft(
    administrator: User, strategist: User, browse: Browse, sara: Person
) -> None:
    draft, _ = draft_invoice(
        person=sara, lines=[{"name": "چای", "quantity": "1", "price": 7_654_320}], by=administrator
    )
    change_role(key="strategist", wanted=Wanted(fields={"invoice": {"total": "hidden"}}), by=administrator)
    client = browse(User.objects.get(pk=strategist.pk))
    page = f"/invoices/{draft.uid}/"
    typed = {"note": "زود", "buyer-name": "سارا", "version": "1", "l1-name": "چای", "l1-price": "1"}
    assert client.post(f"{page}change/", typed).status_code == 302
    changed = Invoice.objects.get()
    assert (changed.note, changed.total) == ("زود", 7_654_320)
    for address in (page, f"{page}change/", "/invoices/", "/", f"/people/{sara.uid}/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not any(digits in answer.content.decode() for digits in ("765,432", "۷۶۵٬۴۳۲", "765432"))
    for address in (f"{page}paper/", f"{page[:-1]}.pdf", "/invoices/debts/", f"/invoices/account/person/{sara.uid}/"):
        refused = client.get(address)
        assert refused.status_code == 403
        assert "مبلغ فاکتورها" in refused.content.decode()
    assert client.get("/invoices/?sort=total").status_code == 422
