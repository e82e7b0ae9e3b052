"""Text files: every cell comes back as it was written, and damage is told, never swallowed."""

import contextlib
import csv
import io
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.files.parsing import parse
from zolal.engine.files import FileError, Limits, Table

ROWS = [["نام", "موبایل", "شهر"], ["علی", "۰۹۱۲۱۲۳۴۵۶۷", "قم"], ["زهرا", "09351234567", "یزد"], ["رضا", "", "ری"]]


def csv_text(rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue()


def rows_of(table: Table) -> list[tuple[str, ...]]:
    return table.frame.rows()


def codes(table: Table) -> list[tuple[int, str]]:
    return table.issues.select("row", "code").rows()


# Encodings


@pytest.mark.parametrize(
    ("encoding", "bom", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
def test_every_unicode_file_is_recognised(encoding: str, bom: bytes, name: str) -> None:
    (table,) = parse(bom + csv_text(ROWS).encode(encoding))
    assert table.encoding == name
    assert table.frame.columns == ROWS[0]
    assert rows_of(table) == [tuple(row) for row in ROWS[1:]]


def test_a_file_of_old_windows_is_recognised_though_it_has_no_persian_yeh() -> None:
    (table,) = parse("نام;شهر\r\nعلي;تبريز\r\nپژمان;گرگان\r\n".encode("cp1256"))
    assert table.encoding == "cp1256"
    assert rows_of(table) == [("علي", "تبريز"), ("پژمان", "گرگان")]


def test_one_bad_byte_does_not_turn_a_utf8_file_into_gibberish() -> None:
    good = csv_text([["نام", "شهر"], *[["علی", "تهران"]] * 50]).encode()
    (table,) = parse(good + "رضا\xff,یزد\n".encode().replace("\xff".encode(), b"\xff"))
    assert table.encoding == "utf-8"
    assert rows_of(table)[-1] == ("رضا\ufffd", "یزد")
    assert table.issues.rows() == [(51, "نام", "undecodable", "رضا\ufffd")]


def test_an_encoding_that_is_stated_is_obeyed() -> None:
    (table,) = parse("naam,shahr\nali,café\n".encode("latin-1"), encoding="latin-1")
    assert rows_of(table) == [("ali", "café")]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("utf-9", "“utf-9” is not the name of an encoding"),
        ("utf-8", "not in the encoding utf-8"),
        ("hex", "“hex”"),
        ("idna", "“idna”"),
    ],
)
def test_a_wrong_encoding_is_told(stated: str, told: str) -> None:
    with pytest.raises(FileError, match=told):
        parse("نام,شهر\nعلي,قم\n".encode("cp1256"), encoding=stated)


def test_nul_bytes_stay_in_the_cell_and_are_told() -> None:
    (table,) = parse(b"name,city\nal\0i,Qom\nreza,Yazd\n")
    assert rows_of(table)[0] == ("al\0i", "Qom")
    assert table.issues.rows() == [(1, "name", "nul_byte", "al\0i")]


# Separators


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "،"])
def test_the_separator_is_recognised(delimiter: str) -> None:
    (table,) = parse(csv_text(ROWS, delimiter).encode())
    assert table.delimiter == delimiter
    assert rows_of(table) == [tuple(row) for row in ROWS[1:]]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("item;price\na;1,5\nb;2,5\nc;3,5\n", ";"),  # decimal commas in every row
        ('name,address\nali,"Qom; Saf, 2; 3"\nreza,"Yazd; Jam; 4"\n', ","),
        ("نام,نشانی\nعلی,خ یاس، پلاک 2\nرضا,خ بهار، پلاک 3\n", ","),  # the Persian comma belongs to the address
        ("name,tags\nali,a|b\nreza,c|d\n", ","),
        ("sep=|\nname|a,b|c\nali|1,2|3\n", "|"),  # Excel's own word
        ("نام\nعلی\nرضا\n", ""),
    ],
)
def test_the_separator_is_the_one_of_the_header(text: str, delimiter: str) -> None:
    (table,) = parse(text.encode())
    assert table.delimiter == delimiter


def test_a_separator_that_is_stated_is_obeyed() -> None:
    (table,) = parse(b"a#b\n1#2\n", delimiter="#", header_row=1)
    assert rows_of(table) == [("1", "2")]


@pytest.mark.parametrize(("stated", "told"), [(";", "it seems to be “,”"), (";;", "cannot separate cells")])
def test_a_wrong_separator_is_told(stated: str, told: str) -> None:
    with pytest.raises(FileError, match=told):
        parse(b"name,city\nali,Qom\n", delimiter=stated)


# Records


def test_blank_lines_are_rows_and_the_last_line_break_is_none() -> None:
    (table,) = parse(b"name,city\nali,Qom\n\nreza,Yazd\n\n")
    assert rows_of(table) == [("ali", "Qom"), ("", ""), ("reza", "Yazd"), ("", "")]
    assert codes(table) == []


def test_line_ends_may_be_mixed_and_cells_may_hold_them() -> None:
    (table,) = parse(b'name,city\r\nali,Qom\rreza,"Yazd\nold town"\nsara,Ray')
    assert rows_of(table) == [("ali", "Qom"), ("reza", "Yazd\nold town"), ("sara", "Ray")]


