"""What a customer pays, and the rule that said so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import undo
from zolal.people.models import Company, Person
from zolal.quality.actions.merges import merge_records
from zolal.sales.actions.customer_terms import choose_group, forget_preference, prefer
from zolal.sales.actions.price_groups import add_group, add_list, delete_group, set_prices
from zolal.sales.models import PriceGroup, PriceList, Product, ProductPreference
from zolal.sales.queries.price_groups import terms_of
from zolal.sales.queries.prices import price_of, prices_of

TODAY = timezone.localdate()


@pytest.fixture
def wholesale(manager: User) -> PriceGroup:
    return add_group(name="عمده", discount_percent="12.5", by=manager)[0]


@pytest.fixture
def shop(enter: object, manager: User, wholesale: PriceGroup) -> Company:
    shop = Company.objects.get(pk=enter("company", name="فروشگاه کویر"))
    choose_group(customer=shop, group=wholesale, by=manager)
    return shop


def test_the_list_goes_before_the_discount_and_that_before_the_catalogue(
    manager: User, shop: Company, wholesale: PriceGroup, catalogue: dict[str, Product]
) -> None:
    tea = catalogue["gilan"]
    assert price_of(tea).rials == 1_200_000
    discounted = price_of(tea, shop)
    assert (discounted.rials, "12.5%" in discounted.reason) == (1_050_000, True)
    nowruz, _ = add_list(group=wholesale, name="نوروز", starts_on=TODAY, ends_on=TODAY + timedelta(9), by=manager)
    set_prices(price_list=nowruz, prices={tea: 999_000}, by=manager)
    listed = price_of(tea, shop)
    assert (listed.rials, listed.price_list) == (999_000, nowruz)
    assert price_of(tea, shop, TODAY - timedelta(1)).rials == 1_050_000
    assert price_of(tea, shop, TODAY + timedelta(10)).rials == 1_050_000
    assert price_of(catalogue["green"], shop).rials == 787_500


def test_of_two_lists_the_one_that_began_last_holds(
    manager: User, shop: Company, wholesale: PriceGroup, catalogue: dict[str, Product]
) -> None:
    tea = catalogue["gilan"]
    for begins, rials in ((TODAY - timedelta(30), 1_100_000), (TODAY, 1_000_000)):
        one, _ = add_list(group=wholesale, name=str(begins), starts_on=begins, by=manager)
        set_prices(price_list=one, prices={tea: rials}, by=manager)
    assert price_of(tea, shop).rials == 1_000_000
    assert price_of(tea, shop, TODAY - timedelta(1)).rials == 1_100_000


def test_who_works_at_a_company_buys_as_it_does(
    enter: object, manager: User, shop: Company, catalogue: dict[str, Product]
) -> None:
    buyer = Person.objects.get(pk=enter(given_name="علی"))
    Person.objects.filter(pk=buyer.pk).update(company=shop)
    buyer.refresh_from_db()
    assert price_of(catalogue["gilan"], buyer).rials == 1_050_000
    retail, _ = add_group(name="خرده", by=manager)
    choose_group(customer=buyer, group=retail, by=manager)
    assert price_of(catalogue["gilan"], buyer).rials == 1_200_000


def test_a_discount_leaves_no_part_of_a_rial(manager: User, shop: Company, sell: object) -> None:
    assert price_of(sell("الف", price=101), shop).rials == 88  # 101 − 12.625 → 13
    assert price_of(sell("ب"), shop).rials is None


def test_many_prices_cost_as_many_queries_as_one(
    shop: Company, catalogue: dict[str, Product], django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(2):
        assert len(prices_of(catalogue.values(), shop)) == 3


def test_all_of_it_can_be_taken_back(manager: User, wholesale: PriceGroup, catalogue: dict[str, Product]) -> None:
    one, _ = add_list(group=wholesale, name="بهار", by=manager)
    _list, action = set_prices(price_list=one, prices={catalogue["gilan"]: 5}, by=manager)
    undo(action=action, by=manager)
    assert PriceList.objects.get().prices == {}
    gone = delete_group(group=wholesale, by=manager)
    assert not PriceGroup.objects.exists()
    undo(action=gone, by=manager)
    assert PriceList.objects.get().group == wholesale


def test_what_cannot_be_is_refused(manager: User, member: User, shop: Company, wholesale: PriceGroup) -> None:
    with pytest.raises(ValidationError):
        delete_group(group=wholesale, by=manager)  # it has a customer
    with pytest.raises(ValidationError):
        add_group(name="عمده", by=manager)
    with pytest.raises(ValidationError):
        add_list(group=wholesale, name="ا", starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1), by=manager)
    with pytest.raises(NotAllowed):
        add_group(name="تازه", by=member)
    assert PriceGroup.objects.count() == 1


def test_a_merge_keeps_what_both_like(
    enter: object, manager: User, shop: Company, catalogue: dict[str, Product]
) -> None:
    other = Company.objects.get(pk=enter("company", name="کویر"))
    prefer(customer=shop, product=catalogue["gilan"], priority=2, by=manager)
    prefer(customer=other, product=catalogue["green"], note="بهار", by=manager)
    merge_records(record_type="company", keep_id=other.pk, absorb_id=shop.pk, by=manager)
    kept = Company.objects.get(pk=other.pk)
    assert [one.product.name for one in terms_of(kept).preferences] == ["چای سبز", "چای گیلان"]
    assert terms_of(kept).group.name == "عمده"


def test_a_preference_is_said_once_and_can_be_forgotten(
    manager: User, reader: User, shop: Company, catalogue: dict[str, Product]
) -> None:
    prefer(customer=shop, product=catalogue["gilan"], by=manager)
    liked, _ = prefer(customer=shop, product=catalogue["gilan"], priority=3, by=manager)
    assert ProductPreference.objects.get().priority == 3
    with pytest.raises(ValidationError):
        prefer(customer=shop, by=manager)
    with pytest.raises(NotAllowed):
        forget_preference(customer=shop, preference=liked, by=reader)
    undo(action=forget_preference(customer=shop, preference=liked, by=manager), by=manager)
    assert ProductPreference.objects.get().priority == 3
