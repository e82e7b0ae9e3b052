"""Of what hangs on records, as relations and activities do, a program hears what its reader sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.connect.conftest import Listener
from zolal.accounts.actions.sharing import share_record
from zolal.accounts.models import Deputy, RoleRights, User
from zolal.activities.actions.activities import delete, log
from zolal.activities.actions.attendees import Attending
from zolal.activities.models import Activity
from zolal.connect.actions.endpoints import create_endpoint
from zolal.core import ledger
from zolal.core.models import Action, Setting
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.actions.relations import add_relation, change_relation
from zolal.people.actions.tags import create_tag
from zolal.people.models import Company, Person

pytestmark = pytest.mark.django_db
Work = Callable[[], None]
Enter = Callable[..., int]


@pytest.mark.usefixtures("only_their_own")
def test_tags_and_relations_are_told_too_a_relation_to_who_sees_both(
    allowed: Listener, administrator: User, member: User, enter: Enter, work: Work
) -> None:
    mine, hidden = enter(given_name="سارا", owner=member.pk), enter(given_name="مریم")
    company = enter("company", name="آریا", owner=member.pk)
    create_endpoint(url=allowed.url, patterns=["relation.*", "tag.*"], reader=member, by=administrator)
    create_tag(name="ویژه", by=administrator)
    first = Person.objects.get(pk=mine)
    add_relation(first=first, second=Person.objects.get(pk=hidden), kind="colleague", by=administrator)
    tie = add_relation(first=first, second=Company.objects.get(pk=company), kind="owner", by=administrator)
    work()
    change_relation(relation=tie, note="نیمی", by=administrator)
    ledger.undo(action=Action.objects.get(kind="tag.create"), by=administrator)
    work()

    told = [(one["type"], one["data"]["fields"]) for one in allowed.messages]
    assert told == [("tag.created", []), ("relation.created", []), ("relation.changed", ["note"]), ("tag.removed", [])]
    assert {one["data"]["id"] for one in allowed.messages if one["type"].startswith("relation")} == {str(tie.uid)}


@pytest.mark.usefixtures("only_their_own")
def test_of_activities_a_program_hears_what_its_reader_sees(
    allowed: Listener, administrator: User, member: User, enter: Enter, work: Work
) -> None:
    manager = User.objects.create_user(email="m@example.com", name="m", role="manager")
    Setting.objects.create(name="visibility.manager", value="own")
    create_endpoint(url=allowed.url, patterns=["activity.*"], with_values=True, reader=member, by=administrator)

    def called(customer: int, **given: Any) -> Activity:  # noqa: ANN401
        person = Person.objects.get(pk=customer)
        return log(kind="call", given={"person": person, "outcome": "answered", **given}, by=administrator).activity

    def heard() -> set[tuple[str, str]]:
        allowed.requests.clear()
        work()
        return {(one["type"], one["data"]["id"]) for one in allowed.messages}

    mine, shared, deputised, strange = (
        enter(given_name=name, owner=owner.pk)
        for name, owner in (("مریم", member), ("سارا", administrator), ("نگار", manager), ("زهرا", administrator))
    )
    share_record(record_type="person", record_id=shared, user=member, by=administrator)
    today = timezone.localdate()
    Deputy.objects.create(user=manager, deputy=member, begins_on=today, ends_on=today)

    seen = [called(customer) for customer in (mine, shared, deputised)]
    attended = log(
        kind="meeting",
        given={"person": Person.objects.get(pk=strange)},
        attending=Attending(users=[member]),
        by=administrator,
    ).activity
    called(strange)
    assert heard() == {("activity.created", str(one.uid)) for one in (*seen, attended)}

    strangers = called(strange)
    for one in (*seen, strangers):
        delete(activity=Activity.objects.get(pk=one.pk), by=administrator)
    assert heard() == {("activity.removed", str(one.uid)) for one in seen}


def test_of_fields_of_ones_own_a_program_hears_what_its_reader_sees_of_them(
    allowed: Listener, administrator: User, manager: User, enter: Enter, work: Work
) -> None:
    for key in ("topic", "secret", "budget"):
        create_custom_field(record_type="activity", kind="text", label_fa=key, key=key, by=administrator)
    told = {"own:secret": "masked", "own:budget": "hidden"}
    RoleRights.objects.create(key=manager.role, base=manager.role, fields={"activity": told})
    create_endpoint(
        url=allowed.url, patterns=["activity.*"], with_values=True, reader=manager, by=administrator
    )  # fmt: skip
    person = Person.objects.get(pk=enter(given_name="سارا"))
    given = {"person": person, "own:topic": "قیمت", "own:secret": "زعفران", "own:budget": "۳۰۰"}
    log(kind="call", given=given, by=administrator)
    work()
    (message,) = allowed.messages
    assert message["data"]["values"]["own:topic"] == "قیمت"
    assert not {"own:budget", "own:secret"} & message["data"]["values"].keys()
    assert "own:budget" not in message["data"]["fields"]
    assert "زعفران" not in str(message)