def test_ragged_rows_lose_nothing() -> None:
    (table,) = parse(b"name,city,phone\nali,Qom,1\nreza,Yazd\nsara,Ray,3,left,over\nmina,Qom,4,,\n")
    assert table.frame.columns == ["name", "city", "phone", "column 4", "column 5"]
    assert rows_of(table)[1:] == [
        ("reza", "Yazd", "", "", ""),
        ("sara", "Ray", "3", "left", "over"),
        ("mina", "Qom", "4", "", ""),
    ]
    assert table.issues.rows() == [(2, "phone", "ragged_row", ""), (3, "column 4", "ragged_row", "left,over")]


def test_a_row_with_thousands_of_surplus_cells_does_not_widen_the_table_without_bound() -> None:
    (table,) = parse(("a,b\n1,2\n3,4\n" + ",".join("x" * 3000) + "\n").encode())
    assert table.frame.width == 22
    assert ",".join(rows_of(table)[2]) == ",".join("x" * 3000)


def test_columns_that_only_the_header_forgot_are_no_damage() -> None:
    (table,) = parse(b"name,city\nali,Qom,a\nreza,Yazd,b\n")
    assert table.frame.columns == ["name", "city", "column 3"]
    assert codes(table) == []


@pytest.mark.parametrize("tail", ["", "sara,Ray\n", 'sara,"Ray"\n', 'sara,"Ray, old"\nmina,"Qom"\n'])
def test_a_quote_that_never_closes_does_not_swallow_what_follows(tail: str) -> None:
    (table,) = parse(('name,city\nali,Qom\n"reza,Yazd\nnima,Ahvaz\n' + tail).encode())
    assert rows_of(table)[:3] == [("ali", "Qom"), ('"reza', "Yazd"), ("nima", "Ahvaz")]
    assert table.frame.height == 3 + tail.count("\n")
    assert table.issues.rows() == [(2, "name", "unterminated_quote", '"reza')]


def test_a_quote_open_over_a_thousand_lines_is_taken_for_a_letter() -> None:
    text = 'name,city\n"reza,Yazd\n' + "ali,Qom\n" * 3000 + 'x,"\n'
    (table,) = parse(text.encode())
    assert table.frame.height == 3002
    assert codes(table) == [(1, "unterminated_quote"), (3002, "unterminated_quote")]


def test_text_after_a_closing_quote_keeps_its_quotes() -> None:
    (table,) = parse(b'name,city\n"Ali" Rezaei,Qom\n"a, b" c,"x"\n')
    assert rows_of(table) == [('"Ali" Rezaei', "Qom"), ('"a, b" c', "x")]
    assert codes(table) == [(1, "stray_quote"), (2, "stray_quote")]


def test_a_quote_inside_a_cell_is_a_letter() -> None:
    (table,) = parse(b'item,size\ntv,32" wide\n')
    assert rows_of(table) == [("tv", '32" wide')]


def test_long_cells_are_read_up_to_the_cap() -> None:
    long = "ب" * 200_000
    (table,) = parse(f"name,note\nali,{long}\n".encode())
    assert rows_of(table) == [("ali", long)]
    with pytest.raises(FileError, match="line 2: a cell is longer than 1000 characters"):
        parse(f"name,note\nali,{long}\n".encode(), limits=Limits(cell_length=1000))


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff\ufffd\uffff"), max_size=8)
words = st.text(st.characters(codec="cp1256", exclude_categories=["Cc"]), max_size=8)
persian = st.text("ابپتچژکگیهئآ۰۱۲۳ \u200c،؛\",;|\t\r\n'=@0123abc", max_size=12)
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(texts | persian, min_size=width, max_size=width), min_size=1, max_size=12)
)


@settings(max_examples=150, deadline=None)
@given(
    rows=tables,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    delimiter=st.sampled_from([",", ";", "\t", "|", "،"]),
)
def test_whatever_a_spreadsheet_writes_is_read_back(rows: list[list[str]], encoding: str, delimiter: str) -> None:
    rows = [*rows, ["x"] * len(rows[0])]  # something to read, whatever the rest is
    text = csv_text(rows, delimiter)
    (table,) = parse(text.encode(encoding), encoding=encoding, delimiter=delimiter, header_row=0)
    assert rows_of(table) == [tuple(row) for row in rows]
    assert codes(table) == []


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(words, words, words), max_size=10),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"]),
)
def test_a_persian_list_is_recognised_whatever_encoding_it_was_saved_in(
    rows: list[tuple[str, ...]], encoding: str
) -> None:
    rows = [("نام مشتري", "شهر", "نشاني"), ("محمد تقي", "تهران", "خيابان بهار"), *rows]
    (table,) = parse(csv_text(rows).encode(encoding), delimiter=",", header_row=1)
    assert table.encoding == {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert rows_of(table) == rows[1:]


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=300) | st.text('",;\r\na\0\ufeffب', max_size=60).map(str.encode))
def test_any_bytes_give_tables_or_one_sentence(content: bytes) -> None:
    with contextlib.suppress(FileError):
        assert all(table.frame.height for table in parse(content))


@settings(max_examples=200, deadline=None)
@given(text=st.text('",\nab', max_size=60))
def test_no_letter_is_lost_however_the_quotes_stand(text: str) -> None:
    (table,) = parse((text + "\nend,end\n").encode(), delimiter=",", header_row=0)
    kept = "".join(cell for row in rows_of(table) for cell in row)
    assert sorted(kept.replace('"', "").replace("\n", "").replace(",", "")) == sorted(
        (text + "endend").replace('"', "").replace("\n", "").replace(",", "")
    )
