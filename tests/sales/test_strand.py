"""Who opens a customer sees what became of their deals, between the calls and visits, as far as they may see them."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from zolal.accounts.models import User
from zolal.activities.actions.activities import log
from zolal.activities.queries.stream import Stream, stream_of
from zolal.core.ledger import undo
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.sales.actions.deals import put_away
from zolal.sales.actions.invoices import draft_of_deal
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.moves import lose_deals, move_deals, reopen_deals, win_deals
from zolal.sales.actions.payments import add_payment
from zolal.sales.models import Deal, LostReason, Stage

Open = Callable[..., Deal]


def told(stream: Stream) -> list[str]:
    return [entry.step.what for entry in stream.entries if entry.step]


def test_a_deal_from_its_opening_to_the_money(manager: User, sara: Person, opened: Open, stages: list[Stage]) -> None:
    deal = opened(person=sara, value=5_000_000, by=manager)
    move_deals(ids=[deal.pk], stage=stages[1], by=manager)
    win_deals(ids=[deal.pk], by=manager)
    draft, _action = draft_of_deal(deal=Deal.objects.get(pk=deal.pk), by=manager)
    invoice, _ = issue_invoice(invoice=draft, by=manager)
    add_payment(invoice=invoice, amount=1_000_000, by=manager)
    found = stream_of(user=manager, record=sara, kind="deal")
    assert sorted(told(found)) == ["issued", "moved", "opened", "paid", "won"]
    steps = {entry.step.what: entry.step for entry in found.entries if entry.step}
    assert steps["moved"].told["stage"] == "پیشنهاد"
    assert steps["opened"].title == "فروش چاپگر"
    assert steps["issued"].title == invoice.code
    assert steps["paid"].told["rials"] == 1_000_000
    assert {"opened", "paid"} <= set(told(stream_of(user=manager, record=sara)))
    assert told(stream_of(user=manager, record=sara, kind="call")) == []
    # Newest first, as everything else.
    deals = [one for one in told(found) if one in {"opened", "moved", "won"}]
    assert deals == ["won", "moved", "opened"]


def test_a_loss_tells_its_reason_and_an_undo_takes_the_step_away(
    member: User, sara: Person, opened: Open, reason: LostReason
) -> None:
    deal = opened(person=sara)
    action = lose_deals(ids=[deal.pk], reason=reason, note="رقیب ارزان‌تر بود", by=member)
    (lost, *_rest) = [entry.step for entry in stream_of(user=member, record=sara, kind="deal").entries]
    assert lost
    assert (lost.what, lost.told["reason"], lost.told["note"]) == ("lost", "گران بود", "رقیب ارزان‌تر بود")
    undo(action=action, by=member)
    assert told(stream_of(user=member, record=sara, kind="deal")) == ["opened"]
    lose_deals(ids=[deal.pk], reason=reason, by=member)
    reopen_deals(ids=[deal.pk], by=member)
    assert told(stream_of(user=member, record=sara, kind="deal")) == ["moved", "opened"]
    put_away(ids=[deal.pk], by=member)
    assert told(stream_of(user=member, record=sara, kind="deal")) == []


def test_who_may_not_see_the_deal_is_told_nothing_of_it(
    member: User, manager: User, stranger: User, sara: Person, opened: Open
) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    opened(person=sara, by=manager, owner=manager)
    assert told(stream_of(user=manager, record=sara)) == ["opened"]
    assert told(stream_of(user=stranger, record=sara)) == []


def test_it_is_searched_by_the_title_of_the_deal(member: User, sara: Person, opened: Open) -> None:
    opened("ده صندلی", person=sara)
    opened("سه میز", person=sara)
    found = stream_of(user=member, record=sara, search="صندلی")
    assert [entry.step.title for entry in found.entries if entry.step] == ["ده صندلی"]


def test_pages_lose_and_double_nothing_even_of_one_moment(
    manager: User, sara: Person, opened: Open, stages: list[Stage]
) -> None:
    for number in range(7):
        deal = opened(f"معاملهٔ {number}", person=sara, value=1_000)
        log(kind="call", given={"person": sara, "outcome": "answered"}, by=manager)
        move_deals(ids=[deal.pk], stage=stages[1], by=manager)
    # Closed by one action: all of one moment.
    win_deals(ids=list(Deal.objects.values_list("pk", flat=True)), by=manager)
    whole = stream_of(user=manager, record=sara, limit=200)
    seen: list[object] = []
    after = ""
    while True:
        page = stream_of(user=manager, record=sara, after=after, limit=3)
        seen += [(entry.at, entry.step and (entry.step.what, entry.step.uid)) for entry in page.entries]
        after = page.next
        if not after:
            break
    assert seen == [(entry.at, entry.step and (entry.step.what, entry.step.uid)) for entry in whole.entries]
    assert len([one for one in seen if one[1]]) == 21


def test_a_broken_cursor_begins_anew(member: User, sara: Person, opened: Open) -> None:
    opened(person=sara)
    for cursor in ("~", "x~y~z~a~b", "~~~~~~~", "~~~2026-99-99~3"):
        assert told(stream_of(user=member, record=sara, after=cursor)) == ["opened"], cursor


def test_many_deals_ask_no_more_than_few(member: User, sara: Person, opened: Open) -> None:
    counts = []
    for count in (1, 8):
        for _one in range(count):
            opened(person=sara)
        with CaptureQueriesContext(connection) as queries:
            stream_of(user=member, record=sara)
        counts.append(len(queries))
    assert counts[0] == counts[1]
