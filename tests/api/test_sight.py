"""What somebody may not see shows in no answer of the API: no name, no number, no count."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.core.ledger import act, write
from zolal.core.models import Action, Setting
from zolal.people.actions.relations import add_relation
from zolal.people.models import Company, Person
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.models import Merge, Pair

pytestmark = pytest.mark.django_db

SECRETS = ("پنهان‌پور", "09129876543", "secret@example.com", "کوچه پنهان", "۰۹۱۲۹۸۷۶۵۴۳")


@pytest.fixture(autouse=True)
def _own_only(db: None) -> None:
    for role in ("member", "reader", "manager"):
        Setting.objects.create(name=f"visibility.{role}", value="own")


def entered(by: User, record_type: str = "person", **fields: str) -> Any:  # noqa: ANN401 - a person or a company
    return enter(record_type=record_type, fields=fields, by=by, despite=True).record


@pytest.fixture
def hidden(administrator: User) -> Person:
    return entered(
        administrator,
        given_name="سارا",
        family_name="پنهان‌پور",
        mobile="09129876543",
        email="secret@example.com",
        address="کوچه پنهان",
    )


def addresses(hidden: Person) -> list[str]:
    uid, action = hidden.uid, Action.objects.earliest("pk").uid
    pair, merge = Pair.objects.first(), Merge.objects.first()
    found = [
        f"/people/{uid}", f"/people/{uid}/history", f"/relations/person/{uid}", f"/quality/records/person/{uid}",
        f"/ledger/{action}", "/ledger", "/people", "/people?q=پنهان", "/people?q=09129876543", "/people?sort=-quality",
        "/people?mobile=09129876543", "/people?state=absorbed", "/people?state=any", "/choices/companies?q=پنهان",
        "/duplicates", "/merges", "/quality/dashboard", "/catalogue", "/catalogue/fit", "/quality/issues",
        "/quality/issues/counts", "/imports", "/jobs", "/views",
    ]  # fmt: skip
    found += [f"/duplicates/{pair.uid}"] if pair else []
    return found + ([f"/merges/{merge.uid}", f"/merges/{merge.uid}/between"] if merge else [])


@pytest.mark.parametrize("role", ["member", "reader", "manager"])
def test_no_answer_tells_of_a_hidden_record(
    role: str,
    hidden: Person,
    administrator: User,
    program: Callable[..., Program],
    request: pytest.FixtureRequest,
) -> None:
    user: User = request.getfixturevalue(role)
    twin = entered(administrator, given_name="سارا", family_name="پنهان‌پور", mobile="09129876543")
    third = entered(administrator, given_name="سارا", family_name="پنهان‌پور", mobile="09129876543")
    merge_records(record_type="person", keep_id=hidden.pk, absorb_id=third.pk, by=administrator, despite=True)
    assert twin.pk
    api = program(user)
    for address in addresses(hidden):
        answer = api.get(address)
        assert answer.status_code in {200, 403, 404}, address
        said = json.dumps(answer.json(), ensure_ascii=False) if answer.status_code == 200 else ""
        assert not [secret for secret in (*SECRETS, str(hidden.uid)) if secret in said], address
        if "total" in said and isinstance(answer.json(), dict):
            assert not answer.json().get("total"), address


@pytest.mark.parametrize("role", ["member", "manager"])
def test_no_request_changes_a_hidden_record(
    role: str,
    hidden: Person,
    administrator: User,
    program: Callable[..., Program],
    request: pytest.FixtureRequest,
) -> None:
    user: User = request.getfixturevalue(role)
    mine = entered(user, family_name="محمدی")
    firm = entered(administrator, "company", name="شرکت پنهان")
    api, uid = program(user), str(hidden.uid)
    tries = [
        ("patch", f"/people/{uid}", {"version": 1, "fields": {"city": "یزد"}}),
        ("delete", f"/people/{uid}", None),
        ("post", f"/people/{uid}/archive", None),
        ("post", f"/people/{uid}/facts", {"fact": "city", "value": None}),
        ("post", "/people/bulk", {"do": "archive", "ids": [uid]}),
        ("post", "/people/bulk", {"do": "delete", "ids": [uid, str(mine.uid)]}),
        ("post", "/people/bulk", {"do": "edit", "ids": [str(mine.uid)], "give": {"company": str(firm.uid)}}),
        ("post", "/relations", _tie(mine.uid, uid)),
        ("post", "/merges", {"keep": str(mine.uid), "absorb": uid, "despite": True}),
        ("post", "/merges/plan", {"first": str(mine.uid), "second": uid}),
        ("post", f"/ledger/{Action.objects.filter(actor=administrator).latest('pk').uid}/undo", None),
    ]
    for method, path, body in tries:
        getattr(api, method)(path, body) if method != "delete" else api.delete(path)
    now = Person.objects.get(pk=hidden.pk)
    assert (now.version, now.state) == (1, "active")
    assert not Person.objects.filter(company=firm.pk).exists()
    assert Company.objects.filter(pk=firm.pk).exists()
    assert not Merge.objects.exists()


def test_a_duplicate_warning_tells_whom_to_ask_and_nothing_by_degrees(
    hidden: Person, member: User, program: Callable[..., Program]
) -> None:
    api = program(member)
    guesses = [{"mobile": "09129876543"}, {"mobile": "09129876543", "family_name": "پنهان‌پور", "given_name": "سارا"}]
    told = [api.post("/people/check", {"fields": fields}).json()["candidates"] for fields in guesses]
    assert told[0] == told[1]
    assert (told[0][0]["id"], told[0][0]["name"], told[0][0]["because"]) == (None, "", "")
    assert told[0][0]["owner"]


def test_what_an_undo_left_is_told_only_of_what_one_sees(
    member: User, administrator: User, program: Callable[..., Program]
) -> None:
    mine = entered(member, family_name="محمدی")
    given_away = Action.objects.latest("pk")
    with transaction.atomic():
        write(act(kind="person.edit", by=member), "person", {mine.pk: {"owner": administrator.pk}})
        write(act(kind="person.edit", by=administrator), "person", {mine.pk: {"address": "کوچه پنهان"}})
    answer = program(member).post(f"/ledger/{given_away.uid}/undo")
    assert answer.status_code == 403
    assert "پنهان" not in answer.content.decode()


def test_parting_two_needs_sight_of_both(member: User, administrator: User, program: Callable[..., Program]) -> None:
    one, other = entered(member, family_name="محمدی"), entered(member, family_name="محمودی")
    merge = merge_records(record_type="person", keep_id=one.pk, absorb_id=other.pk, by=member, despite=True)
    with transaction.atomic():
        write(act(kind="person.edit", by=administrator), "person", {one.pk: {"owner": administrator.pk}})
    api = program(member)
    assert api.post(f"/merges/{merge.uid}/undo").status_code == 404
    assert api.post(f"/ledger/{merge.action.uid}/undo").status_code in {403, 404}
    assert Merge.objects.get().undone_by is None
    with pytest.raises(Person.DoesNotExist):
        undo_merge(merge=merge, by=member)


def _tie(first: object, second: object) -> dict[str, object]:
    ends = {"first": {"type": "person", "id": str(first)}, "second": {"type": "person", "id": str(second)}}
    return {**ends, "kind": "colleague"}


def test_relations_to_the_hidden_are_hidden(
    member: User, hidden: Person, administrator: User, program: Callable[..., Program]
) -> None:
    mine = entered(member, family_name="محمدی")
    add_relation(first=mine, second=hidden, kind="household", by=administrator)
    api = program(member)
    assert api.get(f"/relations/person/{mine.uid}").json()["items"] == []
    assert "پنهان" not in api.get(f"/people/{mine.uid}").content.decode()
