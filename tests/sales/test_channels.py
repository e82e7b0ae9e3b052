"""Shops belong to channels, and what goes through each is summed up the tree."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tests.api.conftest import Program, program
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import undo
from zolal.core.models import Setting
from zolal.people.models import Company
from zolal.quality.actions.merges import merge_records
from zolal.sales.actions.channels import add_channel, change_channel, drop_channel
from zolal.sales.actions.invoices import draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.models import Product, SalesChannel
from zolal.sales.queries.channels import channel_tree

__all__ = ["program"]

Enter = Callable[..., int]


@pytest.fixture
def house(enter: Enter) -> Company:
    return Company.objects.get(pk=enter("company", name="پخش البرز"))


@pytest.fixture
def shop(enter: Enter) -> Company:
    return Company.objects.get(pk=enter("company", name="فروشگاه کویر"))


@pytest.fixture
def served(manager: User, house: Company, shop: Company) -> SalesChannel:
    """The shop, served by the distributor."""
    top, _ = add_channel(company=house, kind="distributor", margin_percent=12, by=manager)
    return add_channel(company=shop, kind="retailer", parent=top, manager=manager, regions=["یزد"], by=manager)[0]


def test_a_channel_is_summed_with_those_it_serves(
    manager: User, served: SalesChannel, house: Company, shop: Company, django_assert_max_num_queries: object
) -> None:
    for company, price in ((house, 1_000_000), (shop, 300_000)):
        made, _ = draft_invoice(company=company, lines=[{"name": "چای", "price": price}], by=manager)
        issue_invoice(invoice=made, by=manager)
    with django_assert_max_num_queries(8):
        found = channel_tree(manager)
    assert [(one.channel.company, one.depth, one.own.invoiced, one.all.invoiced) for one in found] == [
        (house, 0, 1_000_000, 1_300_000),
        (shop, 1, 300_000, 300_000),
    ]


def test_the_list_is_narrowed(manager: User, served: SalesChannel, catalogue: dict[str, Product]) -> None:
    tea = catalogue["green"].category
    change_channel(channel=served, categories=[tea], by=manager)
    assert [one.channel.kind for one in channel_tree(manager, kind="retailer")] == ["retailer"]
    assert len(channel_tree(manager, region="یزد")) == 2  # the distributor sells everywhere
    assert len(channel_tree(manager, region="فارس")) == 1
    assert len(channel_tree(manager, category=tea.pk)) == 2
    assert [one.channel for one in channel_tree(manager, manager=manager.uid)] == [served]


def test_what_cannot_be_is_refused(manager: User, member: User, served: SalesChannel, shop: Company) -> None:
    for told in ({"kind": "retailer"}, {"kind": "shop"}, {"kind": "agent", "address": "javascript:alert(1)"},
                 {"kind": "agent", "regions": ["آتلانتیس"]}):  # fmt: skip
        with pytest.raises(ValidationError):
            add_channel(company=shop, **told, by=manager)
    with pytest.raises(ValidationError):
        change_channel(channel=served.parent, parent=served, by=manager)
    with pytest.raises(NotAllowed):
        drop_channel(channel=served, by=member)
    assert SalesChannel.objects.count() == 2


def test_who_may_not_see_the_company_sees_no_channel(manager: User, stranger: User, served: SalesChannel) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    assert channel_tree(stranger) == []


def test_a_channel_that_is_given_up_leaves_its_shops_to_its_own(
    manager: User, served: SalesChannel, house: Company, enter: Enter
) -> None:
    gone = drop_channel(channel=served.parent, by=manager)
    served.refresh_from_db()
    assert served.parent is None
    undo(action=gone, by=manager)
    served.refresh_from_db()
    assert served.parent.company == house
    other = enter("company", name="البرز")
    merge_records(record_type="company", keep_id=other, absorb_id=house.pk, by=manager)
    served.refresh_from_db()
    assert served.parent.company_id == other


def test_a_program_keeps_the_channels(manager: User, program: Callable[..., Program], shop: Company) -> None:
    api = program(manager)
    made = api.post("/channels", {"company": str(shop.uid), "kind": "online", "address": "shop.example.com"}).json()
    assert made["address"] == "https://shop.example.com"
    changed = api.patch(f"/channels/{made['id']}", {"manager": str(manager.uid), "margin_percent": 7.5}).json()
    assert (changed["manager"]["name"], changed["margin_percent"]) == (manager.name, 7.5)
    assert [one["id"] for one in api.get("/channels?kind=online").json()] == [made["id"]]
    assert api.delete(f"/channels/{made['id']}").status_code == 200
