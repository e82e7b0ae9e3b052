"""Workbooks: cells as they are stored, and none that can hurt."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.files.parsing import parse
from zolal.engine.files import FileError, Limits

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: list[list[object]], *, at: str = "A1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    corner = sheet[at]
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            sheet.cell(corner.row + down, corner.column + right, value)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, part if entry == name else old.read(entry))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        (9122002580, "9122002580"),
        (12.0, "12"),
        (-5, "-5"),
        (0.5, "0.5"),
        (0.00001, "0.00001"),
        (123456789012345700, "123456789012345700"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.datetime.fromisoformat("2024-03-24"), "2024-03-24"),
        (dt.datetime.fromisoformat("2024-03-24 10:00"), "2024-03-24 10:00:00"),
        (dt.time(10, 5), "10:05:00"),
        (dt.timedelta(hours=30), "30:00:00"),
        ("۰۹۱۲", "۰۹۱۲"),
        ("  0912 ", "  0912 "),
        ("خط ۱\nخط ۲", "خط ۱\nخط ۲"),
        ("#N/A", "#N/A"),
        ("#DIV/0!", "#DIV/0!"),
        (None, ""),
    ],
)
def test_a_cell_is_the_text_of_what_is_stored(stored: object, text: str) -> None:
    content = workbook([["نام", "مقدار"], ["علی", stored], ["رضا", "x"]], at="B3")
    (table,) = parse(content)
    assert table.header_row == 3
    assert [column for column in table.frame.columns if "column" not in column] == ["نام", "مقدار"]
    assert table.frame["مقدار"][0] == text


def test_blank_rows_are_counted() -> None:
    (table,) = parse(workbook([["نام", "شهر"], ["علی", "قم"], [], ["رضا", "ری"]]))
    assert table.frame.rows() == [("علی", "قم"), ("", ""), ("رضا", "ری")]


def test_every_sheet_with_data_is_a_table() -> None:
    book = openpyxl.Workbook()
    for name, rows in {"تهران": 2, "خالی": 0, "فقط سرستون": 1, "قم": 3}.items():
        sheet = book.create_sheet(name)
        for number in range(rows):
            sheet.append([f"ستون {number}", f"ب{number}"])
    book.create_chartsheet("نمودار")
    tables = parse(saved(book))
    assert [(table.sheet, table.frame.height) for table in tables] == [("تهران", 1), ("قم", 2)]
    (only,) = parse(saved(book), sheet="قم")
    assert only.sheet == "قم"
    with pytest.raises(FileError, match="there is no sheet “شیراز”; name one of these: Sheet · تهران"):
        parse(saved(book), sheet="شیراز")


def test_an_open_document_sheet_is_read() -> None:
    buffer = io.BytesIO()
    cells = "".join(
        f"<table:table-cell office:value-type='string'><text:p>{t}</text:p></table:table-cell>" for t in "اب"
    )
    row = f"<table:table-row>{cells}</table:table-row>"
    space = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    table = f'<table:table table:name="S">{row}{row.replace("ا", "ج")}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {space}>{body}</office:document-content>",
        )
    (read,) = parse(buffer.getvalue(), header_row=0)
    assert read.frame.rows() == [("ا", "ب"), ("ج", "ب")]


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.text(
                st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff_"),
                max_size=6,
            )
            | st.integers(-(10**12), 10**12)
            | st.floats(-1e15, 1e15),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_is_written_into_a_workbook_is_read_back(rows: list[list[str | float]]) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for down, row in enumerate([["a", "b", "c"], *rows, ["x", "y", "z"]]):
            for right, cell in enumerate(row):
                (sheet.write_string if isinstance(cell, str) else sheet.write_number)(down, right, cell)
    (table,) = parse(buffer.getvalue(), header_row=1)
    for written, read in zip(rows, table.frame.rows(), strict=False):
        for cell, text in zip(written, read, strict=True):
            if isinstance(cell, str):
                assert text == cell
            else:
                assert float(text) == pytest.approx(cell, rel=1e-15)
                assert "e" not in text or abs(cell) <= 1e-20
                assert not text.endswith(".0")


def test_a_cell_at_the_far_corner_is_named_and_refused() -> None:
    content = workbook([["نام", "شهر"], ["علی", "قم"]])
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read(SHEET).replace(b"</sheetData>", far)
    with pytest.raises(FileError, match="sheet “Sheet”, cell XFD1048576: this cell makes the sheet 1048576 rows"):
        parse(with_part(content, SHEET, sheet))


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(unpacked=1000), "unpacks to more than 1,000 bytes"),
        (Limits(rows=2), "more than 2 rows"),
        (Limits(columns=1), "2 columns, more than the 1 allowed"),
        (Limits(cells=5), "4 rows and|more than 5 cells"),
    ],
)
def test_what_is_larger_than_allowed_is_refused(limits: Limits, told: str) -> None:
    with pytest.raises(FileError, match=told):
        parse(workbook([["نام", "شهر"], *[["علی", "قم"]] * 3]), limits=limits)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(SHEET, "w") as part:
            for _ in range(80):
                part.write(b" " * (1 << 20))
    with pytest.raises(FileError, match="unpacks to more than 200 times its size"):
        parse(path)


def test_a_workbook_that_is_cut_off_is_told() -> None:
    content = workbook([["نام", "شهر"], *[["علی", "قم"]] * 50])
    for length in (60, len(content) // 2, len(content) - 10):
        with pytest.raises(FileError, match="damaged or cut off"):
            parse(content[:length])


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml"])
def test_a_workbook_with_a_broken_part_is_told(part: str) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for row in range(50):
            sheet.write_row(row, 0, ["علی", "قم"])
    with pytest.raises(FileError):
        parse(with_part(buffer.getvalue(), part, b"<broken"))
