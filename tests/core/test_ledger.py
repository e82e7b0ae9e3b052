"""Every change leaves who, when, whence, before and after."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import translation

from tests.dump import dump
from zolal.accounts.models import User
from zolal.core import ledger
from zolal.core.models import Action, Change
from zolal.core.sources import source_named
from zolal.people.models import ContactPoint, Person
from zolal.people.points import numbered

pytestmark = pytest.mark.django_db

MOBILE = {"kind": "mobile", "value": "09121234567", "key": "+989121234567"}


def test_a_created_record_has_its_facts_and_says_where_they_came_from(member: User, facts: Callable) -> None:
    with transaction.atomic():
        action = ledger.act(kind="person.create", by=member, source=source_named("نمایشگاه", "form"))
        record_id = ledger.create(
            action,
            "person",
            numbered([{"given_name": "علی", "city": "", "birth_date": "1990-05-01", "points": [MOBILE]}]),
        )[0]
    person = Person.objects.get(pk=record_id)
    assert (person.name, person.provenance, person.created_at) == ("علی", {"": action.pk}, action.at)
    point = ContactPoint.objects.get(person=person)
    assert facts(record_id) == {
        "given_name": "علی",
        "birth_date": "1990-05-01",
        "state": "active",
        "source": action.source_id,
        f"point:{point.pk}": {**MOBILE, "label": "", "position": 0},
    }


def test_ids_come_in_the_order_of_the_rows(member: User) -> None:
    with transaction.atomic():
        action = ledger.act(kind="import.commit", by=member)
        ids = ledger.create(action, "person", [{"given_name": str(number)} for number in range(50)])
    assert list(Person.objects.filter(pk__in=ids).order_by("pk").values_list("given_name", flat=True)) == [
        str(number) for number in range(50)
    ]


def test_a_fact_nobody_knows_is_refused(member: User) -> None:
    with pytest.raises(ledger.UnknownFact), transaction.atomic():
        ledger.create(ledger.act(kind="person.create", by=member), "person", [{"shoe_size": 42}])


def test_only_what_changes_is_written(enter: Callable, change: Callable) -> None:
    record_id = enter(given_name="علی", city="یزد")
    assert not Change.objects.filter(action=change(record_id, {"city": "یزد", "note": ""})).exists()
    assert Person.objects.get(pk=record_id).version == 1
    action = change(record_id, {"city": "شیراز", "given_name": "علی"})
    kept = Change.objects.get(action=action)
    assert (kept.before, kept.after) == ({"city": "یزد"}, {"city": "شیراز"})
    person = Person.objects.get(pk=record_id)
    assert (person.version, person.provenance["city"]) == (2, action.pk)


def test_letters_no_database_keeps_are_left_out(enter: Callable, facts: Callable) -> None:
    record_id = enter(given_name="ع\x00لی", **{"fault:email": [{"code": "x", "raw": "a\x00\ud800b", "proposal": ""}]})
    assert facts(record_id)["given_name"] == "علی"
    assert facts(record_id)["fault:email"][0]["raw"] == "ab"


def test_what_one_action_does_in_two_steps_is_one_change(member: User, facts: Callable) -> None:
    with transaction.atomic():
        action = ledger.act(kind="import.commit", by=member)
        record_id = ledger.create(action, "person", [{"given_name": "علی", "note": "?"}])[0]
        ledger.write(action, "person", {record_id: {"city": "یزد", "note": None}})
    kept = Change.objects.get(action=action)
    assert (kept.before, kept.after) == (None, facts(record_id))
    assert ledger.facts_at("person", record_id, action.at) == facts(record_id)


def test_what_somebody_did_in_between_stays_between(enter: Callable, member: User, change: Callable) -> None:
    record_id = enter(given_name="علی")
    action = ledger.act(kind="import.commit", by=member)
    ledger.write(action, "person", {record_id: {"city": "یزد"}})
    change(record_id, {"city": "شیراز"})
    ledger.write(action, "person", {record_id: {"city": "قم"}})
    told = [entry.facts["city"] for entry in ledger.history("person", [record_id], fact="city")]
    assert told == [("شیراز", "قم"), ("یزد", "شیراز"), (None, "یزد")]


class TestTwoPeopleEditOneRecord:
    def test_two_fields_do_not_disturb_each_other(self, enter: Callable, change: Callable, facts: Callable) -> None:
        record_id = enter(given_name="علی", city="یزد")
        change(record_id, {"city": "شیراز"})
        change(record_id, {"given_name": "رضا"}, versions={record_id: 1})
        assert (facts(record_id)["city"], facts(record_id)["given_name"]) == ("شیراز", "رضا")

    def test_one_field_tells_the_second_who_changed_it(
        self, enter: Callable, change: Callable, manager: User, facts: Callable
    ) -> None:
        record_id = enter(given_name="علی", city="یزد")
        change(record_id, {"city": "شیراز"}, by=manager)
        with pytest.raises(ledger.Stale) as stale:
            change(record_id, {"city": "قم"}, versions={record_id: 1})
        (found,) = stale.value.changes
        assert (found.fact, found.seen, found.now, found.by) == ("city", "یزد", "شیراز", str(manager))
        assert stale.value.version == 2
        assert facts(record_id)["city"] == "شیراز"

    @pytest.mark.parametrize(
        ("source", "told"),
        [(None, "خود زلال"), (("سفارش‌ها.xlsx", "import"), "سفارش‌ها.xlsx (ورود از فایل)")],
        ids=["nothing but a job", "a file"],
    )
    def test_where_nobody_stands_behind_it_what_did_it_is_told(
        self, enter: Callable, change: Callable, source: tuple[str, str] | None, told: str
    ) -> None:
        record_id = enter(given_name="علی", city="یزد")
        with transaction.atomic():
            action = ledger.act(kind="job", by=None, source=source_named(*source) if source else None)
            ledger.write(action, "person", {record_id: {"city": "شیراز"}})
        with translation.override("fa"), pytest.raises(ledger.Stale) as stale:
            change(record_id, {"city": "قم"}, versions={record_id: 1})
        assert [one.by for one in stale.value.changes] == [told]

    def test_the_same_value_twice_is_no_conflict(self, enter: Callable, change: Callable) -> None:
        record_id = enter(given_name="علی", city="یزد")
        change(record_id, {"city": "شیراز"})
        change(record_id, {"city": "شیراز"}, versions={record_id: 1})

    def test_a_record_taken_away_is_stale(self, enter: Callable, change: Callable, member: User) -> None:
        record_id = enter(given_name="علی")
        with transaction.atomic():
            ledger.remove(ledger.act(kind="person.delete", by=member), "person", [record_id])
        with pytest.raises(ledger.Stale):
            change(record_id, {"city": "قم"}, versions={record_id: 1})


def test_history_is_told_newest_first_page_by_page(enter: Callable, change: Callable) -> None:
    record_id = enter(given_name="علی")
    actions = [change(record_id, {"city": city}) for city in ("یزد", "قم", "شیراز")]
    first = ledger.history("person", [record_id], limit=2)
    assert [entry.action for entry in first] == [actions[2], actions[1]]
    rest = ledger.history("person", [record_id], before=first[-1].id)
    assert [entry.created for entry in rest] == [False, True]


def test_what_was_typed_is_kept_beside_its_normal_form(enter: Callable, change: Callable) -> None:
    record_id = enter(given_name="علی")
    change(record_id, {"city": "یزد"}, raw={record_id: {"city": "يزد"}})
    assert ledger.history("person", [record_id])[0].raw == {"city": "يزد"}


def test_a_listener_hears_of_every_write(enter: Callable, change: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, list[int], str]] = []
    from zolal.core.ledger import facts as registry

    monkeypatch.setattr(registry, "_listeners", [])
    ledger.watch(lambda written: heard.append((written.record_type, written.ids, written.action.kind)))
    record_id = enter(given_name="علی")
    action = change(record_id, {"city": "یزد"})
    ledger.undo(action=action, by=None)
    assert heard == [
        ("person", [record_id], "person.create"),
        ("person", [record_id], "person.edit"),
        ("person", [record_id], "undo"),
    ]


def test_a_dump_names_every_table_of_people(enter: Callable) -> None:
    enter(given_name="علی", points=[MOBILE])
    for table in ("people.person", "people.company", "people.contactpoint", "people.tagging", "people.relation"):
        assert f'"{table}"' in dump()
    assert "علی" in dump()
    assert Action.objects.exists()
