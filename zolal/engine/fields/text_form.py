"""The form of running text, shared by every kind whose cells are words."""

from __future__ import annotations

from collections.abc import Callable

from zolal.engine.fields.kind import Context, Parsed
from zolal.engine.persian.letters import key, store
from zolal.engine.records import N_, Rule

TEXT_FORM = Rule(
    "text_form",
    "info",
    "format",
    N_("The text had Arabic letters, odd spaces or invisible characters; it was brought into normal form."),
)


def text_form(raw: str) -> tuple[str, str, str]:
    """A cell of text as (value, code, proposal): the value is `store(raw)`, proposed when it differs from the cell."""
    value = store(raw)
    if value == raw:
        return value, "", ""
    return value, TEXT_FORM.code, value


def parse_text(raw: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """A cell whose value is the text itself and whose key is `letters.key`."""
    return parse_text_by(raw, key)


def parse_text_by(raw: str, compare: Callable[[str], str]) -> Parsed:
    """A cell whose value is the text itself, compared by a key of the kind's own."""
    value, code, proposal = text_form(raw)
    return Parsed(value, compare(value), code, proposal)
