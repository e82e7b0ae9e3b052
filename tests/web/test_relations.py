"""The page of relations: found while typing, added, ended, shown in words and in a picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from zolal.accounts.models import User
from zolal.core.ledger import act, create
from zolal.core.models import Action
from zolal.people.actions.relations import add_relation
from zolal.people.models import Person, Relation, RelationRole
from zolal.web.relations.picture import MOST, Node, picture

pytestmark = pytest.mark.django_db
Browse = Callable[[User], Client]


def test_from_a_part_of_a_name_to_a_relation_that_has_ended(browse: Browse, member: User, sara: Person) -> None:
    browser = browse(member)
    other = Person.objects.get(pk=sara.pk)
    browser.post(reverse("company-new"), {"name": "پارس گستر", "phone": "02188881234"})
    page = reverse("relations", args=["person", sara.uid])
    found = browser.get(reverse("relation-candidates", args=["person", sara.uid]), {"q": "پارس", "role": "owner:first"})
    chosen = found.content.decode().split('value="')[1].split('"')[0]
    assert chosen.startswith("company:")

    add = reverse("relation-add", args=["person", sara.uid])
    assert browser.post(add, {"role": "owner:first"}).status_code == 422
    assert browser.post(add, {"role": "colleague:first", "other": chosen}).status_code == 422
    browser.post(add, {"role": "owner:first", "other": chosen, "since": "1402/01/01", "note": "نیمی"})
    tie = Relation.objects.get()
    assert (tie.person, str(tie.since), tie.note) == (other, "2023-03-21", "نیمی")
    shown = browser.get(page).content.decode()
    assert "<svg" in shown
    assert "پارس گستر" in browser.get(reverse("person", args=[sara.uid])).content.decode()

    browser.post(reverse("relation-end", args=["person", sara.uid, tie.uid]))
    tie.refresh_from_db()
    assert tie.until is not None
    browser.post(reverse("action-undo", args=[Action.objects.latest("pk").uid]))
    tie.refresh_from_db()
    assert tie.until is None
    browser.post(reverse("relation-remove", args=["person", sara.uid, tie.uid]))
    assert not Relation.objects.exists()


def test_an_administrator_names_relations(browse: Browse, administrator: User, strategist: User) -> None:
    page = reverse("relation-roles")
    assert browse(strategist).get(page).status_code == 200
    assert browse(strategist).post(page, {"word": "ضامن"}).status_code == 403
    browser = browse(administrator)
    browser.post(page, {"word": "ضامن", "symmetric": "on"})
    role = RelationRole.objects.get(word="ضامن")
    browser.post(reverse("relation-role", args=[role.uid]), {"active": "no"})
    assert not RelationRole.objects.get(pk=role.pk).active


def test_a_picture_of_many_leaves_some_out_and_says_so() -> None:
    around = [Node(f"person {n}", f"نام {n}", "person", "") for n in range(MOST + 5)]
    made = picture(Node("m", "م", "person", ""), around, [("person 1", "person 2"), ("person 1", "gone")])
    assert (len(made.nodes), made.left_out, sum(line.faint for line in made.lines)) == (MOST + 1, 5, 1)
    assert all(0 < node.x < made.wide and 0 < node.y < made.high for node in made.nodes)
    assert len({(node.x, node.y) for node in made.nodes}) == MOST + 1


def test_the_page_asks_the_database_equally_often_however_many_there_are(
    browse: Browse, administrator: User, sara: Person, django_assert_max_num_queries: object
) -> None:
    def relate(count: int) -> None:
        for number in range(count):
            with transaction.atomic():
                action = act(kind="person.create", by=administrator)
                (pk,) = create(action, "person", [{"given_name": f"نام {number}", "family_name": "ر"}])
            add_relation(first=sara, second=Person.objects.get(pk=pk), kind="colleague", by=administrator)

    relate(1)
    page, browser = reverse("relations", args=["person", sara.uid]), browse(administrator)
    browser.get(page)
    with django_assert_max_num_queries(30) as few:  # type: ignore[operator]
        browser.get(page)
        many = len(few)
    relate(4)
    with django_assert_max_num_queries(many):  # type: ignore[operator]
        assert browser.get(page).content.decode().count("نام") > 4
