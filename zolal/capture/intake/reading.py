"""How the texts of each shape of field become facts of the drafts, a column at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from django.db.models import CharField

from zolal.capture.intake.cells import read
from zolal.capture.intake.choices import choice_of
from zolal.capture.intake.draft import Draft
from zolal.capture.intake.named import Named
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Context
from zolal.engine.fields.name import TITLE
from zolal.engine.fields.phone import AREA_ADDED, AREA_CODE
from zolal.engine.persian.letters import key, store
from zolal.engine.persian.names import bare, split_as_written, untitled
from zolal.engine.pipeline.entries import NO_WHOLE_NUMBER, NOT_A_CHOICE, TOO_LONG, UNKNOWN_NAME
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Field, Shape
from zolal.people.models import Company, ContactPoint, Person

Column = Callable[[Field, Sequence[str], Sequence[Draft], Context], None]

_MODELS = {"person": Person, "company": Company}
_MOBILE = re.compile(r"\+989\d{9}")
_LARGEST = 2**31 - 1
_LIST = re.compile(r"\s*(?:\||[,،;؛\n])\s*")


@cache
def longest(record_type: str, name: str) -> int:
    """How many characters the column of a field holds; 0 without end."""
    column = _MODELS[record_type]._meta.get_field(name)
    return (column.max_length or 0) if isinstance(column, CharField) else 0


def read_text(record_type: str, field: Field, cells: Sequence[str], drafts: Sequence[Draft], context: Context) -> None:
    """Texts, dates and numbers: what an engine's kind reads as one value."""
    limit = 0 if field.shape is Shape.COMPANY else longest(record_type, field.name)
    limit = 400 if field.shape is Shape.COMPANY else limit
    fact = "company_name" if field.shape is Shape.COMPANY else field.name
    for draft, cell, (value, compared, code, proposal) in zip(
        drafts, cells, read(field.kind, cells, context), strict=True
    ):
        if not cell:
            continue
        if limit and len(value) > limit:
            draft.fault(field.name, TOO_LONG.code, cell)
            continue
        draft.key(field.name, compared)
        if code:
            draft.fault(field.name, code, cell, proposal)
            if code == TITLE.code:
                _title(draft, cell)
        if value:
            draft.facts[fact] = value
            if value != cell:
                draft.raw[field.name] = cell


def _title(draft: Draft, cell: str) -> None:
    shown = store(cell)
    title = shown.removesuffix(untitled(shown)).strip()
    if title and len(title) <= longest("person", "title"):
        draft.facts.setdefault("title", title)


def read_number(field: Field, cells: Sequence[str], drafts: Sequence[Draft], context: Context) -> None:
    for draft, cell, (value, compared, code, proposal) in zip(
        drafts, cells, read(field.kind, cells, context), strict=True
    ):
        if value and (not value.isdigit() or len(value) > 19 or int(value) > _LARGEST):
            draft.fault(field.name, NO_WHOLE_NUMBER.code, cell)
            continue
        if code:
            draft.fault(field.name, code, cell, proposal)
        if value:
            draft.key(field.name, compared)
            draft.facts[field.name] = int(value)
            if value != cell:
                draft.raw[field.name] = cell


def read_note(field: Field, cells: Sequence[str], drafts: Sequence[Draft]) -> None:
    """Running text keeps its lines."""
    for draft, cell in zip(drafts, cells, strict=True):
        if text := "\n".join(map(store, cell.splitlines())).strip():
            draft.facts[field.name] = text
            if text != cell:
                draft.raw[field.name] = cell


def read_points(field: Field, cells: Sequence[str], drafts: Sequence[Draft], context: Context) -> None:
    """Ways to reach the record: each value one, a mobile among telephones a mobile and the other way round."""
    limit = ContactPoint._meta.get_field("value").max_length or 0
    for draft, cell, (value, compared, code, proposal) in zip(
        drafts, cells, read(field.kind, cells, context), strict=True
    ):
        if not cell:
            continue
        if code:
            _point_faults(field, draft, cell, (code, proposal), context)
        shown = [text for text in value.split(SEPARATOR) if text]
        for text in shown:
            if len(text) > limit:
                draft.fault(field.name, TOO_LONG.code, cell)
                continue
            one = compared if len(shown) == 1 and SEPARATOR not in compared else _key(field, text, context)
            draft.point(_kind(field.name, one), text, one)
        if not shown:
            draft.key(field.name, compared[:limit])
        if value and value != cell:
            draft.raw[field.name] = cell


