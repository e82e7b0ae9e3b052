"""What is worked out ahead of a record's creation is what would be found of it afterwards."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.capture.conftest import Hand, committed
from zolal import demo
from zolal.capture.actions import rows
from zolal.capture.jobs import commit
from zolal.people.models import Person, PersonScore
from zolal.people.records import PersonRecords
from zolal.quality import index_parts
from zolal.quality.assess import assess
from zolal.quality.indexing import reread
from zolal.quality.models import Issue, MatchKeys

pytestmark = pytest.mark.django_db

ROWS = 600


@pytest.fixture
def in_small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several chunks, prepared in a second process."""
    monkeypatch.setattr(commit, "CHUNK", 100)
    monkeypatch.setattr(commit, "_WORTH_A_PROCESS", 100)


def test_issues_scores_and_columns_worked_out_ahead_are_those_of_the_record_on_file(
    taken_in: Hand, tmp_path: Path, in_small_chunks: None
) -> None:
    taken_in(demo.write(tmp_path / "customers.csv", rows=ROWS, seed=5).path.read_bytes())
    assert Person.objects.count() > ROWS / 2
    _demand_the_same_afterwards()


def test_what_people_write_into_the_wrong_cells_is_worked_out_ahead_as_well(checked: Hand) -> None:
    header = ["نام و نام خانوادگی", "موبایل", "تلفن", "ایمیل", "کد ملی", "تاریخ تولد", "شرکت", "شهر", "کد پستی"]
    import_ = checked(
        [
            header,
            [
                "آقای علی محمدی",
                "021-88776655",
                "09121234567",
                "ALI@Gmail.com",
                "0499370899",
                "1370/01/02",
                "شرکت آریا",
                "",
                "",
            ],
            ["Sara Rezaei", "0912", "09351112233", "sara@", "123", "1370/13/45", "آریا", "تهران", "1234567890"],
            ["رضایی", "0935 111 2244 - 0912 000 1122", "8877", "", "", "03/04/1990", "Arya Co.", "شیراز", "123"],
            [
                "مریم کاظمی",
                "0912 | 09121110000",
                "0912000",
                "m@x.ir; n@y.ir",
                "۰۴۹۹۳۷۰۸۹۹",
                "",
                "آریا (سهامی خاص)",
                "",
                "",
            ],
        ]
    )
    rows.include_errors(import_=import_, by=import_.by)
    committed(import_)
    assert Person.objects.count() == 4
    _demand_the_same_afterwards()


def _demand_the_same_afterwards() -> None:
    ids = sorted(Person.objects.values_list("id", flat=True))
    before = _judged()
    assess("person", ids)
    assert _judged() == before
    kept = _kept()
    reread("person", ids)
    assert _kept() == kept
    derived = PersonRecords().derived(PersonRecords().facts(ids))
    for person in Person.objects.all():
        columns = (person.name, person.sort_key, person.city_key, person.search, person.name_key)
        assert derived[person.pk] == columns


def test_rows_that_repeat_an_earlier_chunk_go_into_its_record(
    checked: Hand, tmp_path: Path, in_small_chunks: None
) -> None:
    file = demo.write(tmp_path / "customers.csv", rows=240, seed=3).path
    header, *lines = csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    import_ = committed(checked([header, *lines, *reversed(lines)]))
    record_of = dict(import_.all_rows.values_list("number", "record_id"))
    assert all(record_of[number] == record_of[2 * len(lines) + 1 - number] for number in record_of)
    assert import_.counts["created"] == len({*record_of.values()} - {None}) == Person.objects.count()


def _kept() -> tuple[dict[int, str], dict[int, bytes]]:
    """What is compared of everybody, and what tells them apart in the index."""
    parts = index_parts.standing("person")
    traits = {
        int(record_id): row.tobytes() for part in parts for record_id, row in zip(part.ids, part.traits, strict=True)
    }
    return dict(MatchKeys.objects.filter(record_type="person").values_list("record_id", "keys")), traits


def _judged() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    issues = Issue.objects.values_list("record_type", "record_id", "fact", "code", "group", "severity", "fault", "raw")
    return sorted(issues), list(PersonScore.objects.order_by("pk").values_list("pk", "quality", "scores"))
