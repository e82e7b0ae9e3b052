"""A file is read, mapped, checked, mended, taken in and taken back."""

from __future__ import annotations

import pytest

from tests.capture.conftest import Hand, committed
from tests.dump import dump
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions import rows
from zolal.capture.actions.entries import edit
from zolal.capture.actions.imports import (
    CannotImport,
    cancel_import,
    confirm_mapping,
    remap,
    undo_import,
    upload_import,
)
from zolal.capture.jobs import commit
from zolal.capture.models import Import
from zolal.capture.queries.imports import visible_imports
from zolal.capture.queries.rows import (
    comparisons,
    count_rows_with,
    differences,
    error_rows,
    row_of,
    row_page,
    troubles_of_row,
)
from zolal.core.jobs import run_all
from zolal.core.ledger import AlreadyUndone, CannotUndo
from zolal.core.models import Job
from zolal.people.actions.erase import erase_record
from zolal.people.models import Company, Person
from zolal.quality.queries import measured

pytestmark = pytest.mark.django_db

HEADER = ["نام", "نام خانوادگی", "موبایل", "ایمیل", "شهر", "شرکت", "کد اشتراک"]
ALI = ["علی", "محمدی", "09122002580", "ali@example.com", "تهران", "آریا", "1"]
SARA = ["سارا", "کریمی", "09351234567", "sara@example.com", "شیراز", "", "2"]
WRONG = ["رضا", "نوری", "0912", "reza@example.com", "یزد", "آریا", "3"]


def test_every_row_becomes_a_record_with_its_company_and_what_no_field_holds(taken_in: Hand) -> None:
    import_ = taken_in([HEADER, ALI, SARA])
    ali = Person.objects.get(given_name="علی")
    assert (ali.family_name, ali.city, ali.company.name, ali.more) == ("محمدی", "تهران", "آریا", {"کد اشتراک": "1"})
    assert {point.value for point in ali.contact_points.all()} == {"09122002580", "ali@example.com"}
    assert ali.source.name == "customers.csv"
    assert import_.counts["created"] == 2
    assert {row.record_id for row in import_.all_rows.all()} == {ali.pk, Person.objects.get(given_name="سارا").pk}


def test_headers_are_recognised_and_a_mapping_is_proposed_again(hand_in: Hand) -> None:
    first = hand_in([HEADER, ALI])
    assert [column["field"] for column in first.columns] == [
        "given_name", "family_name", "mobile", "email", "city", "company", "",
    ]  # fmt: skip
    confirm_mapping(import_=first, columns=[{"header": "کد اشتراک", "field": "note"}], by=first.by)
    again = hand_in([HEADER, SARA])
    assert again.found["known_mapping"]
    assert again.columns[-1]["field"] == "note"


def test_a_field_of_one_value_takes_one_column(hand_in: Hand) -> None:
    import_ = hand_in([HEADER, ALI])
    with pytest.raises(CannotImport):
        confirm_mapping(import_=import_, columns=[{"header": "کد اشتراک", "field": "city"}], by=import_.by)


def test_a_row_seen_before_is_a_duplicate_and_what_it_adds_an_update(taken_in: Hand, checked: Hand) -> None:
    taken_in([HEADER, ALI, SARA])
    import_ = checked([[*HEADER, "کد ملی"], [*ALI, ""], [*SARA, "0499370899"], [*WRONG, ""]])
    assert [row.verdict for row in import_.all_rows.all()] == ["duplicate", "update", "error"]
    (difference,) = differences(import_=import_, row=row_of(import_=import_, number=2), user=import_.by)
    assert (difference.fact, difference.now, difference.file, difference.taken) == (
        "national_id", None, "0499370899", True,
    )  # fmt: skip
    found = comparisons(import_=import_, rows=list(import_.all_rows.all()), user=import_.by)
    assert [found[number].unchanged for number in (1, 2, 3)] == [True, False, False]
    committed(import_)
    assert Person.objects.get(given_name="سارا").national_id == "0499370899"
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("policy", "answer", "city"),
    [("fill", "", "تهران"), ("overwrite", "", "اصفهان"), ("ask", "", "تهران"), ("ask", "take", "اصفهان")],
)
def test_the_policy_decides_which_value_stands(
    taken_in: Hand, checked: Hand, policy: str, answer: str, city: str
) -> None:
    taken_in([HEADER, ALI])
    import_ = checked([HEADER, [*ALI[:4], "اصفهان", *ALI[5:]]], policy=policy)
    if answer:
        assert rows.choose(import_=import_, by=import_.by, facts={"*": "take"}) == 1
    committed(import_)
    assert Person.objects.get().city == city


