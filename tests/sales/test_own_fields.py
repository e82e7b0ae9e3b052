"""What a business asks of its deals and nobody else does: filled, checked, found, taken in and out like all else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.sales.conftest import Open
from zolal.accounts.models import RoleRights, User
from zolal.core.ledger import Stale, act, undo
from zolal.people.actions.custom_fields import change_custom_field, create_custom_field
from zolal.people.models import CustomField, OwnValue, Person
from zolal.people.queries.wish import BadWish
from zolal.sales.actions.deal_rows import write_deals
from zolal.sales.actions.deals import change_deal, delete_deals
from zolal.sales.actions.moves import move_deals
from zolal.sales.actions.pipelines import change_stage
from zolal.sales.deal_sheets import judged_deals
from zolal.sales.exported import deal_table
from zolal.sales.models import Deal, Pipeline, Stage
from zolal.sales.queries.deal_lists import page
from zolal.sales.queries.deal_wish import DealWish

Make = Callable[..., CustomField]
SIZES = [{"value": "small", "fa": "کوچک", "en": "Small"}, {"value": "big", "fa": "بزرگ", "en": "Big"}]


@pytest.fixture
def make(administrator: User) -> Make:
    def create(kind: str, label_fa: str, **given: Any) -> CustomField:  # noqa: ANN401 - of the action
        return create_custom_field(record_type="deal", kind=kind, label_fa=label_fa, by=administrator, **given)

    return create


@pytest.fixture
def size(make: Make) -> CustomField:
    return make("choice", "اندازه", label_en="Size", key="size", choices=SIZES)


@pytest.fixture
def budget(make: Make) -> CustomField:
    return make("money", "بودجه", label_en="Budget", key="budget", least="0")


def found(user: User, **asked: Any) -> list[str]:  # noqa: ANN401 - of an address
    wish = DealWish.read({name.replace("own_", "own:"): value for name, value in asked.items()})
    return [card.deal.title for card in page(user, wish).cards]


def test_a_deal_is_opened_changed_and_taken_back_with_them(
    opened: Open, member: User, size: CustomField, budget: CustomField
) -> None:
    deal = opened(**{"own:size": "بزرگ", "own:budget": "۱۲ میلیون تومان"})
    assert deal.own == {"size": "big", "budget": 120_000_000}
    action = change_deal(deal=deal, version=deal.version, by=member, **{"own:size": "small", "own:budget": ""})
    deal.refresh_from_db()
    assert deal.own == {"size": "small"}
    with pytest.raises(Stale):
        change_deal(deal=deal, version=1, by=member, **{"own:size": "big"})
    assert action is not None
    undo(action=action, by=member)
    deal.refresh_from_db()
    assert deal.own == {"size": "big", "budget": 120_000_000}


def test_what_does_not_fit_is_refused_beside_its_field(opened: Open, size: CustomField, budget: CustomField) -> None:
    with pytest.raises(ValidationError) as refused:
        opened(**{"own:size": "آهنی", "own:budget": "-5", "own:absent": "1", "value": "much"})
    assert set(refused.value.message_dict) == {"own:size", "own:budget", "own:absent", "value"}
    assert not Deal.objects.exists()


def test_a_needed_one_waits_for_its_condition(opened: Open, member: User, make: Make) -> None:
    make("text", "نام نماینده", key="agent", required=True, when_field="channel", when_values=["نماینده"])
    assert CustomField.objects.get().when_values == ["agent"], "a label is kept as what it stands for"
    deal = opened()
    with pytest.raises(ValidationError) as refused:
        opened(channel="agent")
    assert set(refused.value.message_dict) == {"own:agent"}
    deal = opened(channel="agent", **{"own:agent": "پارس"})
    with pytest.raises(ValidationError):
        change_deal(deal=deal, by=member, **{"own:agent": ""})


def test_two_deals_cannot_share_what_each_needs_of_its_own(opened: Open, member: User, make: Make) -> None:
    make("text", "شماره قرارداد", key="contract", unique=True)
    first = opened(**{"own:contract": "۱۲"})
    with pytest.raises(ValidationError):
        opened(**{"own:contract": "12"})
    second = opened(**{"own:contract": "13"})
    change_deal(deal=first, by=member, **{"own:contract": "12"})
    with pytest.raises(ValidationError):
        change_deal(deal=second, by=member, **{"own:contract": "12"})


def test_lists_are_narrowed_and_sorted_by_them(
    opened: Open, member: User, size: CustomField, budget: CustomField, make: Make
) -> None:
    make("text", "پروژه", key="project")
    opened("الف", **{"own:size": "big", "own:budget": "300", "own:project": "ساختمان مرکزی"})
    opened("ب", **{"own:size": "small", "own:budget": "5"})
    opened("پ")
    assert found(member, own_size="بزرگ") == ["الف"]
    assert found(member, **{"own_size.not": "big"}) == ["ب", "پ"]
    assert found(member, **{"own_budget.from": "۱۰"}) == ["الف"]
    assert found(member, own_size=["big", "small"], **{"own_budget.to": "10"}) == ["ب"]
    assert found(member, **{"own_project.contains": "مرکزی"}) == ["الف"]
    assert found(member, sort="own:budget") == ["ب", "الف", "پ"]
    assert found(member, sort="-own:budget") == ["الف", "ب", "پ"]
    wish = DealWish.read({"own:size": ["big"], "own:budget.from": "10", "columns": "own:size", "sort": "-own:budget"})
    assert wish.query() == "sort=-own%3Abudget&columns=own%3Asize&own%3Asize=big&own%3Abudget.from=10"
    for asked in ({"own:absent": "1"}, {"own:size.begins": "b"}, {"sort": "own:absent"}, {"columns": "own:absent"}):
        with pytest.raises(BadWish):
            DealWish.read(asked)


def test_a_stage_can_demand_one(
    opened: Open, administrator: User, member: User, stages: list[Stage], budget: CustomField
) -> None:
    change_stage(stage=stages[1], by=administrator, needs=["own:budget"])
    deal = opened()
    with pytest.raises(ValidationError) as refused:
        move_deals(ids=[deal.pk], stage=stages[1], by=member)
    assert "بودجه" in refused.value.message_dict["own:budget"][0]
    move_deals(ids=[deal.pk], stage=stages[1], given={"own:budget": "500"}, by=member)
    assert Deal.objects.get().own == {"budget": 500}


@pytest.mark.usefixtures("pipeline")
def test_they_come_from_a_file_and_go_into_one_that_can_come_again(
    manager: User, sara: Person, size: CustomField, budget: CustomField, make: Make
) -> None:
    make("relation", "معرف", key="via", target="person")
    make("date", "بازدید", key="seen_on")
    text = "title,اندازه,Budget (تومان),معرف,own,seen_on\nA,بزرگ,12,سارا کریمی,x,1405/09/01\nB,آهنی,,کسی,,فردا\n"
    names = {"اندازه": "own:size", "Budget (تومان)": "own:budget", "معرف": "own:via", "seen_on": "own:seen_on"}
    head, *lines = (line.split(",") for line in text.splitlines())
    told = [{names.get(name, name): cell for name, cell in zip(head, line, strict=True) if cell} for line in lines]
    right, wrong = judged_deals(list(enumerate(told, 1)), user=manager, units={"own:budget": "toman"})
    assert right.facts["own:budget"] == 120
    assert set(wrong.errors) == {"own:size", "own:via", "own:seen_on"}
    action = act(kind="import.commit", by=manager)
    write_deals(action=action, rows=[(right, right.facts, {})], filename="deals.csv")
    deal = Deal.objects.get()
    assert deal.own == {"size": "big", "budget": 120, "via": str(sara.uid), "seen_on": "2026-11-22"}
    heads, rows = deal_table(user=manager, wish=DealWish())
    (row,) = rows
    told = dict(zip(heads, row, strict=True))
    assert (told["اندازه"], told["بودجه (ریال)"], told["معرف"]) == ("بزرگ", "120", "سارا کریمی")
    heads, rows = deal_table(user=manager, wish=DealWish.read({"columns": "own:size,value,stage"}))
    (row,) = rows
    assert heads == ["شناسه", "عنوان", "اندازه", "ارزش (ریال)", "مرحله", "وضعیت"], "the columns of the list, in order"
    assert row[:3] == [str(deal.uid), "A", "بزرگ"]
    delete_deals(ids=[deal.pk], by=manager)
    assert not Deal.objects.exists()
    assert not OwnValue.objects.exists()


def test_a_file_asks_as_much_for_ten_rows_as_for_two(manager: User, pipeline: Pipeline, make: Make) -> None:
    make("relation", "معرف", key="via", target="person")
    make("text", "قرارداد", key="contract", unique=True)

    def queries(many: int) -> int:
        rows = [
            (number, {"title": f"T{number}", "own:contract": f"{number}", "own:via": f"شخص {number}"})
            for number in range(many)
        ]
        with CaptureQueriesContext(connection) as caught:
            judged_deals(rows, user=manager)
        return len(caught)

    queries(1)
    assert queries(10) == queries(2)
    twice = [(1, {"title": "A", "own:contract": "7"}), (2, {"title": "B", "own:contract": "۷"})]
    assert [row.part for row in judged_deals(twice, user=manager)] == ["new", "wrong"]


def test_a_role_that_may_not_see_one_learns_nothing_by_it(
    opened: Open, manager: User, size: CustomField, budget: CustomField, make: Make
) -> None:
    make("text", "رمز", key="secret")
    deal = opened(**{"own:size": "big", "own:budget": "300", "own:secret": "زعفران"})
    told = {"own:size": "read", "own:budget": "hidden", "own:secret": "masked"}
    RoleRights.objects.create(key=manager.role, base=manager.role, fields={"deal": told})
    reader = User.objects.get(pk=manager.pk)
    shown = page(reader, DealWish.read({})).cards[0].deal.own
    assert shown == {"size": "big", "secret": "•••"}
    for asked in ({"own:budget.from": "1"}, {"own:secret.contains": "زعفران"}, {"sort": "own:budget"}):
        with pytest.raises(BadWish):
            page(reader, DealWish.read(asked))
    for name in told:
        with pytest.raises(ValidationError):
            change_deal(deal=deal, by=reader, **{name: ""})
    heads, rows = deal_table(user=User.objects.get(pk=manager.pk), wish=DealWish())
    assert not {"بودجه (ریال)", "رمز"} & set(heads)
    assert "زعفران" not in str(list(rows))
    heads, rows = deal_table(user=reader, wish=DealWish.read({"columns": "own:secret,own:budget,owner"}))
    assert len(heads) == 3
    assert "زعفران" not in str(list(rows))


def test_a_deleted_deal_is_found_by_them_again_when_it_comes_back(
    opened: Open, administrator: User, size: CustomField
) -> None:
    deal = opened(**{"own:size": "big"})
    action = delete_deals(ids=[deal.pk], by=administrator)
    assert not OwnValue.objects.exists()
    undo(action=action, by=administrator)
    assert found(administrator, own_size="big") == ["فروش چاپگر"]
    change_custom_field(field=size, by=administrator, label_fa="اندازهٔ کار")
    assert Deal.objects.get().own == {"size": "big"}
