"""A rep works through the board: moves, wins, loses, and is asked for what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.sales.conftest import Open, catalogue, enter, opened, pipeline, reason, sara, sell, stages
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.jobs import enqueue, run_all
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.sales.actions.moves import win_deals
from zolal.sales.models import Deal, DealContact, LostReason, Pipeline, Product, Stage
from zolal.strategy.actions.goals import create_goal
from zolal.strategy.periods import current

__all__ = ["catalogue", "enter", "opened", "pipeline", "reason", "sara", "sell", "stages"]

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_every_page_opens(browse: Browse, administrator: User, opened: Open, sara: Person, stages: list[Stage]) -> None:
    pipeline = stages[0].pipeline
    deal = opened(value=5_000_000, person=sara, note="فوری", owner=administrator)
    client = browse(administrator)
    for name in (
        "deals",
        "deals-list",
        "deals-forecast",
        "deals-reports",
        "deal-new",
        "cycle",
        "pipelines",
        "pipeline-new",
    ):
        assert client.get(reverse(name)).status_code == 200, name
    board = client.get(f"{reverse('deals')}?pipeline={pipeline.uid}").content.decode()
    assert "سارا" in board
    assert deal.title in board
    for name in ("deal", "deal-head", "deal-timeline", "deal-move"):
        assert client.get(reverse(name, args=[deal.uid])).status_code == 200, name
    for name in ("title", "value", "person", "margin_share", "expected_on", "owner"):
        assert client.get(f"{reverse('deal-field', args=[deal.uid, name])}?edit=1").status_code == 200, name
    assert client.get(reverse("pipeline", args=[pipeline.uid])).status_code == 200
    assert client.get(reverse("stage", args=[stages[0].uid])).status_code == 200
    assert client.get(f"{reverse('cycle')}?place=attract").status_code == 200
    assert client.get(reverse("deals-export", args=["csv"])).status_code == 200
    listed = client.get(reverse("deals-list"), {"columns": "owner"}).content.decode()
    assert f'{reverse("deals-export", args=["csv"])}?columns=owner"' in listed, "a file has the columns of the list"
    assert client.get(f"{reverse('deals-list')}?value.from=x").status_code == 422
    assert "فروش چاپگر" in client.get(reverse("person", args=[sara.uid])).content.decode()


def test_a_pipeline_is_reported_beside_its_goals(
    browse: Browse, administrator: User, opened: Open, sara: Person, stages: list[Stage]
) -> None:
    pipeline = stages[0].pipeline
    asked = {"measure": "won_value", "target": 1_000_000, "period": current("month", timezone.localdate())}
    create_goal(by=administrator, name="فروش این ماه", part=f"pipeline:{pipeline.pk}", **asked)
    create_goal(by=administrator, name="فروش همهٔ خط‌ها", **asked)
    win_deals(ids=[opened(value=250_000, person=sara, owner=administrator).pk], by=administrator)
    enqueue("strategy.count")
    run_all()
    page = browse(administrator).get(reverse("deals-reports"), {"pipeline": pipeline.uid}).content.decode()
    assert "فروش این ماه" in page
    assert "فروش همهٔ خط‌ها" not in page
    assert "۲۵٪" in page


def test_a_card_is_dropped_and_what_is_missing_is_asked_for(
    browse: Browse, member: User, opened: Open, stages: list[Stage]
) -> None:
    deal, client = opened(), browse(member)
    address = reverse("deal-move", args=[deal.uid])
    given = {"stage": stages[1].uid, "version": deal.version, "from": "board"}
    asked = client.post(address, given, headers=HTMX)
    assert asked.status_code == 422
    assert 'name="value"' in asked.content.decode()
    done = client.post(address, {**given, "value": "۱٬۰۰۰"}, headers=HTMX)
    assert "zolal:moved" in done.headers["HX-Trigger"]
    deal.refresh_from_db()
    assert (deal.stage, deal.value) == (stages[1], 10_000)
    stale = client.post(address, {**given, "stage": stages[0].uid}, headers=HTMX)
    assert stale.status_code == 409
    assert "پیشنهاد" in stale.content.decode()


def test_a_deal_is_lost_only_with_a_reason(browse: Browse, member: User, opened: Open, reason: LostReason) -> None:
    deal, client = opened(), browse(member)
    address = reverse("deal-close", args=[deal.uid])
    assert client.post(address, {"do": "lost"}, headers=HTMX).status_code == 422
    client.post(address, {"do": "lost", "lost_reason": reason.uid, "lost_note": "گران"}, headers=HTMX)
    deal.refresh_from_db()
    assert (deal.status, deal.lost_note) == ("lost", "گران")
    client.post(reverse("deal-reopen", args=[deal.uid]))
    deal.refresh_from_db()
    assert deal.status == "open"


def test_a_new_deal_from_the_page_of_a_customer(
    browse: Browse, member: User, sara: Person, stages: list[Stage]
) -> None:
    client = browse(member)
    form = client.get(f"{reverse('deal-new')}?person={sara.uid}", headers=HTMX).content.decode()
    assert str(sara.uid) in form
    given = {"title": "ده صندلی", "stage": stages[0].uid, "person": sara.uid, "person-text": sara.name, "value": "500"}
    assert client.post(reverse("deal-new"), {**given, "title": ""}).status_code == 422
    client.post(reverse("deal-new"), given)
    deal = Deal.objects.get()
    assert (deal.person, deal.value, deal.stage) == (sara, 5_000, stages[0])
    person = {"person": sara.uid, "person-text": sara.name, "role": "decides"}
    client.post(reverse("deal-contact", args=[deal.uid]), person)
    contact = DealContact.objects.get()
    client.post(reverse("deal-contact-remove", args=[deal.uid, contact.pk]))
    assert not DealContact.objects.exists()


def test_products_make_the_value(browse: Browse, member: User, opened: Open, catalogue: dict[str, Product]) -> None:
    deal, client = opened(), browse(member)
    line = {"product": catalogue["green"].uid, "quantity": "۲", "discount": "۱۰"}
    refused = client.post(reverse("deal-line-add", args=[deal.uid]), {**line, "quantity": "دو"})
    assert (refused.status_code, 'value="دو"' in refused.content.decode()) == (422, True)
    client.post(reverse("deal-line-add", args=[deal.uid]), line)
    deal.refresh_from_db()
    assert deal.value == 1_620_000
    (found,) = deal.lines.all()
    client.post(reverse("deal-line", args=[deal.uid, found.uid]), {"quantity": "1"})
    deal.refresh_from_db()
    assert deal.value == 810_000
    page = client.get(reverse("deal", args=[deal.uid])).content.decode()
    assert "چای سبز" in page
    assert 'name="quantity" value="1"' in page
    client.post(reverse("deal-line", args=[deal.uid, found.uid]), {"do": "remove"})
    assert not deal.lines.exists()


def test_a_field_is_edited_where_it_stands(browse: Browse, member: User, opened: Open) -> None:
    deal, client = opened(value=10), browse(member)
    address = reverse("deal-field", args=[deal.uid, "value"])
    assert client.post(address, {"value": "ده", "version": 1}, headers=HTMX).status_code == 422
    assert client.post(address, {"value": "200", "version": 1}, headers=HTMX).status_code == 200
    assert client.post(address, {"value": "300", "version": 1}, headers=HTMX).status_code == 409
    deal.refresh_from_db()
    assert deal.value == 2_000


def test_many_at_once_from_the_list(
    browse: Browse, manager: User, opened: Open, stages: list[Stage], reason: LostReason
) -> None:
    deals, client = [opened(value=1), opened(value=2)], browse(manager)
    picked = {"uid": [str(deal.uid) for deal in deals], "query": ""}
    client.post(reverse("deals-bulk"), {**picked, "do": "stage", "stage": stages[1].uid})
    client.post(reverse("deals-bulk"), {**picked, "do": "owner", "owner": manager.uid})
    client.post(reverse("deals-bulk"), {**picked, "do": "lost", "lost": reason.uid})
    assert set(Deal.objects.values_list("stage", "owner", "status")) == {(stages[1].pk, manager.pk, "lost")}
    client.post(reverse("deals-bulk"), {**picked, "do": "delete"})
    assert not Deal.objects.exists()


def test_what_one_does_not_see_is_not_there(browse: Browse, stranger: User, opened: Open, stages: list[Stage]) -> None:
    deal = opened(value=3)
    Setting.objects.create(name="visibility.member", value="own")
    client = browse(stranger)
    for name in ("deal", "deal-head", "deal-move", "deal-close"):
        assert client.get(reverse(name, args=[deal.uid])).status_code == 404, name
    assert client.post(reverse("deal-move", args=[deal.uid]), {"stage": stages[1].uid}).status_code == 404
    assert deal.title not in client.get(reverse("deals-list")).content.decode()
    deal.refresh_from_db()
    assert deal.version == 1


def test_readers_read_and_only_strategists_set_up(browse: Browse, reader: User, manager: User, opened: Open) -> None:
    deal = opened()
    page = browse(reader).get(reverse("deal", args=[deal.uid])).content.decode()
    assert 'data-variant="primary"' not in page
    assert browse(reader).get(reverse("deal-new")).status_code == 403
    assert browse(reader).get(reverse("deals-export", args=["csv"])).status_code == 403
    assert browse(manager).get(reverse("pipelines")).status_code == 403


def test_a_pipeline_is_set_up_by_hand(browse: Browse, administrator: User, pipeline: Pipeline) -> None:
    client = browse(administrator)
    client.post(reverse("pipeline-new"), {"name": "پروژه‌ها", "about": "", "stages": "services"})
    made = Pipeline.objects.get(name="پروژه‌ها")
    assert made.stages.count() == 5
    stage = {
        "name": "تحویل",
        "probability": "۹۰",
        "idle_days": "",
        "colour": "green",
        "needs": ["value"],
        "guidance": "",
    }
    client.post(reverse("stage-new", args=[made.uid]), stage)
    last = made.stages.get(name="تحویل")
    assert (last.position, last.probability, last.needs, last.idle_days) == (5, 90, ["value"], None)
    client.post(reverse("stage-place", args=[last.uid]), {"do": "up"})
    client.post(reverse("stage", args=[last.uid]), {**stage, "name": "تحویل کار"})
    last.refresh_from_db()
    assert (last.position, last.name) == (4, "تحویل کار")
    client.post(reverse("stage-place", args=[last.uid]), {"do": "archive"})
    client.post(reverse("pipeline-state", args=[made.uid]))
    client.post(reverse("lost-reason-new"), {"name": "دیر شد"})
    late = LostReason.objects.get(name="دیر شد")
    client.post(reverse("lost-reason", args=[late.uid]), {"do": "archive"})
    for row in (last, made, late):
        row.refresh_from_db()
        assert row.archived_at is not None
    assert client.post(reverse("pipeline-new"), {"name": "پروژه‌ها", "stages": "services"}).status_code == 422


def test_the_board_asks_the_database_as_often_for_many_deals(
    browse: Browse, member: User, opened: Open, sara: Person, django_assert_max_num_queries: Callable
) -> None:
    for number in range(25):
        opened(f"معاملهٔ {number}", person=sara, value=number)
    client = browse(member)
    client.get(reverse("deals"))
    with django_assert_max_num_queries(20):
        client.get(reverse("deals"))
    with django_assert_max_num_queries(20):
        client.get(reverse("deals-list"))


@pytest.mark.parametrize("asked", [{"from": "۱۴۰۵/۱۳/۰۱"}, {"from": "1405/02/01", "to": "1405/01/01"}])
def test_a_report_says_which_days_make_no_time(browse: Browse, administrator: User, asked: dict[str, str]) -> None:
    client = browse(administrator)
    assert client.get(reverse("deals-reports"), asked).status_code == 422
    assert client.get(reverse("deals-reports-export"), asked)["Location"] == reverse("deals-reports")