def test_rows_of_one_file_that_are_one_person_become_one_record(taken_in: Hand) -> None:
    import_ = taken_in([[*HEADER, "تلفن"], [*ALI, ""], [*SARA, ""], [*ALI[:5], "", "1", "02188881234"]])
    assert Person.objects.count() == 2
    ali = Person.objects.get(given_name="علی")
    assert ali.contact_points.filter(value="02188881234").exists()
    assert [row.record_id for row in import_.all_rows.all()].count(ali.pk) == 2
    assert import_.action.changes.filter(record_type="person", record_id=ali.pk).count() == 1


def test_a_wrong_cell_is_mended_in_the_grid_and_the_raw_one_stays(checked: Hand) -> None:
    import_ = checked([HEADER, ALI, WRONG])
    (trouble,) = [
        one
        for one in troubles_of_row(import_=import_, row=row_of(import_=import_, number=2))
        if one.severity == "error"
    ]
    assert (trouble.column, trouble.header, trouble.value) == (2, "موبایل", "0912")
    row = rows.mend_cell(import_=import_, number=2, column=2, text="09123456789", by=import_.by)
    assert (row.verdict, row.cells[2]) == ("new", "0912")
    import_.refresh_from_db()
    assert import_.counts["error"] == 0
    committed(import_)
    assert Person.objects.filter(contact_points__value="09123456789").exists()


def test_a_mend_can_turn_a_row_into_a_known_one(taken_in: Hand, checked: Hand) -> None:
    taken_in([HEADER, ALI])
    import_ = checked([HEADER, [*ALI[:2], "0912", "", *ALI[4:]]])
    row = rows.mend_cell(import_=import_, number=1, column=2, text="0912 200 2580", by=import_.by)
    assert (row.verdict, row.match_id) == ("duplicate", Person.objects.get().pk)


def test_a_rule_mends_a_whole_column_and_says_before_how_many(checked: Hand) -> None:
    import_ = checked([HEADER, *([name, *WRONG[1:3], f"{n}@example.com", *WRONG[4:]] for n, name in enumerate("ابپ"))])
    assert count_rows_with(import_=import_, column=5, value="آریا") == 3
    assert rows.mend_cells(import_=import_, column=5, value="آریا", replacement="پارس", by=import_.by) == 3
    assert count_rows_with(import_=import_, column=5, value="آریا") == 0
    assert count_rows_with(import_=import_, column=5, value="پارس") == 3


def test_error_rows_stay_out_and_are_told_with_what_to_do(taken_in: Hand) -> None:
    import_ = taken_in([HEADER, ALI, WRONG])
    assert Person.objects.count() == 1
    (line,) = error_rows(import_=import_)
    assert "0912" in line.values()
    assert "2" in line.values()
    assert import_.counts["left_out"] == 1


def test_error_rows_go_in_with_their_faults_where_somebody_wants_them(checked: Hand) -> None:
    import_ = checked([HEADER, ALI, WRONG])
    rows.include_errors(import_=import_, by=import_.by)
    committed(import_)
    assert Person.objects.get(given_name="رضا").faults["mobile"][0]["raw"] == "0912"


def test_skipped_rows_stay_out(checked: Hand) -> None:
    import_ = checked([HEADER, ALI, SARA])
    rows.skip(import_=import_, by=import_.by, numbers=[2])
    committed(import_)
    assert [person.given_name for person in Person.objects.all()] == ["علی"]


