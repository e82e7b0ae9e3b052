"""A program works with deals as a rep does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import V1, Program
from zolal.accounts.models import User
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.sales.models import Deal, LostReason, Pipeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def stages(api: Program) -> list[dict[str, Any]]:
    """Those of the pipeline of products: the fourth demands a value and a day."""
    return api.get("/pipelines").json()[0]["stages"]


def _opened(api: Program, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    answer = api.post("/deals", {"title": "۲۰ چاپگر", **given})
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_a_deal_from_its_opening_to_its_end(api: Program, people: list[Person], stages: list[dict[str, Any]]) -> None:
    deal = _opened(api, person=str(people[0].uid), value=5_000_000, channel="direct_b2b")
    assert (deal["stage"]["id"], deal["likely"], deal["weighted"]) == (stages[0]["id"], 10, 500_000)
    refused = api.post(f"/deals/{deal['id']}/move", {"stage": stages[3]["id"], "version": 1})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["expected_on"])
    moved = api.post(
        f"/deals/{deal['id']}/move", {"stage": stages[3]["id"], "version": 1, "given": {"expected_on": "2026-12-20"}}
    ).json()
    assert [stay["stage"]["name"] for stay in moved["stays"]] == [stages[0]["name"], stages[3]["name"]]
    stale = api.patch(f"/deals/{deal['id']}", {"version": 1, "expected_on": "2027-01-01"})
    assert (stale.status_code, stale.json()["changes"][0]["fact"]) == (409, "expected_on")
    assert api.patch(f"/deals/{deal['id']}", {"version": 1, "note": "فوری"}).json()["note"] == "فوری"
    assert api.post(f"/deals/{deal['id']}/win", {}).json()["status"] == "won"
    assert api.post(f"/deals/{deal['id']}/reopen").json()["status"] == "open"
    reason = api.get("/pipelines/reasons").json()[0]["id"]
    assert (
        api.post(f"/deals/{deal['id']}/lose", {"reason": reason, "note": "گران"}).json()["lost_reason"]["id"] == reason
    )
    timeline = api.get(f"/activities/of/person/{people[0].uid}?kind=deal").json()["items"]
    assert {"what": "lost", "reason": api.get("/pipelines/reasons").json()[0]["name"], "note": "گران"}.items() <= (
        timeline[0]["step"].items()
    )
    assert timeline[0]["step"]["about"] == {"type": "deal", "id": deal["id"], "name": "۲۰ چاپگر"}
    action = api.delete(f"/deals/{deal['id']}").json()
    assert api.get(f"/deals/{deal['id']}").status_code == 404
    assert api.post(f"/ledger/{action['id']}/undo").status_code in {200, 201, 202}
    assert api.get(f"/deals/{deal['id']}").json()["status"] == "lost"


def test_lists_boards_and_figures(api: Program, people: list[Person], stages: list[dict[str, Any]]) -> None:
    deals = [_opened(api, value=number, person=str(people[0].uid)) for number in (10, 20, 30)]
    pipeline = deals[0]["pipeline"]["id"]
    found = api.get("/deals?value.from=20&sort=-value&size=1").json()
    assert (found["total"], found["items"][0]["value"], found["next"]) == (2, 30, "2")
    assert api.get("/deals?value.from=20&sort=-value&size=1&after=2").json()["items"][0]["value"] == 20
    assert api.get("/deals?sort=colour").status_code == 422
    board = api.get(f"/pipelines/{pipeline}/board").json()["columns"]
    assert (board[0]["count"], board[0]["value"], len(board[0]["deals"])) == (3, 60, 3)
    assert api.get("/pipelines/forecast").json()["undated"]["value"] == 60
    figures = api.get(f"/pipelines/{pipeline}/figures?first=2020-01-01").json()
    assert (figures["opened"], figures["stages"][0]["now"]) == (3, 3)
    places = {one["place"]: one["count"] for one in api.get("/pipelines/cycle/person").json()}
    assert (places["attract"], places["identify"]) == (1, 2)
    assert api.get("/pipelines/cycle/person/attract").json()["items"][0]["id"] == str(people[0].uid)
    assert "۲۰ چاپگر" in api.get("/deals/export?form=csv").content.decode()
    ids = [deal["id"] for deal in deals]
    assert api.post("/deals/bulk", {"do": "stage", "ids": ids, "to": stages[1]["id"]}).json()["records"] == 3
    product = api.post("/products", {"name": "چاپگر", "price": 1_000}).json()["product"]["id"]
    line = api.post(f"/deals/{ids[0]}/lines", {"product": product, "quantity": "2.5", "discount": 1_000}).json()
    assert (line["total"], api.get(f"/deals/{ids[0]}").json()["value"]) == (2_250, 2_250)
    assert api.patch(f"/deals/{ids[0]}/lines/{line['id']}", {"quantity": 3}).json()["total"] == 2_700
    assert api.patch(f"/deals/{ids[0]}", {"value": 5}).status_code == 422
    assert api.delete(f"/deals/{ids[0]}/lines/{line['id']}").status_code == 200
    assert api.get(f"/deals/{ids[0]}/lines").json() == []
    contact = api.post(f"/deals/{ids[0]}/people", {"person": str(people[1].uid), "role": "pays"}).json()
    assert api.get(f"/deals/{ids[0]}").json()["people"][0]["person"]["id"] == str(people[1].uid)
    assert api.delete(f"/deals/{ids[0]}/people/{contact['id']}").status_code == 200


def test_pipelines_are_set_up(program: Callable[..., Program], strategist: User, member: User) -> None:
    api = program(strategist)
    made = api.post("/pipelines", {"name": "پروژه‌ها"}).json()
    stage = api.post(f"/pipelines/{made['id']}/stages", {"name": "تحویل", "probability": 95, "needs": ["value"]}).json()
    order = [stage["id"], *(one["id"] for one in made["stages"])]
    assert api.post(f"/pipelines/{made['id']}/order", {"stages": order}).status_code == 200
    assert api.get(f"/pipelines/{made['id']}").json()["stages"][0]["name"] == "تحویل"
    assert api.patch(f"/pipelines/stages/{stage['id']}", {"idle_days": 3}).json()["idle_days"] == 3
    assert api.patch(f"/pipelines/stages/{stage['id']}", {"needs": ["colour"]}).status_code == 422
    assert api.patch(f"/pipelines/{made['id']}", {"archived": True}).json()["archived"]
    reason = api.post("/pipelines/reasons", {"name": "دیر شد"}).json()
    assert api.patch(f"/pipelines/reasons/{reason['id']}", {"archived": True}).json()["archived"]
    assert program(member).post("/pipelines", {"name": "دیگر"}).status_code == 403
    assert (Pipeline.objects.count(), LostReason.objects.count()) == (3, 8)


def test_another_teams_deals_are_out_of_reach(program: Callable[..., Program], api: Program, stranger: User) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    deal = _opened(api, value=5)
    other = program(stranger)
    assert other.get("/deals").json()["items"] == []
    for method, path, body in (
        ("get", "", None),
        ("patch", "", {"value": 1}),
        ("post", "/win", {}),
        ("post", "/archive", None),
    ):
        assert other.call(method, f"/deals/{deal['id']}{path}", body).status_code == 404, path
    assert Deal.objects.get().version == 1


def test_a_list_of_deals_is_kept_under_a_name(api: Program) -> None:
    kept = api.post(
        "/views", {"type": "deal", "name": "بزرگ", "query": "value.from=5000&columns=owner", "shared": True}
    )
    assert kept.status_code == 201, kept.json()
    assert kept.json()["query"] == "value.from=5000&columns=owner"
    assert [one["name"] for one in api.get("/views?type=deal").json()["items"]] == ["بزرگ"]
    refused = api.post("/views", {"type": "deal", "name": "x", "query": "columns=nothing"})
    assert refused.status_code == 422


def test_fields_of_ones_own_are_written_read_and_filtered_by(
    administrator: User, program: Callable[..., Program], stages: list[dict[str, Any]]
) -> None:
    api = program(administrator)
    made = api.post("/fields/own", {"type": "deal", "kind": "money", "label_en": "Budget", "most": "90000000"})
    assert made.json()["name"] == "own:budget"
    assert api.post("/fields/own", {"type": "deal", "kind": "file", "label_en": "Plan"}).status_code == 201
    assert "own:budget" in {one["name"] for one in api.get("/choices/fields?type=deal").json()}

    handed = api.client.post(f"{V1}/files", {"file": SimpleUploadedFile("plan.pdf", b"%PDF-1")}).json()
    deal = _opened(api, fields={"own:budget": "۲ میلیون تومان", "own:plan": handed["id"]})
    assert deal["fields"]["own:budget"] == 20_000_000
    assert b"".join(api.client.get(deal["fields"]["own:plan"]["url"])) == b"%PDF-1"
    _opened(api, fields={"own:budget": "5"})
    listed = api.get("/deals?own:budget.from=10&sort=-own:budget").json()
    assert [one["id"] for one in listed["items"]] == [deal["id"]]
    changed = api.patch(f"/deals/{deal['id']}", {"version": 1, "fields": {"own:budget": "7"}}).json()
    assert changed["fields"]["own:budget"] == 7
    assert api.patch(f"/deals/{deal['id']}", {"version": 1, "fields": {"own:budget": "8"}}).status_code == 409
    for wrong in ({"own:budget": "much"}, {"own:budget": "900000000"}, {"own:absent": "1"}, {"budget": "1"}):
        refused = api.patch(f"/deals/{deal['id']}", {"fields": wrong})
        assert (refused.status_code, list(refused.json()["errors"])) == (422, list(wrong))
    assert api.get("/deals?own:absent=1").status_code == 422
