"""Two records become one, and two again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import AlreadyUndone, Facts, Stale, act, create, record_type, undo, write
from zolal.core.models import Action, Setting, Source
from zolal.core.relations import pointers
from zolal.people.actions.bulk import delete_records
from zolal.people.models import Company, Person, Relation, Tag
from zolal.people.points import numbered
from zolal.people.queries.records import survivor_of
from zolal.quality.actions.merges import CannotMerge, between, merge_records, plan, suggest_keep, undo_merge
from zolal.quality.actions.pairs import decide
from zolal.quality.merging.carry import is_told, name_of
from zolal.quality.models import Merge, Pair

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی"}


def made(by: User, *rows: Facts, kind: str = "person", source: Source | None = None) -> list[int]:
    with transaction.atomic():
        return create(act(kind=f"{kind}.create", by=by, source=source), kind, numbered(rows))


def edited(by: User, pk: int, facts: Facts) -> None:
    with transaction.atomic():
        write(act(kind="person.edit", by=by), "person", {pk: facts})


def merged(by: User, keep: int, absorb: int, **more: Any) -> Merge:  # noqa: ANN401
    return merge_records(record_type="person", keep_id=keep, absorb_id=absorb, by=by, **more)


def facts(pk: int) -> Facts:
    return record_type("person").facts([pk])[pk]


def mobile(value: str) -> Facts:
    return {"kind": "mobile", "value": value, "key": f"+98{value[1:]}"}


def values(pk: int) -> list[str]:
    return sorted(one["value"] for fact, one in facts(pk).items() if fact.startswith("point:"))


def test_the_kept_record_gets_what_only_the_other_had(manager: User) -> None:
    keep, absorb = made(manager, ALI, {**ALI, "city": "یزد", "points": [mobile("09121234567")]})
    merged(manager, keep, absorb)
    assert facts(keep)["city"] == "یزد"
    assert values(keep) == ["09121234567"]
    assert facts(absorb)["state"] == "absorbed"


def test_a_value_brought_over_keeps_its_source(manager: User) -> None:
    file = Source.objects.create(name="people.csv", method="import")
    (keep,) = made(manager, ALI)
    (absorb,) = made(manager, {**ALI, "city": "یزد"}, source=file)
    merged(manager, keep, absorb)
    person = Person.objects.get(pk=keep)
    assert person.provenance["city"] == Person.objects.get(pk=absorb).provenance[""]


def test_the_same_mobile_is_not_doubled(manager: User) -> None:
    keep, absorb = made(manager, *[{**ALI, "points": [mobile("09121234567")]}] * 2)
    merged(manager, keep, absorb)
    assert values(keep) == ["09121234567"]


def test_an_address_of_the_absorbed_record_leads_to_the_kept_one(manager: User) -> None:
    first, second, third = made(manager, ALI, ALI, ALI)
    merged(manager, second, first)
    merged(manager, third, second)
    assert survivor_of(manager, Person.objects.get(pk=first)).pk == third


def test_relations_move_but_nobody_becomes_their_own_relative(manager: User) -> None:
    keep, absorb, other = made(manager, ALI, ALI, {"given_name": "مریم"})
    mine = Relation.objects.create(person_id=absorb, other_id=keep, kind_id="household")
    theirs = Relation.objects.create(person_id=absorb, other_id=other, kind_id="colleague")
    merge = merged(manager, keep, absorb)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.person_id, theirs.person_id) == (absorb, keep)
    assert merge.moved == [["people.relation.person", [theirs.pk]]]


def test_a_household_is_not_told_twice_the_other_way_round(manager: User) -> None:
    keep, other, absorb = made(manager, ALI, {"given_name": "مریم"}, ALI)
    Relation.objects.create(person_id=keep, other_id=other, kind_id="household")
    doubled = Relation.objects.create(person_id=other, other_id=absorb, kind_id="household")
    merge = merged(manager, keep, absorb)
    doubled.refresh_from_db()
    assert (doubled.other_id, merge.moved) == (absorb, [])


def test_the_people_of_an_absorbed_company_work_for_the_kept_one_and_come_back(manager: User) -> None:
    keep, absorb = made(manager, {"name": "پارس"}, {"name": "پارس گستر"}, kind="company")
    stays, moves = made(manager, {**ALI, "company": absorb}, {**ALI, "company": absorb})
    merge = merge_records(record_type="company", keep_id=keep, absorb_id=absorb, by=manager)
    assert {facts(one)["company"] for one in (stays, moves)} == {keep}
    (another,) = made(manager, {"name": "کویر"}, kind="company")
    edited(manager, moves, {"company": another})
    undo_merge(merge=merge, by=manager)
    assert (facts(stays)["company"], facts(moves)["company"]) == (absorb, another)


def test_the_plan_names_its_reasons_and_shows_differences_first(manager: User) -> None:
    trusted = Source.objects.create(name="erp", method="import", trust=90)
    doubtful = Source.objects.create(name="old.csv", method="import", trust=10)
    (keep,) = made(manager, {**ALI, "city": "یزد", "note": "a"}, source=doubtful)
    (absorb,) = made(manager, {**ALI, "city": "تهران"}, source=trusted)
    found = plan(record_type="person", keep_id=keep, absorb_id=absorb, by=manager)
    assert found.lines[0].fact == "city"
    assert found.lines[0].choice == "absorb"
    assert {line.fact: line.choice for line in found.lines}["note"] == "keep"


def test_what_was_entered_by_hand_goes_before_what_a_file_said(manager: User) -> None:
    file = Source.objects.create(name="erp", method="import", trust=100)
    (keep,) = made(manager, {"city": "یزد"})
    (absorb,) = made(manager, {"city": "تهران"}, source=file)
    assert plan(record_type="person", keep_id=keep, absorb_id=absorb, by=manager).lines[0].choice == "keep"


def test_among_persian_records_a_persian_name_goes_before_a_newer_latin_one(manager: User) -> None:
    file = Source.objects.create(name="people.csv", method="import", trust=10)
    export = Source.objects.create(name="export.csv", method="import", trust=90)
    (keep,) = made(manager, {"given_name": "Ali", "family_name": "Mohammadi", "city": "تهران"}, source=export)
    (absorb,) = made(manager, {**ALI, "job_title": "پزشک"}, source=file)
    merged(manager, keep, absorb)
    assert (facts(keep)["given_name"], facts(keep)["family_name"]) == ("علی", "محمدی")


def test_among_latin_records_the_latin_name_stays(manager: User) -> None:
    file = Source.objects.create(name="people.csv", method="import")
    latin = {"given_name": "Ali", "family_name": "Mohammadi", "city": "Köln", "address": "Domstr. 4"}
    (keep,) = made(manager, latin, source=file)
    (absorb,) = made(manager, ALI, source=file)
    merged(manager, keep, absorb)
    assert facts(keep)["given_name"] == "Ali"


def test_the_parts_of_an_address_come_from_one_record(manager: User) -> None:
    keep, absorb = made(manager, {"city": "یزد"}, {"city": "تهران", "address": "خیابان ولیعصر ۱۲"})
    merged(manager, keep, absorb)
    assert (facts(keep)["city"], facts(keep)["address"]) == ("تهران", "خیابان ولیعصر ۱۲")


def test_a_fault_goes_with_the_value_it_belongs_to(manager: User) -> None:
    fault = {"fault:city": [{"code": "unknown", "raw": "Yzd", "proposal": "یزد"}]}
    keep, absorb = made(manager, {"city": "Yzd", **fault}, {"city": "یزد"})
    merge = merged(manager, keep, absorb)
    assert "fault:city" not in facts(keep)
    undo_merge(merge=merge, by=manager)
    assert facts(keep)["fault:city"] == fault["fault:city"]


def test_the_more_complete_then_the_older_record_is_suggested_to_stay(manager: User) -> None:
    first, second, third = Person.objects.in_bulk(made(manager, ALI, ALI, {**ALI, "city": "یزد"})).values()
    assert suggest_keep(second, first) == first
    assert suggest_keep(first, third) == third


def test_whoever_sees_only_one_side_cannot_merge(manager: User, member: User, reader: User) -> None:
    keep, absorb = made(manager, {**ALI, "owner": member.pk}, ALI)
    with pytest.raises(NotAllowed):
        merged(reader, keep, absorb)
    Setting.objects.create(name="visibility.member", value="own")
    with pytest.raises(Person.DoesNotExist):
        merged(member, keep, absorb)
    assert Merge.objects.count() == 0


def test_a_change_that_was_not_seen_stops_the_merge(manager: User) -> None:
    keep, absorb = made(manager, ALI, ALI)
    edited(manager, absorb, {"city": "یزد"})
    with pytest.raises(Stale) as stale:
        merged(manager, keep, absorb, versions={keep: 1, absorb: 1})
    assert stale.value.changes[0].fact == "city"


def test_what_somebody_kept_apart_is_merged_only_by_a_new_decision(manager: User) -> None:
    keep, absorb = made(manager, ALI, ALI)
    undo_merge(merge=merged(manager, keep, absorb), by=manager)
    assert Pair.objects.get(first_id=keep, second_id=absorb).decision == "not_same"
    with pytest.raises(CannotMerge):
        merged(manager, keep, absorb)
    merged(manager, keep, absorb, despite=True)
    assert Pair.objects.get(first_id=keep, second_id=absorb).decision == "same"


def test_two_different_national_ids_are_two_people(manager: User) -> None:
    keep, absorb = made(manager, {**ALI, "national_id": "0012345679"}, {**ALI, "national_id": "0499370899"})
    with pytest.raises(CannotMerge):
        merged(manager, keep, absorb)


def test_a_merged_record_is_not_merged_again_nor_with_itself(manager: User) -> None:
    keep, absorb, other = made(manager, ALI, ALI, ALI)
    merged(manager, keep, absorb)
    for one, two in ((keep, keep), (other, absorb), (absorb, other)):
        with pytest.raises(CannotMerge):
            merged(manager, one, two)


def test_pairs_of_the_absorbed_record_go_along_and_come_back(manager: User, only_facts: None) -> None:
    keep, absorb, other = made(manager, ALI, ALI, {"given_name": "مریم"})
    pair = Pair.objects.create(record_type="person", first_id=absorb, second_id=other, probability=0.8)
    merge = merged(manager, keep, absorb)
    pair.refresh_from_db()
    assert (pair.first_id, pair.second_id) == (keep, other)
    undo_merge(merge=merge, by=manager)
    pair.refresh_from_db()
    assert (pair.first_id, pair.second_id) == (absorb, other)


def test_the_queue_does_not_ask_twice_after_a_merge(manager: User, only_facts: None) -> None:
    keep, absorb, other = made(manager, ALI, ALI, {"given_name": "مریم"})
    for one in (keep, absorb):
        Pair.objects.create(record_type="person", first_id=one, second_id=other, probability=0.8)
    merged(manager, keep, absorb)
    assert Pair.objects.filter(decision="open").count() == 1


@pytest.mark.parametrize("decision", ["not_same", "household"])
def test_what_was_said_of_the_absorbed_one_is_not_asked_of_the_kept_one(
    manager: User, only_facts: None, decision: str
) -> None:
    keep, absorb, other = made(manager, ALI, ALI, ALI)
    said, asked = (
        Pair.objects.create(record_type="person", first_id=one, second_id=other, probability=0.8)
        for one in (absorb, keep)
    )
    decide(pair=said, decision=decision, by=manager)
    merge = merged(manager, keep, absorb)
    assert not Pair.objects.filter(pk=asked.pk).exists()
    said.refresh_from_db()
    assert (said.first_id, said.second_id, said.decision) == (keep, other, decision)
    undo_merge(merge=merge, by=manager)
    said.refresh_from_db()
    assert (said.first_id, said.second_id, said.decision) == (absorb, other, decision)


def test_who_is_asked_about_again_after_a_merge_was_undone(manager: User) -> None:
    keep, absorb, other = made(manager, *[{**ALI, "points": [mobile("09121234567")]}] * 3)
    decide(pair=Pair.objects.get(first_id=absorb, second_id=other), decision="not_same", by=manager)
    merge = merged(manager, keep, absorb)
    assert list(Pair.objects.filter(second_id=other).values_list("first_id", "decision")) == [(keep, "not_same")]
    undo_merge(merge=merge, by=manager)
    now = Pair.objects.filter(second_id=other).order_by("first_id").values_list("first_id", "decision")
    assert list(now) == [(keep, "open"), (absorb, "not_same")]


def test_who_was_merged_with_both_stays_the_same_as_the_kept_one_alone(manager: User, only_facts: None) -> None:
    keep, absorb, third = made(manager, ALI, ALI, ALI)
    pair = Pair.objects.create(record_type="person", first_id=absorb, second_id=third, probability=0.8)
    early = merged(manager, keep, absorb)
    merged(manager, keep, third)
    undo_merge(merge=early, by=manager)
    pair.refresh_from_db()
    assert (pair.first_id, pair.second_id, pair.decision) == (keep, third, "same")


def test_two_that_were_parted_are_two_also_where_one_of_them_was_merged_on(manager: User, only_facts: None) -> None:
    top, first, second = made(manager, ALI, ALI, ALI)
    early = merged(manager, first, second)
    merged(manager, top, first)
    undo_merge(merge=early, by=manager)
    assert Pair.objects.get(first_id=top, second_id=second).decision == "not_same"
    with pytest.raises(CannotMerge):
        merged(manager, top, second)


def test_undoing_later_keeps_edits_and_sends_each_where_it_belongs(manager: User) -> None:
    keep, absorb = made(manager, ALI, {**ALI, "city": "یزد", "points": [mobile("09121234567")]})
    merge = merged(manager, keep, absorb)
    (point,) = (fact for fact in facts(keep) if fact.startswith("point:"))
    edited(manager, keep, {"city": "شیراز", point: {**facts(keep)[point], "label": "home"}})
    since = between(merge=merge)
    assert since.keeps == {"city": "شیراز"}
    assert since.returns[point]["label"] == "home"
    undo_merge(merge=merge, by=manager)
    assert facts(keep)["city"] == "شیراز"
    assert (facts(absorb)["city"], facts(absorb)[point]["label"]) == ("یزد", "home")


def test_a_deleted_telephone_returns_to_its_owner_also_after_the_merge_was_undone(manager: User) -> None:
    keep, absorb = made(manager, ALI, {**ALI, "points": [mobile("09121234567")]})
    merge = merged(manager, keep, absorb)
    (point,) = (fact for fact in facts(keep) if fact.startswith("point:"))
    edited(manager, keep, {point: None})
    undo_merge(merge=merge, by=manager)
    undo(action=Action.objects.filter(kind="person.edit").get(), by=manager)
    assert (values(keep), values(absorb)) == ([], ["09121234567"])


def test_a_telephone_deleted_before_a_merge_returns_to_whom_its_owner_was_merged_into(manager: User) -> None:
    keep, absorb = made(manager, ALI, {**ALI, "points": [mobile("09121234567")]})
    (point,) = (fact for fact in facts(absorb) if fact.startswith("point:"))
    edited(manager, absorb, {point: None})
    merge = merged(manager, keep, absorb)
    undo(action=Action.objects.filter(kind="person.edit").get(), by=manager)
    assert (values(keep), values(absorb)) == (["09121234567"], [])
    undo_merge(merge=merge, by=manager)
    assert (values(keep), values(absorb)) == ([], ["09121234567"])


def test_a_merge_with_somebody_deleted_says_what_to_do_first(manager: User) -> None:
    keep, absorb = made(manager, ALI, ALI)
    merge = merged(manager, keep, absorb)
    deleted = delete_records(record_type="person", ids=[keep], by=manager)
    with translation.override("en"), pytest.raises(CannotMerge, match="Bring it back in the ledger"):
        undo_merge(merge=merge, by=manager)
    undo(action=deleted, by=manager)
    undo_merge(merge=merge, by=manager)
    assert {facts(keep)["state"], facts(absorb)["state"]} == {"active"}


def test_a_merge_is_undone_though_the_kept_record_was_merged_on(manager: User) -> None:
    first, second, third = made(manager, ALI, {**ALI, "points": [mobile("09121234567")]}, {**ALI, "city": "یزد"})
    early = merged(manager, first, second)
    late = merged(manager, third, first)
    assert values(third) == ["09121234567"]
    assert between(merge=early).later_merges == [late]
    undo_merge(merge=early, by=manager)
    assert (values(second), values(third)) == (["09121234567"], [])
    assert (facts(second)["state"], facts(first)["state"]) == ("active", "absorbed")


def test_the_undo_button_of_the_ledger_undoes_a_merge_and_does_it_again(manager: User) -> None:
    keep, absorb = made(manager, ALI, {**ALI, "city": "یزد"})
    merge = merged(manager, keep, absorb)
    undone = undo(action=merge.action, by=manager)
    merge.refresh_from_db()
    assert merge.undone_by == undone.action
    assert "city" not in facts(keep)
    with pytest.raises(AlreadyUndone):
        undo(action=type(merge.action).objects.get(pk=merge.action_id), by=manager)
    undo(action=undone.action, by=manager)
    assert facts(keep)["city"] == "یزد"


def test_one_undoes_ones_own_merge_and_a_manager_anybodys(manager: User, member: User, stranger: User) -> None:
    keep, absorb = made(manager, ALI, ALI)
    merge = merged(member, keep, absorb)
    with pytest.raises(NotAllowed):
        undo_merge(merge=merge, by=stranger)
    undo_merge(merge=merge, by=manager)
    with pytest.raises(CannotMerge):
        undo_merge(merge=merge, by=manager)


def test_tags_are_united_and_parted(manager: User) -> None:
    vip, old = (Tag.objects.create(name=name).pk for name in ("vip", "old"))
    keep, absorb = made(manager, {**ALI, f"tag:{vip}": True}, {**ALI, f"tag:{vip}": True, f"tag:{old}": True})
    merge = merged(manager, keep, absorb)
    assert {f"tag:{vip}", f"tag:{old}"} <= facts(keep).keys()
    undo_merge(merge=merge, by=manager)
    assert f"tag:{old}" not in facts(keep)
    assert f"tag:{old}" in facts(absorb)


def test_companies_with_different_legal_ids_are_two(manager: User) -> None:
    rows = [{"name": "پارس", "legal_id": "10380284790"}, {"name": "پارس", "legal_id": "14003778990"}]
    keep, absorb = made(manager, *rows, kind="company")
    with pytest.raises(CannotMerge):
        merge_records(record_type="company", keep_id=keep, absorb_id=absorb, by=manager)
    assert Company.objects.filter(state="active").count() == 2


@pytest.mark.parametrize("model", [Person, Company])
def test_what_a_merge_carries_along_is_called_in_the_readers_words(model: type[Person | Company]) -> None:
    with translation.override("fa"):
        names = {name_of(pointer) for pointer in pointers(model) if is_told(pointer)}
    assert [name for name in names if name.isascii()] == []
