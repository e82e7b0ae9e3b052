"""Address books of telephones, new and old, are read as tables, and ours come back as they left."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.files import FileError, read
from zolal.engine.files.vcard import card_of, properties_of
from zolal.tables.vcard import MOST, Version, card

OLD = """BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D9=85=D8=AD=D9=85=D8=AF=DB=8C;=D8=B3=D8=A7=D8=\r
=B1=D8=A7;;;\r
TEL;CELL:+989121234567\r
TEL;WORK;VOICE:021-88881234\r
TEL;HOME:0935 123 4567\r
TEL;WORK;FAX:02188885678\r
EMAIL;INTERNET:sara@example.com\r
ORG:شرکت آریا;فروش\r
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r
 AAAA\r
\r
END:VCARD\r
"""
NEW = """begin:vcard
version:4.0
fn:علی نوری
item1.ADR;TYPE="home,work":;;خیابان آزادی\\, پلاک ۲;تهران;تهران;1234567890;ایران
NOTE:خط اول\\nخط
  دوم
TEL;VALUE=uri;TYPE=cell:tel:+98-912-111-2233
BDAY:19800521
BDAY:--0203
CATEGORIES:ویژه,نمایشگاه
X-SKYPE:ali
end:vcard
"""


def table(path: Path, text: str | bytes) -> list[dict[str, str]]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (found,) = read(path)
    return found.frame.to_dicts()


def test_an_old_telephones_cards_are_read(tmp_path: Path) -> None:
    (row,) = table(tmp_path / "a", OLD)
    assert row == {
        "First name": "سارا",
        "Last name": "محمدی",
        "Company": "شرکت آریا",
        "Mobile": "+989121234567 | 0935 123 4567",
        "Phone": "021-88881234",
        "Email": "sara@example.com",
        "Department": "فروش",
        "Fax": "02188885678",
    }


def test_a_new_card_is_read_with_what_no_field_holds(tmp_path: Path) -> None:
    (row,) = table(tmp_path / "a", NEW)
    assert row["Name"] == "علی نوری"
    assert (row["Address"], row["City"], row["Postal code"]) == ("خیابان آزادی, پلاک ۲", "تهران", "1234567890")
    assert row["Note"] == "خط اول\nخط دوم"
    assert (row["Birth date"], row["Birth date (other)"]) == ("1980-05-21", "--0203")
    assert (row["Mobile"], row["Tags"], row["X-SKYPE"]) == ("+98-912-111-2233", "ویژه, نمایشگاه", "ali")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_an_address_book_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nN:رضا;مريم;;;\nEND:VCARD\n"
    assert table(tmp_path / "a", text.encode(encoding)) == [{"First name": "مريم", "Last name": "رضا"}]


@pytest.mark.parametrize("text", ["BEGIN:VCARD\n", "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n", "BEGIN:VCARD\n:::\nEND"])
def test_an_address_book_of_nobody_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileError):
        table(tmp_path / "a", text)


WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(list("،;,:\\\"' ")), max_size=60
)
LINES = st.lists(WORD.map(str.strip).filter(bool), max_size=3).map("\n".join)


def word(text: str) -> str:
    return " ".join(text.split())


@given(
    given_name=WORD.map(word), family=WORD.map(word).filter(bool), title=WORD.map(word), company=WORD.map(word),
    city=WORD.map(word), street=WORD.map(word), note=LINES, job=WORD.map(word), code=WORD.map(word),
    tags=st.lists(WORD.map(word).filter(bool), max_size=3, unique=True),
    version=st.sampled_from(["3.0", "4.0"]),
)  # fmt: skip
def test_what_goes_out_comes_back(
    *, given_name: str, family: str, title: str, company: str, city: str, street: str, note: str, job: str, code: str,
    tags: list[str], version: Version,
) -> None:  # fmt: skip
    told = {
        "given_name": [given_name], "family_name": [family], "title": [title], "company": [company], "city": [city],
        "address": [street], "note": [note], "job_title": [job], "tags": tags, "national_id": [code],
        "mobile": ["09121234567", "09351234567"], "email": ["sara@example.com"], "birth_date": ["1980-05-21"],
        "gender": ["female"],
    }  # fmt: skip
    written = card({name: [one for one in some if one] for name, some in told.items()}, version=version)
    assert all(len(line) <= MOST for line in written.split(b"\r\n"))
    (properties,) = properties_of(written.decode().split("\r\n"))
    back = card_of(properties).cells

    columns = {
        "First name": given_name, "Last name": family, "Title": title, "Company": company, "City": city,
        "Address": street, "Note": note, "Job title": job, "National id": code, "Gender": "female",
        "Birth date": "1980-05-21",
    }  # fmt: skip
    assert {name: "".join(back.get(name, [])) for name in columns} == columns
    assert back.get("Tags", []) == tags
    assert back["Mobile"] == ["09121234567", "09351234567"]
