"""Deals are opened, go from stage to stage, are won or lost; everything can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.sales.conftest import Open
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import Stale
from zolal.core.models import Action, Setting
from zolal.people.actions.bulk import delete_records
from zolal.people.models import Company, Person
from zolal.quality.actions.merges import merge_records
from zolal.sales.actions.contacts import add_contact
from zolal.sales.actions.deals import change_deal, delete_deals, hand_over, open_deal, put_away
from zolal.sales.actions.moves import lose_deals, move_deals, reopen_deals, win_deals
from zolal.sales.models import Deal, DealContact, LostReason, Pipeline, Stage, StageVisit

pytestmark = pytest.mark.django_db


def _undo(by: User) -> None:
    undo_action(action=Action.objects.latest("pk"), by=by)


def _stages(deal: Deal) -> list[str]:
    return [visit.stage.name for visit in StageVisit.objects.filter(deal=deal).select_related("stage")]


def test_who_opens_a_deal_owns_it_and_it_begins_at_the_beginning(opened: Open, member: User, stages: list) -> None:
    deal = opened(value=2_000_000)
    assert (deal.owner, deal.team, deal.stage, deal.status) == (member, member.team, stages[0], Deal.Status.OPEN)
    assert (deal.likely, deal.weighted) == (10, 200_000)
    assert _stages(deal) == ["تماس"]
    assert deal.idle_since == deal.entered_at


def test_the_shipped_pipelines_are_there_from_the_beginning(member: User) -> None:
    assert open_deal(title="فروش", by=member).stage.name == "تماس نخست"
    assert Pipeline.objects.count() == 2
    assert LostReason.objects.count() == 7


def test_a_stage_demands_what_those_before_it_do(opened: Open, member: User, stages: list, sara: Person) -> None:
    deal = opened()
    with pytest.raises(ValidationError) as refused:
        move_deals(ids=[deal.pk], stage=stages[2], by=member)
    assert set(refused.value.message_dict) == {"value", "customer"}
    move_deals(ids=[deal.pk], stage=stages[2], given={"value": 5_000, "person": sara}, by=member)
    deal.refresh_from_db()
    assert (deal.stage, deal.value, deal.person, _stages(deal)) == (stages[2], 5_000, sara, ["تماس", "قرارداد"])
    with pytest.raises(ValidationError, match="ارزش"):
        change_deal(deal=deal, value=None, by=member)


def test_a_move_taken_back_never_happened(opened: Open, member: User, stages: list) -> None:
    deal = opened(value=10)
    move_deals(ids=[deal.pk], stage=stages[1], by=member)
    (first, second) = StageVisit.objects.filter(deal=deal)
    assert (first.went_on, first.left_at, second.went_on) == (True, second.entered_at, None)
    _undo(member)
    deal.refresh_from_db()
    assert (deal.stage, _stages(deal)) == (stages[0], ["تماس"])
    _undo(member)
    assert _stages(deal) == ["تماس", "پیشنهاد"]


def test_won_lost_and_open_again(opened: Open, member: User, reason: LostReason, sara: Person) -> None:
    deal = opened(value=10)
    with pytest.raises(ValidationError):
        win_deals(ids=[deal.pk], by=member)
    win_deals(ids=[deal.pk], given={"person": sara}, by=member)
    deal.refresh_from_db()
    assert (deal.status, deal.likely, deal.closed_at is not None) == (Deal.Status.WON, 100, True)
    assert StageVisit.objects.get(deal=deal).went_on
    with pytest.raises(ValidationError):
        lose_deals(ids=[deal.pk], reason=reason, by=member)
    reopen_deals(ids=[deal.pk], by=member)
    with pytest.raises(ValidationError) as refused:
        lose_deals(ids=[deal.pk], reason=None, by=member)
    assert list(refused.value.message_dict) == ["lost_reason"]
    lose_deals(ids=[deal.pk], reason=reason, note="رقیب ارزان‌تر بود", by=member)
    deal.refresh_from_db()
    assert (deal.status, deal.lost_reason, deal.weighted) == (Deal.Status.LOST, reason, 0)
    assert [visit.went_on for visit in StageVisit.objects.filter(deal=deal)] == [True, False]


def test_two_who_move_one_deal_do_not_overwrite_each_other(
    opened: Open, member: User, stages: list, sara: Person
) -> None:
    deal = opened(value=10)
    move_deals(ids=[deal.pk], stage=stages[1], version=1, by=member)
    with pytest.raises(Stale):
        move_deals(ids=[deal.pk], stage=stages[2], version=1, given={"person": sara}, by=member)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"value": -1}, "value"),
        ({"value": "10"}, "value"),
        ({"probability": 101}, "probability"),
        ({"channel": "post"}, "channel"),
        ({"expected_on": timezone.localdate() + timedelta(days=9_999)}, "expected_on"),
        ({"margin_share": 500, "margin_amount": 5}, "margin_amount"),
        ({"owner": "me"}, "owner"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(opened: Open, wrong: dict, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        opened(**wrong)
    assert list(refused.value.message_dict) == [field]
    assert not Deal.objects.exists()


def test_a_margin_is_told_in_one_way(opened: Open, member: User) -> None:
    deal = opened(value=1_000_001, margin_share=1_250)
    assert deal.margin == 125_000
    change_deal(deal=deal, margin_amount=70_000, by=member)
    deal.refresh_from_db()
    assert (deal.margin, deal.margin_share) == (70_000, None)


def test_many_at_once_are_for_managers(opened: Open, manager: User, member: User, stages: list) -> None:
    deals = [opened(value=10), opened(value=20), opened()]
    ids = [deal.pk for deal in deals]
    with pytest.raises(NotAllowed):
        hand_over(ids=ids, to=manager, by=member)
    hand_over(ids=ids, to=manager, by=manager)
    assert set(Deal.objects.values_list("owner", flat=True)) == {manager.pk}
    with pytest.raises(ValidationError) as refused:
        move_deals(ids=ids, stage=stages[1], by=manager)
    assert list(refused.value.message_dict) == ["stage"]
    move_deals(ids=ids[:2], stage=stages[1], by=manager)
    _undo(manager)
    assert set(Deal.objects.values_list("stage", flat=True)) == {stages[0].pk}


def test_deals_of_others_are_out_of_reach(opened: Open, stranger: User, reader: User, stages: list) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    deal = opened(value=10)
    for deed in (
        lambda: move_deals(ids=[deal.pk], stage=stages[1], by=stranger),
        lambda: change_deal(deal=deal, title="دیگر", by=stranger),
        lambda: put_away(ids=[deal.pk], by=stranger),
    ):
        with pytest.raises(ValidationError):
            deed()
    with pytest.raises(NotAllowed):
        delete_deals(ids=[deal.pk], by=stranger)
    with pytest.raises(NotAllowed):
        opened(by=reader)
    deal.refresh_from_db()
    assert deal.version == 1


def test_a_customer_one_does_not_see_cannot_be_named(opened: Open, stranger: User, sara: Person) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    with pytest.raises(ValidationError) as refused:
        opened(by=stranger, person=sara)
    assert list(refused.value.message_dict) == ["person"]


def test_deals_follow_their_customers_merge_and_outlive_them(
    opened: Open, administrator: User, member: User, sara: Person, enter: Callable[..., int]
) -> None:
    twin = Person.objects.get(pk=enter(given_name="سارا", family_name="کریمی"))
    shop = Company.objects.get(pk=enter("company", name="آریا"))
    deal = opened(person=twin, company=shop, intermediary=shop)
    add_contact(deal=deal, person=twin, role="decides", by=member)
    merge_records(record_type="person", keep_id=sara.pk, absorb_id=twin.pk, by=administrator)
    deal.refresh_from_db()
    assert (deal.person, DealContact.objects.get().person) == (sara, sara)
    delete_records(record_type="company", ids=[shop.pk], by=administrator)
    deal.refresh_from_db()
    assert (deal.company, deal.intermediary) == (None, None)
    _undo(administrator)
    deal.refresh_from_db()
    assert (deal.company, deal.intermediary) == (shop, shop)


def test_a_deleted_deal_comes_back_with_who_took_part(
    opened: Open, administrator: User, member: User, sara: Person
) -> None:
    deal = opened(person=sara)
    add_contact(deal=deal, person=sara, role="pays", by=member)
    delete_deals(ids=[deal.pk], by=administrator)
    assert not Deal.objects.exists()
    _undo(administrator)
    assert DealContact.objects.get(deal=Deal.objects.get(uid=deal.uid)).role == "pays"
    assert _stages(deal) == ["تماس"]


def test_stages_are_pipelines_own(opened: Open, administrator: User, stages: list[Stage]) -> None:
    other = Stage.objects.exclude(pipeline=stages[0].pipeline).first()
    with pytest.raises(ValidationError):
        opened(stage=other)