def test_a_row_that_may_be_somebody_is_what_the_user_says(taken_in: Hand, checked: Hand) -> None:
    taken_in([HEADER, ALI])
    import_ = checked([HEADER, [*ALI[:2], "", "", "", "", "9"], ALI])
    first, second = import_.all_rows.all()
    rows.decide(import_=import_, by=import_.by, numbers=[second.number], identity="new")
    rows.skip(import_=import_, by=import_.by, numbers=[first.number])
    committed(import_)
    assert Person.objects.filter(family_name="محمدی").count() == 2


def test_what_came_in_since_the_check_is_recognised(checked: Hand, taken_in: Hand) -> None:
    waiting = checked([HEADER, ALI])
    taken_in([HEADER, ALI], name="other.csv")
    committed(waiting)
    assert Person.objects.count() == 1


def test_undo_gives_everything_back(taken_in: Hand) -> None:
    taken_in([HEADER, ALI, ["کاوه", "راد", "", "kave@example.com", "", "", ""]])
    before = dump()
    import_ = taken_in(
        [[*HEADER, "کد ملی"], [*ALI[:4], "اصفهان", "پارس", "7", "0499370899"], [*SARA, ""]], policy="overwrite"
    )
    assert dump() != before
    undo_import(import_=import_, by=import_.by)
    run_all()
    import_.refresh_from_db()
    assert import_.state == Import.State.UNDONE
    assert dump() == before
    with pytest.raises(CannotImport):
        undo_import(import_=import_, by=import_.by)


def test_an_import_undone_in_the_ledger_is_an_undone_import(taken_in: Hand) -> None:
    before = dump()
    import_ = taken_in([HEADER, ALI, SARA])
    undone = undo_action(action=import_.action, by=import_.by)
    assert undone.job is not None
    with pytest.raises(AlreadyUndone):
        undo_action(action=import_.action, by=import_.by)
    run_all()
    import_.refresh_from_db()
    assert import_.state == Import.State.UNDONE
    assert import_.found["undo"]["restored"] == undone.action.changes.count() == 3
    assert dump() == before
    with pytest.raises(CannotUndo):
        undo_action(action=undone.action, by=import_.by)


def test_undo_keeps_and_names_what_somebody_has_touched_since(taken_in: Hand) -> None:
    import_ = taken_in([HEADER, ALI, SARA])
    sara = Person.objects.get(given_name="سارا")
    edit(record_type="person", record_id=sara.pk, version=sara.version, fields={"city": "یزد"}, by=import_.by)
    undo_import(import_=import_, by=import_.by)
    run_all()
    import_.refresh_from_db()
    (kept,) = import_.found["undo"]["named"]
    assert (kept["name"], kept["whole"], kept["uid"]) == ("سارا کریمی", True, str(sara.uid))
    assert [person.pk for person in Person.objects.all()] == [sara.pk]


def test_many_rows_are_mended_in_the_background(checked: Hand) -> None:
    many = [[f"0912{number:07d}", "طهران بزرگ"] for number in range(2_100)]
    import_ = checked([["موبایل", "شهر"], *many])
    assert rows.mend_cells(import_=import_, column=1, value="طهران بزرگ", replacement="تهران", by=import_.by) == 2_100
    import_.refresh_from_db()
    assert import_.state == Import.State.CHECKING
    run_all()
    import_.refresh_from_db()
    assert import_.state == Import.State.READY
    assert {row.facts["city"] for row in import_.all_rows.all()} == {"تهران"}


def test_companies_are_imported_too(taken_in: Hand) -> None:
    taken_in(
        [["نام شرکت", "شناسه ملی", "تلفن", "شهر"], ["شرکت آریا", "10380284790", "02188881234", "تهران"]],
        record_type="company",
    )
    company = Company.objects.get()
    assert (company.name, company.legal_id, company.city) == ("شرکت آریا", "10380284790", "تهران")


