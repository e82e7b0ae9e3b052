"""duplicates.csv, judged by a person in a spreadsheet, comes back as it was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from zolal.cleaning.decisions import read_decisions
from zolal.engine.files import FileError

HEADER = "file_a,row_a,file_b,row_b,probability,decision,explanation"


def write(path: Path, *lines: str, encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    text = "\r\n".join((HEADER, *lines)).replace(",", delimiter)
    path.write_text(text + "\r\n", encoding=encoding, newline="")
    return path


LINES = ("a.csv,1,a.csv,2,0.8,same,x", "a.csv,3,b.csv,۴,0.7, Not Same ,x", "a.csv,5,a.csv,6,0.7,ask,x")
JUDGED = [("a.csv", 1, "a.csv", 2, "same"), ("a.csv", 3, "b.csv", 4, "not same")]


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("utf-8", ";"), ("utf-16", "\t")])
def test_what_a_spreadsheet_makes_of_it_is_understood(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = write(tmp_path / "judged.csv", *LINES, encoding=encoding, delimiter=delimiter)

    assert read_decisions(path).rows() == JUDGED


def test_guarded_file_names_and_blank_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "judged.csv", "'=a.csv,1,'=a.csv,2,,same,", ",,,,,,", "'=a.csv,1,'=a.csv,3,,not_same,")

    assert read_decisions(path).rows() == [("=a.csv", 1, "=a.csv", 2, "same"), ("=a.csv", 1, "=a.csv", 3, "not same")]


def test_only_the_five_columns_that_count_are_needed(tmp_path: Path) -> None:
    path = tmp_path / "judged.csv"
    path.write_text("decision,file_b,row_b,file_a,row_a\nsame,b.csv,2,a.csv,1\n")

    assert read_decisions(path).rows() == [("a.csv", 1, "b.csv", 2, "same")]


def test_a_run_without_duplicates_leaves_nothing_to_judge(tmp_path: Path) -> None:
    assert read_decisions(write(tmp_path / "judged.csv")).rows() == []


def test_a_title_above_the_header(tmp_path: Path) -> None:
    path = tmp_path / "judged.csv"
    path.write_text(f"داوری آبان,,,,,,\n{HEADER}\n{LINES[0]}\n", encoding="utf-8")

    assert read_decisions(path).rows() == JUDGED[:1]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("a.csv,1,a.csv,2,0.8,maybe,x", "the decision is none of"),
        ("a.csv,one,a.csv,2,0.8,same,x", "row_a or row_b is no row number"),
        ("a.csv,1,a.csv,,0.8,not same,x", "row_a or row_b is no row number"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    path = write(tmp_path / "judged.csv", LINES[0], line)

    with pytest.raises(FileError, match=f"judged.csv, line 3: {sentence}"):
        read_decisions(path)


def test_a_file_without_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "judged.csv"
    path.write_text("name,mobile\nعلی,09120000000\n", encoding="utf-8")

    with pytest.raises(FileError, match="the column file_a is missing"):
        read_decisions(path)
