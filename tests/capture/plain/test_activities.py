"""Old lists of calls and visits come in beside their customers, to the minute, and out again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.capture.conftest import Hand, checked, committed, hand_in, taken_in
from tests.sales.conftest import enter
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.activities.models import Activity
from zolal.activities.queries.stream import stream_of
from zolal.capture.actions import rows
from zolal.capture.actions.imports import undo_import
from zolal.capture.models import Import
from zolal.capture.plain import jobs
from zolal.capture.plain import rows as plain_rows
from zolal.capture.plain.activity_rows import judged_activities
from zolal.capture.plain.kind import Asked
from zolal.capture.queries.rows import row_of, troubles_of_row
from zolal.core.jobs import run_all
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import Company, Person

__all__ = ["checked", "enter", "hand_in", "taken_in"]

pytestmark = pytest.mark.django_db

FILE = """تاریخ,ساعت,نوع,نتیجه,مشتری,موبایل,کد ملی,شرح,کارشناس
۱۴۰۳/۰۵/۱۲,۱۴:۳۰,تماس,پاسخ نداد,سارا کریمی,,,,
1403/05/13 9:05,,بازدید,,,0912 345 6789,,قفسه خالی بود,
2024-08-05,,یادداشت,,,,0499370899,همسایه است,
1403/05/15,25:10,تماس,شاید,ناشناس,,,,هیچ‌کس
1403/05/15,,تماس,پاسخ داد,غریبه,,,,
""".encode()


@pytest.fixture
def customers(enter: Callable[..., int]) -> dict[str, Person | Company]:
    arman = enter("company", name="آرمان")
    return {
        "arman": Company.objects.get(pk=arman),
        "sara": Person.objects.get(pk=enter(given_name="سارا", family_name="کریمی", national_id="0499370899")),
        "reza": Person.objects.get(
            pk=enter(given_name="رضا", family_name="نوری", mobile="+989123456789", company=arman)
        ),
    }


@pytest.fixture
def look(checked: Hand) -> Hand:
    """A file of activities, mapped and checked."""
    return lambda content, **more: checked(content, record_type="activity", name="calls.csv", **more)


@pytest.fixture
def take(look: Hand) -> Hand:
    return lambda content, **more: committed(look(content, **more))


def verdicts(import_: Import) -> list[str]:
    return [row.verdict for row in import_.all_rows.all()]


def told(import_: Import, number: int) -> set[str]:
    return {one.field for one in troubles_of_row(import_=import_, row=row_of(import_=import_, number=number))}


def test_calls_and_visits_come_to_their_customers_at_their_minute(
    take: Hand, customers: dict[str, Person | Company], manager: User
) -> None:
    import_ = take(FILE)
    assert (import_.counts["created"], import_.counts["left_out"]) == (3, 2), [told(import_, n) for n in range(1, 6)]
    call, visit, note = (Activity.objects.get(kind=kind) for kind in ("call", "visit", "note"))
    assert (call.person, call.outcome, call.owner) == (customers["sara"], "not_answered", manager)
    assert timezone.localtime(call.at).strftime("%Y-%m-%d %H:%M") == "2024-08-02 14:30"
    assert timezone.localtime(visit.at).strftime("%H:%M") == "09:05"
    assert (visit.company, visit.outcome, visit.body) == (customers["arman"], "held", "قفسه خالی بود")
    assert (note.all_day, note.done_at is not None) == (True, True)
    stream = stream_of(user=manager, record=customers["sara"])
    assert [one.activity.activity.kind for one in stream.entries if one.activity] == ["note", "call"]


def test_rows_of_unknown_people_wait_for_a_decision(look: Hand, customers: dict[str, Person | Company]) -> None:
    import_ = look(FILE)
    assert verdicts(import_) == ["new", "new", "new", "error", "error"]
    assert told(import_, 4) == {"time", "outcome", "customer", "owner"}
    assert told(import_, 5) == {"customer"}
    rows.mend_cell(import_=import_, number=5, column=4, text="سارا کریمی", by=import_.by)
    assert verdicts(import_)[4] == "new"
    rows.mend_cell(import_=import_, number=5, column=4, text="غریبه", by=import_.by)
    rows.include_errors(import_=import_, numbers=[5], by=import_.by)
    assert verdicts(import_)[4] == "new"
    committed(import_)
    assert Activity.objects.get(person=None, company=None).outcome == "answered"
    assert import_.all_rows.get(number=4).cells[4] == "ناشناس"


def test_answers_for_many_rows_read_the_others_once(
    look: Hand, customers: dict[str, Person | Company], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part of the rows joins the marks of those before it; a hundred thousand answers stay one reading."""
    head, *lines = FILE.decode().splitlines()
    strangers = [f"1403/05/{day},10:00,تماس,پاسخ داد,غریبهٔ {day},,,," for day in (1, 2, 3, 4, 5, 6, 7, 1)]
    import_ = look("\n".join([head, *lines[:3], *strangers]).encode())
    monkeypatch.setattr(plain_rows, "CHUNK", 2)
    with CaptureQueriesContext(connection) as asked:
        rows.include_errors(import_=import_, by=import_.by)
    reading = [one for one in asked if one["sql"].startswith("SELECT") and '"keys"' in one["sql"].split("FROM")[0]]
    # PostgreSQL reads them through a cursor of its own, which is not among what was caught.
    assert len([one for one in reading if '"cells"' not in one["sql"]]) == (connection.vendor == "sqlite")
    assert verdicts(import_) == ["new"] * 10 + ["error"]


