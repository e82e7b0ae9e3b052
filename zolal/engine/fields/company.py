"""Companies, compared without legal forms and filler words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.kind import Context, Kind, Parsed
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
)
