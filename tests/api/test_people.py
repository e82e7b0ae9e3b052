"""People by the API: the same list, entry and edit as on the screens."""

from __future__ import annotations

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.activities.actions.suppressions import Entry, suppress
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_list_is_filtered_searched_and_paged(api: Program, people: list[Person]) -> None:
    assert api.get("/people").json()["total"] == 3
    assert [one["name"] for one in api.get("/people?q=Rezaei").json()["items"]] == ["مریم رضایی"]
    assert api.get("/people?city=یزد").json()["total"] == 1
    in_order = api.get("/people?sort=city").json()["items"]
    assert [one["fields"].get("city", "") for one in in_order] == ["تهران", "یزد", ""]
    first = api.get("/people?size=2").json()
    rest = api.get(f"/people?size=2&after={first['next']}").json()
    seen = [one["id"] for one in first["items"] + rest["items"]]
    assert sorted(seen) == sorted(str(one.uid) for one in people)
    assert rest["next"] == ""
    assert rest["previous"]


def test_persian_comes_as_it_is(api: Program, people: list[Person]) -> None:
    assert "محمدی" in api.get("/people").content.decode()


def test_one_person_comes_with_the_origin_of_every_value(api: Program, people: list[Person]) -> None:
    found = api.get(f"/people/{people[1].uid}").json()
    assert found["fields"]["city"] == "یزد"
    assert found["points"][0]["valid"]
    assert found["provenance"]["city"]["who"] == "manager sales"


def test_one_person_comes_with_the_name_in_latin_letters(api: Program, people: list[Person]) -> None:
    assert api.get(f"/people/{people[0].uid}").json()["latin_names"][0] == "Ali Mohammadi"


def test_a_person_is_created_through_the_one_pipeline(api: Program) -> None:
    body = {
        "fields": {"given_name": "سارا", "family_name": "کریمی", "mobile": "۰۹۱۲ ۵۵۵ ۶۶ ۷۷", "email": "s@example.ir"}
    }
    made = api.post("/people", body)
    assert made.status_code == 201
    points = {point["kind"]: point for point in made.json()["record"]["points"]}
    assert points["mobile"]["valid"]


def test_a_likely_duplicate_is_asked_about_first(api: Program, people: list[Person]) -> None:
    body = {"fields": {"given_name": "علی", "family_name": "محمدی", "mobile": "09121234567"}}
    asked = api.post("/people", body)
    assert asked.status_code == 409
    assert asked.json()["candidates"][0]["id"] == str(people[0].uid)
    assert Person.objects.count() == 3
    assert api.post("/people", {**body, "despite": True}).status_code == 201


def test_an_edit_of_what_somebody_else_changed_is_refused_with_the_change(api: Program, people: list[Person]) -> None:
    address = f"/people/{people[0].uid}"
    assert api.patch(address, {"version": 1, "fields": {"city": "شیراز"}}).status_code == 200
    stale = api.patch(address, {"version": 1, "fields": {"city": "تبریز"}})
    assert stale.status_code == 409
    assert stale.json()["changes"][0]["fact"] == "city"
    assert api.patch(address, {"version": 1, "fields": {"note": "x"}}).status_code == 200


def test_archiving_and_deleting_can_be_undone(api: Program, people: list[Person]) -> None:
    address = f"/people/{people[0].uid}"
    api.post(f"{address}/archive")
    assert api.get("/people").json()["total"] == 2
    api.post(f"{address}/restore")
    deleted = api.delete(address).json()
    assert api.get(address).status_code == 404
    assert api.post(f"/ledger/{deleted['id']}/undo").json()["restored"] == 1
    assert api.get(address).status_code == 200


def test_many_are_given_a_tag_at_once(api: Program, people: list[Person]) -> None:
    tag = api.post("/choices/tags", {"name": "vip"}).json()["id"]
    body = {"do": "edit", "query": "family_name=محمدی", "give": {"tags": [int(tag)]}}
    assert api.post("/people/bulk", body).status_code == 200
    assert api.get("/people?tags=vip").json()["total"] == 2


def test_the_history_of_a_person_is_told_newest_first(api: Program, people: list[Person]) -> None:
    api.patch(f"/people/{people[0].uid}", {"version": 1, "fields": {"city": "شیراز"}})
    found = api.get(f"/people/{people[0].uid}/history").json()["items"]
    assert found[0]["facts"]["city"] == {"before": None, "after": "شیراز"}
    assert found[-1]["created"]


def test_a_former_value_is_given_back(api: Program, people: list[Person]) -> None:
    address = f"/people/{people[1].uid}"
    api.patch(address, {"version": 1, "fields": {"city": "شیراز"}})
    assert api.post(f"{address}/facts", {"fact": "city", "value": "یزد"}).status_code == 200
    assert api.get(address).json()["fields"]["city"] == "یزد"


def test_an_address_that_is_not_to_be_used_says_so_with_the_entry_and_at_the_record(
    api: Program, administrator: User
) -> None:
    suppress(entries=[Entry("email", "s@example.ir", "bounced")], by=administrator, source="mailer")
    body = {"fields": {"given_name": "سارا", "family_name": "کریمی", "email": "S@example.ir", "mobile": "09125556677"}}
    [told] = api.post("/people/check", body).json()["suppressed"]
    assert (told["field"], told["address"], told["reason"]) == ("email", "s@example.ir", "bounced")
    made = api.post("/people", body).json()
    assert [one["address"] for one in made["suppressed"]] == ["s@example.ir"]
    for record in (
        made["record"],
        api.get(f"/people/{made['record']['id']}").json(),
        *api.get("/people").json()["items"],
    ):
        points = {point["kind"]: point["suppressed"] for point in record["points"]}
        assert points["mobile"] == []
        assert [(one["channel"], one["source"]) for one in points["email"]] == [("email", "mailer")]