def _point_faults(field: Field, draft: Draft, cell: str, told: tuple[str, str], context: Context) -> None:
    """Of several values in one text, each has its own faults."""
    if SEPARATOR not in cell:
        draft.fault(field.name, told[0], cell, told[1])
        return
    for part in cell.split(SEPARATOR):
        alone = parse_cell(KINDS[field.kind], part, context)
        if alone.code:
            draft.fault(field.name, alone.code, part, alone.proposal)


def _key(field: Field, text: str, context: Context) -> str:
    return parse_cell(KINDS[field.kind], text, context).key


def _kind(name: str, compared: str) -> str:
    if name not in {"mobile", "phone"} or not compared.startswith("+98"):
        return name
    return "mobile" if _MOBILE.fullmatch(compared) else "phone"


def read_choice(field: Field, cells: Sequence[str], drafts: Sequence[Draft]) -> None:
    for draft, cell in zip(drafts, cells, strict=True):
        if not cell.strip():
            continue
        if choice := choice_of(field.name, cell):
            draft.facts[field.name] = choice
        else:
            draft.fault(field.name, NOT_A_CHOICE.code, cell)


def read_named(field: Field, cells: Sequence[str], drafts: Sequence[Draft], known: Named) -> None:
    """Owner, team and category by what they are called; tags by their names, which may be new."""
    for draft, cell in zip(drafts, cells, strict=True):
        if not cell.strip():
            continue
        if field.shape is Shape.TAGS:
            names = dict.fromkeys(store(name)[:60] for name in _LIST.split(cell))
            draft.facts["tag_names"] = [name for name in names if name]
        elif found := known.get(key(cell)):
            draft.facts[field.name] = found
        else:
            draft.fault(field.name, UNKNOWN_NAME.code, cell)


def read_whole_names(cells: Sequence[str], drafts: Sequence[Draft]) -> None:
    """Given and family name out of one text, where they have no text of their own."""
    for draft, cell, (value, compared, code, proposal) in zip(
        drafts, cells, read("name", cells, Context()), strict=True
    ):
        if not cell or "given_name" in draft.facts or "family_name" in draft.facts:
            continue
        given, family = split_as_written(value) or ("", value)
        if max(len(given), len(family)) > longest("person", "family_name"):
            draft.fault("family_name", TOO_LONG.code, cell)
            continue
        if code:
            draft.fault("family_name", code, cell, proposal)
            if code == TITLE.code:
                _title(draft, cell)
        for name, part in (("given_name", given), ("family_name", family)):
            if part:
                draft.facts[name] = part
                draft.key(name, bare(part) if given else compared)
        if value and value != cell:
            draft.raw["name"] = cell


def read_other(name: str, cells: Sequence[str], drafts: Sequence[Draft]) -> None:
    """A column that no field holds."""
    for draft, cell in zip(drafts, cells, strict=True):
        if text := cell.strip():
            draft.facts[name] = text


def complete_landlines(draft: Draft, complete: Callable[[str, str, str], str]) -> None:
    """A local number gets the area code of the record's own province, as a mend of form."""
    for fault in draft.faults.get("phone", ()):
        if fault["code"] != AREA_CODE.code:
            continue
        alone = parse_cell(KINDS["phone"], fault["raw"])
        whole = complete(alone.key, draft.keys.get("province", ""), draft.keys.get("city", ""))
        if not whole or alone.value:
            continue
        fault["code"], fault["proposal"] = AREA_ADDED.code, whole
        draft.keys["phone"] = SEPARATOR.join(
            part for part in draft.keys.get("phone", "").split(SEPARATOR) if part and part != alone.key
        )
        draft.keys = {name: text for name, text in draft.keys.items() if text}
        draft.point("phone", whole, f"+98{whole[1:]}")
        draft.raw.setdefault("phone", fault["raw"])
