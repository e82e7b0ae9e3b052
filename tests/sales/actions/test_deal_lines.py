"""A deal is worth what its lines come to, to the rial."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.sales.conftest import Open
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.core.models import Action
from zolal.sales.actions.deal_lines import add_line, change_line, remove_line
from zolal.sales.actions.deals import change_deal
from zolal.sales.models import DealLine, Product


@pytest.mark.django_db
def test_the_value_follows_the_lines(opened: Open, member: User, catalogue: dict[str, Product]) -> None:
    deal = opened(value=7)

    def worth() -> int | None:
        deal.refresh_from_db()
        return deal.value

    line = add_line(deal=deal, product=catalogue["gilan"], quantity="2.5", discount=1_000, by=member)
    assert (line.total, worth()) == (2_700_000, 2_700_000)
    add_line(deal=deal, product=catalogue["course"], price=10, by=member)
    assert worth() == 2_700_010
    change_line(line=line, quantity=1, discount=0, by=member)
    assert worth() == 1_200_010
    undo_action(action=Action.objects.latest("pk"), by=member)
    assert worth() == 2_700_010
    line.refresh_from_db()
    assert line.quantity == Decimal("2.5")
    with pytest.raises(ValidationError):
        change_deal(deal=deal, value=5, by=member)
    remove_line(line=line, by=member)
    assert worth() == 10
    undo_action(action=Action.objects.latest("pk"), by=member)
    assert (worth(), DealLine.objects.count()) == (2_700_010, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": "1.2345"}, "quantity"),
        ({"price": -1}, "price"),
        ({"discount": 10_001}, "discount"),
    ],
)
def test_a_line_without_sense_is_refused(
    opened: Open, member: User, catalogue: dict[str, Product], wrong: dict, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_line(deal=opened(), product=catalogue["green"], by=member, **wrong)
    assert list(refused.value.message_dict) == [field]


@settings(max_examples=60)
@given(
    quantity=some.decimals(min_value=Decimal("0.001"), max_value=10_000, places=3),
    price=some.integers(min_value=0, max_value=10**9),
    discount=some.integers(min_value=0, max_value=10_000),
)
def test_a_line_is_a_whole_number_of_rials_near_the_exact_amount(quantity: Decimal, price: int, discount: int) -> None:
    total = DealLine(quantity=quantity, price=price, discount=discount).total
    assert isinstance(total, int)
    assert total >= 0
    assert abs(total - quantity * price * (10_000 - discount) / 10_000) <= 1
