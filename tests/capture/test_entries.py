"""Somebody types a record: what is wrong, who it may be, and what is written."""

from __future__ import annotations

from unittest.mock import ANY

import pytest

from tests.essentials import needed
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions.entries import check_entry, edit, enter, restore_fact
from zolal.core import erasure
from zolal.core.ledger import Stale, history
from zolal.core.models import Action, Setting
from zolal.people.models import Person
from zolal.quality.models import Pair

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علي", "family_name": "محمدی", "mobile": "0912 200 2580", "email": "ali@example.com"}


def entered(by: User, **fields: str) -> Person:
    found = enter(record_type="person", fields={**ALI, **fields}, by=by, despite=True).record
    assert isinstance(found, Person)
    return found


def test_what_is_typed_is_kept_in_normal_form_with_the_text_itself(member: User) -> None:
    person = entered(member, company="شرکت آریا", tags="ویژه، نمایشگاه")
    assert (person.given_name, person.owner, person.team) == ("علی", member, member.team)
    assert person.company is not None
    assert person.company.name == "شرکت آریا"
    assert {tagging.tag.name for tagging in person.taggings.all()} == {"ویژه", "نمایشگاه"}
    (entry,) = history("person", [person.pk])
    assert entry.raw["given_name"] == "علي"
    assert (entry.action.kind, entry.action.source.method) == ("person.create", "form")


def test_asking_on_the_way_writes_nothing_and_warns_of_who_is_known(member: User) -> None:
    known = entered(member)
    actions = Action.objects.count()
    found = check_entry(record_type="person", fields={"mobile": "+98 912 2002580", "family_name": "محمدی"}, by=member)
    assert found.record is None
    assert [one.record_id for one in found.candidates] == [known.pk]
    assert found.candidates[0].because
    assert found.values["mobile"] == "+98 912 2002580"
    assert Action.objects.count() == actions


def test_a_likely_duplicate_waits_for_a_word_and_then_goes_to_the_queue(member: User) -> None:
    entered(member)
    assert enter(record_type="person", fields=ALI, by=member).record is None
    assert Person.objects.count() == 1
    assert enter(record_type="person", fields=ALI, by=member, despite=True).record is not None
    assert Pair.objects.filter(decision="open").count() == 1


def test_a_candidate_that_must_not_be_seen_has_no_name(member: User, stranger: User) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    entered(member)
    (found,) = check_entry(record_type="person", fields=ALI, by=stranger).candidates
    assert (found.record, found.record_id, found.owner, found.because) == (None, 0, member.name, "")


@pytest.mark.parametrize(("mode", "severity", "written"), [("warn", "warning", True), ("block", "error", False)])
def test_missing_essentials_warn_or_block_as_the_administrator_wants(
    member: User, mode: str, severity: str, *, written: bool
) -> None:
    needed("person", severity=mode)
    found = enter(record_type="person", fields={"family_name": "محمدی"}, by=member)
    assert {(one.field, one.severity) for one in found.troubles} == {("email", severity), ("mobile", severity)}
    assert (found.record is not None, found.blocking) == (written, not written)


def test_an_entry_that_names_nobody_is_refused(member: User) -> None:
    found = enter(record_type="person", fields={"city": "تهران"}, by=member)
    assert found.blocking
    assert found.troubles[0].code == "nobody"


def test_somebody_erased_is_not_taken_in_again(member: User) -> None:
    erasure.erase_traces("person", [], {"mobile": ["+989122002580"]})
    found = enter(record_type="person", fields=ALI, by=member)
    assert found.blocking
    assert found.troubles[0].code == "erased"
    assert not Person.objects.exists()


def test_a_wrong_value_stays_beside_the_record_with_what_was_typed(member: User) -> None:
    person = entered(member, national_id="0499370898")
    assert person.national_id == ""
    assert person.faults["national_id"] == [{"code": "national_id_invalid", "raw": "0499370898", "proposal": ANY}]
    edit(
        record_type="person",
        record_id=person.pk,
        version=person.version,
        fields={"national_id": "0499370899"},
        by=member,
    )
    person.refresh_from_db()
    assert (person.national_id, person.faults) == ("0499370899", {"given_name": ANY, "mobile": ANY})


def test_an_edit_touches_nothing_else(member: User) -> None:
    person = entered(member, city="تهران")
    done = edit(
        record_type="person", record_id=person.pk, version=person.version, fields={"phone": "8888 1234"}, by=member
    )
    points = {point.kind: point.value for point in person.contact_points.all()}
    assert points == {"mobile": "09122002580", "email": "ali@example.com", "phone": "02188881234"}
    assert done.record.city == "تهران"


def test_points_keep_their_ids_through_an_edit(member: User) -> None:
    person = entered(member)
    first = person.contact_points.get(kind="mobile")
    fields = {"mobile": "09351234567 | 09122002580"}
    edit(record_type="person", record_id=person.pk, version=person.version, fields=fields, by=member)
    assert {(point.value, point.pk == first.pk) for point in person.contact_points.filter(kind="mobile")} == {
        ("09122002580", True),
        ("09351234567", False),
    }


def test_an_edit_never_loses_a_right_value_for_a_wrong_one(member: User) -> None:
    person = entered(member)
    fields = {"mobile": "0912"}
    found = edit(record_type="person", record_id=person.pk, version=person.version, fields=fields, by=member)
    assert (found.blocking, found.values) == (True, fields)
    assert person.contact_points.get(kind="mobile").value == "09122002580"


def test_a_field_can_be_emptied_and_its_old_value_restored(member: User) -> None:
    person = entered(member, city="تهران")
    edit(record_type="person", record_id=person.pk, version=person.version, fields={"city": ""}, by=member)
    person.refresh_from_db()
    assert person.city == ""
    restore_fact(record_type="person", record_id=person.pk, fact="city", value="تهران", by=member)
    person.refresh_from_db()
    assert person.city == "تهران"


def test_nobody_overwrites_what_another_has_just_written(member: User, manager: User) -> None:
    person = entered(member)
    seen = person.version
    edit(record_type="person", record_id=person.pk, version=seen, fields={"city": "یزد"}, by=manager)
    with pytest.raises(Stale):
        edit(record_type="person", record_id=person.pk, version=seen, fields={"city": "قم"}, by=member)
    edit(record_type="person", record_id=person.pk, version=seen, fields={"job_title": "مدیر"}, by=member)


def test_an_edit_that_changes_nothing_leaves_no_trace(member: User) -> None:
    person = entered(member)
    actions = Action.objects.count()
    fields = {"mobile": "09122002580", "given_name": "علی"}
    edit(record_type="person", record_id=person.pk, version=person.version, fields=fields, by=member)
    edit(record_type="person", record_id=person.pk, version=person.version, fields=fields, by=member)
    assert Action.objects.count() <= actions + 1


def test_who_may_only_read_writes_nothing(reader: User, member: User) -> None:
    with pytest.raises(NotAllowed):
        enter(record_type="person", fields=ALI, by=reader)
    person = entered(member)
    with pytest.raises(NotAllowed):
        edit(record_type="person", record_id=person.pk, version=1, fields={"city": "یزد"}, by=reader)
    with pytest.raises(NotAllowed):
        check_entry(record_type="person", fields=ALI, by=reader)
