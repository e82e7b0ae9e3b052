"""A field that an administrator makes is there at once: filled, found, sorted and taken back like any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions.entries import edit, enter
from zolal.core import ledger
from zolal.people.actions.bulk import delete_records
from zolal.people.actions.custom_fields import (
    change_custom_field,
    create_custom_field,
    restore_custom_field,
    retire_custom_field,
)
from zolal.people.fields import fields_of
from zolal.people.models import CustomField, OwnValue, Person
from zolal.people.own import known
from zolal.people.own.index import number_of
from zolal.people.queries.lists import Wish, page

Make = Callable[..., CustomField]


@pytest.fixture
def make(administrator: User) -> Make:
    def create(kind: str, label_fa: str, **given: Any) -> CustomField:  # noqa: ANN401 - of the action
        return create_custom_field(
            record_type=given.pop("record_type", "person"), kind=kind, label_fa=label_fa, by=administrator, **given
        )

    return create


def person(by: User, **fields: str) -> Person:
    texts = {name.replace("own_", "own:"): text for name, text in fields.items()}
    entered = enter(record_type="person", fields={"given_name": "سارا", **texts}, by=by, despite=True)
    assert entered.record is not None, entered.troubles
    return Person.objects.get(pk=entered.record.pk)


def found(user: User, **query: Any) -> list[str]:  # noqa: ANN401 - a query string's
    wish = Wish.parse("person", {name.replace("own_", "own:"): value for name, value in query.items()})
    return [record.family_name for record in page(user=user, wish=wish).records]


def test_each_kind_is_read_as_people_write_it(administrator: User, make: Make) -> None:
    make("number", "امتیاز", key="points")
    make("money", "بودجه", key="budget")
    make("date", "روز آشنایی", key="met_on")
    make("choice", "سطح", key="level", choices=[{"fa": "طلایی", "en": "Gold"}, {"fa": "نقره‌ای", "en": "Silver"}])
    make("choices", "علاقه", key="likes", choices=[{"fa": "چای", "en": "Tea"}, {"fa": "قهوه", "en": "Coffee"}])
    make("yes or no", "خبرنامه", key="news")
    make("text", "معرف", key="source_name")

    record = person(
        administrator, own_points="۱۲٫۵", own_budget="۱۲ میلیون تومان", own_met_on="۱۴۰۵/۰۹/۰۱", own_level="نقره ای",
        own_likes="قهوه، Tea", own_news="خیر", own_source_name=" علي   رضایی",
    )  # fmt: skip

    assert record.own == {
        "points": 12.5,
        "budget": 120_000_000,
        "met_on": "2026-11-22",
        "level": "silver",
        "likes": ["tea", "coffee"],
        "news": False,
        "source_name": "علی رضایی",
    }


def test_a_text_that_does_not_fit_is_kept_as_a_fault_like_everywhere(administrator: User, make: Make) -> None:
    make("choice", "سطح", key="level", choices=[{"fa": "طلایی", "en": "Gold"}])
    entered = enter(record_type="person", fields={"given_name": "سارا", "own:level": "آهنی"}, by=administrator)
    assert [trouble.code for trouble in entered.troubles if trouble.field == "own:level"] == ["not_a_choice"]
    assert entered.record is not None
    assert entered.record.faults["own:level"][0]["raw"] == "آهنی"


def test_lists_are_filtered_and_sorted_by_it(administrator: User, make: Make) -> None:
    make("number", "امتیاز", key="points")
    make("choices", "علاقه", key="likes", choices=[{"fa": "چای", "en": "Tea"}, {"fa": "قهوه", "en": "Coffee"}])
    make("text", "معرف", key="via")
    person(administrator, family_name="الف", own_points="30", own_likes="چای", own_via="نمایشگاه کتاب")
    person(administrator, family_name="ب", own_points="5", own_likes="چای | قهوه", own_via="اینستاگرام")
    person(administrator, family_name="پ")

    assert found(administrator, **{"own_points.from": "۱۰"}) == ["الف"]
    assert found(administrator, own_likes="قهوه") == ["ب"]
    assert found(administrator, **{"own_likes": "tea", "own_points.to": "9"}) == ["ب"]
    assert found(administrator, **{"own_likes.not": "coffee"}) == ["الف", "پ"]
    assert found(administrator, **{"own_via.contains": "کتاب"}) == ["الف"]
    assert found(administrator, **{"own_via.begins": "اینس"}) == ["ب"]
    assert found(administrator, **{"own_via.empty": "1"}) == ["پ"]
    assert found(administrator, q="نمایشگاه") == ["الف"]
    assert found(administrator, sort="own:points") == ["ب", "الف", "پ"]
    assert found(administrator, sort="-own:points") == ["الف", "ب", "پ"]
    assert found(administrator, sort="own:via", **{"own_points.filled": "1"}) == ["ب", "الف"]


def test_a_list_sorted_by_it_goes_on_page_by_page_and_back(administrator: User, make: Make) -> None:
    make("number", "امتیاز", key="points")
    for number in range(5):
        person(administrator, family_name=f"ن{number}", **({"own_points": str(number % 2)} if number < 4 else {}))
    whole = found(administrator, sort="own:points")
    first = page(user=administrator, wish=Wish.parse("person", {"sort": "own:points"}), size=2)
    second = page(user=administrator, wish=Wish.parse("person", {"sort": "own:points", "after": first.next}), size=2)
    third = page(user=administrator, wish=Wish.parse("person", {"sort": "own:points", "after": second.next}), size=2)
    back = page(user=administrator, wish=Wish.parse("person", {"sort": "own:points", "before": third.previous}), size=2)

    assert [one.family_name for one in (*first.records, *second.records, *third.records)] == whole
    assert list(back.records) == list(second.records)


def test_the_index_follows_edits_removal_and_undo(administrator: User, make: Make) -> None:
    make("number", "امتیاز", key="points")
    record = person(administrator, own_points="3")
    rows = OwnValue.objects.filter(field=number_of("person", "own:points"), record=record.pk)
    assert [row.number for row in rows] == [3.0]

    edit(record_type="person", record_id=record.pk, version=1, fields={"own:points": "4"}, by=administrator)
    assert [row.number for row in rows.all()] == [4.0]
    removal = delete_records(record_type="person", ids=[record.pk], by=administrator)
    assert not rows.all().exists()
    ledger.undo(action=removal, by=administrator)
    assert [row.number for row in rows.all()] == [4.0]
    edit(record_type="person", record_id=record.pk, version=9, fields={"own:points": ""}, by=administrator)
    assert not rows.all().exists()


def test_checks_refuse_at_every_door_and_let_the_right_value_in(administrator: User, make: Make) -> None:
    make("text", "کد اشتراک", key="code", pattern="[0-9]{4}", required=True, unique=True)
    make("number", "سن فرزند", key="child", least="0", most="18")

    def refused(**fields: str) -> set[str]:
        texts = {name.replace("own_", "own:"): text for name, text in fields.items()}
        entered = enter(record_type="person", fields={"given_name": "سارا", **texts}, by=administrator, despite=True)
        return {one.field for one in entered.troubles if one.refused} if entered.record is None else set()

    assert refused() == {"own:code"}
    assert refused(own_code="12") == {"own:code"}
    assert refused(own_code="1234", own_child="19") == {"own:child"}
    assert refused(own_code="1234", own_child="18") == set()
    assert refused(own_code="۱۲۳۴") == {"own:code"}, "somebody has this code already"


def test_what_depends_on_another_answer_is_needed_only_beside_it(administrator: User, make: Make) -> None:
    make("yes or no", "فرزند دارد", key="parent")
    make("number", "تعداد فرزند", key="children", required=True, when_field="own:parent", when_values=["yes"])

    person(administrator, own_parent="خیر")
    entered = enter(record_type="person", fields={"given_name": "سارا", "own:parent": "بله"}, by=administrator)
    assert entered.blocking
    assert [one.field for one in entered.troubles if one.refused] == ["own:children"]


def test_a_retired_field_keeps_its_values_and_undo_takes_a_new_field_back(administrator: User, make: Make) -> None:
    field = make("text", "معرف", key="via")
    record = person(administrator, own_via="نمایشگاه")
    retire_custom_field(field=field, by=administrator)
    assert "own:via" not in fields_of("person")
    restore_custom_field(field=field, by=administrator)
    assert fields_of("person")["own:via"].own is not None
    assert Person.objects.get(pk=record.pk).own == {"via": "نمایشگاه"}

    other = make("text", "موقت", key="temporary")
    action = _last("custom_field.create")
    ledger.undo(action=action, by=administrator)
    assert not CustomField.objects.filter(pk=other.pk).exists()
    assert "own:temporary" not in fields_of("person")


def test_a_choice_is_renamed_without_losing_its_records(administrator: User, make: Make) -> None:
    field = make("choice", "سطح", key="level", choices=[{"fa": "طلایی", "en": "Gold"}])
    record = person(administrator, own_level="طلایی")
    change_custom_field(
        field=field, choices=[{"value": "gold", "fa": "زرین", "en": "Golden"}], version=1, by=administrator
    )
    with translation.override("fa"):
        labels = {one.value: str(one.label) for one in fields_of("person")["own:level"].own.choices}  # type: ignore[union-attr]
    assert labels == {Person.objects.get(pk=record.pk).own["level"]: "زرین"}
    with pytest.raises(ValidationError, match="در این میان"):
        change_custom_field(field=field, label_fa="درجه", version=1, by=administrator)


@pytest.mark.parametrize(
    ("kind", "given", "where"),
    [
        ("choice", {}, "choices"),
        ("number", {"least": "9", "most": "3"}, "most"),
        ("number", {"least": "کم"}, "least"),
        ("text", {"pattern": "["}, "pattern"),
        ("text", {"key": "Bad Key"}, "key"),
        ("text", {"group": "nowhere"}, "group"),
        ("number", {"default": "خیلی"}, "default"),
        ("relation", {"target": "planet"}, "target"),
        ("text", {"when_field": "own:absent"}, "when_field"),
        ("riddle", {}, "kind"),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused_by_name(
    make: Make, kind: str, given: dict[str, Any], where: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        make(kind, "آزمایشی", **given)
    assert where in refused.value.message_dict


def test_only_who_manages_fields_makes_one(manager: User, strategist: User) -> None:
    with pytest.raises(NotAllowed):
        create_custom_field(record_type="person", kind="text", label_fa="معرف", by=manager)
    assert not CustomField.objects.exists()
    create_custom_field(record_type="person", kind="text", label_fa="معرف", by=strategist)


def test_another_process_hears_of_a_new_field_with_its_next_request(administrator: User, make: Make) -> None:
    assert "own:via" not in fields_of("person")
    latest = known._latest
    make("text", "معرف", key="via")
    known._latest, known._here.known = latest, None  # as it is in a process that heard nothing
    Client().get("/login/")
    assert "own:via" in fields_of("person")


def _last(kind: str) -> Any:  # noqa: ANN401 - an action
    from zolal.core.models import Action

    return Action.objects.filter(kind=kind).latest("pk")
