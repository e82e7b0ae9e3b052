"""Parts of a record are kept by roles: others read them, and write them by no way."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from zolal.accounts.actions.roles import create_role, delete_role
from zolal.accounts.actions.undoing import may_undo, undo_action
from zolal.accounts.actions.users import change_user
from zolal.accounts.models import RoleRights, Team, User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions.decisions import decide, mend
from zolal.capture.actions.entries import edit, enter, restore_fact
from zolal.capture.actions.imports import CannotImport, commit_import, confirm_mapping, upload_import
from zolal.capture.models import Import
from zolal.core.jobs import run_all
from zolal.core.models import Action, Change
from zolal.people.actions.bulk import change_matching, edit_records
from zolal.people.actions.field_groups import arrange_field_group
from zolal.people.models import FieldGroup, Person
from zolal.people.queries.lists import Wish
from zolal.people.queries.permitted import fixed
from zolal.quality.actions.handling import Target
from zolal.quality.actions.handling import Wish as Decision
from zolal.quality.actions.merges import CannotMerge, merge_records, undo_merge
from zolal.quality.models import Issue

pytestmark = pytest.mark.django_db

PERSONAL = {"national_id", "gender", "birth_date", "marital_status", "anniversary"}


@pytest.fixture
def sales(administrator: User) -> RoleRights:
    return create_role(name="فروش", copied_from="manager", by=administrator)


@pytest.fixture
def seller(administrator: User, member: User, sales: RoleRights) -> User:
    """Whose role keeps what is personal."""
    change_user(user=member, role=sales.key, team=member.team, by=administrator)
    return User.objects.get(pk=member.pk)


@pytest.fixture
def kept(administrator: User, sales: RoleRights) -> FieldGroup:
    arrange_field_group(key="personal", roles=[sales.key], by=administrator)
    return FieldGroup.objects.get(key="personal")


@pytest.fixture
def sara(administrator: User) -> Person:
    fields = {"given_name": "سارا", "family_name": "محمدی", "birth_date": "1361/05/04", "mobile": "09127654321"}
    record = enter(record_type="person", fields=fields, by=administrator).record
    edit(record_type="person", record_id=record.pk, version=1, fields={"birth_date": "1362/05/04"}, by=administrator)
    return Person.objects.get(pk=record.pk)


def _import(rows: str, by: User) -> Import:
    file = SimpleUploadedFile("people.csv", rows.encode())
    import_ = upload_import(file=file, filename="people.csv", record_type="person", by=by)
    run_all()
    import_.refresh_from_db()
    return import_


def test_as_shipped_every_group_is_everybodys(reader: User, member: User, manager: User, strategist: User) -> None:
    for user in (reader, member, manager, strategist):
        assert fixed(user, "person") == fixed(user, "company") == frozenset()


def test_only_who_keeps_a_group_writes_its_fields(
    kept: FieldGroup, seller: User, manager: User, administrator: User, sara: Person
) -> None:
    assert fixed(manager, "person") == PERSONAL
    assert fixed(manager, "person", new=True) == PERSONAL
    assert fixed(manager, "company") == frozenset()
    assert fixed(seller, "person") == fixed(administrator, "person") == frozenset()
    entered = edit(record_type="person", record_id=sara.pk, version=2, fields={"gender": "زن"}, by=administrator)
    assert entered.action


def test_a_team_keeps_a_group_too_and_only_its_people_do(administrator: User, manager: User, reader: User) -> None:
    team = Team.objects.create(name="بازاریابی")
    arrange_field_group(key="business", team=team, by=administrator)
    assert "industry" in fixed(manager, "company")
    change_user(user=manager, role="manager", team=team, by=administrator)
    assert "industry" not in fixed(User.objects.get(pk=manager.pk), "company")
    arrange_field_group(key="business", roles=["reader"], by=administrator)
    assert "industry" not in fixed(User.objects.get(pk=reader.pk), "company")


def test_no_way_of_writing_leads_past_who_keeps_it(kept: FieldGroup, manager: User, sara: Person) -> None:
    before = Change.objects.count()
    given: dict[str, Any] = {"record_type": "person", "by": manager}
    ways = [
        lambda: edit(record_id=sara.pk, version=2, fields={"birth_date": "1350/01/01"}, **given),
        lambda: enter(fields={"given_name": "علی", "birth_date": "1350/01/01"}, **given),
        lambda: edit_records(ids=[sara.pk], facts={"gender": "male"}, **given),
        lambda: change_matching(deed="edit", wish=Wish("person"), facts={"gender": "male"}, by=manager),
        lambda: restore_fact(record_id=sara.pk, fact="birth_date", value="1982-07-26", **given),
    ]
    for way in ways:
        with pytest.raises(ValidationError, match="فروش"):
            way()
    assert Change.objects.count() == before


def test_nobody_else_takes_back_what_its_keeper_wrote(
    kept: FieldGroup, manager: User, seller: User, sara: Person
) -> None:
    edit(record_type="person", record_id=sara.pk, version=2, fields={"birth_date": "1363/05/04"}, by=seller)
    theirs = Action.objects.latest("pk")
    assert not may_undo(action=theirs, by=manager)
    with pytest.raises(NotAllowed):
        undo_action(action=theirs, by=manager)
    edit(record_type="person", record_id=sara.pk, version=3, fields={"city": "یزد"}, by=seller)
    undo_action(action=Action.objects.latest("pk"), by=manager)


def test_a_proposal_for_a_kept_field_is_accepted_only_by_who_keeps_it(
    kept: FieldGroup, administrator: User, manager: User, sara: Person
) -> None:
    wrong = {"birth_date": "", "national_id": "0013542418"}
    edit(record_type="person", record_id=sara.pk, version=2, fields=wrong, by=administrator)
    issue = Issue.objects.get(record_id=sara.pk, fact="national_id")
    target = Target(*(getattr(issue, name) for name in Target._fields))
    with pytest.raises(ValidationError, match="فروش"):
        mend(record_type="person", target=target, text="0013542419", by=manager)
    with pytest.raises(ValidationError, match="فروش"):
        decide(record_type="person", targets=[target], wish=Decision("accept"), by=manager)
    mend(record_type="person", target=target, text="0013542419", by=administrator)


def test_in_a_merge_others_leave_what_is_kept_to_the_rule(
    kept: FieldGroup, administrator: User, manager: User, sara: Person
) -> None:
    fields = {"given_name": "سارا", "family_name": "محمدی", "birth_date": "1340/01/01", "mobile": "09127654321"}
    other = enter(record_type="person", fields=fields, by=administrator, despite=True).record
    pair: dict[str, Any] = {"record_type": "person", "keep_id": sara.pk, "absorb_id": other.pk, "despite": True}
    merged = merge_records(**pair, by=administrator)
    (ruled, against) = ("keep", "absorb") if merged.choices["birth_date"] == "keep" else ("absorb", "keep")
    undo_merge(merge=merged, by=administrator)
    for choice in (against, "neither"):
        with pytest.raises(CannotMerge, match="فروش"):
            merge_records(**pair, choices={"birth_date": choice}, by=manager)
    assert merge_records(**pair, choices={"birth_date": ruled}, by=manager).choices["birth_date"] == ruled


def test_a_file_brings_nothing_into_a_kept_field(kept: FieldGroup, manager: User, seller: User, sara: Person) -> None:
    rows = "نام,نام خانوادگی,موبایل,تاریخ تولد\nسارا,محمدی,09127654321,1350/01/01\nعلی,نادری,09121111111,1350/01/01\n"
    import_ = _import(rows, manager)
    assert [column["field"] for column in import_.columns] == ["given_name", "family_name", "mobile", "-"]
    assert import_.found["kept"] == ["تاریخ تولد"]
    asked = [{"header": "تاریخ تولد", "field": "birth_date"}]
    with pytest.raises(CannotImport, match="فروش"):
        confirm_mapping(import_=import_, columns=asked, policy="overwrite", by=manager)
    confirm_mapping(import_=import_, policy="overwrite", by=manager)
    run_all()
    commit_import(import_=Import.objects.get(pk=import_.pk), by=manager)
    run_all()
    assert Person.objects.get(pk=sara.pk).birth_date == sara.birth_date
    assert Person.objects.get(family_name="نادری").birth_date is None
    # Whoever may write the field is proposed it, whatever others left out.
    assert "birth_date" in [column["field"] for column in _import(rows, seller).columns]


def test_a_role_that_is_gone_locks_nobody_out(
    kept: FieldGroup, sales: RoleRights, administrator: User, manager: User
) -> None:
    delete_role(key=sales.key, by=administrator)
    assert fixed(User.objects.get(pk=manager.pk), "person") == frozenset()


def test_a_group_is_kept_only_by_roles_there_are(administrator: User) -> None:
    with pytest.raises(ValidationError) as refused:
        arrange_field_group(key="personal", roles=["manager", "ghost"], by=administrator)
    assert "roles" in refused.value.message_dict


def test_others_see_it_read_only_and_who_keeps_it(kept: FieldGroup, manager: User, seller: User, sara: Person) -> None:
    client = Client()
    client.force_login(manager)
    page = client.get(reverse("person", args=[sara.uid])).content.decode()
    address = reverse("person-field", args=[sara.uid, "birth_date"])
    assert "مسئول: فروش" in page
    assert address not in page
    assert client.post(address, {"birth_date": "1350/01/01", "version": 2}).status_code == 403
    form = client.get(reverse("person-new")).content.decode()
    assert 'name="birth_date"' not in form
    assert "فروش" in form
    client.force_login(seller)
    assert address in client.get(reverse("person", args=[sara.uid])).content.decode()
