"""Raw texts of one record type, by field, into facts and faults: the same for a million rows and for one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zolal.capture.intake import reading
from zolal.capture.intake.cells import storable
from zolal.capture.intake.draft import Draft
from zolal.capture.intake.named import NAMED, Named, named
from zolal.capture.intake.own import read_own
from zolal.core.ledger import Facts
from zolal.engine.fields.kind import NO_CONTEXT, Context
from zolal.engine.persian.names import bare
from zolal.engine.pipeline import single
from zolal.engine.pipeline.checks import PLACES, SWAPPED, TOGETHER
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Field, Shape, fields_of
from zolal.people.own.reading import Names

WHOLE_NAME = "name"
"""For persons, the field of an import or a form that holds given and family name in one text."""
OTHER = "more:"


class Normal(NamedTuple):
    """One record as it came in.

    `facts` are as the ledger takes them, but contact points stand in the list "points" ({"kind", "value", "key",
    "label", "position"}) until `people.points.numbered` gives them ids, a company in "company_name" and tags in
    "tag_names" until they are found or made (`intake.resolve`). `faults` is {field: [{"code", "raw", "proposal"}]};
    wrong values are no facts, their text is here. `keys` are the compared forms by field, for matching. `errors`:
    fields with an issue of severity "error".
    """

    facts: Facts
    faults: dict[str, list[dict[str, str]]]
    keys: dict[str, str]
    errors: tuple[str, ...]
    raw: dict[str, str]  # typed texts whose normal form differs


def normalise(
    record_type: str,
    columns: Mapping[str, Sequence[str]],
    *,
    contexts: Mapping[str, Context] | None = None,
    names: Mapping[Shape, Named] | None = None,
    related: Mapping[str, Names] | None = None,
) -> list[Normal]:
    """`columns` is {field: raw text of each row}, all of one length; also "more:<header>" for other columns, and for
    persons "name" for the whole name. Raises `KeyError` for a field that the record type does not have.

    `contexts` is what is known of a whole column (its calendar, its unit), decided by the import's mapping. Nothing
    depends on the other rows of the call. `names` are those known of users, teams and categories; without, the database
    is asked. `related` is what texts of relations mean, by field.
    """
    known = contexts or {}
    texts = {name: storable(cells) for name, cells in columns.items()}
    drafts = [Draft() for _ in range(len(next(iter(texts.values()), ())))]
    fields = fields_of(record_type)
    # In the order of the catalogue, so that the order of columns in a file changes nothing.
    for name, of in fields.items():
        if name in texts and of.own is not None:
            read_own(of, texts[name], drafts, known.get(name, NO_CONTEXT), (related or {}).get(name))
        elif name in texts and of.shape in NAMED:
            reading.read_named(of, texts[name], drafts, _known(of.shape, texts[name], names))
        elif name in texts:
            _read(record_type, of, texts[name], drafts, known.get(name, NO_CONTEXT))
    for name, cells in texts.items():
        if name.startswith(OTHER):
            reading.read_other(name, cells, drafts)
        elif record_type == "person" and name == WHOLE_NAME:
            reading.read_whole_names(cells, drafts)
        elif name not in fields:
            raise KeyError(name)
    places = texts.get("province", ())
    for number, draft in enumerate(drafts):
        _check(record_type, draft, places[number] if places else "")
    return [Normal(draft.taken(), draft.faults, draft.keys, draft.errors(), draft.raw) for draft in drafts]


def _read(record_type: str, of: Field, cells: Sequence[str], drafts: Sequence[Draft], context: Context) -> None:
    if of.name == "note":
        reading.read_note(of, cells, drafts)
        return
    match of.shape:
        case Shape.POINT:
            reading.read_points(of, cells, drafts, context)
        case Shape.NUMBER:
            reading.read_number(of, cells, drafts, context)
        case Shape.CHOICE if not of.kind:
            reading.read_choice(of, cells, drafts)
        case Shape.TAGS:
            reading.read_named(of, cells, drafts, {})
        case _:
            reading.read_text(record_type, of, cells, drafts, context)


def _known(shape: Shape, cells: Sequence[str], names: Mapping[Shape, Named] | None) -> Named:
    if names is not None:
        return names.get(shape, {})
    return named(shape) if any(cell and not cell.isspace() for cell in cells) else {}


def _check(record_type: str, draft: Draft, province: str) -> None:
    """What the fields of a record say of each other."""
    if "phone" in draft.faults:
        reading.complete_landlines(draft, single.with_area_code)
    if home := single.other_province(draft.keys.get("city", ""), draft.keys.get("province", "")):
        draft.fault("province", PLACES.code, province, home)
    if record_type == "person" and "family_name" in draft.keys:
        _check_names(draft)


def _check_names(draft: Draft) -> None:
    facts, keys = draft.facts, draft.keys
    family = facts.get("family_name", "")
    if parts := single.names_together(keys.get("given_name", ""), keys["family_name"], family):
        draft.raw.setdefault("family_name", family)
        draft.fault("family_name", TOGETHER.code, draft.raw["family_name"], SEPARATOR.join(parts))
        for name, part in zip(("given_name", "family_name"), parts, strict=True):
            facts[name], keys[name] = part, bare(part)
    if single.names_swapped(keys.get("given_name", ""), keys["family_name"]):
        given = facts.get("given_name", "")
        draft.fault("given_name", SWAPPED.code, draft.raw.get("given_name", given), f"{family} ⇄ {given}")
