"""Programs make fields, fill them, and ask for them, as people do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zolal.accounts.models import User
from zolal.people.models import CustomField, Person

Program = Callable[..., Any]


def test_a_program_makes_a_field_and_fills_and_filters_by_it(administrator: User, program: Program) -> None:
    api = program(administrator)
    made = api.post("/fields/own", {"kind": "money", "label_fa": "بودجهٔ پروژه", "label_en": "Budget", "least": "0"})
    assert made.status_code == 201
    assert made.json()["name"] == "own:budget"
    offered = {one["name"]: one for one in api.get("/choices/fields").json()}
    assert offered["own:budget"]["own"]
    assert ["social", "شبکهٔ اجتماعی"] in offered["own:touch_point"]["choices"]

    for name, budget in (("سارا", "۵ میلیون تومان"), ("علی", "900000")):
        entry = {"fields": {"given_name": name, "own:budget": budget}, "despite": True}
        assert api.post("/people", entry).status_code == 201
    listed = api.get("/people?own:budget.from=1000000&sort=-own:budget").json()
    assert [one["fields"]["own:budget"] for one in listed["items"]] == [50_000_000]

    refused = api.post("/people", {"fields": {"given_name": "رضا", "own:budget": "-5"}})
    assert refused.status_code == 422
    unknown = api.post("/people", {"fields": {"given_name": "رضا", "own:absent": "1"}})
    assert unknown.status_code == 422


def test_a_field_is_changed_retired_and_put_in_order(administrator: User, program: Program) -> None:
    api = program(administrator)
    one, two = (api.post("/fields/own", {"kind": "text", "label_fa": name}).json() for name in ("یک", "دو"))
    changed = api.patch(f"/fields/own/{one['id']}", {"help": "راهنما", "version": one["version"]})
    assert changed.json()["help"] == "راهنما"
    assert api.patch(f"/fields/own/{one['id']}", {"help": "دیگر", "version": one["version"]}).status_code == 409
    api.call("put", "/fields/own/order", {"fields": [two["id"], one["id"]]})
    assert [field["label_fa"] for field in api.get("/fields/own").json()] == ["دو", "یک"]
    assert api.post(f"/fields/own/{two['id']}/retire").status_code == 200
    assert api.get(f"/fields/own/{two['id']}").json()["retired_at"]
    assert api.post(f"/fields/own/{two['id']}/restore").status_code == 200


def test_an_accepted_proposal_is_carried_out_by_making_the_field(strategist: User, program: Program) -> None:
    api = program(strategist)
    report = api.post("/fields/reports", {"name": "وفاداری", "decision": "به چه کسی هدیه بدهیم؟", "fields": ["city"]})
    wish = {"kind": "add", "title": "سطح وفاداری", "reason": "لازم است", "report": report.json()["id"]}
    proposal = api.post("/fields/proposals", wish).json()["id"]
    api.post(f"/fields/proposals/{proposal}/decision", {"state": "accepted", "reason": "خوب است"})
    made = api.post("/fields/own", {"kind": "text", "label_fa": "سطح وفاداری", "proposal": proposal})
    assert made.status_code == 201, made.content
    assert api.get(f"/fields/proposals/{proposal}").json()["state"] == "done"


def test_many_are_given_an_own_field_and_relations_lead_to_whom_one_may_see(
    administrator: User, program: Program
) -> None:
    api = program(administrator)
    api.post("/fields/own", {"kind": "relation", "label_fa": "معرف", "key": "via", "target": "person"})
    first = api.post("/people", {"fields": {"given_name": "مریم", "family_name": "کاظمی"}}).json()["record"]
    second = api.post("/people", {"fields": {"given_name": "رضا", "own:via": "مریم کاظمی"}}).json()["record"]
    assert second["fields"]["own:via"] == first["id"]
    assert [one["id"] for one in api.get("/people?own:via=مریم کاظمی").json()["items"]] == [second["id"]]

    give = {"fields": {"own:touch_point": "نمایشگاه"}}
    assert api.post("/people/bulk", {"do": "edit", "ids": [first["id"], second["id"]], "give": give}).status_code == 200
    assert {person.own["touch_point"] for person in Person.objects.all()} == {"fair"}
    give = {"fields": {"own:touch_point": "ماه"}}
    assert api.post("/people/bulk", {"do": "edit", "ids": [first["id"]], "give": give}).status_code == 422


def test_groups_and_steps_and_definitions(administrator: User, program: Program) -> None:
    api = program(administrator)
    group = api.post("/fields/own/groups", {"label_fa": "ورزش", "colour": "green"}).json()
    assert api.patch(f"/fields/own/groups/{group['key']}", {"roles": ["manager"]}).json()["roles"] == ["manager"]
    assert api.delete(f"/fields/own/groups/{group['key']}").status_code == 200

    step = api.post("/steps", {"text": "تماس تشکر", "days": 2}).json()
    person = api.post("/people", {"fields": {"given_name": "مریم"}}).json()["record"]["id"]
    assert api.post(f"/steps/{step['id']}/tick", {"record": person}).status_code == 200
    assert api.get(f"/steps/of?record={person}").json()[0]["done_by"] == administrator.name

    lead = api.post("/choices/categories", {"name": "سرنخ", "meaning": "خواهان", "needs": ["email"]}).json()
    assert lead["needs"] == ["email"]
    give = {"category": int(lead["id"])}
    assert api.post("/people/bulk", {"do": "edit", "ids": [person], "give": give}).status_code == 422
    assert api.post("/choices/categories/usual").status_code == 200


def test_a_member_makes_no_field(member: User, program: Program) -> None:
    api = program(member)
    assert api.post("/fields/own", {"kind": "text", "label_fa": "یک"}).status_code == 403
    assert not CustomField.objects.exists()
