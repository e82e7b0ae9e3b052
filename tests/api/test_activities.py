"""A program logs, plans and reads activities as people do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import V1, Program
from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.core.models import Setting
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def logged(api: Program, person: Person, **given: object) -> dict:
    answer = api.post("/activities", {"kind": "call", "person": str(person.uid), "outcome": "answered", **given})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_call_is_logged_with_what_follows_and_undone_by_its_action(api: Program, people: list[Person]) -> None:
    then = {"kind": "call", "at": "2031-01-01T09:00:00+03:30"}
    done = logged(api, people[0], body="سلام", then=then)
    assert done["activity"]["person"]["id"] == str(people[0].uid)
    assert done["next"]
    assert api.get("/activities?state=open").json()["items"][0]["id"] == done["next"]
    timeline = api.get(f"/activities/of/person/{people[0].uid}").json()["items"]
    assert timeline[0]["activity"]["body"] == "سلام"
    assert timeline[-1]["kind"] == "person.create"
    assert api.post(f"/ledger/{done['action']}/undo").status_code == 200
    assert not Activity.objects.exists()


def test_what_was_asked_along_is_saved_with_the_call_and_undone_with_it(api: Program, people: list[Person]) -> None:
    person = {"kind": "call", "person": str(people[0].uid), "outcome": "answered"}
    refused = api.post("/activities", {**person, "asked": {"field": "city"}})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["asked"])
    nobody = api.post("/activities", {"kind": "call", "body": "زنگ زد", "asked": {"field": "city", "answer": "یزد"}})
    assert list(nobody.json()["errors"]) == ["asked"]
    assert not Activity.objects.exists()
    done = logged(api, people[0], asked={"field": "job_title", "answer": "مدیر خرید"})
    assert Person.objects.get(pk=people[0].pk).job_title == "مدیر خرید"
    path = f"/fields/questions?record={people[0].uid}"
    assert api.get(path).json()["asked"] == 1
    assert api.post(f"/ledger/{done['action']}/undo").status_code == 200
    assert Person.objects.get(pk=people[0].pk).job_title == people[0].job_title
    logged(api, people[0], asked={"field": "email", "outcome": "declined"})
    assert api.get(path).json()["asked"] == 2


def test_what_is_planned_is_changed_put_off_finished_and_taken_away(api: Program, people: list[Person]) -> None:
    given = {"kind": "visit", "person": str(people[0].uid), "at": "2031-01-01T09:00:00Z"}
    visit = api.post("/activities/plan", given).json()["activity"]
    path = f"/activities/{visit['id']}"
    assert api.patch(path, {"title": "انبار", "version": visit["version"]}).status_code == 200
    assert api.patch(path, {"title": "دیگر", "version": visit["version"]}).status_code == 409
    assert api.post(f"{path}/postpone", {"to": "2031-01-02T09:00:00Z"}).json()["activity"]["at"][:10] == "2031-01-02"
    refused = api.post(f"{path}/finish", {"outcome": "held", "body": "خالی"})
    assert refused.status_code == 422
    assert "words" in refused.json()["errors"]
    assert api.post(f"{path}/finish", {"outcome": "held", "words": "راضی"}).json()["activity"]["done_at"]
    assert api.post(f"{path}/reopen").json()["activity"]["done_at"] is None
    assert api.post("/activities/many", {"do": "finish", "ids": [visit["id"]]}).status_code == 200
    assert api.delete(path).status_code == 200
    assert not Activity.objects.exists()


def test_who_is_not_there_or_not_seen_is_refused_at_the_field(
    program: Callable[..., Program], api: Program, stranger: User, people: list[Person]
) -> None:
    call = logged(api, people[0])["activity"]
    Setting.objects.create(name="visibility.member", value="own")
    other = program(stranger)
    answer = other.post("/activities", {"kind": "call", "person": str(people[0].uid)})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["person"]
    assert other.get(f"/activities/{call['id']}").status_code == 404
    assert other.get("/activities").json()["items"] == []
    assert api.post("/activities", {"kind": "dance"}).status_code == 422


def test_a_file_goes_in_and_comes_out(api: Program, people: list[Person]) -> None:
    call = logged(api, people[0])["activity"]
    file = SimpleUploadedFile("قرارداد.pdf", b"%PDF-1")
    answer = api.client.post(f"{V1}/activities/{call['id']}/files", {"file": file})
    assert answer.status_code == 201
    uid = answer.json()["files"][0]["id"]
    assert b"".join(api.get(f"/activities/files/{uid}").streaming_content) == b"%PDF-1"
    assert api.delete(f"/activities/files/{uid}").status_code == 200
    assert api.get(f"/activities/files/{uid}").status_code == 404


def test_fields_of_ones_own_are_written_read_and_filtered_by(
    administrator: User, program: Callable[..., Program], people: list[Person]
) -> None:
    api = program(administrator)
    choices = [{"value": "price", "en": "Price"}, {"value": "support", "en": "Support"}]
    made = api.post(
        "/fields/own",
        {"type": "activity", "kind": "choice", "label_en": "Topic", "choices": choices, "when_field": "kind",
         "when_values": ["call"]},
    )  # fmt: skip
    assert made.json()["name"] == "own:topic", made.content
    assert api.post("/fields/own", {"type": "activity", "kind": "file", "label_en": "Record"}).status_code == 201
    assert "own:topic" in {one["name"] for one in api.get("/choices/fields?type=activity").json()}

    handed = api.client.post(f"{V1}/files", {"file": SimpleUploadedFile("call.ogg", b"OggS")}).json()
    call = logged(api, people[0], fields={"own:topic": "Price", "own:record": handed["id"]})["activity"]
    assert call["fields"]["own:topic"] == "price"
    assert b"".join(api.client.get(call["fields"]["own:record"]["url"])) == b"OggS"
    logged(api, people[0], fields={"own:topic": "support"})
    assert [one["id"] for one in api.get("/activities?own:topic=price").json()["items"]] == [call["id"]]
    assert len(api.get("/activities?own:topic=price&own:topic=support").json()["items"]) == 2
    path = f"/activities/{call['id']}"
    changed = api.patch(path, {"version": 1, "fields": {"own:topic": "support"}}).json()["activity"]
    assert changed["fields"]["own:topic"] == "support"
    assert api.patch(path, {"version": 1, "fields": {"own:topic": "price"}}).status_code == 409
    for wrong in ({"own:topic": "much"}, {"own:absent": "1"}, {"topic": "1"}):
        refused = api.patch(path, {"fields": wrong})
        assert (refused.status_code, list(refused.json()["errors"])) == (422, list(wrong))
    assert api.get("/activities?own:absent=1").status_code == 422

    planned = api.post("/activities/plan", {"kind": "call", "person": str(people[0].uid)}).json()["activity"]
    done = api.post(f"/activities/{planned['id']}/finish", {"outcome": "answered", "fields": {"own:topic": "price"}})
    assert done.json()["activity"]["fields"] == {"own:topic": "price"}


@pytest.mark.parametrize(("path", "field"), [("/activities", "body"), ("/activities/plan", "title")])
@pytest.mark.parametrize("kind", ["call", "meeting", "visit"])
def test_what_says_nothing_is_refused(api: Program, kind: str, path: str, field: str) -> None:
    refused = api.post(path, {"kind": kind})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])