def test_the_same_list_again_changes_nothing_and_other_words_are_shown(
    take: Hand, look: Hand, customers: dict[str, Person | Company]
) -> None:
    take(FILE)
    again = look(FILE)
    assert verdicts(again)[:3] == ["duplicate"] * 3
    other = look("تاریخ,ساعت,نوع,نتیجه,مشتری,شرح\n1403/05/12,14:30,تماس,پاسخ داد,سارا کریمی,فردا\n".encode())
    assert verdicts(other) == ["update"]
    committed(other)
    call = Activity.objects.get(kind="call")
    assert (call.outcome, call.body) == ("answered", "فردا")
    undo_import(import_=other, by=other.by)
    run_all()
    call.refresh_from_db()
    assert (call.outcome, call.body) == ("not_answered", "")


def test_what_an_earlier_row_is_about_no_later_one_is_however_far_apart(
    look: Hand, take: Hand, customers: dict[str, Person | Company], monkeypatch: pytest.MonkeyPatch
) -> None:
    head, call = "تاریخ,ساعت,نوع,مشتری,شرح\n", "1403/05/12,14:30,تماس,سارا کریمی"
    import_ = look(f"{head}{call},یک\n1403/05/13,10:00,تماس,رضا نوری,دو\n{call},سه\n{call},چهار\n".encode())
    assert verdicts(import_) == ["new"] * 4
    take(f"{head}{call},پنج\n".encode())
    monkeypatch.setattr(jobs, "CHUNK", 1)
    committed(import_)
    counts = import_.counts
    assert (counts["created"], counts["unchanged"], counts["left_out"]) == (1, 1, 2)
    assert verdicts(import_)[2:] == ["error", "error"]


def test_it_goes_whole(take: Hand, customers: dict[str, Person | Company]) -> None:
    import_ = take(FILE)
    undo_import(import_=import_, by=import_.by)
    run_all()
    assert not Activity.objects.exists()
    import_.refresh_from_db()
    assert import_.state == Import.State.UNDONE
    assert import_.all_rows.count() == 5


def test_what_lies_in_the_future_is_planned(take: Hand, customers: dict[str, Person | Company]) -> None:
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    lines = [f"{day},10:00,visit,آرمان,", f"{day},,note,آرمان,", f"{day},,call,آرمان,done"]
    import_ = take("\n".join(["date,time,kind,customer,status", *lines]).encode())
    assert verdicts(import_) == ["new", "error", "error"]
    assert Activity.objects.get().done_at is None


