"""Server time of the lists of products and invoices: 50,000 products, 200,000 invoices; on both databases.

    python -m bench.trade --data /var/tmp/zolal-trade --rows 200000

`--rows` are invoices; the databases are filled once and stay in the folder. Every page is asked `--times` times after
one warm-up, from the request to the last byte, by an administrator and by a member who sees their own; columns are
those of `bench.pages`.
"""
# ruff: noqa: PLC0415 - Django is told where its data is before any of it is imported

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from bench.database import on_each
from bench.pages import Ask, told

PEOPLE, PRODUCTS, CHUNK = 5_000, 50_000, 10_000
SORTS, THINGS = (
    "چای قهوه شکر برنج روغن کاغذ چاپگر میز صندلی کابل".split(),
    "گیلان لاهیجان یزد تهران ویژه ممتاز سبز سیاه".split(),
)


def main() -> None:
    on_each("bench.trade", __doc__, inside, times=30, data="/var/tmp/zolal-trade")


def inside(rows: int, times: int) -> None:
    """In the child process that has the database: fill it, then measure."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    from bench import population
    from zolal.core.models import Setting

    population.fill(PEOPLE)
    Setting.objects.update_or_create(name="visibility.member", defaults={"value": "own"})
    _fill(rows)
    told(_cases(), times)


def _fill(rows: int) -> None:
    """What is still missing, past the ledger: a page does not know how it came about."""
    from django.db.models import F

    from bench.happened import write
    from zolal.accounts.models import User
    from zolal.core.planner import refresh_statistics
    from zolal.people.models import Company
    from zolal.sales.invoice_records import InvoiceRecords
    from zolal.sales.models import Invoice, Product, ProductCategory
    from zolal.sales.records import ProductRecords

    dice = random.Random(11)
    if not Product.objects.exists():
        sorts = [ProductCategory.objects.create(name=name, sort_key=name).pk for name in SORTS]
        for start in range(0, PRODUCTS, CHUNK):
            write(ProductRecords(), [_product(dice, sorts, number) for number in range(start, start + CHUNK)])
    buyers = list(Company.objects.values_list("pk", "name")[:20_000])
    users = list(User.objects.values_list("pk", "team_id"))
    for start in range(Invoice.objects.count(), rows, CHUNK):
        write(InvoiceRecords(), [_invoice(dice, buyers, users, number) for number in range(start, start + CHUNK)])
    # Of ten nine are paid.
    paid = Invoice.objects.annotate(tenth=F("pk") % 10).exclude(tenth=0)
    paid.filter(status="issued", paid=0).update(paid=F("total"))
    refresh_statistics()


def _product(dice: random.Random, sorts: list[int], number: int) -> dict[str, Any]:
    return {
        "name": f"{dice.choice(SORTS)} {dice.choice(THINGS)} {number}", "code": f"K-{number:05}", "kind": "good",
        "category": dice.choice(sorts), "unit": "بسته", "price": dice.randrange(1, 900) * 10_000, "tax": 1_000,
        "description": "در بستهٔ ده‌تایی", "state": "active" if dice.random() < 0.9 else "archived",
    }  # fmt: skip


def _invoice(
    dice: random.Random, buyers: list[tuple[int, str]], users: list[tuple[int, int | None]], number: int
) -> dict[str, Any]:
    (company, name), (owner, team) = dice.choice(buyers), dice.choice(users)
    lines = [
        {"product": None, "name": f"{dice.choice(SORTS)} {dice.choice(THINGS)}", "goods_id": "", "unit": "بسته",
         "quantity": str(dice.randrange(1, 50)), "price": dice.randrange(1, 900) * 10_000, "discount": 0,
         "discount_percent": 0, "tax": 1_000}
        for _ in range(dice.randrange(1, 6))
    ]  # fmt: skip
    facts = {
        "kind": "sale", "status": "draft", "company": company, "owner": owner, "team": team, "lines": lines,
        "buyer": {"name": name, "address": "خیابان کاشانی"}, "state": "active",
    }  # fmt: skip
    if number % 50 == 0:
        return facts
    day = date(2020, 3, 21) + timedelta(days=number // 90)
    return facts | {
        "status": "issued", "year": 1399 + number // 33_000, "number": number + 1, "issued_on": day.isoformat(),
        "due_on": (day + timedelta(30)).isoformat(), "seller": {"name": "بازرگانی نمونه"},
    }  # fmt: skip


def _cases() -> Iterator[tuple[str, Ask]]:
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from bench.asked import sound
    from zolal.accounts.models import User
    from zolal.sales.models import ProductCategory

    def fetched(client: Client, address: str, _dice: random.Random) -> object:
        return sound(client.get(address))

    goods, papers = reverse("products"), reverse("invoices")
    sort = ProductCategory.objects.values_list("uid", flat=True)[0]
    year = f"{datetime.now(UTC).year - 2}-05-01"
    queries = {
        goods: ("", "q=چای سبز", "q=K-0421", "q=چ", "q=نیست که نیست", f"category={sort}", "sort=price", "sort=-price",
                "sort=code", "sort=priority", "state=all", "page=700"),
        papers: ("", "q=چای", "q=چای گیلان 12", "q=1402/0", "q=نیست که نیست", "state=draft", "state=unpaid",
                 "state=overdue&sort=due", "state=paid", "state=returns", "sort=day", "sort=-total", "sort=due",
                 f"since={year}", f"since={year}&until={year[:4]}-06-01&q=قهوه", "page=3000"),
    }  # fmt: skip
    for email in ("admin@example.com", "user3@example.com"):
        user = User.objects.get(email=email)
        client = Client(SERVER_NAME="localhost", HTTP_ACCEPT_LANGUAGE="fa")
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
        for address, asked in queries.items():
            for query in asked:
                yield f"{user.role}: {address}?{query}", partial(fetched, client, f"{address}?{query}")


if __name__ == "__main__":
    main()
