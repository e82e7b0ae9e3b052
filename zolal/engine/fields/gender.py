"""Gender, as written in files: «مرد», آقا, F, Mrs …"""

from __future__ import annotations

from collections.abc import Sequence

from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.persian.letters import key
from zolal.engine.records import N_, Rule

UNREADABLE = Rule(
    "gender_unreadable",
    "warning",
    "value",
    N_("The gender cannot be read; write male or female, in Persian or English."),
)

_WORDS = {
    "male": "male m man mr boy مرد مذکر آقا آقای پسر مذکور ذکور",
    "female": "female f woman w mrs ms miss girl lady زن مؤنث مونث خانم خانوم دختر بانو اناث سرکار خانم",
}
_GENDER = {key(word): gender for gender, words in _WORDS.items() for word in words.split()}


def _gender(cell: str) -> str:
    return _GENDER.get(key(cell).strip(" ."), "")


def _parse(raw: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """Any known word is good form: «مرد» and «زن» need no mending. Codes such as 1 and 2 are not guessed."""
    gender = _gender(raw)
    if not gender and raw.strip():
        return Parsed(code=UNREADABLE.code)
    return Parsed(gender, gender)


def _recognise(cells: Sequence[str]) -> float:
    return share(cells, _gender)


GENDER = Kind(
    name="gender",
    label=N_("Gender"),
    headers=tuple("جنسیت|جنس|gender|sex|اقا خانم|زن مرد|مرد زن".split("|")),
    examples=(("مرد", "male"), ("خانم", "female"), ("F", "female")),
    parse=_parse,
    rules=(UNREADABLE,),
    recognise=_recognise,
    measure="category",
)