@pytest.mark.parametrize(
    "content",
    [b"\x00\x01\x02\x03" * 100, b"PK\x03\x04 no workbook", b"", b"a,b\n", b"%PDF-1.7 no table"],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(hand_in: Hand, content: bytes) -> None:
    import_ = hand_in(content, name="../../etc/<script>.csv")
    assert import_.state == Import.State.FAILED
    assert "<script>.csv" in import_.error
    assert "/" not in import_.filename
    assert "script" not in import_.file.name


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", '=HYPERLINK("http://x","y")', "{{x.y}}", "';DROP--"])
def test_payloads_are_kept_as_text_in_every_field(taken_in: Hand, payload: str) -> None:
    header = ["نام", "نام خانوادگی", "سمت", "نشانی", "توضیحات", "شهر", "برچسب", payload]
    taken_in([header, [payload, payload, payload, payload, payload, "تهران", "x", payload]])
    person = Person.objects.get()
    assert {person.given_name, person.family_name, person.job_title, person.address, person.note} == {payload}
    assert payload in person.more.values()


def test_bank_cards_are_cut_at_the_door(checked: Hand) -> None:
    import_ = checked([["نام", "ایمیل", "شماره کارت"], ["علی", "a@example.com", "6037991234567893"]])
    assert "603799123456" not in str(import_.columns) + str(import_.found) + str(import_.all_rows.get().cells)


def test_others_neither_see_nor_touch_an_import(checked: Hand, member: User, stranger: User, reader: User) -> None:
    import_ = checked([HEADER, ALI], by=member)
    assert not visible_imports(stranger).exists()
    assert not visible_imports(reader).exists()
    with pytest.raises(NotAllowed):
        rows.skip(import_=import_, by=stranger, numbers=[1])
    with pytest.raises(NotAllowed):
        upload_import(file=import_.file, filename="x.csv", record_type="person", by=reader)


def test_an_import_can_be_mapped_again_or_given_up(checked: Hand) -> None:
    import_ = checked([HEADER, ALI])
    assert remap(import_=import_, by=import_.by).state == Import.State.MAPPING
    assert cancel_import(import_=import_, by=import_.by).state == Import.State.CANCELLED
    assert not import_.all_rows.exists()
    assert row_page(import_=import_).rows == []


def test_erasing_somebody_reaches_raw_rows_and_the_file(taken_in: Hand, administrator: User) -> None:
    import_ = taken_in([HEADER, ALI, SARA])
    ali = Person.objects.get(given_name="علی")
    erase_record(record_type="person", record_id=ali.pk, by=administrator)
    import_.refresh_from_db()
    kept = str([(row.cells, row.facts, row.keys) for row in import_.all_rows.all()]) + str(import_.columns)
    assert "ali@example.com" not in kept
    assert "sara@example.com" in kept
    assert not import_.file
    again = taken_in([HEADER, ALI])
    assert again.counts["error"] == 1
    assert not Person.objects.filter(given_name="علی").exists()


def test_a_row_that_changes_nothing_is_told_from_one_that_adds_what_is_wrong(taken_in: Hand, checked: Hand) -> None:
    taken_in([HEADER, ALI, SARA])
    import_ = checked([[*HEADER, "شهر", "کد ملی"], [*ALI, "", ""], [*ALI, "", "123"], [*SARA, "یزد", ""]])
    import_.all_rows.filter(number=2).update(twin=None, sure=True)
    rows = list(import_.all_rows.order_by("number"))
    assert [row.match_id is not None for row in rows] == [True, True, True]
    found = comparisons(import_=import_, rows=rows, user=import_.by)
    assert [found[row.number].unchanged for row in rows] == [True, False, False]


def test_after_a_large_file_the_figures_of_a_large_database_are_counted_anew(
    taken_in: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "_WORTH_MEASURING", 2)
    measuring = Job.objects.filter(task="quality.measure")
    taken_in([HEADER, ALI, SARA])
    assert not measuring.exists()
    monkeypatch.setattr(measured, "COUNTED_LIVE", 1)
    taken_in([HEADER, [*ALI[:-1], "9"]])
    assert not measuring.exists()
    taken_in(
        [HEADER, ["مینا", *WRONG[1:2], "09122002580", *WRONG[3:]], ["لیلا", *SARA[1:2], "", "l@example.com", *SARA[4:]]]
    )
    assert measuring.count() == 1
