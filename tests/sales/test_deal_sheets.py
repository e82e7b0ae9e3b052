"""The deals of a spreadsheet come in after a look: each with its customer, none of them twice, and out again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.sales.conftest import Open
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.erasure import erase_traces
from zolal.core.ledger import undo
from zolal.people.models import Company, Person
from zolal.sales.actions.deal_sheets import receive_deals, take_deals
from zolal.sales.deal_sheets import Row, judged_deals
from zolal.sales.exported import deal_table
from zolal.sales.models import Deal, DealRow, LostReason, Pipeline, Sheet, StageVisit
from zolal.sales.queries.deal_wish import DealWish
from zolal.tables.small import small_workbook

FILE = """شماره معامله,عنوان,مشتری,موبایل,خط لوله,مرحله,وضعیت,مبلغ (تومان),بستن مورد انتظار,تاریخ بستن,دلیل باخت,انبار
۱۴۰,چاپگر یزد,سارا کریمی,,آزمایشی,پیشنهاد,,۱۲٬۰۰۰٬۰۰۰,1405/11/20,,,الف
141,اسکنر,,0912 345 6789,آزمایشی,,برد,"5,000,000 ریال",,۱۴۰۵/۰۲/۱۵,,
142,کاغذ,,,,تماس,باخت,100,,2026-03-01,گران بود,
143,جوهر,ناشناس,,,کجا,شاید,ارزان,فردا,,,
140,دوباره,,,,,,,,,,
"""


@pytest.fixture
def buyers(enter: Callable[..., int]) -> dict[str, Person | Company]:
    return {
        "sara": Person.objects.get(pk=enter(given_name="سارا", family_name="کریمی", national_id="0499370899")),
        "reza": Person.objects.get(pk=enter(given_name="رضا", family_name="نوری", mobile="+989123456789")),
        "arman": Company.objects.get(pk=enter("company", name="آرمان", email="info@arman.ir")),
    }


def sent(text: str | bytes, by: User, **more: str) -> Sheet:
    content = text.encode() if isinstance(text, str) else text
    return receive_deals(**{"name": "deals.csv", "pieces": [content], "by": by, **more})  # type: ignore[arg-type]


def only(text: str, by: User) -> Row:
    (row,) = judged_deals(sent(text, by), by)
    return row


def test_each_row_says_what_it_would_do_and_what_to_mend(
    manager: User, pipeline: Pipeline, reason: LostReason, buyers: dict[str, Person | Company]
) -> None:
    sheet = sent(FILE, manager)
    rows = judged_deals(sheet, manager)
    assert [row.part for row in rows] == ["new", "new", "new", "wrong", "wrong"], [row.errors for row in rows]
    assert sheet.left_out == ["انبار"]
    first, second, third = (row.facts for row in rows[:3])
    assert (first["person"], first["value"], first["expected_on"]) == (buyers["sara"].pk, 120_000_000, "2027-02-09")
    assert (second["person"], second["value"], second["status"]) == (buyers["reza"].pk, 5_000_000, "won")
    assert (third["lost_reason"], third["status"], third["owner"]) == (reason.pk, "lost", manager.pk)
    assert set(rows[3].errors) == {"customer", "stage", "status", "value", "expected_on"}
    assert "تماس" in rows[3].errors["stage"][0]
    assert set(rows[4].errors) == {"number"}
    assert not Deal.objects.exists()


def test_what_came_in_stands_with_its_row_is_known_again_and_goes_whole(
    manager: User, pipeline: Pipeline, reason: LostReason, buyers: dict[str, Person | Company]
) -> None:
    action, count = take_deals(sheet=sent(FILE, manager), by=manager)
    assert action is not None
    assert count == 3
    won = Deal.objects.get(title="اسکنر")
    assert won.closed_at is not None
    assert won.closed_at.date().isoformat() == "2026-05-05"
    assert StageVisit.objects.get(deal=won).left_at == won.closed_at
    assert DealRow.objects.get(deal_id=Deal.objects.get(title="چاپگر یزد").pk).raw["انبار"] == "الف"
    again = sent(FILE.replace("کاغذ", "کاغذ تحریر"), manager)
    rows = judged_deals(again, manager)
    assert [(row.part, row.differs) for row in rows[:3]] == [("known", False), ("known", False), ("known", True)]
    assert take_deals(sheet=again, by=manager) == (None, 0)
    undo(action=action, by=manager)
    assert not Deal.objects.exists()
    assert [row.part for row in judged_deals(again, manager)][:3] == ["new"] * 3


def test_without_a_number_an_exact_repeat_is_known(manager: User, pipeline: Pipeline) -> None:
    text = "title,note\nA,1\nA,1\nA,2\n"
    sheet = sent(text, manager)
    assert [row.part for row in judged_deals(sheet, manager)] == ["new", "wrong", "new"]
    assert take_deals(sheet=sheet, by=manager)[1] == 2
    assert [row.part for row in judged_deals(sent("note,title\n1,A\n۲,A\n3,A\n", manager), manager)] == [
        "known", "known", "new",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("کد ملی\n499370899", "sara"),
        ("کد ملی,شخص\n0499370899,خانم کریمی", "sara"),
        ("Email\nINFO@arman.ir", "arman"),
        ("شرکت,موبایل\nآرمان,09123456789", "arman reza"),
        ("person,mobile\nرضا نوری,09123456789", "reza"),
        ("person,mobile\nسارا کریمی,09123456789", ""),
        ("mobile,national id\n09123456789,0084575948", ""),
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


def test_an_export_comes_in_again_as_known(manager: User, opened: Open) -> None:
    opened(value=5_000_000)
    heads, rows = deal_table(user=manager, wish=DealWish())
    sheet = sent(small_workbook("deals", heads, rows, rtl=True), manager, name="deals.xlsx")
    assert [row.part for row in judged_deals(sheet, manager)] == ["known"]


def test_who_is_erased_leaves_no_row(manager: User, pipeline: Pipeline, buyers: dict[str, Person | Company]) -> None:
    take_deals(sheet=sent("title,customer\nA,سارا کریمی\n", manager), by=manager)
    erase_traces("person", [buyers["sara"].pk], {})
    assert DealRow.objects.get().raw == {}
    assert not Sheet.objects.exists()


def test_members_do_not_take_files_in(member: User, manager: User, pipeline: Pipeline) -> None:
    with pytest.raises(NotAllowed):
        sent("title\nA\n", member)
    sheet = sent("title\nA\n", manager)
    with pytest.raises(NotAllowed):
        take_deals(sheet=sheet, by=member)


def test_many_rows_ask_no_more_than_few(manager: User, pipeline: Pipeline, buyers: dict[str, Person | Company]) -> None:
    def asked(rows: int) -> int:
        lines = "".join(f"{n},A {n},سارا کریمی\n" for n in range(rows))
        sheet = sent(f"number,title,person\n{lines}", manager)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            judged_deals(sheet, manager)
        return len(queries)

    few = asked(2)
    assert asked(200) <= few
