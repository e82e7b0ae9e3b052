"""What holds for every kind made of digits and codes, whatever is in the cells."""

from __future__ import annotations

import subprocess
import sys

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.fields.shapes import cells_of
from zolal.engine.fields import KINDS, RULES
from zolal.engine.fields.executor import parse_cell, parse_column
from zolal.engine.fields.kind import Context, Parsed
from zolal.engine.persian.letters import key

CODED = [name for name, kind in KINDS.items() if "code" in kind.tags]
FAST = [name for name, kind in KINDS.items() if kind.fast]
CONTEXTS = st.sampled_from([Context(), Context(area_code="021")])


@pytest.mark.parametrize("name", CODED)
def test_the_examples_read_as_they_promise(name: str) -> None:
    kind = KINDS[name]
    for written, normal in kind.examples:
        assert parse_cell(kind, written).value == normal
        assert parse_cell(kind, normal) == Parsed(normal, parse_cell(kind, written).key)


@pytest.mark.parametrize("name", CODED)
@given(data=st.data())
def test_a_normal_form_reads_as_itself(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    found = parse_cell(kind, cell := data.draw(cells_of(kind)), data.draw(CONTEXTS))
    again = parse_cell(kind, found.value)
    assert again.value == found.value, cell
    assert not again.code or RULES[again.code].fault != "format"
    assert not again.proposal or again.proposal != again.value


@pytest.mark.parametrize("name", CODED)
@given(data=st.data())
def test_an_issue_has_a_rule_and_its_proposal_is_final(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    found = parse_cell(kind, cell := data.draw(cells_of(kind)))
    if not found.code:
        assert found.proposal == ""
        return
    rule = RULES[found.code]
    if rule.fault == "format":
        assert found.proposal == found.value != ""
    if rule.severity == "error" and "|" not in cell and name != "email":
        assert found.value == ""
    if found.proposal:
        assert parse_cell(kind, found.proposal).value == found.proposal


@pytest.mark.parametrize("name", FAST)
@given(data=st.data())
def test_a_column_is_read_as_its_cells_are(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    cells = data.draw(st.lists(cells_of(kind), max_size=8))
    context = data.draw(CONTEXTS)
    single = [parse_cell(kind, cell, context) for cell in cells]
    column = parse_column(kind, pl.Series(cells, dtype=pl.String), context)
    assert column.rows() == [(one.value, one.key, one.code, one.proposal) for one in single]


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_column_and_missing_cells(name: str) -> None:
    kind = KINDS[name]
    parts = ["value", "key", "code", "proposal"]
    assert parse_column(kind, pl.Series([], dtype=pl.String)).schema == dict.fromkeys(parts, pl.String)
    assert parse_column(kind, pl.Series([None, "", "  "], dtype=pl.String)).rows() == [("", "", "", "")] * 3


@pytest.mark.parametrize("name", KINDS)
def test_headers_are_written_as_they_are_compared(name: str) -> None:
    kind = KINDS[name]
    assert [header for header in kind.headers if key(header) != header] == []
    assert len(set(kind.headers)) == len(kind.headers)


def test_one_meaning_for_every_code() -> None:
    for kind in KINDS.values():
        for rule in kind.rules:
            assert RULES[rule.code] is rule


def test_known_forms_need_no_phone_library() -> None:
    """It costs more to load than a thousand rows cost to clean."""
    program = (
        "import sys; from zolal.engine.fields import KINDS; from zolal.engine.fields.executor import parse_cell\n"
        "for name in ('mobile', 'landline', 'phone'):\n"
        "    for cell in ('09122002580', '0912', '+98 21 88881234', 'ندارد', '88881234', '09122002580/09351234567'):\n"
        "        parse_cell(KINDS[name], cell)\n"
        "    KINDS[name].recognise(['09122002580', '+14155552671'])\n"
        "print('phonenumbers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
