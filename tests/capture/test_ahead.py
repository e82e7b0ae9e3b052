"""What is worked out ahead of a record's creation is what would be found of it afterwards."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.capture.conftest import Hand, committed
from zolal import demo
from zolal.capture.jobs import commit
from zolal.people.models import Person
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
    ids = sorted(Person.objects.values_list("id", flat=True))
    assert len(ids) > ROWS / 2
    before = _judged()
    assess("person", ids)
    assert _judged() == before
    kept = _kept()
    reread("person", ids)
    assert _kept() == kept
    derived = PersonRecords().derive(PersonRecords().facts(ids))
    for person in Person.objects.all():
        assert derived[person.pk] == (person.name, person.sort_key, person.search, person.name_key)


def test_rows_that_repeat_an_earlier_chunk_go_into_its_record(
    checked: Hand, tmp_path: Path, in_small_chunks: None
) -> None:
    file = demo.write(tmp_path / "customers.csv", rows=240, seed=3).path
    header, *rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    import_ = committed(checked([header, *rows, *reversed(rows)]))
    record_of = dict(import_.all_rows.values_list("number", "record_id"))
    assert all(record_of[number] == record_of[2 * len(rows) + 1 - number] for number in record_of)
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
    return sorted(issues), list(Person.objects.order_by("id").values_list("id", "quality", "scores"))
