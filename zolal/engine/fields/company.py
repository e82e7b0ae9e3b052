"""Companies, compared without legal forms and filler words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from zolal.engine.fields.expressions import as_struct, ascii_digits, valid_parts
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.missing import may_be_missing
from zolal.engine.fields.plain_text import LETTER, folded, is_plain, stored
from zolal.engine.fields.sample import share
from zolal.engine.fields.text_form import TEXT_FORM, parse_text_by
from zolal.engine.persian.letters import key
from zolal.engine.records import N_

_LEGAL_FORMS = (
    "سهامی خاص", "سهامی عام", "با مسئولیت محدود", "مسئولیت محدود", "با مسئولیت نامحدود", "تضامنی", "شرکت", "گروه",
    "مؤسسه", "موسسه", "هلدینگ", "س خ", "س ع", "م م", "سخ",
    "private joint stock", "public joint stock", "joint stock", "limited liability", "company", "co",
    "corporation", "corp", "limited", "ltd", "llc", "llp", "incorporated", "inc", "pjs", "pjsc", "pjsco", "plc", "gmbh",
    "ag", "bv", "sa", "srl", "pty", "group", "holding", "the", "sherkat", "sahami khas", "sahami am",
)  # fmt: skip
# Fillers only where the name begins: «بازرگانی آریا» is آریا, «آریا بازرگانی» keeps both words.
_PREFIXES = ("بازرگانی", "صنعتی", "تولیدی", "صنایع", "تعاونی", "bazargani")

_BREAK = re.compile(r"[\W_]+")
_LEGAL = re.compile(rf"(?: (?:{'|'.join(sorted(map(key, _LEGAL_FORMS), key=len, reverse=True))}))+(?= )")
_PREFIX = re.compile(rf"^ (?:{'|'.join(map(key, _PREFIXES))})(?= )")


def company_key(text: str) -> str:
    """`letters.key` of the name without punctuation, legal forms and opening fillers, the order of words kept.

    A name of such words only keeps them all.
    """
    spaced = f" {_BREAK.sub(' ', key(text)).strip()} "
    bare = _PREFIX.sub("", _LEGAL.sub("", spaced)).strip()
    return bare or spaced.strip()


def _parse(raw: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    return parse_text_by(raw, company_key)


_SIGNS = r"0-9۰-۹.()،&/-"
_TWICE_SPACED = "|".join(name.replace(" ", "  ") for name in sorted(map(key, _LEGAL_FORMS), key=len, reverse=True))
_OPENING = f"^ (?:{'|'.join(map(key, _PREFIXES))}) "


def _keys(values: pl.Series) -> pl.Series:
    """`company_key` of plain texts that are `stored`."""
    text, kept = pl.col("text"), pl.col("kept")
    words = ascii_digits(folded(text)).str.replace_all("[ .()،&/-]+", " ").str.strip_chars(" ")
    # With two spaces between words, each keeps its own when its neighbour goes.
    spaced = " " + text.str.replace_all(" ", "  ", literal=True) + " "
    bare = spaced.str.replace_all(f" (?:{_TWICE_SPACED}) ", "").str.replace(_OPENING, "").str.strip_chars(" ")
    # Step by step: as one expression, each use of the text would compute it anew.
    frame = values.alias("text").to_frame().select(words).with_columns(kept=bare)
    return frame.select(
        pl.when(kept == "").then(text).otherwise(kept.str.replace_all("  ", " ", literal=True)).alias(values.name)
    ).to_series()


def _fast(cells: pl.Expr, context: Context) -> pl.Expr:  # noqa: ARG001 - the signature of every `Kind.fast`
    """Words of plain letters, digits and a few signs, with a letter among them."""
    value = stored(cells)
    read = is_plain(value, _SIGNS) & value.str.contains(f"[{LETTER}]") & ~may_be_missing(folded(value))
    plain = pl.when(read).then(value)
    return as_struct(valid_parts(cells, plain, plain.map_batches(_keys, return_dtype=pl.String), TEXT_FORM.code))


_TELLING = re.compile(
    r"(?<!\w)(?:شرکت|موسسه|گروه|بازرگانی|هلدینگ|سهامی|مسیولیت|س ?خ|صنایع|صنعت|تجارت|گستر|تولیدی|فروشگاه|بانک|بیمه"
    r"|company|co|corp|inc|ltd|llc|gmbh|plc|group|pjs)(?!\w)"
)


def _recognise(cells: Sequence[str]) -> float:
    """Half the cells with a word of companies are enough: many are written by their bare name."""
    return min(1.0, 1.6 * share(cells, lambda cell: _TELLING.search(_BREAK.sub(" ", key(cell)))))


COMPANY = Kind(
    name="company",
    label=N_("Company"),
    headers=tuple(
        "شرکت|نام شرکت|سازمان|نام سازمان|شرکت سازمان|موسسه|نام موسسه|محل کار|کارفرما|فروشگاه|نام فروشگاه|"
        "نام تجاری|واحد صنفی|نام حقوقی|نام شخص حقوقی|company|company name|organization|organisation|org|"
        "employer|business|business name|account name|firm|shop|shop name|store name".split("|")
    ),
    examples=(("شركت آریا صنعت", "شرکت آریا صنعت"), ("Arya  Trading Co.", "Arya Trading Co.")),
    parse=_parse,
    rules=(TEXT_FORM,),
    recognise=_recognise,
    fast=_fast,
    tags=frozenset({"words"}),
)
