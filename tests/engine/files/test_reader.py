"""The real thing: a child process reads, and whatever befalls it becomes one sentence."""

import os
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from zolal.engine.files import FileError, Limits, read

HERE = Path.cwd()


def test_a_file_is_read_with_its_issues(tmp_path: Path) -> None:
    path = tmp_path / "مشتریان.csv"
    path.write_bytes(b'\xef\xbb\xbfname;city\nali;Qom\n"reza;Yazd\nsara\n')
    (table,) = read(path)
    assert (table.file, table.sheet, table.encoding, table.delimiter, table.header_row) == (
        "مشتریان.csv",
        "",
        "utf-8",
        ";",
        1,
    )
    assert table.frame.rows() == [("ali", "Qom"), ('"reza', "Yazd"), ("sara", "")]
    assert table.frame.schema == {"name": pl.String, "city": pl.String}
    assert table.issues.schema == {"row": pl.Int64, "column": pl.String, "code": pl.String, "value": pl.String}
    assert table.issues.rows() == [(2, "name", "unterminated_quote", '"reza'), (3, "city", "ragged_row", "")]


def test_the_name_of_a_file_says_nothing_about_what_it_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["name", "city"])
    book.active.append(["ali", "Qom"])
    book.save(tmp_path / "customers.xlsx")
    path = (tmp_path / "customers.xlsx").rename(tmp_path / "customers.csv")
    assert read(path)[0].frame.rows() == [("ali", "Qom")]
    (tmp_path / "text.xlsx").write_bytes(b"name,city\nali,Qom\n")
    assert read(tmp_path / "text.xlsx")[0].frame.rows() == [("ali", "Qom")]


def test_a_refusal_names_the_file_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("shop", "customers.xlsx")
    monkeypatch.chdir(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(FileError) as caught:
        read(path)
    assert str(caught.value) == (
        "shop/customers.xlsx: this is a PDF document, not a table; "
        "export it as .xlsx or .csv from the program it comes from and give that file."
    )


def test_what_is_no_file_is_refused_without_starting_anything(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    for path, told in {
        tmp_path / "nothing.csv": "there is no such file",
        tmp_path / "empty" / "below.csv": "there is no such file",
        tmp_path: "this is a folder",
        tmp_path / "pipe": "a device or a pipe",
        Path("/dev/zero"): "a device or a pipe",
        tmp_path / "empty": "this file is empty",
        tmp_path / ("x" * 5000): "cannot be opened",
        tmp_path / "nul\0.csv": "cannot be opened",
    }.items():
        with pytest.raises(FileError, match=told):
            read(path)


def test_a_child_that_outgrows_its_memory_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(b"name,city\n" + b"x" * (64 << 20))
    with pytest.raises(FileError, match="more memory or time than is allowed"):
        read(path, limits=Limits(memory=600 << 20, cell_length=1 << 30))


def test_a_child_that_takes_too_long_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(b"name,city\nali,Qom\n")
    with pytest.raises(FileError, match="more memory or time than is allowed"):
        read(path, limits=Limits(seconds=0))


def test_the_child_dies_with_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(b"name,city\n" + b"ali,Qom\n" * 3_000_000)
    code = f"from zolal.engine.files import read; read({str(path)!r})"
    with subprocess.Popen([sys.executable, "-c", code], cwd=HERE) as parent:
        while not (children := _children(parent.pid)) and parent.poll() is None:
            time.sleep(0.01)
        parent.kill()
    assert children
    deadline = time.monotonic() + 10
    while any(map(_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(_alive, children))


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _alive(pid: int) -> bool:
    """Running, and neither gone nor waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_reading_leaves_no_process_behind(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(b"name,city\nali,Qom\n")
    before = _children(os.getpid())
    read(path)
    assert _children(os.getpid()) == before
