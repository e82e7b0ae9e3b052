"""Tags, categories and relations come and go, and undo brings them back to whoever had them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tests.dump import dump
from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import NotAllowed
from zolal.core import ledger
from zolal.core.models import Action
from zolal.people.actions.categories import change_category, create_category, delete_category
from zolal.people.actions.relations import add_relation, remove_relation
from zolal.people.actions.tags import change_tag, create_tag, delete_tag
from zolal.people.models import Category, Relation, Tag

pytestmark = pytest.mark.django_db


def test_a_deleted_tag_comes_back_to_everybody_who_bore_it(enter: Callable, administrator: User) -> None:
    tag = create_tag(name="ویژه", by=administrator)
    enter(given_name="علی", **{f"tag:{tag.pk}": True})
    enter("company", name="آریا", **{f"tag:{tag.pk}": True})
    before = dump()
    action = delete_tag(tag=tag, by=administrator)
    assert not Tag.objects.exists()
    undone = ledger.undo(action=action, by=administrator)
    assert (dump(), undone.restored) == (before, 2)
    ledger.undo(action=undone.action, by=administrator)
    assert not Tag.objects.exists()


def test_a_deleted_category_comes_back(enter: Callable, administrator: User) -> None:
    category = create_category(name="مشتری", by=administrator, colour="teal")
    enter(given_name="علی", category=category.pk)
    before = dump()
    ledger.undo(action=delete_category(category=category, by=administrator), by=administrator)
    assert dump() == before


def test_a_new_name_can_be_undone(administrator: User) -> None:
    tag = change_tag(tag=create_tag(name="ویژه", by=administrator), name="خاص", colour="red", by=administrator)
    assert (Tag.objects.get().name, tag.colour) == ("خاص", "red")
    ledger.undo(action=Action.objects.get(kind="tag.change"), by=administrator)
    assert Tag.objects.get().name == "ویژه"
    category = create_category(name="مشتری", by=administrator)
    assert change_category(category=category, name="همکار", position=3, by=administrator).position == 3


def test_a_tag_that_is_in_use_outlives_the_undo_of_its_making(enter: Callable, administrator: User) -> None:
    tag = create_tag(name="ویژه", by=administrator)
    action = Action.objects.get(kind="tag.create")
    enter(given_name="علی", **{f"tag:{tag.pk}": True})
    ledger.undo(action=action, by=administrator)
    assert Tag.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "ويژه", "و" * 61])
def test_a_name_must_be_there_be_short_and_be_free(administrator: User, name: str) -> None:
    create_tag(name="ویژه", by=administrator)
    with pytest.raises(ValidationError) as refused:
        create_tag(name=name, by=administrator)
    assert list(refused.value.message_dict) == ["name"]


def test_members_make_tags_and_administrators_rule_them(member: User, reader: User) -> None:
    tag = create_tag(name="ویژه", by=member)
    for forbidden in (
        lambda: create_tag(name="دیگر", by=reader),
        lambda: delete_tag(tag=tag, by=member),
        lambda: change_tag(tag=tag, name="دیگر", by=member),
        lambda: create_category(name="دیگر", by=member),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert (Tag.objects.count(), Category.objects.count()) == (1, 0)


class TestRelations:
    def test_two_people_are_related_once(self, enter: Callable, member: User) -> None:
        one, other = enter(given_name="علی"), enter(given_name="زهرا")
        first = add_relation(first=other, second=one, kind="household", by=member)
        assert add_relation(first=one, second=other, kind="household", by=member) == first
        assert (first.person, first.other) == (one, other)

    def test_who_referred_whom_keeps_its_direction(self, enter: Callable, member: User) -> None:
        one, other = enter(given_name="علی"), enter(given_name="زهرا")
        assert add_relation(first=other, second=one, kind="referrer", by=member).person == other

    def test_undo_parts_and_joins_them(self, enter: Callable, member: User) -> None:
        one, other = enter(given_name="علی"), enter(given_name="زهرا")
        alone = dump()
        relation = add_relation(first=one, second=other, kind="colleague", by=member)
        related = dump()
        undone = ledger.undo(action=Action.objects.get(kind="relation.add"), by=member)
        assert dump() == alone
        ledger.undo(action=undone.action, by=member)
        assert dump() == related
        ledger.undo(action=remove_relation(relation=relation, by=member), by=member)
        assert dump() == related

    def test_nobody_is_related_to_themselves(self, enter: Callable, member: User) -> None:
        one = enter(given_name="علی")
        with pytest.raises(ValidationError):
            add_relation(first=one, second=one, kind="colleague", by=member)
        assert not Relation.objects.exists()


def test_a_label_that_somebody_has_changed_meanwhile_is_told_not_overwritten(administrator: User) -> None:
    seen = {"name": "ویژه", "colour": "slate"}
    tag = create_tag(name="ویژه", by=administrator)
    category = create_category(name="ویژه", by=administrator)
    change_tag(tag=tag, name="خاص", colour="slate", seen=seen, by=administrator)
    change_category(category=category, name="خاص", colour="slate", seen=seen, by=administrator)
    for stale in (
        lambda: change_tag(tag=tag, name="عالی", colour="slate", seen=seen, by=administrator),
        lambda: change_category(category=category, name="عالی", colour="slate", seen=seen, by=administrator),
    ):
        with pytest.raises(Overtaken) as overtaken:
            stale()
        assert overtaken.value.now == {"name": "خاص"}
    # Another colour alone leaves the name as somebody else has made it.
    changed = change_tag(tag=tag, name="ویژه", colour="red", seen=seen, by=administrator)
    assert (changed.name, changed.colour) == ("خاص", "red")
