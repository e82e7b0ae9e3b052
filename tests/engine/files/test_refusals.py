"""A file that is no table is called what it is, in one sentence that says what to do."""

import io
import zipfile
import zlib

import pytest

from tests.engine.files.parsing import parse
from zolal.engine.files import FileError, Limits


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n1 0 obj", "this is a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture"),
        (b"\xff\xd8\xff\xe0", "this is a picture"),
        (b"\x1f\x8b\x08\0", "this is a compressed archive"),
        (b"Rar!\x1a\x07", "this is a compressed archive"),
        (archive("customers.csv"), "this is a ZIP archive, not a workbook"),
        (archive("word/document.xml"), "this is a text document"),
        (archive("ppt/presentation.xml"), "this is a presentation"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "this workbook is protected by a password"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "this is an old Office document"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "this workbook is damaged"),
        (b"\r\n <!DOCTYPE html><table><tr><td>1</td></tr></table>", r"this is a web page \(HTML\)"),
        ("<html><table>".encode("utf-16"), r"this is a web page \(HTML\)"),
        (b"\xef\xbb\xbf<TABLE border=1>", r"this is a web page \(HTML\)"),
        (b"<?xml version='1.0'?><Workbook/>", "this is an XML document"),
        (b'[{"name": "ali"}]', "this is JSON"),
        (b"SQLite format 3\0", "this is a database"),
        (b"\x7fELF\x02\x01", "this is a program"),
        (zlib.compress(bytes(range(256)) * 50, 0)[9:], "this file holds no text"),
        (b"\0" * 5000, "this file holds no text"),
        (b" \n\t\n", "this file is empty"),
        (b"\xef\xbb\xbf", "this file is empty"),
        (b"\xff\xfe", "this file is empty"),
        ("نام,موبایل,شهر\n".encode(), "only a header and no row below it"),
        (b"name,city\n\n \n,\n", "only a header and no row below it"),
        (b"PAR1" + b"x" * 100, "this Parquet file is damaged"),
    ],
)
def test_it_is_told_what_the_file_really_is(content: bytes, told: str) -> None:
    with pytest.raises(FileError, match=told) as caught:
        parse(content)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(columns=2), "3 columns, more than the 2 allowed"),
        (Limits(rows=1), "more than 1 rows"),
        (Limits(cells=5), "more than 5 cells"),
    ],
)
def test_what_is_larger_than_allowed_is_refused(limits: Limits, told: str) -> None:
    with pytest.raises(FileError, match=told):
        parse(b"a,b,c\nd,e,f\ng,h,i\n", limits=limits)


def test_the_sentence_can_be_told_in_another_language() -> None:
    error = FileError(
        file="مشتریان.xlsx", place="line {line}", problem="this is {what}", remedy="do that", line=3, what="bad"
    )
    persian = {
        "{file}, {place}: {problem}; {remedy}.": "{file}، {place}: {problem}؛ {remedy}.",
        "line {line}": "سطر {line}",
        "this is {what}": "این {what} است",
        "do that": "چنین کنید",
    }
    assert str(error) == "مشتریان.xlsx, line 3: this is bad; do that."
    assert error.text(lambda text: persian[text]) == "مشتریان.xlsx، سطر 3: این bad است؛ چنین کنید."
