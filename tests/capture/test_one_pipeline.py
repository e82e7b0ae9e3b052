"""A row is the same record whether it is typed, sent by a program or imported."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File

from tests.capture.conftest import committed
from tests.rounds import rounds
from zolal import demo
from zolal.accounts.models import User
from zolal.capture.actions import rows
from zolal.capture.actions.entries import enter
from zolal.capture.actions.imports import confirm_mapping, upload_import
from zolal.capture.intake.columns import by_field
from zolal.capture.models import Import
from zolal.core.jobs import run_all
from zolal.core.ledger import record_type
from zolal.people.models import Person
from zolal.quality.models import IndexPart, Issue, MatchKeys, Pair

pytestmark = pytest.mark.django_db

ROWS = rounds(200)
CODE = "more:کد مشتری"
Facts = dict[str, Any]
Matches = dict[str, list[str]]


def test_the_same_rows_by_form_api_and_import_are_the_same_records(administrator: User, tmp_path: Path) -> None:
    file = demo.write(tmp_path / "customers.csv", rows=ROWS, seed=11).path
    # The first import trains the model that all the others are then matched by.
    _imported(file, administrator)
    _forget_everybody()
    imported, matches, texts = _imported(file, administrator)
    for method in ("form", "api"):
        _forget_everybody()
        entered, likely = _entered(texts, administrator, method)
        assert entered == imported
        assert likely == matches


def _imported(file: Path, by: User) -> tuple[Facts, Matches, list[dict[str, str]]]:
    """The records, whom each row was like, and the texts by field as a form would send them.

    What a whole column tells of its dates is left aside, for a form has no columns; and everybody is taken for new, for
    so are those entered despite the warning.
    """
    with file.open("rb") as content:
        import_ = upload_import(file=File(content), filename=file.name, record_type="person", by=by)
    run_all()
    import_.refresh_from_db()
    columns = [{"header": column["header"], "calendar": "", "order": ""} for column in import_.columns]
    confirm_mapping(import_=import_, columns=columns, by=by)
    run_all()
    import_.refresh_from_db()
    rows.include_errors(import_=import_, by=by)
    numbers = list(import_.all_rows.values_list("number", flat=True))
    rows.decide(import_=import_, by=by, numbers=numbers, identity="new")
    committed(Import.objects.get(pk=import_.pk))
    found = import_.all_rows.values_list("number", "alike")
    code = {row.number: row.cells[0] for row in import_.all_rows.all()}
    matches = {code[number]: sorted(code[one["row"]] for one in alike) for number, alike in found}
    with file.open(encoding="utf-8", newline="") as content:
        cells = list(csv.reader(content))[1:]
    fields = by_field(import_.columns, list(zip(*cells, strict=True)))
    return _facts(), matches, [{name: column[place] for name, column in fields.items()} for place in range(len(cells))]


def _entered(texts: list[dict[str, str]], by: User, method: str) -> tuple[Facts, Matches]:
    matches = {}
    for fields in texts:
        done = enter(record_type="person", fields=fields, by=by, method=method, despite=True)
        assert done.record is not None
        matches[fields[CODE]] = sorted(one.record.more["کد مشتری"] for one in done.candidates if one.record)
    return _facts(), matches


def _forget_everybody() -> None:
    Pair.objects.all().delete()
    Issue.objects.all().delete()
    MatchKeys.objects.all().delete()
    IndexPart.objects.all().delete()
    Person.objects.all().delete()


def _facts() -> Facts:
    """The records by their customer code, but for what tells where they came from."""
    found = {}
    for facts in record_type("person").facts(Person.objects.values_list("pk", flat=True)).values():
        points = [tuple(sorted(value.items())) for fact, value in facts.items() if fact.startswith("point:")]
        left_out = {"source", "owner", "team", *(fact for fact in facts if fact.startswith("point:"))}
        own = {fact: value for fact, value in facts.items() if fact not in left_out}
        found[own[CODE]] = {**own, "points": sorted(points, key=str)}
    return found
