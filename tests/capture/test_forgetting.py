"""Who is erased leaves nothing in imports either: not in rows, previews, files or reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.serializers import serialize

from tests.capture.conftest import Hand
from zolal.accounts.models import User
from zolal.capture import bearing
from zolal.capture.actions.entries import edit, enter
from zolal.capture.actions.imports import cancel_import, undo_import
from zolal.capture.models import Import, ImportRow, Mapping
from zolal.core.erasure import looked_ahead
from zolal.core.jobs import run_all
from zolal.core.models import Job
from zolal.people.actions.erase import erase_record, keys_of
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

HEADERS = ["نام خانوادگی", "موبایل", "ایمیل"]
HER = ["رازدارپور", "09121234567", "razdar@example.com"]
HIM = ["دیگری", "09351234567", "xrazdar@example.com"]


def everything() -> str:
    models = (Import, ImportRow, Mapping, Job)
    return "".join(serialize("json", model.objects.all(), ensure_ascii=False) for model in models)


def erase(by: User) -> None:
    erase_record(record_type="person", record_id=Person.objects.get(family_name="رازدارپور").pk, by=by)


def test_rows_and_the_file_forget_and_others_rows_stay(taken_in: Hand, administrator: User) -> None:
    file = Path(taken_in([HEADERS, HER, HIM]).file.path)
    erase(administrator)
    assert not file.exists()
    assert "رازدارپور" not in everything()
    assert ImportRow.objects.get(number=2).cells == HIM


def test_a_row_that_bears_the_number_among_others_forgets_too(checked: Hand, administrator: User) -> None:
    enter(record_type="person", fields={"family_name": "رازدارپور", "mobile": HER[1]}, by=administrator)
    checked([HEADERS, ["ر. پور", f"09131234567 - {HER[1]}", "another@example.com"], HIM])
    erase(administrator)
    assert "ر. پور" not in everything()
    assert ImportRow.objects.get(number=2).cells == HIM


def test_who_is_looked_for_before_is_forgotten_where_they_came_up_meanwhile_too(
    checked: Hand, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bearing, "FEW", 0)
    her = enter(record_type="person", fields={"family_name": "رازدارپور", "mobile": HER[1]}, by=administrator)
    before = checked([HEADERS, ["ر. پور", HER[1], ""], HIM], name="before.csv")
    keys = keys_of("person", [her.record.pk])
    with looked_ahead("person", keys):
        # A row of an import that goes on gets her number, and another file comes in.
        mended = ImportRow.objects.get(of=before, number=2)
        mended.keys = {**mended.keys, "mobile": keys["mobile"][0]}
        mended.save()
        checked([HEADERS, ["ر. پور", HER[1], ""], HIM], name="meanwhile.csv")
        erase(administrator)
    assert "ر. پور" not in everything()
    assert ImportRow.objects.get(pk=mended.pk).cells == []
    assert ImportRow.objects.exclude(of=before).get(number=2).cells == HIM


def test_whom_nobody_looked_for_before_is_forgotten_all_the_same(checked: Hand, administrator: User) -> None:
    enter(record_type="person", fields={"family_name": "رازدارپور", "mobile": HER[1]}, by=administrator)
    checked([HEADERS, ["ر. پور", HER[1], ""], HIM])
    with looked_ahead("person", {"mobile": ["+989350000000"]}):
        erase(administrator)
    assert "ر. پور" not in everything()
    assert ImportRow.objects.get(number=2).cells == HIM


def test_the_report_of_an_undo_no_longer_names_them(taken_in: Hand, administrator: User) -> None:
    import_ = taken_in([HEADERS, HER])
    person = Person.objects.get()
    edit(record_type="person", record_id=person.pk, version=1, fields={"city": "یزد"}, by=administrator)
    undo_import(import_=import_, by=import_.by)
    run_all()
    assert "رازدارپور" in str(Import.objects.get().found["undo"])
    erase(administrator)
    assert "رازدارپور" not in everything()


def test_the_file_of_a_cancelled_import_is_given_up(hand_in: Hand, administrator: User) -> None:
    import_ = hand_in([HEADERS, HER])
    cancel_import(import_=import_, by=import_.by)
    enter(record_type="person", fields={"family_name": "رازدارپور"}, by=administrator)
    file = Path(import_.file.path)
    erase(administrator)
    assert not file.exists()
    assert "رازدارپور" not in everything()
