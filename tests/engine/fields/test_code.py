"""Codes nobody can check: kept as they are, compared without punctuation."""

from __future__ import annotations

import pytest

from zolal.engine.fields.code import CODE, ID_NUMBER
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Parsed


@pytest.mark.parametrize("code", ["C-1024", "a1/b2", "6988048", "00012", "1E5", "rec-223-org", "550e8400-e29b-41d4"])
def test_a_code_is_left_alone(code: str) -> None:
    found = parse_cell(CODE, code)
    assert (found.value, found.code) == (code, "")


@pytest.mark.parametrize(
    ("written", "value", "key"),
    [("۱۰۲۴", "1024", "1024"), ("1024.0", "1024", "1024"), ("'0012", "0012", "0012"), (" AB-12 ", "AB-12", "ab12")],
)
def test_what_spreadsheets_and_keyboards_did_is_undone(written: str, value: str, key: str) -> None:
    assert parse_cell(ID_NUMBER, written) == Parsed(value, key, "code_form", value)
