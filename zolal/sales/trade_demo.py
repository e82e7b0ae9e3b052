"""What the demo company sells, to whom and through whom, and what has been paid."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from zolal.accounts.actions.settings import change_setting
from zolal.accounts.models import Role, User
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.sales.actions.channels import add_channel
from zolal.sales.actions.customer_terms import choose_group, prefer
from zolal.sales.actions.invoices import change_draft, correct_invoice, draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.payments import add_payment
from zolal.sales.actions.price_groups import add_group, add_list, set_prices
from zolal.sales.actions.product_categories import add_category
from zolal.sales.actions.products import add_product
from zolal.sales.lines import line_of
from zolal.sales.models import Invoice, PriceGroup, Product
from zolal.sales.queries.prices import price_of
from zolal.sales.rounding import share_of

INVOICES = 30
_THOUSAND = 1_000
_CATALOGUE: dict[str, tuple[str, str, list[tuple[str, int]]]] = {
    "دفتری › کاغذ و نوشت‌افزار": ("good", "بسته", [
        ("کاغذ A4 هشتاد گرمی، ۵۰۰ برگ", 2_900), ("کاغذ A3 هشتاد گرمی، ۵۰۰ برگ", 5_800), ("دفتر صدبرگ سیمی", 850),
        ("خودکار آبی، ۵۰ عدد", 3_200), ("روان‌نویس مشکی، ۱۲ عدد", 1_900), ("ماژیک وایت‌برد، ۱۰ عدد", 2_400),
        ("پوشهٔ دکمه‌دار، ۱۰ عدد", 1_100), ("زونکن پهن، ۱۰ عدد", 4_300),
    ]),
    "دفتری › ماشین‌های اداری": ("good", "دستگاه", [
        ("چاپگر لیزری سیاه‌وسفید", 148_000), ("چاپگر چندکارهٔ رنگی", 265_000), ("اسکنر رومیزی", 117_000),
        ("کاغذخردکن ۱۲ برگ", 64_000), ("دستگاه صحافی فنری", 43_500), ("دستگاه پرس کارت", 21_900),
        ("تلفن رومیزی تحت شبکه", 38_000), ("ویدئوپروژکتور اداری", 312_000),
    ]),
    "رایانه": ("good", "دستگاه", [
        ("رایانهٔ رومیزی اداری", 285_000), ("لپ‌تاپ ۱۴ اینچ", 498_000), ("نمایشگر ۲۴ اینچ", 96_000),
        ("صفحه‌کلید و ماوس بی‌سیم", 14_500), ("حافظهٔ SSD یک ترابایت", 41_000), ("مودم‌روتر دوبانده", 32_500),
        ("سوئیچ شبکهٔ ۲۴ درگاه", 78_000), ("منبع تغذیهٔ بدون وقفه ۱۰۰۰ ولت‌آمپر", 88_000),
    ]),
    "نرم‌افزار": ("service", "مجوز", [
        ("نرم‌افزار حسابداری، یک کاربر", 120_000), ("نرم‌افزار حسابداری، پنج کاربر", 380_000),
        ("نرم‌افزار انبار", 160_000), ("نرم‌افزار حقوق و دستمزد", 145_000), ("ضدویروس یک‌ساله", 9_800),
        ("فضای ابری سازمانی، یک سال", 54_000),
    ]),
    "خدمات": ("service", "ساعت", [
        ("پشتیبانی در محل", 6_500), ("راه‌اندازی شبکه", 9_000), ("آموزش کاربران", 7_500), ("مشاورهٔ خرید", 8_000),
        ("نگهداری سالانهٔ چاپگر", 18_000), ("بازیابی اطلاعات", 35_000), ("طراحی سربرگ و کارت", 12_000),
        ("تعمیر در کارگاه", 5_500), ("نصب نرم‌افزار", 4_800), ("پشتیبانی تلفنی، بستهٔ ماهانه", 24_000),
    ]),
}  # fmt: skip
_SELLER = {
    "name": "بازرگانی نمونهٔ زلال", "legal_id": "10380284790", "economic_code": "411111111111",
    "registration": "۱۲۳۴۵", "province": "تهران", "city": "تهران", "postal_code": "1511943943",
    "address": "خیابان احمد قصیر، کوچهٔ نمونه، پلاک ۷", "phone": "02188000000",
}  # fmt: skip
_KINDS = ("distributor", "agent", "retailer", "retailer", "online", "retailer")


def load() -> None:
    """Once; where it is there already nothing is done."""
    if Product.objects.exists():
        return
    by = User.objects.filter(role=Role.ADMINISTRATOR).earliest("pk")
    dice = random.Random(1405)
    change_setting(name="invoice.seller", value=_SELLER, by=by)
    products = _catalogue(by, dice)
    companies = _some(Company, 14)
    _channels(companies, products, by)
    groups = _prices(products, by)
    for number, company in enumerate(companies):
        if number % 2 == 0:
            choose_group(customer=company, group=groups[number % 4 // 2], by=by)
        prefer(customer=company, product=dice.choice(products), priority=1 + number % 3, by=by)
    _invoices([*companies, *_some(Person, 6)], products, by, dice)


def _catalogue(by: User, dice: random.Random) -> list[Product]:
    products, known = [], {}
    for path, (kind, unit, names) in _CATALOGUE.items():
        category = None
        for name in path.split(" › "):
            if name not in known:
                known[name] = add_category(name=name, parent=category, by=by)[0]
            category = known[name]
        for name, thousands in names:
            told: dict[str, Any] = {"kind": kind, "unit": unit, "category": category, "tax_percent": 10}
            told |= {"code": f"{'G' if kind == 'good' else 'S'}-{100 + len(products)}"}
            told |= {"price": thousands * _THOUSAND, "priority": dice.choice((None, None, 1, 2, 3))}
            products.append(add_product(name=name, **told, by=by)[0])
    return products


def _prices(products: list[Product], by: User) -> list[PriceGroup]:
    wholesale, _ = add_group(name="عمده‌فروشی", discount_percent=8, by=by)
    partners, _ = add_group(name="همکاران", discount_percent=15, by=by)
    today = timezone.localdate()
    autumn, _ = add_list(group=wholesale, name="پاییز", starts_on=today - timedelta(days=60), by=by)
    listed = {one: (one.price or 0) - share_of(one.price or 0, 1_200) for one in products[:16]}
    set_prices(price_list=autumn, prices=listed, by=by)
    return [wholesale, partners]


def _channels(companies: list[Company], products: list[Product], by: User) -> None:
    parent = None
    sellers = list(User.objects.filter(is_active=True).order_by("pk"))
    for number, (company, kind) in enumerate(zip(companies, _KINDS, strict=False)):
        told: dict[str, Any] = {"kind": kind, "parent": parent, "manager": sellers[number % len(sellers)]}
        told |= {"regions": [company.province] if company.province and kind != "distributor" else []}
        told |= {"categories": [products[0].category] if kind == "retailer" and products[0].category else []}
        told |= {"address": f"https://shop{number}.example.com"} if kind == "online" else {}
        channel, _ = add_channel(company=company, margin_percent=20 - 2 * number, **told, by=by)
        parent = parent or channel


def _invoices(customers: list[Any], products: list[Product], by: User, dice: random.Random) -> None:
    sellers = list(User.objects.filter(role__in=[Role.MEMBER, Role.MANAGER]).order_by("pk")) or [by]
    today = timezone.localdate()
    for number in range(INVOICES):
        customer = customers[dice.randrange(len(customers))]
        kind = customer.record_type
        lines = [
            line_of(one, price=price_of(one, customer).rials, quantity=str(dice.randint(1, 12)))
            for one in dice.sample(products, dice.randint(1, 4))
        ]
        if dice.random() < 0.3:
            lines[0]["discount_percent"] = 500
        day = today - timedelta(days=6 * (INVOICES - number))
        due = day + timedelta(days=dice.choice((0, 15, 30, 45)))
        buyer = {"name": customer.name, "city": customer.city, "address": customer.address}
        draft, _ = draft_invoice(
            **{kind: customer}, lines=lines, due_on=due, buyer=buyer, by=sellers[number % len(sellers)]
        )
        if number < INVOICES - 3:
            issued, _ = issue_invoice(invoice=draft, on=day, by=by)
            _paid(issued, by, dice)
    _returned(by)


def _paid(issued: Invoice, by: User, dice: random.Random) -> None:
    """Most are paid wholly, some in part, some not at all."""
    told = {"method": dice.choice(("transfer", "card", "cheque", "online")), "by": by}
    today = timezone.localdate()
    luck = dice.random()
    if luck < 0.25 or issued.issued_on is None:
        return
    on = min(today, issued.issued_on + timedelta(days=dice.randint(0, 25)))
    part = issued.total if luck > 0.45 else issued.total // 2
    add_payment(invoice=issued, amount=part, on=on, reference=str(dice.randint(10**7, 10**8)), **told)


def _returned(by: User) -> None:
    """Of the last one that nobody has paid something came back."""
    last = Invoice.objects.filter(status=Invoice.Status.ISSUED, paid=0).order_by("-pk").first()
    if last is not None:
        back, _ = correct_invoice(invoice=last, kind="return", by=by)
        change_draft(invoice=back, lines=[{**last.lines[0], "quantity": "1"}], by=by)
        issue_invoice(invoice=back, by=by)


def _some(model: type[Company | Person], many: int) -> list[Any]:
    """The first active ones with a name and a city."""
    found = model.objects.filter(state=Record.State.ACTIVE).exclude(name="").exclude(city="").order_by("pk")
    return list(found[:many])
