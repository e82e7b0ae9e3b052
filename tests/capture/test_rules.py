"""A rule that blocks holds at every door; one that warns says so; one that queues is silent."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from tests.capture.conftest import Hand, committed
from zolal.accounts.models import User
from zolal.capture.actions.decisions import mend
from zolal.capture.actions.entries import check_entry, edit, enter, restore_fact
from zolal.capture.actions.imports import CannotImport, commit_import, confirm_mapping, remap
from zolal.capture.actions.rows import include_errors, mend_cell
from zolal.capture.models import ImportRow
from zolal.capture.queries.rows import error_rows, troubles_of_row
from zolal.core.jobs import run_all
from zolal.core.ledger import act, write
from zolal.people.actions.bulk import change_matching, edit_records
from zolal.people.models import Person
from zolal.people.queries.wish import Wish
from zolal.quality.actions.handling import Target
from zolal.quality.models import Issue, Rule

pytestmark = pytest.mark.django_db

ALI = {"family_name": "محمدی", "mobile": "09121234567", "email": "ali@example.com"}


def ruled(severity: str = "block", kind: str = "values", **parameters: Any) -> Rule:  # noqa: ANN401 - JSON
    return Rule.objects.create(
        record_type="person",
        name="a rule",
        kind=kind,
        parameters=parameters or {"field": "city", "allowed": ["قم"]},
        severity=severity,
        message="Only Qom is served.",
    )


def entered(by: User, **fields: str) -> Person:
    record = enter(record_type="person", fields={**ALI, **fields}, by=by, despite=True).record
    assert isinstance(record, Person)
    return record


@pytest.mark.parametrize("method", ["form", "api"])
def test_an_entry_that_breaks_a_rule_is_refused_with_the_sentence_beside_the_field(member: User, method: str) -> None:
    ruled()
    found = enter(record_type="person", fields={**ALI, "city": "یزد"}, by=member, method=method)
    assert (found.record, found.blocking) == (None, True)
    assert [(one.field, one.severity, one.message) for one in found.troubles if one.field == "city"] == [
        ("city", "error", "Only Qom is served.")
    ]
    assert not Person.objects.exists()
    assert check_entry(record_type="person", fields={**ALI, "city": "یزد"}, by=member).blocking


@pytest.mark.parametrize(("severity", "told"), [("warn", ["warning"]), ("queue", [])])
def test_a_rule_that_does_not_block_lets_in_and_leaves_an_issue(member: User, severity: str, told: list[str]) -> None:
    rule = ruled(severity)
    found = enter(record_type="person", fields={**ALI, "city": "یزد"}, by=member)
    assert found.record is not None
    assert [one.severity for one in found.troubles if one.field == "city"] == told
    assert Issue.objects.get(code=rule.code).severity == "warning"


def test_an_edit_that_breaks_a_rule_is_refused_and_changes_nothing(member: User) -> None:
    ali = entered(member, city="قم")
    ruled()
    found = edit(record_type="person", record_id=ali.pk, version=ali.version, fields={"city": "یزد"}, by=member)
    assert (found.action, found.blocking) == (None, True)
    ali.refresh_from_db()
    assert (ali.city, ali.version) == ("قم", 1)


def test_what_was_broken_before_does_not_keep_anybody_from_mending_something_else(member: User) -> None:
    ali = entered(member, city="یزد")
    ruled()
    ruled(kind="essential", function="sales", fields=["birth_date"])
    found = edit(record_type="person", record_id=ali.pk, version=ali.version, fields={"job_title": "مدیر"}, by=member)
    assert found.action is not None


def test_a_former_value_that_a_rule_refuses_does_not_come_back(member: User) -> None:
    ali = entered(member, city="یزد")
    edit(record_type="person", record_id=ali.pk, version=1, fields={"city": "قم"}, by=member)
    ruled()
    with pytest.raises(ValidationError, match="Only Qom is served"):
        restore_fact(record_type="person", record_id=ali.pk, fact="city", value="یزد", by=member)


def test_a_change_of_many_records_is_refused_as_a_whole(manager: User) -> None:
    ali, sara = entered(manager, city="قم"), entered(manager, mobile="09351234567", email="s@b.ir")
    ruled()
    with pytest.raises(ValidationError, match="Only Qom is served"):
        edit_records(record_type="person", ids=[ali.pk, sara.pk], facts={"city": "یزد"}, by=manager)
    assert set(Person.objects.values_list("city", flat=True)) == {"قم", ""}


def test_in_the_background_those_a_rule_refuses_are_left_as_they_are(manager: User) -> None:
    ali = entered(manager, province="قم")
    sara = entered(manager, mobile="09351234567", email="s@b.ir")
    ruled(kind="condition", field="province", values=["قم"], other="city", allowed=["قم"])
    change_matching(deed="edit", wish=Wish.read("person", ""), facts={"city": "یزد"}, by=manager)
    (job,) = [job for job in run_all() if job.task == "people.bulk"]
    assert (job.result["count"], job.result["refused"]) == (1, 1)
    assert dict(Person.objects.values_list("pk", "city")) == {ali.pk: "", sara.pk: "یزد"}


TABLE = [["نام خانوادگی", "موبایل", "شهر"], ["محمدی", "09121234567", "یزد"], ["رضایی", "09351234567", "قم"]]


def test_a_row_of_a_file_that_breaks_a_rule_is_an_error_and_stays_as_it_came(checked: Hand) -> None:
    rule = ruled()
    import_ = checked(TABLE)
    refused, taken = import_.all_rows.order_by("number")
    assert (refused.verdict, taken.verdict) == (ImportRow.Verdict.ERROR, ImportRow.Verdict.NEW)
    assert refused.cells == TABLE[1]
    (trouble,) = [one for one in troubles_of_row(import_=import_, row=refused) if one.code == rule.code]
    assert (trouble.header, trouble.value, trouble.message, trouble.severity) == (
        "شهر", "یزد", "Only Qom is served.", "error",
    )  # fmt: skip
    assert [line for line in error_rows(import_=import_) if "Only Qom is served." in line.values()]
    committed(import_)
    assert [person.city for person in Person.objects.all()] == ["قم"]


def test_nobody_can_want_a_row_in_that_a_rule_refuses(checked: Hand, manager: User) -> None:
    ruled()
    import_ = checked(TABLE)
    assert include_errors(import_=import_, by=manager) == 0
    committed(import_)
    assert Person.objects.count() == 1


def test_a_mended_row_is_judged_by_the_rules_again(checked: Hand, manager: User) -> None:
    ruled()
    import_ = checked(TABLE)
    assert mend_cell(import_=import_, number=1, column=2, text="قم", by=manager).verdict == ImportRow.Verdict.NEW
    broken = mend_cell(import_=import_, number=2, column=2, text="یزد", by=manager)
    assert broken.verdict == ImportRow.Verdict.ERROR
    committed(import_)
    assert [person.family_name for person in Person.objects.all()] == ["محمدی"]


def test_a_row_for_a_known_customer_is_judged_by_what_the_record_becomes(checked: Hand, manager: User) -> None:
    """What the row lacks stands in the record; what it adds must fit."""
    ali = entered(manager, national_id="0499370899", province="قم")
    ruled(kind="essential", function="sales", fields=["email"])
    ruled(kind="condition", field="province", values=["قم"], other="city", allowed=["قم"])
    header = ["نام خانوادگی", "موبایل", "کد ملی", "شهر"]
    row = ["محمدی", "09121234567", "0499370899"]
    assert checked([header, [*row, "قم"]]).all_rows.get().verdict == ImportRow.Verdict.UPDATE
    assert checked([header, [*row, "یزد"]], name="b.csv").all_rows.get().verdict == ImportRow.Verdict.ERROR
    assert Person.objects.get().pk == ali.pk


def test_what_programs_write_past_the_doors_is_found_as_an_issue(administrator: User) -> None:
    rule = ruled()
    ali = entered(administrator, city="قم")
    with transaction.atomic():
        write(act(kind="person.edit", by=administrator), "person", {ali.pk: {"city": "یزد"}})
    assert Issue.objects.get(code=rule.code).severity == "error"


def test_an_issue_is_not_mended_by_a_text_that_a_rule_refuses(member: User) -> None:
    ali = entered(member, city="یزد", owner=member.email)
    rule = ruled()
    run_all()
    target = Target(ali.pk, "city", rule.code, "یزد")
    with pytest.raises(ValidationError, match="Only Qom is served"):
        mend(record_type="person", target=target, text="شیراز", by=member)
    assert mend(record_type="person", target=target, text="قم", by=member).done == 1
    assert not Issue.objects.filter(code=rule.code).exists()


def test_a_file_that_was_checked_by_other_rules_is_checked_again_before_it_goes_in(
    checked: Hand, manager: User
) -> None:
    import_ = checked(TABLE)
    ruled()
    with pytest.raises(CannotImport):
        commit_import(import_=import_, by=manager)
    remap(import_=import_, by=manager)
    confirm_mapping(import_=import_, by=manager)
    run_all()
    import_.refresh_from_db()
    committed(import_)
    assert [person.city for person in Person.objects.all()] == ["قم"]
