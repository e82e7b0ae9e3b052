"""Persian text in two layers: `store` is what we keep and show, `key` what we compare and search by.

Laws: both are idempotent, and `key(store(x)) == key(x)`. E-mails, URLs, phones and codes come out untouched.
"""

from __future__ import annotations

import re
import unicodedata

ZWNJ = "\u200c"
ZWJ = "\u200d"

_FOLD_LETTERS = {**dict.fromkeys("يىےېۍ", "ی"), **dict.fromkeys("كڪ", "ک"), **dict.fromkeys("ھہەۀ", "ه"), "ـ": ""}
_ODD_SPACES = dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u180e", " ")
_ODD_SPACES.update(dict.fromkeys((chr(c) for c in range(0x2000, 0x200B)), " "))
_CONTROLS = dict.fromkeys("\u200b\u200e\u200f\u061c\ufeff\u2060\u00ad\x00", "")
_CONTROLS.update(dict.fromkeys((chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))), ""))
_CONTROLS.update(dict.fromkeys((chr(c) for c in (*range(0x01, 0x09), *range(0x0E, 0x1C), 0x7F)), ""))
_STORE = str.maketrans({**_FOLD_LETTERS, **_ODD_SPACES, **_CONTROLS})

DIGITS = {
    **{chr(0x06F0 + n): str(n) for n in range(10)},
    **{chr(0x0660 + n): str(n) for n in range(10)},
    **{chr(0xFF10 + n): str(n) for n in range(10)},
}
_DIGITS = str.maketrans(DIGITS)

_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_SPACES = re.compile(" {2,}")
_HALF_SPACES = re.compile(f"{ZWNJ}{{2,}}")
_LOOSE_HALF_SPACE = re.compile(f"{ZWNJ}*(?: +{ZWNJ}*)+|^{ZWNJ}+|{ZWNJ}+$")
_LOOSE_JOINER = re.compile(
    f"(?<![\\U0001F000-\\U0001FAFF\u2600-\u27bf\ufe0f]){ZWJ}|{ZWJ}(?![\\U0001F000-\\U0001FAFF\u2600-\u27bf])"
)

_KEY = str.maketrans(
    {
        **dict.fromkeys("آأإٱ", "ا"),
        **dict.fromkeys("ةۃ", "ه"),
        "ؤ": "و",
        "ئ": "ی",
        "ء": "",
        "ٔ": "",
        ZWNJ: "",
        ZWJ: "",
        **DIGITS,
    }
)


# Letters, digits and signs that fold one by one, whatever stands beside them: nearly all text, and much faster to fold.
_PLAIN = re.compile(f"[ -~«»،؛؟ء-غـ-ي٠-٬پچژکگی۰-۹{ZWNJ}]*")


def digits(text: str) -> str:
    """Persian, Arabic and full-width digits as ASCII; everything else as it was."""
    return text if text.isascii() else text.translate(_DIGITS)


def store(text: str) -> str:
    """The form we keep and show: NFC, Persian letters, plain spaces, no invisible characters but the half-space."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip() if " " in text else text
    if _PLAIN.fullmatch(text):
        return _spaced(text.translate(_STORE))
    text = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    text = unicodedata.normalize("NFC", text.translate(_STORE)).translate(_STORE)
    if ZWJ in text:
        text = _LOOSE_JOINER.sub("", text)
    return unicodedata.normalize("NFC", _spaced(text))


def _spaced(text: str) -> str:
    if ZWNJ in text:
        text = _LOOSE_HALF_SPACE.sub(lambda m: " " if " " in m.group() else "", _HALF_SPACES.sub(ZWNJ, text))
    return _SPACES.sub(" ", text).strip() if " " in text else text


def key(text: str) -> str:
    """The form we compare by: `store`, ASCII digits, no case, no marks, no hamza, no half-space."""
    if text.isascii():
        return store(text).lower()
    if _PLAIN.fullmatch(text):
        return _SPACES.sub(" ", text.translate(_PLAIN_KEY)).strip()
    text = store(text)
    while (folded := _fold(text)) != text:
        text = folded
    return text


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFD", text.translate(_KEY).casefold())
    text = "".join(c for c in text if unicodedata.category(c) != "Mn")
    return store(unicodedata.normalize("NFC", text).translate(_KEY))


_PLAIN_KEY = {
    ord(char): _fold(store(char))
    for char in map(chr, (*range(0x21, 0x7F), *range(0xA0, 0x700), ord(ZWNJ)))
    if _PLAIN.fullmatch(char)
}
