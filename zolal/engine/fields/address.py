"""Postal addresses, compared by their words without the generic ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.fields.text_form import TEXT_FORM, parse_text_by
from zolal.engine.persian.letters import key
from zolal.engine.records import N_

# What a number is the number of, and the letter it is compared with.
_NUMBERED = {
    "p": "پلاک پ ش شماره no number plaque plak",
    "u": "واحد unit apt apartment flat flt suite ste",
    "f": "طبقه ط floor level fl",
}
_LETTER_OF = {word: letter for letter, words in _NUMBERED.items() for word in words.split()}
_GENERIC = frozenset(
    key(
        "خیابان خ خیابون کوچه ک کوی بلوار بولوار بل میدان فلکه چهارراه اتوبان بزرگراه جاده کیلومتر نبش بن بست جنب "
        "روبروی شهرک محله بلوک ساختمان برج مجتمع آپارتمان طبقه واحد پلاک شماره پ "
        "street st str road rd avenue ave av boulevard blvd bd lane ln drive dr court ct place pl close cl "
        "crescent cres cr circuit cct terrace tce square sq highway hwy way parade pde grove gr"
    ).split()
)
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")


def address_key(text: str) -> str:
    """The words of an address that tell it from others, in order, joined by spaces.

    Grammar: the `letters.key` of the text is cut into runs of letters and runs of digits, so that «پ۱۲» is «پلاک 12».
        address := token*
        token   := what number    "پلاک 12" → p12 · "واحد 3", "flat 3" → u3 · "طبقه 2" → f2
                 | generic        "خیابان", "خ.", "کوچه", "street", "rd" … → nothing
                 | word | number  as they are
    Numbers lose their leading zeros. An address of generic words only keeps them all.
    """
    tokens = _TOKEN.findall(key(text))
    kept: list[str] = []
    what = ""
    for token in tokens:
        if token.isdecimal():
            kept.append(what + (token.lstrip("0") or "0"))
            what = ""
            continue
        what = _LETTER_OF.get(token, "")
        if not what and token not in _GENERIC:
            kept.append(token)
    return " ".join(kept or tokens)


def _parse(raw: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    return parse_text_by(raw, address_key)


_TELLING = frozenset(word for word in (*_GENERIC, *_LETTER_OF) if len(word) > 2)


def _recognise(cells: Sequence[str]) -> float:
    """The share of cells of several words, one of which is a generic word of addresses."""
    return share(cells, _looks_like_address)


def _looks_like_address(cell: str) -> bool:
    tokens = _TOKEN.findall(key(cell))
    return len(tokens) > 1 and not _TELLING.isdisjoint(tokens)


ADDRESS = Kind(
    name="address",
    label=N_("Address"),
    headers=tuple(
        "ادرس|نشانی|ادرس پستی|نشانی پستی|ادرس محل سکونت|ادرس محل کار|ادرس منزل|ادرس شرکت|ادرس مشتری|خیابان|"
        "محل|address|street|street address|street name|postal address|mailing address|home address|"
        "work address|addr|address line|shipping address|billing address".split("|")
    ),
    examples=(("خ. آزادي،  ک نرگس پ ۱۲", "خ. آزادی، ک نرگس پ ۱۲"), ("12  Main Street", "12 Main Street")),
    parse=_parse,
    rules=(TEXT_FORM,),
    recognise=_recognise,
)
