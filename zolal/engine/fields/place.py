"""Cities and provinces: a known place gets its Persian name, a foreign one stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.fields.text_form import TEXT_FORM, text_form
from zolal.engine.persian.letters import key
from zolal.engine.persian.places import Level, nearest, place
from zolal.engine.records import N_, Rule

PLACE_FORM = Rule(
    "place_form",
    "info",
    "format",
    N_("The place was written in another way than its usual Persian name; the usual name was put in."),
)
PLACE_TYPO = Rule(
    "place_typo",
    "warning",
    "value",
    N_("No place has this name, but one is spelt nearly so; check the name proposed."),
)
PLACE_UNKNOWN = Rule(
    "place_unknown",
    "info",
    "value",
    N_("This place is not in the list of cities and provinces of Iran; check its name."),
)

_PERSIAN = re.compile("[آ-ی]")


def _parse(level: Level) -> Callable[[str, Context], Parsed]:
    def parse(raw: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
        return _parse_place(raw, level)

    return parse


def _parse_place(raw: str, level: Level) -> Parsed:
    value, code, proposal = text_form(raw)
    if name := place(value, level):
        if value == name:
            return Parsed(name, key(name), code, proposal)
        return Parsed(name, key(name), PLACE_FORM.code, name)
    if not _PERSIAN.search(value):
        return Parsed(value, key(value), code, proposal)
    if name := nearest(value, level):
        return Parsed(value, key(name), PLACE_TYPO.code, name)
    return Parsed(value, key(value), PLACE_UNKNOWN.code)


def _share_known(level: Level) -> Callable[[Sequence[str]], float]:
    def recognise(cells: Sequence[str]) -> float:
        return share(cells, lambda cell: place(cell, level))

    return recognise


_RULES = (TEXT_FORM, PLACE_FORM, PLACE_TYPO, PLACE_UNKNOWN)

CITY = Kind(
    name="city",
    label=N_("City"),
    headers=tuple(
        "شهر|شهرستان|نام شهر|نام شهرستان|شهر محل سکونت|محل سکونت|شهر محل تولد|محل تولد|محل صدور|شهر مشتری|"
        "city|town|city name|suburb|county|locality|municipality|birth place|birthplace|place of birth|"
        "home city".split("|")
    ),
    examples=(("Tehran", "تهران"), ("بندر عباس", "بندرعباس"), ("شهرستان كرج", "کرج"), ("London", "London")),
    parse=_parse("city"),
    rules=_RULES,
    recognise=_share_known("city"),
    measure="category",
    tags=frozenset({"words"}),
)

PROVINCE = Kind(
    name="province",
    label=N_("Province"),
    headers=tuple("استان|نام استان|استان محل سکونت|ایالت|province|state|region|ostan|province name".split("|")),
    examples=(("سیستان وبلوچستان", "سیستان و بلوچستان"), ("استان فارس", "فارس"), ("Khuzestan", "خوزستان")),
    parse=_parse("province"),
    rules=_RULES,
    recognise=_share_known("province"),
    measure="category",
    tags=frozenset({"words"}),
)
