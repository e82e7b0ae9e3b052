"""The deals of a spreadsheet come in after a look: each with its customer, none twice, known ones changed, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.capture.conftest import Hand, checked, committed, hand_in, taken_in
from tests.sales.conftest import Open, enter, opened, pipeline, reason, stages
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions import rows
from zolal.capture.actions.imports import CannotImport, commit_import, confirm_mapping, undo_import
from zolal.capture.models import Import, ImportRow
from zolal.capture.queries.rows import comparisons, error_rows, row_of, troubles_of_row
from zolal.core.erasure import erase_traces
from zolal.core.jobs import run_all
from zolal.core.models import Setting
from zolal.people.actions.erase import erase_record
from zolal.people.models import Company, Person
from zolal.sales.actions.deals import change_deal
from zolal.sales.deal_sheets import Row, judged_deals
from zolal.sales.exported import deal_table
from zolal.sales.models import Deal, DealRow, LostReason, Pipeline, Stage, StageVisit
from zolal.sales.queries.deal_wish import DealWish
from zolal.tables.small import small_workbook

__all__ = ["checked", "enter", "hand_in", "opened", "pipeline", "reason", "stages", "taken_in"]

pytestmark = pytest.mark.django_db

FILE = """شماره معامله,عنوان,مشتری,موبایل,خط لوله,مرحله,وضعیت,مبلغ (تومان),بستن مورد انتظار,تاریخ بستن,دلیل باخت,انبار
۱۴۰,چاپگر یزد,سارا کریمی,,آزمایشی,پیشنهاد,,۱۲٬۰۰۰٬۰۰۰,1405/11/20,,,الف
141,اسکنر,,0912 345 6789,آزمایشی,,برد,"5,000,000 ریال",,۱۴۰۵/۰۲/۱۵,,
142,کاغذ,,,,تماس,باخت,100,,2026-03-01,گران بود,
143,جوهر,ناشناس,,,کجا,شاید,ارزان,فردا,,,
140,دوباره,,,,,,,,,,
""".encode()


@pytest.fixture
def buyers(enter: Callable[..., int]) -> dict[str, Person | Company]:
    return {
        "sara": Person.objects.get(pk=enter(given_name="سارا", family_name="کریمی", national_id="0499370899")),
        "reza": Person.objects.get(pk=enter(given_name="رضا", family_name="نوری", mobile="+989123456789")),
        "arman": Company.objects.get(pk=enter("company", name="آرمان", email="info@arman.ir")),
    }


@pytest.fixture
def look(checked: Hand) -> Hand:
    """A file of deals, mapped and checked."""
    return lambda content, **more: checked(content, record_type="deal", name="deals.csv", **more)


@pytest.fixture
def take(look: Hand) -> Hand:
    return lambda content, **more: committed(look(content, **more))


def verdicts(import_: Import) -> list[str]:
    return [row.verdict for row in import_.all_rows.all()]


def told(import_: Import, number: int) -> dict[str, str]:
    """What is wrong with a row, by field."""
    return {
        one.field: str(one.message)
        for one in troubles_of_row(import_=import_, row=row_of(import_=import_, number=number))
    }


def changes(import_: Import, number: int) -> dict[str, tuple[object, object]]:
    """What a row would change of the deal that is known."""
    row = row_of(import_=import_, number=number)
    found = comparisons(import_=import_, rows=[row], user=import_.by)[number].differences
    return {one.fact: (one.now, one.file) for one in found if one.taken}


def only(content: str, by: User) -> Row:
    head, line = content.strip().split("\n")
    names = dict(zip(head.split(","), line.split(","), strict=True))
    (row,) = judged_deals([(1, {name: text for name, text in names.items() if text})], user=by)
    return row


def test_each_row_says_what_it_would_do_and_what_to_mend(
    look: Hand, pipeline: Pipeline, reason: LostReason, buyers: dict[str, Person | Company]
) -> None:
    import_ = look(FILE)
    assert verdicts(import_) == ["new", "new", "new", "error", "error"], [told(import_, one) for one in range(1, 6)]
    first, second, third = (row.facts for row in import_.all_rows.all()[:3])
    assert (first["person"], first["value"], first["expected_on"]) == (buyers["sara"].pk, 120_000_000, "2027-02-09")
    assert (second["person"], second["value"], second["status"]) == (buyers["reza"].pk, 5_000_000, "won")
    assert (third["lost_reason"], third["status"], third["owner"]) == (reason.pk, "lost", import_.by_id)
    assert set(told(import_, 4)) == {"customer", "stage", "status", "value", "expected_on"}
    assert "تماس" in told(import_, 4)["stage"]
    assert set(told(import_, 5)) == {"number"}
    assert next(error_rows(import_=import_))
    assert not Deal.objects.exists()


def test_what_came_in_stands_with_its_row_is_known_again_and_goes_whole(
    take: Hand, look: Hand, pipeline: Pipeline, reason: LostReason, buyers: dict[str, Person | Company]
) -> None:
    import_ = take(FILE)
    assert (import_.counts["created"], import_.counts["left_out"]) == (3, 2)
    won = Deal.objects.get(title="اسکنر")
    assert won.closed_at is not None
    assert won.closed_at.date().isoformat() == "2026-05-05"
    assert StageVisit.objects.get(deal=won).left_at == won.closed_at
    assert DealRow.objects.get(deal_id=Deal.objects.get(title="چاپگر یزد").pk).raw["انبار"] == "الف"
    again = look(FILE)
    assert verdicts(again)[:3] == ["duplicate"] * 3
    undo_import(import_=import_, by=import_.by)
    run_all()
    assert not Deal.objects.exists()
    assert verdicts(look(FILE))[:3] == ["new"] * 3


def test_a_column_is_mapped_by_hand_and_proposed_so_next_time(hand_in: Hand, pipeline: Pipeline) -> None:
    content = "پروژه,پول\nچاپگر,5000\n".encode()
    import_ = hand_in(content, record_type="deal", name="deals.csv")
    assert [column["field"] for column in import_.columns] == ["", ""]
    with pytest.raises(CannotImport):
        confirm_mapping(import_=import_, by=import_.by)
    columns = [{"header": "پروژه", "field": "title"}, {"header": "پول", "field": "value", "unit": "toman"}]
    confirm_mapping(import_=import_, columns=columns, by=import_.by)
    run_all()
    assert row_of(import_=import_, number=1).facts["value"] == 50_000
    again = hand_in(content, record_type="deal", name="deals.csv")
    assert [(column["field"], column["unit"]) for column in again.columns] == [("title", ""), ("value", "toman")]


def test_a_known_deal_becomes_as_the_file_says_after_it_was_shown(
    take: Hand, look: Hand, stages: list[Stage], reason: LostReason, manager: User
) -> None:
    first = ["number,title,value,note,pipeline", "7,Printers,1000 rial,soon,آزمایشی", "8,Paper,10 rial,,آزمایشی"]
    take("\n".join(first).encode())
    lines = [
        "number,title,value,stage,status,reason",
        "7,Printers,2500 rial,پیشنهاد,,",
        "8,Paper,10 rial,,lost,گران بود",
    ]
    later = "\n".join(lines).encode()
    import_ = look(later)
    assert verdicts(import_) == ["update", "update"]
    assert changes(import_, 1) == {"value": (1_000, 2_500), "stage": (stages[0].pk, stages[1].pk)}
    assert changes(import_, 2) == {"status": ("open", "lost"), "lost_reason": (None, reason.pk)}
    committed(import_)
    printers, paper = Deal.objects.get(title="Printers"), Deal.objects.get(title="Paper")
    assert (printers.value, printers.stage, printers.note) == (2_500, stages[1], "soon")
    assert paper.closed_at is not None
    assert StageVisit.objects.filter(deal=printers).count() == 2
    import_.refresh_from_db()
    assert import_.counts["updated"] == 2
    undo_import(import_=import_, by=manager)
    run_all()
    printers.refresh_from_db()
    assert (printers.value, printers.stage) == (1_000, stages[0])
    assert verdicts(look(later)) == ["update", "update"], "what was taken back is not known"


def test_the_policy_and_an_answer_say_what_is_taken(take: Hand, look: Hand, pipeline: Pipeline) -> None:
    take(b"number,title,value\n7,Printers,1000 rial\n")
    later = b"number,title,value,note\n7,Printers,2500 rial,soon\n"
    assert changes(look(later, policy="fill"), 1) == {"note": (None, "soon")}
    import_ = look(later, policy="ask")
    assert changes(import_, 1) == {"note": (None, "soon")}
    rows.choose(import_=import_, facts={"value": "take"}, number=1, by=import_.by)
    committed(import_)
    deal = Deal.objects.get()
    assert (deal.value, deal.note) == (2_500, "soon")


def test_a_deal_is_known_by_customer_and_title_unless_somebody_says_it_is_another(
    look: Hand, opened: Open, stages: list[Stage], buyers: dict[str, Person | Company]
) -> None:
    deal = opened("چاپگر یزد", person=buyers["sara"], value=1_000)
    content = "title,customer,value\nچاپگر يزد,سارا کریمی,2000 ریال\n".encode()
    import_ = look(content)
    assert verdicts(import_) == ["update"]
    assert row_of(import_=import_, number=1).match_id == deal.pk
    rows.decide(import_=import_, numbers=[1], identity="new", by=import_.by)
    import_.refresh_from_db()
    assert (verdicts(import_), import_.counts["new"]) == (["new"], 1)
    committed(import_)
    assert Deal.objects.count() == 2
    assert verdicts(look(content)) == ["duplicate"], "exactly this row came in already"
    twice = look("title,customer,value\nچاپگر یزد,سارا کریمی,3000 ریال\n".encode())
    assert set(told(twice, 1)) == {"title"}
    other_day = look("title,customer,opened\nچاپگر یزد,سارا کریمی,1400/01/15\n".encode())
    assert verdicts(other_day) == ["new"]


def test_who_wrote_meanwhile_is_not_overwritten_by_an_old_file(take: Hand, pipeline: Pipeline, manager: User) -> None:
    content = b"number,title,value\n7,Printers,1000 rial\n"
    take(content)
    change_deal(deal=Deal.objects.get(), value=9_000, by=manager)
    assert take(content).counts["unchanged"] == 1
    assert Deal.objects.get().value == 9_000


def test_a_row_is_judged_again_as_it_goes_in(look: Hand, take: Hand, pipeline: Pipeline) -> None:
    first, second = look(b"number,title\n7,Printers\n"), look(b"number,title\n7,Printers\n")
    assert verdicts(second) == ["new"]
    committed(first)
    assert committed(second).counts["unchanged"] == 1
    assert Deal.objects.count() == 1


def test_a_wrong_cell_is_mended_in_place(look: Hand, pipeline: Pipeline) -> None:
    import_ = look(b"title,value\nPrinters,cheap\nPaper,cheap\n")
    assert verdicts(import_) == ["error", "error"]
    rows.mend_cell(import_=import_, number=1, column=1, text="500 rial", by=import_.by)
    rows.mend_cells(import_=import_, column=1, value="cheap", replacement="5 toman", by=import_.by)
    assert verdicts(import_) == ["new", "new"]
    assert row_of(import_=import_, number=1).cells[1] == "cheap"
    assert committed(import_).counts["created"] == 2


def test_without_its_unknown_customer_a_deal_goes_in_only_if_somebody_says_so(look: Hand, pipeline: Pipeline) -> None:
    import_ = look("title,customer,value\nچاپگر,ناشناس,5 تومان\nجوهر,ناشناس,ارزان\n".encode())
    rows.include_errors(import_=import_, by=import_.by)
    assert verdicts(import_) == ["new", "error"]
    rows.include_errors(import_=import_, numbers=[1], include=False, by=import_.by)
    assert verdicts(import_) == ["error", "error"]


def test_a_deal_one_may_not_change_is_not_changed_by_a_file(
    look: Hand, opened: Open, manager: User, member: User, buyers: dict[str, Person | Company]
) -> None:
    Setting.objects.create(name="visibility.manager", value="own")
    deal = opened("چاپگر", by=member)
    import_ = look(f"id,title,value\n{deal.uid},چاپگر,5 تومان\n".encode())
    assert set(told(import_, 1)) == {"uid"}


def test_without_a_number_an_exact_repeat_is_known(look: Hand, take: Hand, pipeline: Pipeline) -> None:
    import_ = look(b"title,note\nA,1\nA,1\nA,2\n")
    assert verdicts(import_) == ["new", "error", "new"]
    assert committed(import_).counts["created"] == 2
    assert verdicts(look("note,title\n1,A\n۲,A\n3,A\n".encode())) == ["duplicate", "duplicate", "new"]


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("national_id\n499370899", "sara"),
        ("national_id,person\n0499370899,خانم کریمی", "sara"),
        ("email\nINFO@arman.ir", "arman"),
        ("company,mobile\nآرمان,09123456789", "arman reza"),
        ("person,mobile\nرضا نوری,09123456789", "reza"),
        ("person,mobile\nسارا کریمی,09123456789", ""),
        ("mobile,national_id\n09123456789,0084575948", ""),
        ("customer\nسارا", ""),
    ],
)
def test_a_customer_is_found_by_what_is_theirs_and_never_guessed(
    manager: User, pipeline: Pipeline, buyers: dict[str, Person | Company], told: str, who: str
) -> None:
    row = only(f"title,{told}".replace("\n", "\nA,"), manager)
    found = {row.told.get("company"), row.told.get("person")} - {None}
    assert found == {buyers[name] for name in who.split()}, row.errors
    assert row.part == ("new" if who else "wrong")


def test_namesakes_are_asked_about(manager: User, pipeline: Pipeline, enter: Callable[..., int]) -> None:
    for mobile in ("+989120000001", "+989120000002"):
        enter(given_name="علی", family_name="رضایی", mobile=mobile)
    assert "customer" in only("title,customer\nA,علی رضایی\n", manager).errors
    row = only("title,customer,mobile\nA,علی رضایی,09120000002\n", manager)
    assert row.told["person"].contact_points.get().key == "+989120000002"


def test_a_stage_demands_of_a_file_what_it_demands_of_people(manager: User, pipeline: Pipeline) -> None:
    row = only("title,stage\nA,پیشنهاد\n", manager)
    assert set(row.errors) == {"value"}
    assert only("title,value\nA,1000\n", manager).errors.keys() == {"value"}  # rial or toman?


def test_an_export_comes_in_again_as_known(look: Hand, manager: User, opened: Open) -> None:
    opened(value=5_000_000)
    heads, table = deal_table(user=manager, wish=DealWish())
    import_ = look(small_workbook("deals", heads, table, rtl=True))
    assert verdicts(import_) == ["duplicate"], [told(import_, 1), changes(import_, 1)]


def test_who_is_erased_leaves_no_row(take: Hand, pipeline: Pipeline, buyers: dict[str, Person | Company]) -> None:
    import_ = take("title,customer,mobile\nA,سارا کریمی,\nB,,0912 345 6789\nC,,0999\n".encode())
    erase_traces("person", [buyers["sara"].pk], {})
    erase_traces("person", [buyers["reza"].pk], {"mobile": ["+989123456789"]})
    assert [row.raw for row in DealRow.objects.filter(person_id=buyers["sara"].pk)] == [{}]
    assert [row.cells for row in ImportRow.objects.order_by("number")][:2] == [[], []]
    assert ImportRow.objects.get(number=3).cells
    import_.refresh_from_db()
    assert not import_.file


def test_who_is_erased_is_found_by_name_in_rows_of_nobody_known(
    look: Hand, pipeline: Pipeline, buyers: dict[str, Person | Company], enter: Callable[..., int], administrator: User
) -> None:
    content = "title,customer\nA,مینا رازدار\nB,مينا  رازدار\nC,دیگری\nD,سارا کریمی\n".encode()
    import_ = look(content)
    rows.include_errors(import_=import_, numbers=[2], by=import_.by)
    committed(import_)
    mina = enter(given_name="مینا", family_name="رازدار")
    sara = enter(given_name="سارا", family_name="کریمی")
    erase_record(record_type="person", record_id=mina, by=administrator)
    erase_record(record_type="person", record_id=sara, by=administrator)
    cells = [row.cells for row in ImportRow.objects.order_by("number")]
    assert cells == [[], [], ["C", "دیگری"], ["D", "سارا کریمی"]]
    assert [(row.row, row.raw) for row in DealRow.objects.order_by("row") if not row.raw] == [(2, {})]


def test_members_do_not_take_files_in(member: User, hand_in: Hand, look: Hand, pipeline: Pipeline) -> None:
    with pytest.raises(NotAllowed):
        hand_in(b"title\nA\n", record_type="deal", by=member)
    with pytest.raises(NotAllowed):
        commit_import(import_=look(b"title\nA\n"), by=member)
    with pytest.raises(CannotImport):
        hand_in(b"title\nA\n", record_type="invoice")


def test_many_rows_ask_no_more_than_few(manager: User, pipeline: Pipeline, buyers: dict[str, Person | Company]) -> None:
    def asked(count: int) -> int:
        told = [(n, {"number": str(n), "title": f"A {n}", "person": "سارا کریمی"}) for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            judged_deals(told, user=manager)
        return len(queries)

    few = asked(2)
    assert asked(200) <= few


def test_a_later_chunk_knows_the_numbers_of_an_earlier_one(look: Hand, pipeline: Pipeline) -> None:
    lines = "".join(f"{n},A {n}\n" for n in range(1, 601))
    import_ = look(f"number,title\n{lines}3,again\n".encode())
    assert (import_.counts["new"], import_.counts["error"]) == (600, 1)
    import_ = committed(import_)
    assert (import_.counts["created"], import_.counts["left_out"]) == (600, 1)


def test_two_rows_about_one_deal_are_asked_about_and_a_mended_first_row_stays_the_first(
    look: Hand, opened: Open, pipeline: Pipeline
) -> None:
    deal = opened("چاپگر", value=1_000)
    import_ = look(f"id,title,value\n{deal.uid},چاپگر,5 تومان\n{deal.uid},چاپگر,6 تومان\n".encode())
    assert verdicts(import_) == ["update", "error"]
    rows.mend_cell(import_=import_, number=1, column=2, text="7 تومان", by=import_.by)
    assert verdicts(import_) == ["update", "error"]
    committed(import_)
    deal.refresh_from_db()
    assert deal.value == 70


def test_what_nobody_was_shown_is_not_overwritten(look: Hand, pipeline: Pipeline) -> None:
    first, second = look(b"number,title,value\n7,A,10 rial\n"), look(b"number,title,value,note\n7,A,20 rial,new\n")
    committed(first)
    assert verdicts(second) == ["new"]
    committed(second)
    deal = Deal.objects.get()
    assert (deal.value, deal.note) == (10, "new")
