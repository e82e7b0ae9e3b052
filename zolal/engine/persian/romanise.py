"""One comparison key for a name in either script.

Persian writes no short vowels, so a romanisation is never good enough to show; its consonants are good enough to
compare.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zolal.engine.persian.letters import key

# Letters that sound alike share a class; upper case stands for one sound that Latin writes with two letters.
_PERSIAN = str.maketrans(
    {
        **dict.fromkeys("صثس", "s"), **dict.fromkeys("ذضظز", "z"), **dict.fromkeys("تط", "t"),
        **dict.fromkeys("قغ", "Q"), **dict.fromkeys("حه", "h"), **dict.fromkeys("جژ", "j"), **dict.fromkeys("اع", "a"),
        "خ": "K", "ش": "S", "چ": "C", "ب": "b", "پ": "p", "د": "d", "ر": "r", "ف": "f", "ک": "k", "گ": "g", "ل": "l",
        "م": "m", "ن": "n", "و": "v", "ی": "i",
    }
)  # fmt: skip
_LATIN = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("(?<![sckgzpt])h(?=(?:zad[ea]|p[ou]+r|nia|ne(?:j|zh)ad|khani|far|vand|d[ou]+st|panah|ian|manesh)h?$)", ""),
        ("ee|ii", "i"), ("oo", "o"), ("[aeou]l(?=d[iey]+n|reza|s[ae]+dat|zaman|zahra|shari[ae]|n[aei]sa|saltan)", "o"),
        ("(?<=bd)[aeou]l(?=[rstzndl])", "o"), ("th$", "s"), ("kh", "K"), ("sch|sh", "S"), ("ch", "C"), ("zh", "j"),
        ("gh|q", "Q"), ("ph", "f"), ("ck|c(?![eiy])", "k"), ("c", "s"), ("x", "ks"), ("w", "v"), ("e|u", "a"),
        ("y", "i"),
    )
]  # fmt: skip
# What a reader of Persian knows and the letters do not say: the l of the Arabic article falls before sounds made where
# it is made itself, as in many Latin spellings; the ه before the end of a family name is mostly silent; and in these
# names a closing ی is read a.
_PERSIAN_READING = [
    (re.compile("(?<=.)ا?ل(?=دین|رضا|سادات|زمان|زهرا|شریعه|نسا|سلطنه)"), "ا"),
    (re.compile("(?<=عبد)[او]?ل(?=[تثدذرزسشصضطظلن])"), "ا"),
    (re.compile("ه(?=(?:زاده|پور|نیا|نژاد|خانی|فر|وند|دوست|پناه|یان|منش)$)"), ""),
    (re.compile("(مصطف|مرتض|مجتب|یحی|^کبر|^صغر|موس|عیس|(?<!م)هد|^طوب|^کسر|ضح|^سلم|^لیل)ی$"), r"\1ا"),
]
_VOWELS = re.compile("[aoiv]+")
_OPENINGS = {"a": "A", "o": "A", "i": "A", "v": "V"}
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDLESS = re.compile("[^A-Za-z0-9]")


@lru_cache(maxsize=65_536)
def skeleton(text: str) -> str:
    """The consonants of a name, equal for most spellings of it in Persian and Latin letters.

    An opening vowel is kept as A, an opening و/v/w as V, a closing ی/i as Y; elsewhere و counts as a vowel; a silent
    closing ه/h is dropped, doubled consonants count once:
    `skeleton("محمدی") == skeleton("Mohammadi") == "mhmdY"`.
    """
    text = key(text).replace(" ", "").replace("-", "")
    latin = text.isascii()
    text = _substitute(_LATIN, text) if latin else _substitute(_PERSIAN_READING, text).translate(_PERSIAN)
    text = _SOUNDLESS.sub("", text)
    if len(text) > 2 and text.endswith("h"):
        text = text[:-1]
    opening = _OPENINGS.get(text[:1], "")
    body = text.rstrip("a")
    closing = "Y" if len(body) > 1 and body.endswith("i") else ""
    return opening + _DOUBLED.sub(r"\1", _VOWELS.sub("", body)) + closing


def _substitute(rules: list[tuple[re.Pattern[str], str]], text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text
