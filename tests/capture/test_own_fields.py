"""A file fills fields of one's own like any other: known by what they are called, checked at the same door."""

from __future__ import annotations

from typing import Any

from zolal.accounts.models import User
from zolal.capture.actions.imports import commit_import, confirm_mapping
from zolal.capture.models import ImportRow
from zolal.core.jobs import run_all
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import OwnValue, Person


def test_columns_are_known_by_their_names_and_read_by_their_kind(
    manager: User,
    administrator: User,
    hand_in: Any,  # noqa: ANN401
) -> None:
    choices = [{"fa": "طلایی", "en": "Gold"}, {"fa": "نقره‌ای", "en": "Silver"}]
    create_custom_field(
        record_type="person", kind="choice", label_fa="سطح وفاداری", key="loyalty", choices=choices, by=administrator
    )
    create_custom_field(
        record_type="person", kind="number", label_fa="کد اشتراک", key="code", unique=True, by=administrator
    )
    table = [
        ["نام", "نام خانوادگی", "موبایل", "سطح وفاداری", "کد اشتراک", "نحوه آشنایی"],
        ["سارا", "کریمی", "09125556677", "طلایی", "۱۰۱", "نمایشگاه"],
        ["رضا", "کاظمی", "09125556678", "نقره ای", "102", "اینستاگرام"],
        ["علی", "رضایی", "09125556679", "آهنی", "102", ""],
    ]
    import_ = hand_in(table)
    assert [column["field"] for column in import_.columns][3:] == ["own:loyalty", "own:code", "own:touch_point"]
    confirm_mapping(import_=import_, by=manager)
    run_all()
    import_.refresh_from_db()
    row = ImportRow.objects.get(of=import_, number__gte=1, verdict=ImportRow.Verdict.ERROR)
    assert [fault["code"] for fault in row.faults["own:code"]] == ["not_unique"]

    commit_import(import_=import_, by=manager)
    run_all()
    assert sorted(person.own.get("loyalty", "") for person in Person.objects.all()) == ["gold", "silver"]
    assert {person.own["touch_point"] for person in Person.objects.all()} == {"fair", "social"}
    assert OwnValue.objects.count() == 6
