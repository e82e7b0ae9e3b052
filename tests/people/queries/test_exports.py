"""A list leaves as a file that spreadsheets open, that runs nothing there, and that can be imported again."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from tests.people.queries.conftest import Write
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.models import Action
from zolal.engine.fields.guard import unguard
from zolal.people.exports import export_records
from zolal.people.models import Tag
from zolal.people.queries import lists
from zolal.people.queries.lists import Wish

pytestmark = pytest.mark.django_db


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def exported(user: User, query: str = "", **how: str) -> list[dict[str, str]]:
    wish = Wish.read("person", query)
    return rows(b"".join(export_records(user=user, wish=wish, form="csv", **how).pieces))  # type: ignore[arg-type]


def test_a_file_holds_what_the_list_shows(people: Write, companies: Write, manager: User) -> None:
    (firm,) = companies({"name": "آبان"})
    tag = Tag.objects.create(name="وفادار")
    person, _ = people(
        {
            "given_name": "علی",
            "mobile": "09121234567",
            "gender": "male",
            "birth_date": "1991-03-21",
            "company": firm.pk,
            "owner": manager.pk,
            f"tag:{tag.pk}": True,
        },
        {"given_name": "زهرا"},
    )
    with translation.override("en"):
        row, other = exported(manager, "sort=-name")
        assert len(exported(manager, "gender=male")) == 1

    assert (row["ID"], row["Given name"], row["Mobile"]) == (str(person.uid), "علی", "09121234567")
    assert (row["Birth date"], row["Company"], row["Owner"]) == ("1370/01/01", "آبان", manager.email)
    assert (row["Gender"], row["Tags"], other["Gender"]) == ("male", "وفادار", "")


def test_dates_are_of_the_calendar_that_was_chosen(people: Write, manager: User) -> None:
    people({"given_name": "علی", "birth_date": "1991-03-21"})

    with translation.override("en"):
        assert exported(manager, "columns=birth_date", calendar="gregorian")[0]["Birth date"] == "1991-03-21"
        assert exported(manager, "columns=birth_date", calendar="jalali")[0]["Birth date"] == "1370/01/01"


def test_the_order_and_the_columns_are_those_of_the_list(
    people: Write, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_CHUNK", 2)
    people(*({"given_name": name} for name in ("پ", "ب", "ت", "آ", "ث")))

    with translation.override("en"):
        table = exported(manager, "sort=-name&columns=given_name")
    assert [row["Given name"] for row in table] == ["ث", "ت", "پ", "ب", "آ"]
    assert list(table[0]) == ["ID", "Given name"]


@pytest.mark.parametrize("text", ["=cmd()", "+98", "-1", "@x", "\t=1", "<script>"])
def test_no_cell_runs_in_a_spreadsheet(people: Write, manager: User, text: str) -> None:
    people({"given_name": text, "family_name": "x"})
    with translation.override("en"):
        (row,) = exported(manager, "columns=given_name")
        data = b"".join(export_records(user=manager, wish=Wish("person", columns=("given_name",)), form="xlsx").pieces)

    assert row["Given name"][0] not in "=+-@\t"
    assert unguard(row["Given name"]) == text
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert sheet[1][1] == text


def test_an_empty_list_has_its_header_in_both_forms(manager: User) -> None:
    for form in ("csv", "xlsx"):
        made = export_records(user=manager, wish=Wish("company"), form=form)  # type: ignore[arg-type]
        assert b"".join(made.pieces)
        assert made.rows == 0


def test_the_ledger_says_who_took_what_with_them(people: Write, manager: User) -> None:
    people({"given_name": "علی", "city": "یزد"}, {"given_name": "زهرا"})
    export_records(user=manager, wish=Wish.read("person", "city=یزد&after=x"), form="csv")

    action = Action.objects.get(kind="records.export")
    assert action.actor == manager
    assert action.about["records"] == 1
    assert Wish.read("person", action.about["list"]) == Wish.read("person", "city=یزد")


def test_members_may_not_take_lists_with_them(member: User, reader: User) -> None:
    for user in (member, reader):
        with pytest.raises(NotAllowed):
            export_records(user=user, wish=Wish("person"), form="csv")

    assert not Action.objects.filter(kind="records.export").exists()
