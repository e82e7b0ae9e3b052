"""What deals are worth, products cost and invoices come to is kept from a role on every page, in every answer, file,
sum and filter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.planted import kind_at, plant
from tests.walk import looked_at
from zolal.accounts.actions.roles import Wanted, change_role, create_role
from zolal.accounts.actions.undoing import may_undo
from zolal.accounts.actions.users import change_user
from zolal.accounts.measures import kept_from
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, Withheld
from zolal.capture.actions.entries import enter
from zolal.connect.payload import shown
from zolal.core.jobs import enqueue, run_all
from zolal.core.ledger import record_type
from zolal.core.models import Action
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import Company
from zolal.people.queries.wish import BadWish
from zolal.sales.actions.channels import change_channel
from zolal.sales.actions.customer_terms import choose_group
from zolal.sales.actions.deal_lines import add_line, change_line, remove_line
from zolal.sales.actions.deals import change_deal, open_deal
from zolal.sales.actions.invoices import change_draft, correct_invoice, draft_of_deal
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.moves import win_deals
from zolal.sales.actions.price_groups import add_group, add_list, set_prices
from zolal.sales.actions.products import add_product
from zolal.sales.invoice_paper import invoice_paper
from zolal.sales.models import Deal, DealLine, Invoice, Product, SalesChannel, Sheet
from zolal.sales.queries.deal_lists import page
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.invoices import invoice_by_uid
from zolal.sales.rounding import share_of
from zolal.strategy.actions.goals import create_goal
from zolal.strategy.models import Goal
from zolal.strategy.periods import current

pytestmark = pytest.mark.django_db

AMOUNT = 7_310_940
PRICE, LISTED, DISCOUNT = 4_652_870, 3_918_260, 13.57
"""Of the product: in the catalogue, in a price list, and what a group gets off the first, in per cent."""
_UNSAID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\.[0-9]{6}|[٬,]")
_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫", "0123456789.")


@pytest.fixture
def planted(administrator: User) -> dict[str, list[UUID]]:
    """Deals that are open, lost and won, with lines and margins, of this amount; a goal that is measured by it."""
    for of in ("person", "company", "deal", "activity"):
        create_custom_field(record_type=of, kind="file", key="scan", label_fa="پیوست", by=administrator)
    product, _action = add_product(name="چای", price=PRICE, by=administrator)
    found = plant(administrator, "کاشته", AMOUNT, product)
    whole = {"company": Company.objects.get(), "expected_on": timezone.localdate(), "channel": "agent"}
    won = open_deal(title="برده", value=AMOUNT, margin_share=1_234, by=administrator, **whole)
    win_deals(ids=[won.pk], by=administrator)
    period = current("year", timezone.localdate(), 1)
    create_goal(by=administrator, name="فروش", measure="won_value", target=AMOUNT * 2, period=period)
    enqueue("strategy.count", owner=administrator)
    run_all()
    found["deal"].append(won.uid)
    found["goal"].append(Goal.objects.latest("pk").uid)
    return found | _priced(product, administrator)


def _priced(product: Product, by: User) -> dict[str, list[UUID]]:
    """A price group with a list, and files of both kinds that somebody is about to take in."""
    group, _action = add_group(name="عمده", discount_percent=DISCOUNT, by=by)
    listed, _action = add_list(group=group, name="بهار", by=by)
    set_prices(price_list=listed, prices={product: LISTED}, by=by)
    choose_group(customer=Company.objects.get(), group=group, by=by)
    rows = [{"name": "چای", "price": "۱۲۳"}]
    sheets = {
        kind: Sheet.objects.create(
            kind=kind, name="x.csv", rows=rows, about={"unit": "rial", "price_list": listed.pk}, by=by
        )
        for kind in Sheet.Kind
    }
    return {
        "product": [product.uid],
        "price group": [group.uid],
        "price list": [listed.uid],
        "sheet": [sheets[Sheet.Kind.PRODUCTS].uid],
        "price sheet": [sheets[Sheet.Kind.PRICES].uid],
    }


_PRICED = {
    "products": "product", "products/import": "sheet", "products/sheets": "sheet", "products/prices": "price group",
    "products/prices/lists": "price list", "products/prices/sheets": "price sheet", "prices": "price group",
    "prices/lists": "price list", "prices/price": "product", "prices/sheets": "price sheet",
}  # fmt: skip


@pytest.fixture
def restricted(administrator: User, member: User) -> User:
    """Somebody who may everything but see amounts of deals, products and invoices."""
    role = create_role(name="پشتیبان", copied_from="strategist", by=administrator)
    deal = {"value": "hidden", "margin_share": "hidden"}
    fields = {"deal": deal, "product": {"price": "hidden"}, "invoice": {"total": "hidden"}}
    change_role(key=role.key, wanted=Wanted(fields=fields), by=administrator)
    change_user(user=member, role=role.key, team=member.team, by=administrator)
    Sheet.objects.update(by=member)
    return User.objects.get(pk=member.pk)


@pytest.fixture
def priceless(administrator: User, member: User) -> User:
    """Somebody who may everything, sees all amounts of deals and invoices, and no price of a product."""
    role = create_role(name="وصول مطالبات", copied_from="strategist", by=administrator)
    change_role(key=role.key, wanted=Wanted(fields={"product": {"price": "hidden"}}), by=administrator)
    change_user(user=member, role=role.key, team=member.team, by=administrator)
    return User.objects.get(pk=member.pk)


@pytest.fixture
def sold(administrator: User) -> dict[str, list[UUID]]:
    """A deal of two lines, and an invoice of it that was issued, and a draft: each line tells a price."""
    tea, _action = add_product(name="چای", price=PRICE, by=administrator)
    company = enter(record_type="company", fields={"name": "بازرگانی البرز"}, by=administrator).record
    deal = open_deal(title="دو سطر", company=company, by=administrator)
    add_line(deal=deal, product=tea, quantity=3, discount=1_357, by=administrator)
    add_line(deal=deal, product=tea, quantity=1, price=LISTED, by=administrator)
    draft, _action = draft_of_deal(deal=deal, by=administrator)
    issued, _action = issue_invoice(invoice=draft_of_deal(deal=deal, by=administrator)[0], by=administrator)
    change_draft(invoice=draft, lines=[*draft.lines, *draft.lines], by=administrator)
    return {
        "product": [tea.uid],
        "company": [company.uid],
        "deal": [deal.uid],
        "line": [one.uid for one in deal.lines.all()],
        "invoice": [draft.uid, issued.uid],
        "action": list(Action.objects.values_list("uid", flat=True)),
    }


def of_lines() -> set[str]:
    """The digits of what stands on lines, in tomans. Not what the first comes to: while it was alone, that was what the
    deal is worth, and the history of that is told."""
    return {str(one // 10) for line in DealLine.objects.all() for one in (line.price, 3 * line.price)} | {"13.57"}


def secrets() -> set[str]:
    """The digits of every amount, in tomans, as they begin one in rials too."""
    deals = list(Deal.objects.select_related("stage"))
    found = {one.value for one in deals} | {one.weighted for one in deals} | {one.margin for one in deals}
    sums = {2 * AMOUNT, 3 * AMOUNT, AMOUNT // 9}
    sums |= {AMOUNT // 3, AMOUNT - AMOUNT // 3, PRICE, LISTED, PRICE - share_of(PRICE, round(DISCOUNT * 100))}
    told = {"12.34", "17.31", '"margin_share": 1234', '"margin_share":1234', str(DISCOUNT)}
    return {str(one // 10) for one in found | sums if one} | told


def telling(user: User, planted: dict[str, list[UUID]], told: set[str]) -> Iterator[str]:
    """Every address that tells one of these amounts, or breaks."""

    def of(where: str, place: str) -> list[UUID]:
        kind = _PRICED.get(where) or kind_at(where, place)
        asked = {"invoice", "payment", "deal", "line", "person", "company", "goal", "action", *_PRICED.values()}
        return planted.get(kind, []) if kind in asked else []

    for address, status, text in looked_at(user, of):
        plain = _UNSAID.sub("", text.translate(_LATIN))
        if status >= 500 or any(one in plain for one in told):
            yield address


def test_no_page_no_file_and_no_answer_tells_an_amount(
    administrator: User, restricted: User, planted: dict[str, list[UUID]]
) -> None:
    assert list(telling(restricted, planted, secrets())) == []
    # The walk would find it: where nothing is kept, the same pages tell it.
    assert len(list(telling(administrator, planted, secrets()))) > 30


def test_no_line_tells_a_price_that_the_catalogue_keeps(
    administrator: User, priceless: User, sold: dict[str, list[UUID]]
) -> None:
    assert list(telling(priceless, sold, of_lines())) == []
    assert len(list(telling(administrator, sold, of_lines()))) > 10


def test_what_a_deal_and_an_invoice_come_to_stays_to_be_seen(priceless: User, sold: dict[str, list[UUID]]) -> None:
    deal, invoice = Deal.objects.get(), invoice_by_uid(priceless, sold["invoice"][1])
    assert page(priceless, DealWish()).value == deal.value == invoice.total
    assert {line["price"] for line in invoice.lines} == {None}
    assert [line["quantity"] for line in invoice.lines] == ["3", "1"]
    told = shown(Invoice, record_type("invoice").facts([invoice.pk])[invoice.pk], None, priceless)
    assert "buyer" in told
    assert "lines" not in told


def test_lines_are_written_and_papers_made_by_who_sees_their_prices(
    priceless: User, sold: dict[str, list[UUID]]
) -> None:
    deal, tea = Deal.objects.get(), Product.objects.get()
    draft, issued = (Invoice.objects.get(uid=uid) for uid in sold["invoice"])
    line = DealLine.objects.all()[0]
    refused = (
        lambda: add_line(deal=deal, product=tea, price=1, by=priceless),
        lambda: change_line(line=line, quantity=1, by=priceless),
        lambda: remove_line(line=line, by=priceless),
        lambda: draft_of_deal(deal=deal, by=priceless),
        lambda: change_draft(invoice=draft, lines=[], by=priceless),
        lambda: correct_invoice(invoice=issued, kind="return", by=priceless),
    )
    for attempt in refused:
        with pytest.raises(ValidationError):
            attempt()
    for attempt in (lambda: invoice_paper(issued, "fa", priceless), lambda: issue_invoice(invoice=draft, by=priceless)):
        with pytest.raises(Withheld):
            attempt()
    action = Action.objects.filter(kind="deal.line_add").latest("pk")
    assert not may_undo(action=action, by=priceless)
    assert change_draft(invoice=draft, note="زود", by=priceless)[0].note == "زود"


def test_the_margin_of_a_channel_is_kept_with_that_of_deals(
    administrator: User, restricted: User, planted: dict[str, list[UUID]]
) -> None:
    channel = SalesChannel.objects.get()
    with pytest.raises(ValidationError, match="margin_percent"):
        change_channel(channel=channel, margin_percent=1, by=restricted)
    _changed, action = change_channel(channel=channel, margin_percent=3, by=administrator)
    assert not may_undo(action=action, by=restricted)
    assert change_channel(channel=channel, note="نو", by=restricted)[0].margin == 300


def test_no_list_is_filtered_or_sorted_by_it(restricted: User, planted: dict[str, list[UUID]]) -> None:
    for wish in (DealWish(value_from="1"), DealWish(value_to="9"), DealWish(sort="value"), DealWish(sort="-value")):
        with pytest.raises(BadWish):
            page(restricted, wish)
    found = page(restricted, DealWish(state="all"))
    assert (found.value, found.weighted, {card.deal.value for card in found.cards}) == (None, None, {None})


def test_it_is_measured_neither(restricted: User, planted: dict[str, list[UUID]]) -> None:
    assert kept_from(restricted) == {"won_value", "open_value", "invoiced", "paid", "overdue"}
    with pytest.raises(NotAllowed):
        create_goal(
            by=restricted, name="x", measure="won_value", target=1, period=current("year", timezone.localdate(), 1)
        )


def test_a_webhook_of_theirs_tells_no_amount(restricted: User, planted: dict[str, list[UUID]]) -> None:
    deal = Deal.objects.get(uid=planted["deal"][0])
    told = shown(Deal, record_type("deal").facts([deal.pk])[deal.pk], None, restricted)
    assert "title" in told
    assert told.keys().isdisjoint({"value", "margin_share", "margin_amount"})


def test_what_is_kept_is_not_written_and_no_way_leads_round(restricted: User, planted: dict[str, list[UUID]]) -> None:
    deal = Deal.objects.get(uid=planted["deal"][0])
    tries = (
        lambda: change_deal(deal=deal, value=1, by=restricted),
        lambda: change_deal(deal=deal, margin_amount=1, by=restricted),
        lambda: open_deal(title="نو", value=1, by=restricted),
        lambda: add_line(deal=deal, product=Product.objects.get(), by=restricted),
    )
    for attempt in tries:
        with pytest.raises(ValidationError):
            attempt()
    with pytest.raises(NotAllowed):
        draft_of_deal(deal=deal, by=restricted)
    change_deal(deal=deal, title="نام دیگر", by=restricted)
    assert Deal.objects.get(pk=deal.pk).value == AMOUNT


def test_who_may_only_read_it_sees_it(administrator: User, restricted: User, planted: dict[str, list[UUID]]) -> None:
    change_role(key=restricted.role, wanted=Wanted(fields={"deal": {"value": "read"}}), by=administrator)
    restricted = User.objects.get(pk=restricted.pk)
    found = page(restricted, DealWish(state="all", sort="-value"))
    assert {card.deal.value for card in found.cards} == {AMOUNT}
    with pytest.raises(ValidationError):
        change_deal(deal=found.cards[0].deal, value=1, by=restricted)
