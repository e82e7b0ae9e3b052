"""From what somebody typed into a field of `own` to the value that is kept, and back: of any kind of record."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import override

from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import NO_CONTEXT, Context
from zolal.engine.persian.letters import key, store
from zolal.engine.pipeline.entries import NEITHER_YES_NOR_NO, NOT_A_CHOICE, TOO_LARGE, TOO_LONG, UNKNOWN_NAME
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Field, Shape
from zolal.people.own.definition import Own

LONGEST = 1_000
LONGEST_LONG = 20_000
_LARGEST = 9_007_199_254_740_991
"""Up to here every whole number has a place of its own in both databases' indexes."""
_LIST = re.compile(r"\s*(?:\||[,،;؛\n])\s*")
_YES = {key(word) for word in ("yes", "y", "true", "1", "x", "بله", "بلی", "آری", "دارد", "هست", "✓", "✔", "☑")}
_NO = {key(word) for word in ("no", "n", "false", "0", "خیر", "نه", "ندارد", "نیست", "✗", "☐")}
YES, NO = "yes", "no"
_MOST_KNOWN = 2_000

Names = Mapping[str, str]
"""What a relation may be called, in `key` form, with the identity it leads to."""


@dataclass(frozen=True, slots=True)
class Read:
    """`value` as the fact is kept, None where nothing right stands there; `code` of what is wrong with the text."""

    value: Any = None
    code: str = ""
    proposal: str = ""


def read(field: Field, text: str, context: Context = NO_CONTEXT, names: Names | None = None) -> Read:
    """What a text means in a field. Asks no database: `names` are those of a relation or a file."""
    if not text.strip():
        return Read()
    if field.shape is Shape.FILE:
        handed_in = (names or {}).get(key(text))
        return Read(handed_in) if handed_in else Read(code=UNKNOWN_NAME.code)
    if field.shape is Shape.RELATION:
        # Without names, as in a file, only an identity says who is meant.
        found = names.get(key(text), "") if names is not None else _identity(text)
        return Read(found) if found else Read(code=UNKNOWN_NAME.code)
    return _READERS[field.shape](field, text, context)


def typed(value: Any) -> str:  # noqa: ANN401 - JSON
    """A value as a form's input holds it, and as files, rules and the API's texts write it: it reads back as itself."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value))
    return str(value)


def _identity(text: str) -> str:
    try:
        return str(UUID(text.strip()))
    except ValueError:
        return ""


def own_of(field: Field) -> Own:
    """What a field of `own` knows of itself."""
    assert field.own is not None, field.name
    return field.own


def _text(_field: Field, text: str, _context: Context) -> Read:
    value = store(text)
    return Read(value) if len(value) <= LONGEST else Read(code=TOO_LONG.code)


def _long_text(_field: Field, text: str, _context: Context) -> Read:
    value = "\n".join(map(store, text.splitlines())).strip()
    return Read(value) if len(value) <= LONGEST_LONG else Read(code=TOO_LONG.code)


def _number(_field: Field, text: str, context: Context) -> Read:
    return _counted(parse_cell(KINDS["number"], text, context))


def _money(_field: Field, text: str, context: Context) -> Read:
    found = _counted(parse_cell(KINDS["money"], text, context if context.money else replace(context, money="rial")))
    return Read(round(found.value), found.code, found.proposal) if found.value is not None else found


def _counted(parsed: Any) -> Read:  # noqa: ANN401 - of the engine
    if not parsed.value:
        return Read(code=parsed.code, proposal=parsed.proposal)
    number = float(parsed.value)
    if abs(number) > _LARGEST:
        return Read(code=TOO_LARGE.code)
    return Read(int(parsed.value) if number.is_integer() else number, parsed.code, parsed.proposal)


def _day(_field: Field, text: str, context: Context) -> Read:
    parsed = parse_cell(KINDS["date"], text, context)
    return Read(parsed.value or None, parsed.code, parsed.proposal)


def _choice(field: Field, text: str, _context: Context) -> Read:
    found = _choices_by_word(own_of(field)).get(_joined(text))
    return Read(found) if found else Read(code=NOT_A_CHOICE.code)


def _several(field: Field, text: str, _context: Context) -> Read:
    known = _choices_by_word(own_of(field))
    parts = [part for part in _LIST.split(text) if part.strip()]
    found = {known.get(_joined(part)) for part in parts}
    value = [choice.value for choice in own_of(field).choices if choice.value in found]
    return Read(value or None, NOT_A_CHOICE.code if None in found else "")


def _yes_no(_field: Field, text: str, _context: Context) -> Read:
    said = key(text)
    if said in _YES or said in _NO:
        return Read(said in _YES)
    return Read(code=NEITHER_YES_NOR_NO.code)


_known_words: dict[int, tuple[Own, Mapping[str, str]]] = {}


def _choices_by_word(own: Own) -> Mapping[str, str]:
    """Found once a definition: what holds labels in two languages is slow to compare."""
    known = _known_words.get(id(own))
    if known is None or known[0] is not own:
        if len(_known_words) > _MOST_KNOWN:
            _known_words.clear()
        known = _known_words[id(own)] = (own, _words_of(own))
    return known[1]


def _words_of(own: Own) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for choice in own.choices:
        labels = []
        for language in ("fa", "en"):
            with override(language):
                labels.append(str(choice.label))
        for word in (choice.value, *labels, *choice.words):
            if word:
                found.setdefault(_joined(str(word)), choice.value)
    return found


def _joined(text: str) -> str:
    return key(text).replace(" ", "")


_READERS: Mapping[Shape, Callable[[Field, str, Context], Read]] = {
    Shape.TEXT: _text,
    Shape.LONG_TEXT: _long_text,
    Shape.NUMBER: _number,
    Shape.MONEY: _money,
    Shape.DATE: _day,
    Shape.CHOICE: _choice,
    Shape.CHOICES: _several,
    Shape.YES_NO: _yes_no,
}