@pytest.mark.parametrize(
    ("text", "clock", "found"),
    [
        ("1403/05/12", "", "2024-08-02 -"),
        ("۱۴۰۳/۵/۱۲ ساعت ۱۴:۳۰", "", "2024-08-02 14:30"),
        ("2024-08-02T14:30:15Z", "", "2024-08-02 14:30"),
        ("2024-08-02 00:00:00", "", "2024-08-02 -"),
        ("1403/05/12", "۲:۳۰ ب.ظ", "2024-08-02 14:30"),
        ("1403/05/12", "9", "2024-08-02 09:00"),
        ("1403/13/40", "", "at"),
        ("دیروز", "", "at"),
        ("1403/05/12", "صبح زود", "time"),
        ("1403/05/12", "26:00", "time"),
    ],
)
def test_days_and_times_as_people_write_them(
    manager: User, customers: dict[str, Person | Company], text: str, clock: str, found: str
) -> None:
    told = {"at": text, "customer": "سارا کریمی"} | ({"time": clock} if clock else {})
    (row,) = judged_activities([Asked(1, told)], user=manager, seen={})
    if row.is_error:
        assert set(row.wrong) == {found}
        return
    at = timezone.localtime(datetime.fromisoformat(row.facts["at"]))
    assert f"{at:%Y-%m-%d} {'-' if row.facts.get('all_day') else f'{at:%H:%M}'}" == found


def test_who_may_not_write_activities_takes_none_in(reader: User, hand_in: Hand) -> None:
    with pytest.raises(NotAllowed):
        hand_in(FILE, record_type="activity", by=reader)


def test_fields_of_ones_own_come_by_their_names_and_make_no_double(
    take: Hand, look: Hand, customers: dict[str, Person | Company], administrator: User
) -> None:
    def make(kind: str, label_fa: str, key: str, **given: object) -> None:
        create_custom_field(
            record_type="activity", kind=kind, label_fa=label_fa, key=key, by=administrator, **given
        )  # fmt: skip

    choices = [{"value": "price", "fa": "قیمت", "en": "Price"}, {"value": "support", "fa": "پشتیبانی"}]
    make("choice", "موضوع تماس", "topic", choices=choices)
    make("money", "مبلغ", "amount")
    make("text", "شمارهٔ پرونده", "case", unique=True)
    make("text", "قفسه", "shelf", required=True, when_field="kind", when_values=["visit"])
    lines = [
        "تاریخ,ساعت,نوع,مشتری,موضوع تماس,مبلغ (تومان),شمارهٔ پرونده,قفسه",
        "1403/05/12,14:30,تماس,سارا کریمی,قیمت,۱۲,۷,",
        "1403/05/13,14:30,تماس,سارا کریمی,آهنی,سنگین,۷,",
        "1403/05/14,14:30,ملاقات حضوری,سارا کریمی,,,,",
    ]
    import_ = take("\n".join(lines).encode())
    assert told(import_, 2) == {"own:topic", "own:amount", "own:case"}
    assert told(import_, 3) == {"own:shelf"}
    call = Activity.objects.get()
    assert call.own == {"topic": "price", "amount": 120, "case": "۷"}
    again = look("\n".join(lines[:2]).encode())
    assert verdicts(again) == ["duplicate"], "its own number is not taken by another"
    changed = take("\n".join([lines[0], lines[1].replace("قیمت", "پشتیبانی")]).encode())
    assert verdicts(changed) == ["update"]
    call.refresh_from_db()
    assert call.own["topic"] == "support"
    undo_import(import_=changed, by=administrator)
    run_all()
    call.refresh_from_db()
    assert call.own["topic"] == "price"


def test_many_rows_ask_no_more_than_few(manager: User, customers: dict[str, Person | Company]) -> None:
    def asked(count: int) -> int:
        texts = [{"at": f"1403/05/{1 + n % 28}", "title": f"{n}", "customer": "سارا کریمی"} for n in range(count)]
        told = [Asked(number, one) for number, one in enumerate(texts, 1)]
        with CaptureQueriesContext(connection) as queries:
            judged_activities(told, user=manager, seen={})
        return len(queries)

    few = asked(2)
    assert asked(200) <= few
