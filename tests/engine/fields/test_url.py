"""Web addresses."""

from __future__ import annotations

import pytest

from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Parsed
from zolal.engine.fields.url import URL, recognise


@pytest.mark.parametrize(
    ("written", "value", "key"),
    [
        ("https://example.com", "https://example.com", "example.com"),
        ("HTTP://WWW.Example.com/", "http://www.example.com", "example.com"),
        ("www.example.ir/Shop/", "www.example.ir/Shop/", "example.ir/Shop"),
        (" example.com:8080/a?b=C#d ", "example.com:8080/a?b=C#d", "example.com:8080/a?b=C#d"),
        ("<https://ایران.ایران/صفحه>", "https://ایران.ایران/صفحه", "ایران.ایران/صفحه"),
    ],
)
def test_one_form_and_one_key_for_a_site(written: str, value: str, key: str) -> None:
    same = written == value
    assert parse_cell(URL, written) == Parsed(value, key, "" if same else "url_form", "" if same else value)


@pytest.mark.parametrize(
    "written", ["javascript:alert(1)", "ali@example.com", "شرکت", "http://", "localhost", "a b.com", "1.2"]
)
def test_what_is_no_web_address(written: str) -> None:
    found = parse_cell(URL, written)
    assert (found.value, found.code) == ("", "url_invalid")


def test_a_column_of_sites_is_recognised_by_its_cells() -> None:
    assert recognise(["https://a.ir", "http://b.com/x"]) == 1
    assert recognise(["علی", "1403/01/05", "ali@x.ir"]) == 0
