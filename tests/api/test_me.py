"""Oneself, one's tokens, users, views, choices, jobs and the ledger."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.core.jobs import enqueue
from zolal.people.models import Company, Person

pytestmark = pytest.mark.django_db


def test_somebody_learns_what_they_may_do_and_sets_their_language(api: Program) -> None:
    assert "records.merge" in api.get("/me").json()["verbs"]
    assert api.patch("/me", {"language": "en"}).json()["language"] == "en"
    assert api.patch("/me", {"language": "xx"}).status_code == 422


def test_a_token_is_shown_once_and_can_be_revoked(api: Program) -> None:
    made = api.post("/me/tokens", {"name": "sync", "scope": "read"}).json()
    assert made["secret"].startswith("zolal_")
    listed = api.get("/me/tokens").json()["items"]
    assert all("secret" not in one for one in listed)
    assert api.delete(f"/me/tokens/{made['id']}").status_code == 204


def test_an_administrator_invites_and_shuts_out(administrator: User, program: Callable[..., Program]) -> None:
    api = program(administrator)
    made = api.post("/users", {"email": "new@example.com", "name": "New", "role": "reader"})
    assert made.status_code == 201
    assert "/accounts/link/" in made.json()["link"]
    uid = made.json()["id"]
    assert api.patch(f"/users/{uid}", {"role": "member"}).json()["role"] == "member"
    assert api.post(f"/users/{uid}/deactivate").json()["is_active"] is False
    assert api.post("/users", {"email": "nonsense", "name": "x"}).status_code == 422


def test_a_list_is_saved_as_a_view(api: Program) -> None:
    made = api.post("/views", {"name": "یزد", "query": "city=یزد", "shared": True})
    assert made.status_code == 201
    assert api.patch(f"/views/{made.json()['id']}", {"name": "Yazd"}).json()["name"] == "Yazd"
    assert [one["name"] for one in api.get("/views").json()["items"]] == ["Yazd"]
    assert api.delete(f"/views/{made.json()['id']}").status_code == 204


def test_a_view_is_shared_with_a_team(api: Program, manager: User) -> None:
    team = manager.team
    assert team is not None
    made = api.post("/views", {"name": "یزد", "query": "city=یزد", "team": team.pk}).json()
    assert (made["shared"], made["team"]["name"]) == (False, team.name)
    view = f"/views/{made['id']}"
    assert api.patch(view, {"name": "Yazd"}).json()["team"]["name"] == team.name
    everybody = api.patch(view, {"shared": True}).json()
    assert (everybody["shared"], everybody["team"]) == (True, None)
    back = api.patch(view, {"team": team.pk}).json()
    assert (back["shared"], back["team"]["name"]) == (False, team.name)
    assert api.patch(view, {"team": None}).json()["team"] is None
    assert api.patch(view, {"team": 999_999}).status_code == 422
    assert api.patch(view, {"team": team.pk, "shared": True}).status_code == 422


def test_the_fields_and_the_choices_are_told(api: Program) -> None:
    names = {one["name"] for one in api.get("/choices/fields?type=company").json()}
    assert {"name", "legal_id"} <= names
    for noun in ("owners", "teams", "tags", "categories"):
        assert api.get(f"/choices/{noun}").status_code == 200


def test_a_job_is_watched_and_stopped_by_its_owner(api: Program, manager: User, administrator: User) -> None:
    mine, other = enqueue("quality.measure", owner=manager), enqueue("quality.measure", owner=administrator)
    assert {one["id"] for one in api.get("/jobs").json()["items"]} == {str(mine.uid)}
    assert api.post(f"/jobs/{mine.uid}/cancel").json()["state"] == "cancelled"
    assert api.get(f"/jobs/{other.uid}").status_code == 404


def test_an_action_is_read_and_undone_once(api: Program, people: list[Person]) -> None:
    api.patch(f"/people/{people[0].uid}", {"version": 1, "fields": {"city": "شیراز"}})
    action = api.get("/ledger").json()["items"][0]
    changes = api.get(f"/ledger/{action['id']}").json()["changes"]["items"]
    assert changes[0]["facts"]["city"]["after"] == "شیراز"
    assert api.post(f"/ledger/{action['id']}/undo").status_code == 200
    assert api.post(f"/ledger/{action['id']}/undo").status_code == 409


def test_what_an_undo_kept_is_named_by_it_for_ever(api: Program, people: list[Person]) -> None:
    one = f"/people/{people[0].uid}"
    api.patch(one, {"version": 1, "fields": {"city": "شیراز"}})
    action = api.get("/ledger").json()["items"][0]
    api.patch(one, {"version": 2, "fields": {"city": "یزد"}})
    undone = api.post(f"/ledger/{action['id']}/undo").json()
    told = api.get(f"/ledger/{undone['action']['id']}").json()
    assert undone["kept"] == told["kept"]
    assert (told["kept_count"], told["kept"][0]["id"]) == (1, str(people[0].uid))
    assert (told["kept"][0]["name"], told["kept"][0]["facts"]) == (people[0].name, {"city": "یزد"})


def test_people_and_companies_are_related_for_a_time_and_parted(
    api: Program, people: list[Person], companies: list[Company]
) -> None:
    def end(record: Person | Company) -> dict[str, str]:
        return {"type": "person" if isinstance(record, Person) else "company", "id": str(record.uid)}

    tie = {"first": end(people[0]), "second": end(people[2]), "kind": "household"}
    household = api.post("/relations", tie)
    assert household.status_code == 201
    assert api.get(f"/relations/person/{people[2].uid}").json()["items"][0]["name"] == "علی محمدی"
    assert api.delete(f"/relations/{household.json()['id']}").status_code == 200
    assert api.get(f"/relations/person/{people[2].uid}").json()["items"] == []

    work = {"first": end(people[0]), "second": end(companies[0]), "kind": "accountant", "since": "2020-03-20"}
    made = api.post("/relations", work).json()
    ended = api.patch(f"/relations/{made['id']}", {"until": "2024-01-01", "note": "تا پایان سال"}).json()
    assert (ended["since"], ended["until"], ended["note"]) == ("2020-03-20", "2024-01-01", "تا پایان سال")
    (told,) = api.get(f"/relations/company/{companies[0].uid}").json()["items"]
    assert (told["name"], told["kind"], told["outward"]) == ("علی محمدی", "accountant", False)
    wrong = api.post("/relations", {**tie, "second": end(companies[0])})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["kind"])
    assert api.patch(f"/relations/{made['id']}", {"until": "2019-01-01"}).status_code == 422


def test_an_administrator_names_further_relations(administrator: User, program: Callable[..., Program]) -> None:
    api = program(administrator)
    role = {"word": "ضامن", "reverse": "ضمانت‌شده", "first_type": "person"}
    made = api.post("/relations/roles", role).json()
    assert api.post("/relations/roles", role).status_code == 422
    assert api.patch(f"/relations/roles/{made['id']}", {"word": "ضامنِ وام"}).json()["word"] == "ضامنِ وام"
    assert api.delete(f"/relations/roles/{made['id']}").status_code == 200
    ours = next(one for one in api.get("/relations/roles").json()["items"] if one["code"] == "employee")
    assert api.delete(f"/relations/roles/{ours['id']}").status_code == 422
    assert api.patch(f"/relations/roles/{ours['id']}", {"active": False}).json()["active"] is False


def test_what_somebody_else_has_changed_of_a_user_or_a_label_is_told(
    administrator: User, member: User, program: Callable[..., Program]
) -> None:
    api = program(administrator)
    place = {"role": "manager", "team": member.team_id}
    refused = api.patch(f"/users/{member.uid}", {**place, "seen": {"role": "reader"}})
    assert (refused.status_code, set(refused.json()["errors"])) == (409, {"role"})
    assert api.patch(f"/users/{member.uid}", {**place, "seen": {"role": "member"}}).json()["role"] == "manager"
    for kind in ("tags", "categories"):
        label = api.post(f"/choices/{kind}", {"name": "خاص"}).json()
        stale = api.patch(f"/choices/{kind}/{label['id']}", {"name": "عالی", "seen": {"name": "ویژه"}})
        assert (stale.status_code, set(stale.json()["errors"])) == (409, {"name"})
        assert (
            api.patch(f"/choices/{kind}/{label['id']}", {"name": "عالی", "seen": {"name": "خاص"}}).json()["name"]
            == "عالی"
        )


def test_settings_are_changed_all_or_none(administrator: User, program: Callable[..., Program]) -> None:
    api = program(administrator)
    assert api.patch("/settings", {"company_name": "پارس"}).json()["company_name"] == "پارس"
    overtaken = api.patch("/settings", {"company_name": "x", "seen": {"company_name": "پارسیان"}})
    assert (overtaken.status_code, set(overtaken.json()["errors"])) == (409, {"company_name"})
    refused = api.patch("/settings", {"company_name": "x", "match.same": 7})
    assert refused.status_code == 422
    assert api.get("/settings").json()["company_name"] == "پارس"
