"""Words and signs that people write where they have nothing to write."""

from __future__ import annotations

import re

import polars as pl

from zolal.engine.fields.kind import Parsed
from zolal.engine.persian.letters import digits, key
from zolal.engine.records import N_, Rule

PLACEHOLDER = Rule(
    "placeholder", "info", "value", N_("A word or sign that stands for nothing. The cell counts as empty.")
)
MISSING = Parsed(code=PLACEHOLDER.code)

_WORDS = frozenset(
    form
    for word in (
        "ندارد|ندارم|نداره|نا مشخص|مشخص نیست|نا معلوم|معلوم نیست|ناشناس|نمی دانم|نمی داند|نمی دانند|نمی دونم|هیچ|"
        "هیچ کدام|خالی|ثبت نشده|ثبت نشده است|وارد نشده|تعیین نشده|اعلام نشده|اعلام نکرده|موجود نیست|در دسترس نیست|فاقد|"
        "تست|تستی|آزمایشی|n/a|n.a|n.a.|na|#n/a|#ref!|#value!|#name?|#div/0!|#null!|#num!|null|(null)|<null>|[null]|\\n|"
        "none|nil|nan|nat|undefined|unknown|unspecified|not available|not applicable|not provided|not set|no data|"
        "missing|empty|(empty)|blank|(blank)|tbd|tba|test"
    ).split("|")
    for form in (key(word), key(word).replace(" ", ""))
)
_LONGEST = 64
_SIGNS = re.compile(r"[-‐‑–—−_.,،؛;:؟?!/\\~…·• ]+|\*{2,}|x{3,}|(?:test|تست)(?: (?:test|تست))+")
_ZEROS = re.compile(r"0+(?:[.,]0+)?")
_HAS_NOT = re.compile(r"(?:\w+ ){1,2}ندارد|فاقد \w+(?: \w+)?")


def is_missing(text: str, *, code: bool = False, zeros: bool = False) -> bool:
    """Whether a cell that is not blank says that there is nothing: "-", «ندارد», N/A, null, xxx, test …

    `code` is for kinds made of digits (phones, identity numbers …), where zeros and «کد ملی ندارد» say it too; `zeros`
    for kinds made of words (names, companies, cities …), where zeros alone do.
    A cell of nothing but invisible characters is missing as well.
    """
    if len(text) > _LONGEST:
        return False
    word = key(text).lstrip("' ")
    if word in _WORDS or not word or _SIGNS.fullmatch(word):
        return True
    if (code or zeros) and _ZEROS.fullmatch(digits(word)):
        return True
    return code and bool(_HAS_NOT.fullmatch(word))


def may_be_missing(keys: pl.Expr) -> pl.Expr:
    """Texts with letters in them, in `key` form, that `is_missing` may hold to be so, for kinds not made of digits."""
    words = pl.Series(sorted(_WORDS), dtype=pl.String)
    return keys.is_in(words.implode()) | keys.str.contains("test|تست|^x{3,}$")
