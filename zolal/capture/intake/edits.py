"""An edit of a record that is there: which facts change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.capture.intake.normalise import WHOLE_NAME, Normal
from zolal.capture.intake.resolve import resolved
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.people.fields import Shape, fields_of, is_own

_PLACES = ("province", "city")
_NAMES = ("given_name", "family_name")
_POINT = "point:"


def context_of_record(now: Facts, fields: Mapping[str, str]) -> dict[str, str]:
    """What of the record tells how the edited fields are read: where it is, for a local telephone number."""
    if "phone" not in fields:
        return {}
    return {name: str(now[name]) for name in _PLACES if name in now and name not in fields}


def current_values(now: Facts) -> dict[str, Any]:
    """The values a record holds, by field."""
    points = {point["kind"]: point["value"] for fact, point in now.items() if fact.startswith(_POINT)}
    plain = {fact: value for fact, value in now.items() if ":" not in fact or is_own(fact)}
    return {**plain, **points}


def edited_fields(record_type: str, fields: Mapping[str, str]) -> set[str]:
    """The fields that texts by field are about: a whole name is two."""
    return {*fields} | ({*_NAMES} if record_type == "person" and WHOLE_NAME in fields else set())


def changes_of(
    record_type: str,
    *,
    fields: Mapping[str, str],
    normal: Normal,
    faults: Mapping[str, Any],
    now: Facts,
    action: Action,
) -> Facts:
    """The facts to be written: values of the edited fields, null where nothing (right) was typed, and their faults."""
    of = fields_of(record_type)
    edited = edited_fields(record_type, fields)
    kinds = {name for name in edited if name in of and of[name].shape is Shape.POINT}
    facts = _within(normal.facts, edited)
    known = {(point["kind"], point["key"]): fact for fact, point in now.items() if fact.startswith(_POINT)}
    kept: Facts = {}
    fresh = []
    for place, point in enumerate(facts.pop("points", ())):
        fact = known.get((point["kind"], point["key"]))
        if fact:
            kept[fact] = {**now[fact], "value": point["value"], "position": place}
        else:
            fresh.append({**point, "position": place})
    found = resolved([{**facts, "points": fresh} if fresh else facts], action)[0]
    gone = {
        fact: None
        for fact, point in now.items()
        if fact.startswith(_POINT) and point["kind"] in kinds and fact not in kept
    }
    if "tags" in edited:
        gone.update({fact: None for fact in now if fact.startswith("tag:")})
    empty = {name: None for name in edited if name in of and of[name].shape not in {Shape.POINT, Shape.TAGS}}
    said: Facts = {f"fault:{name}": faults.get(name) for name in edited if name in of}
    return {**empty, **gone, **kept, **found, **said}


def raw_of(normal: Normal, facts: Facts) -> Facts:
    """What was typed, by the facts it became."""
    found: Facts = {}
    for name, text in normal.raw.items():
        points = [fact for fact, point in facts.items() if fact.startswith(_POINT) and point and point["kind"] == name]
        found.update(dict.fromkeys(points or [name], text))
    return {fact: text for fact, text in found.items() if fact in facts}


def _within(facts: Facts, edited: set[str]) -> Facts:
    """Without what only came along: places that were read for the sake of a telephone number."""
    stands_for = {"company_name": "company", "tag_names": "tags"}
    along = {*_PLACES} - edited
    return {
        fact: value
        for fact, value in facts.items()
        if fact not in along and (stands_for.get(fact, fact) in edited or fact in {"points", "title"})
    }
