"""What addresses are compared by: their words without the generic ones, their numbers with what they number."""

from __future__ import annotations

import re

import polars as pl

from zolal.engine.fields.plain_text import LOWER
from zolal.engine.persian.letters import DIGITS, key

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
    tokens = address_tokens(text)
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


def address_tokens(text: str) -> list[str]:
    """The runs of letters and runs of digits of a text in `key` form."""
    return _TOKEN.findall(key(text))


def is_generic(token: str) -> bool:
    """Whether a word is one that any address may have."""
    return token in _GENERIC or token in _LETTER_OF


_LETTER = "[a-zA-Zآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيك]"
PLAIN_TEXT = f"^(?:{_LETTER}|[0-9۰-۹ ،,.()/-])+$"
"""A pattern of the texts that `address_keys` can read."""

_FOLDED = {**DIGITS, **LOWER, "آ": "ا", "ي": "ی", "ك": "ک"}
# While a column is read, signs stand for the words that are left out: one each for what numbers a number, one for all
# others. No plain text has them.
_GONE = "\x1f"
_SIGN_OF = {letter: chr(place) for place, letter in enumerate(_NUMBERED, start=1)}
_SIGNED = {f" {word} ": _GONE for word in _GENERIC} | {f" {word} ": _SIGN_OF[at] for word, at in _LETTER_OF.items()}
_LETTERED = {f"{sign} {digit}": f" {letter}{digit}" for letter, sign in _SIGN_OF.items() for digit in "0123456789"}
_REST = dict.fromkeys((_GONE, *_SIGN_OF.values()), "")


def address_keys(cells: pl.Series) -> pl.Series:
    """`address_key` for a column of texts of plain letters, digits and signs."""
    text = pl.col("text")
    split = text.str.replace_many(_FOLDED)
    split = split.str.replace_all(rf"({_LETTER})([0-9])", "$1 $2").str.replace_all(rf"([0-9])({_LETTER})", "$1 $2")
    # With two spaces between words, each keeps its own when its neighbour goes.
    split = " " + split.str.replace_all(r"[ ،,.()/-]+", "  ").str.strip_chars(" ") + " "
    kept = text.str.replace_all(" 0+([0-9])", " $1").str.replace_many(_SIGNED)
    kept = kept.str.replace_many(_LETTERED).str.replace_many(_REST)
    # Step by step: as one expression, each use of the text would compute it anew.
    frame = cells.alias("text").to_frame().select(text=split).with_columns(kept=kept)
    words = pl.when(pl.col("kept").str.contains("[^ ]")).then("kept").otherwise(text)
    return frame.select(
        words.str.replace_all("  ", " ", literal=True).str.strip_chars(" ").alias(cells.name)
    ).to_series()
