"""The examples a user is shown for each kind are true."""

import pytest

from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Context

RIAL = Context(money="rial")


@pytest.mark.parametrize("name", KINDS)
def test_examples_read_as_they_promise(name: str) -> None:
    kind = KINDS[name]
    for written, normal in kind.examples:
        assert parse_cell(kind, written).value == normal
        assert parse_cell(kind, normal, RIAL).value == normal
        assert parse_cell(kind, normal, RIAL).code == ""
