"""Plain numbers in any digits, with or without thousands separators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.persian.letters import digits, store
from zolal.engine.records import N_, Rule

FORM = Rule(
    "number_form",
    "info",
    "format",
    N_("The number was not in plain form and was mended; better write Latin digits without separators."),
)
UNREADABLE = Rule(
    "number_unreadable",
    "error",
    "value",
    N_("A number was expected, but this cannot be read as one without guessing; write it in plain digits."),
)

# Every spelling of a separator → one sign: "," between thousands, "." before decimals.
_SIGNS = str.maketrans(
    {"٬": ",", "،": ",", "’": ",", "'": ",", "_": ",", "٫": ".", "−": "-", "–": "-", " ": ",", "\u200c": ","}
)
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?|[+-]?\.[0-9]+")
_COMMA_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DOT_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[+-]?[0-9]{1,3}\.[0-9]{3},[0-9]+")
_SCIENTIFIC = re.compile(r"([+-]?[0-9])(?:\.([0-9]+))?e\+?([0-9]{1,2})", re.IGNORECASE)


def plain_number(text: str) -> str:
    """The number as canonical decimal text: "-1234.5", no separators, no needless zeros. "" when it cannot be read.

    A comma groups thousands and a dot begins decimals; two dots or a dot before a comma read the other way round
    ("1.200.000", "1.200,50"). What could be either ("1,5") is refused. Scientific notation counts only when it is
    exact: as many digits as its exponent says.
    """
    text = store(digits(text)).translate(_SIGNS).strip(",")
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    elif text.endswith("-"):
        text = f"-{text[:-1].rstrip(',')}"
    if _PLAIN.fullmatch(text):
        return _canonical(text)
    if _COMMA_THOUSANDS.fullmatch(text):
        return _canonical(text.replace(",", ""))
    if _DOT_THOUSANDS.fullmatch(text):
        return _canonical(text.replace(".", "").replace(",", "."))
    if match := _SCIENTIFIC.fullmatch(text):
        return _unscientific(*match.groups(default=""))
    return ""


def _canonical(text: str) -> str:
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.lstrip("+-").partition(".")
    number = whole.lstrip("0") or "0"
    if decimals := decimals.rstrip("0"):
        number = f"{number}.{decimals}"
    return number if number == "0" else sign + number


def _unscientific(whole: str, decimals: str, exponent: str) -> str:
    return _canonical(whole + decimals) if len(decimals) == int(exponent) else ""


def _parse(raw: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    value = plain_number(raw)
    if not value:
        return Parsed(code=UNREADABLE.code) if raw.strip() else Parsed()
    if value == raw:
        return Parsed(value, value)
    return Parsed(value, value, FORM.code, value)


def _recognise(cells: Sequence[str]) -> float:
    """Numbers are what many codes look like too: never wholly sure."""
    return 0.6 * share(cells, plain_number)


NUMBER = Kind(
    name="number",
    label=N_("Number"),
    headers=tuple(
        "تعداد|مقدار|سن|سال تولد|سال|عدد|امتیاز|تعداد خرید|دفعات خرید|درصد|نمره|تعداد کارکنان|تعداد پرسنل|"
        "count|year|birth year|year of birth|quantity|qty|number|age|score|points|rating|percent|"
        "number of employees|employees|orders|visits|rows|quality".split("|")
    ),
    examples=(("۱٬۲۰۰٫۵۰", "1200.5"), ("1,200,000", "1200000"), ("007", "7")),
    parse=_parse,
    rules=(FORM, UNREADABLE),
    recognise=_recognise,
    measure="number",
)
