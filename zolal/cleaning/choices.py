"""Read what people type after an option; each function raises `ArgumentTypeError` with a sentence for them."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from gettext import gettext as _

from zolal.engine.persian.calendar import from_jalali
from zolal.engine.persian.letters import digits

_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_NO_DELIMITERS = '"\r\n'
_LAST_JALALI_YEAR = 1500


def mapping(text: str) -> tuple[str, str]:
    """ "ستون=Mobile" → ("ستون", "mobile"). The header may hold an equals sign itself."""
    header, sign, kind = text.rpartition("=")
    if not (sign and header.strip() and kind.strip()):
        raise ArgumentTypeError(_('write it as "column=kind", for example "Tel=mobile", not {text}').format(text=text))
    return header.strip(), kind.strip().lower()


def kinds(text: str) -> tuple[str, ...]:
    """ "name, mobile" → ("name", "mobile")."""
    names = tuple(name.strip().lower() for name in text.replace("،", ",").split(",") if name.strip())
    if not names:
        raise ArgumentTypeError(_("name at least one kind; `zolal fields` lists them"))
    return names


def probability(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(digits(text).replace("٫", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ArgumentTypeError(_("it is a number from 0 to 1, not {text}").format(text=text))
    return value


def day(text: str) -> date:
    """2026-11-21, or Jalali 1405/08/30; a year up to 1500 is Jalali."""
    try:
        year, month, dom = map(int, digits(text).replace("/", "-").split("-"))
        return from_jalali(year, month, dom) if year <= _LAST_JALALI_YEAR else date(year, month, dom)
    except ValueError:
        sentence = _("it is a date such as 2026-11-21 or 1405/08/30, not {text}")
        raise ArgumentTypeError(sentence.format(text=text)) from None


def delimiter(text: str) -> str:
    """One character, or its name: tab, comma, semicolon, pipe."""
    character = _DELIMITERS.get(text.lower(), text)
    if len(character) != 1 or character in _NO_DELIMITERS:
        shown = text if text.isprintable() else repr(text)
        raise ArgumentTypeError(_("it is one character or the word tab, not {text}").format(text=shown))
    return character


def count(text: str) -> int:
    """A whole number, not negative."""
    folded = digits(text)
    if not (folded.isascii() and folded.isdigit()):
        raise ArgumentTypeError(_("it is a whole number, not {text}").format(text=text))
    return int(folded)
