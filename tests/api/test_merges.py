"""Duplicates and merges by the API."""

from __future__ import annotations

import pytest

from tests.api.conftest import Program
from zolal.people.models import Person
from zolal.quality.models import Pair

pytestmark = pytest.mark.django_db


def test_two_records_are_planned_merged_looked_at_and_parted(api: Program, people: list[Person]) -> None:
    first, second = str(people[0].uid), str(people[1].uid)
    plan = api.post("/merges/plan", {"first": first, "second": second}).json()
    sides = {"keep": plan["keep"]["id"], "absorb": plan["absorb"]["id"]}
    assert set(sides.values()) == {first, second}
    versions = {plan[side]["id"]: plan[side]["version"] for side in ("keep", "absorb")}
    made = api.post("/merges", {**sides, "versions": versions})
    assert made.status_code == 201
    kept = api.get(f"/people/{sides['keep']}").json()
    assert len(kept["points"]) == 2
    assert kept["merged"][0]["id"] == sides["absorb"]
    assert api.get(f"/people/{sides['absorb']}").json()["merged_into"] == sides["keep"]
    api.patch(f"/people/{sides['keep']}", {"version": kept["version"], "fields": {"note": "x"}})
    between = api.get(f"/merges/{made.json()['id']}/between").json()
    assert between["keeps"] == {"note": "x"}
    assert api.post(f"/merges/{made.json()['id']}/undo").json()["undone_by"]
    assert api.get("/people").json()["total"] == 3


def test_a_merge_of_what_has_changed_meanwhile_is_refused(api: Program, people: list[Person]) -> None:
    sides = {"keep": str(people[0].uid), "absorb": str(people[1].uid)}
    api.patch(f"/people/{sides['absorb']}", {"version": 1, "fields": {"city": "شیراز"}})
    stale = api.post("/merges", {**sides, "versions": {sides["absorb"]: 1}})
    assert stale.status_code == 409
    assert stale.json()["changes"][0]["now"] == "شیراز"


def test_an_edit_of_an_absorbed_record_leads_to_the_one_that_is_kept(api: Program, people: list[Person]) -> None:
    sides = {"keep": str(people[0].uid), "absorb": str(people[1].uid)}
    api.post("/merges", sides)
    refused = api.patch(f"/people/{sides['absorb']}", {"version": 2, "fields": {"city": "شیراز"}})
    assert refused.status_code == 409
    assert refused.json()["merged_into"] == sides["keep"]


def test_the_queue_is_decided_and_a_decision_stands_in_the_way_of_a_merge(api: Program, people: list[Person]) -> None:
    first, second = people[0], people[1]
    Pair.objects.all().delete()
    pair = Pair.objects.create(record_type="person", first_id=first.pk, second_id=second.pk, probability=0.9)
    assert [one["id"] for one in api.get("/duplicates").json()["items"]] == [str(pair.uid)]
    assert api.post(f"/duplicates/{pair.uid}/decide", {"decision": "not_same"}).json()["decision"] == "not_same"
    assert api.get("/duplicates").json()["items"] == []
    sides = {"keep": str(first.uid), "absorb": str(second.uid)}
    assert api.post("/merges", sides).status_code == 409
    assert api.post("/merges", {**sides, "despite": True}).status_code == 201


def test_an_answer_is_taken_back_also_where_there_is_nothing_left_to_ask(api: Program, people: list[Person]) -> None:
    Pair.objects.all().delete()
    pair = Pair.objects.create(
        record_type="person", first_id=people[0].pk, second_id=people[1].pk, probability=0.9, decision="not_same"
    )
    Person.objects.filter(pk=people[1].pk).update(state="archived")
    assert api.post(f"/duplicates/{pair.uid}/decide", {"decision": "open"}).json()["decision"] == "open"
    assert not Pair.objects.exists()


def test_a_pair_is_explained_step_by_step_with_what_would_settle_it(api: Program, people: list[Person]) -> None:
    Pair.objects.all().delete()
    first, second = sorted(person.pk for person in people[:2])
    evidence = [["given_name", "equal", 3.0], ["family_name", "equal", 5.0], ["start", "", -6.0]]
    pair = Pair.objects.create(
        record_type="person", first_id=first, second_id=second, probability=0.88, evidence=evidence
    )
    told = api.get(f"/duplicates/{pair.uid}").json()
    assert [(step["name"], step["weight"]) for step in told["steps"]] == [("given_name", 3.0), ("family_name", 5.0)]
    assert (
        told["starts_at"]
        < told["steps"][0]["probability"]
        < told["steps"][1]["probability"]
        == pytest.approx(0.88, abs=0.01)
    )
    assert told["because"]
    assert {one["field"] for one in told["certain"]} > {"national_id"}
    assert all(one["probability"] < 0.6 for one in told["out"])
    listed = api.get("/duplicates").json()["items"][0]
    assert listed["because"] == told["because"]
    assert "steps" not in listed
