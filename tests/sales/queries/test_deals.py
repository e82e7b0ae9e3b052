"""Board, list, forecast and reports show the deals one sees, and add them up exactly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.sales.conftest import Open
from zolal.accounts.models import User
from zolal.activities.actions.activities import finish, log, plan, postpone
from zolal.core.models import Setting
from zolal.people.models import Company, Person
from zolal.people.queries.wish import BadWish
from zolal.sales.actions.moves import lose_deals, move_deals, win_deals
from zolal.sales.models import Deal, LostReason, Pipeline, Stage
from zolal.sales.queries.board import SHOWN, board, column
from zolal.sales.queries.cards import next_of
from zolal.sales.queries.cycle import cycle, standing
from zolal.sales.queries.deal_lists import every, of_customer, page, rotting_of
from zolal.sales.queries.deal_reports import Span, losses, pipeline_figures
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.forecast import forecast

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def test_columns_add_up_what_they_show(opened: Open, member: User, pipeline: Pipeline, stages: list[Stage]) -> None:
    opened(value=1_000_001)
    moved = opened(value=2_000_001, probability=33)
    opened()
    move_deals(ids=[moved.pk], stage=stages[1], by=member)
    found = board(member, DealWish(), pipeline)
    first, second, third = found.columns
    assert (first.count, first.value, first.weighted) == (2, 1_000_001, 100_000)
    assert (second.count, second.value, second.weighted) == (1, 2_000_001, 660_000)
    assert [card.deal for card in second.cards] == [moved]
    assert second.weighted == second.cards[0].deal.weighted
    assert (third.count, third.value, third.next) == (0, 0, 0)
    assert (found.count, found.value) == (3, 3_000_002)


def test_a_board_of_any_size_asks_as_often(
    opened: Open, member: User, pipeline: Pipeline, django_assert_max_num_queries: Callable, sara: Person
) -> None:
    for number in range(25):
        opened(f"معاملهٔ {number}", person=sara)
    with django_assert_max_num_queries(8):
        found = board(member, DealWish(), pipeline)
    assert (len(found.columns[0].cards), found.columns[0].next) == (SHOWN, SHOWN)
    rest = column(member, DealWish(), found.columns[0].stage, 25 - SHOWN // 2)
    assert (len(rest.cards), rest.next) == (SHOWN // 2, 0)


def test_others_see_neither_the_deal_nor_its_sum(
    opened: Open, stranger: User, manager: User, pipeline: Pipeline
) -> None:
    opened(value=5)
    Setting.objects.create(name="visibility.member", value="own")
    assert board(stranger, DealWish(), pipeline).count == page(stranger, DealWish()).count == 0
    assert list(every(stranger, DealWish())) == []
    assert forecast(stranger, DealWish()).undated.value == 0
    assert board(manager, DealWish(), pipeline).value == 5


def test_the_name_of_a_customer_one_does_not_see_is_not_told(opened: Open, stranger: User, sara: Person) -> None:
    deal = opened(person=sara, owner=stranger)
    Setting.objects.create(name="visibility.member", value="own")
    (card,) = page(stranger, DealWish()).cards
    assert (card.deal, card.customer) == (deal, None)
    assert page(stranger, DealWish(q="کریمی")).count == 0


def test_the_next_activity_colours_a_deal(opened: Open, member: User, stages: list[Stage]) -> None:
    deal = opened()

    def shown() -> str:
        deal.refresh_from_db()
        return next_of(deal)

    assert shown() == "none"
    now = timezone.now()
    done = plan(kind="call", given={"about": deal, "at": now - timedelta(days=2)}, by=member)
    assert shown() == "late"
    postpone(activity=done.activity, to=now + timedelta(days=3), by=member)
    assert shown() == "future"
    assert page(member, DealWish(next="future")).count == 1
    finish(activity=done.activity, outcome="answered", by=member)
    assert shown() == "none"
    assert deal.idle_since > deal.entered_at


def test_what_rots_is_told(opened: Open, member: User) -> None:
    deal, fresh = opened("کهنه"), opened("تازه")
    Deal.objects.filter(pk=deal.pk).update(idle_since=timezone.now() - timedelta(days=8))
    count, cards = rotting_of(member)
    assert (count, cards[0].deal, cards[0].idle, cards[0].is_rotting) == (1, deal, 8, True)
    assert [card.deal for card in page(member, DealWish(rotting="1")).cards] == [deal]
    log(kind="call", given={"about": deal, "outcome": "answered"}, by=member)
    assert rotting_of(member)[0] == 0
    assert fresh.status == "open"


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"value.from": "100"}, ["بزرگ"]),
        ({"value.to": "99"}, ["کوچک"]),
        ({"q": "بزرگ"}, ["بزرگ"]),
        ({"q": "کریمي"}, ["بزرگ"]),
        ({"channel": "agent"}, ["کوچک"]),
        ({"owner": "me"}, ["بزرگ", "کوچک"]),
        ({"state": "won"}, []),
        ({"expected.from": "1300/01/01", "sort": "-value"}, ["بزرگ"]),
        ({"sort": "-value"}, ["بزرگ", "کوچک"]),
    ],
)
def test_filters(opened: Open, member: User, sara: Person, asked: dict, titles: list[str]) -> None:
    opened("بزرگ", value=100, person=sara, expected_on=TODAY())
    opened("کوچک", value=1, channel="agent")
    wish = DealWish.read(asked)
    assert [card.deal.title for card in page(member, wish).cards] == titles
    assert DealWish.read(dict(pair.split("=") for pair in wish.query().split("&") if pair)).sort == wish.sort


@pytest.mark.parametrize(
    "asked", [{"state": "x"}, {"sort": "name"}, {"value.from": "ten"}, {"owner": "1"}, {"expected.to": "soon"}]
)
def test_a_wish_without_sense_is_refused(member: User, asked: dict) -> None:
    with pytest.raises(BadWish):
        page(member, DealWish.read(asked))


def test_the_forecast_goes_by_jalali_months(opened: Open, member: User, sara: Person) -> None:
    this = opened(value=1_000, expected_on=TODAY())
    opened(value=500, expected_on=TODAY() - timedelta(days=1))
    opened(value=300)
    opened(value=200, expected_on=date(TODAY().year + 3, 1, 1))
    win_deals(ids=[opened(value=70, person=sara).pk], by=member)
    found = forecast(member, DealWish())
    assert (found.this_month.value, found.this_month.weighted) == (1_000, this.weighted)
    assert (found.this_month.won_count, found.this_month.won_value) == (1, 70)
    assert [each.value for each in (found.overdue, found.undated, found.later)] == [500, 300, 200]
    assert len(found.months) == 12


def test_a_pipeline_is_told_how_it_does(
    opened: Open, member: User, stages: list[Stage], sara: Person, reason: LostReason
) -> None:
    won, lost = opened(value=10, person=sara), opened(value=4)
    move_deals(ids=[won.pk], stage=stages[1], by=member)
    win_deals(ids=[won.pk], by=member)
    lose_deals(ids=[lost.pk], reason=reason, by=member)
    span = Span(TODAY(), TODAY())
    found = pipeline_figures(member, DealWish(), stages[0].pipeline, span)
    assert (found.opened, found.won, found.won_value, found.lost, found.conversion) == (2, 1, 10, 1, 0.5)
    first, second, _third = found.stages
    assert (first.entered, first.left, first.went_on, first.conversion) == (2, 2, 1, 0.5)
    assert (second.entered, second.conversion) == (1, 1.0)
    assert first.days is not None
    (loss,) = losses(member, DealWish(), span)
    assert (loss.reason, loss.count, loss.value) == (reason, 1, 4)


def test_a_customer_has_past_and_open_deals(opened: Open, member: User, sara: Person, reason: LostReason) -> None:
    opened(value=5, person=sara)
    win_deals(ids=[opened(value=10, person=sara).pk], by=member)
    found = of_customer(member, sara)
    assert (found.open_count, found.open_value, found.won_count, found.won_value, found.lost_count) == (1, 5, 1, 10, 0)


def test_customers_go_from_identified_to_expanded(
    opened: Open, member: User, enter: Callable[..., int], stages: list[Stage]
) -> None:
    people = [Person.objects.get(pk=enter(given_name=name)) for name in ("الف", "ب", "پ", "ت", "ث")]
    opened(person=people[1])
    for person in (people[2], people[3], people[3]):
        win_deals(ids=[opened(value=5, person=person).pk], by=member)
    Person.objects.filter(pk=people[4].pk).update(last_purchase_on=TODAY())
    assert [place.count for place in cycle(member, "person")] == [1, 1, 2, 1]
    assert standing(member, "person", "keep", begin=0, size=10) == [people[2], people[4]]
    assert standing(member, "person", "keep", begin=1, size=10) == [people[4]]
    assert standing(member, "person", "expand", begin=0, size=10) == [people[3]]
    company = Company.objects.get(pk=enter("company", name="آریا"))
    assert [place.count for place in cycle(member, "company")] == [1, 0, 0, 0]
    assert standing(member, "company", "identify", begin=0, size=10) == [company]
