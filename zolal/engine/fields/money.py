"""Amounts of money, kept as whole rials. The unit is read, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.number import plain_number
from zolal.engine.fields.sample import share
from zolal.engine.persian.letters import key
from zolal.engine.records import N_, Rule

FORM = Rule(
    "money_form",
    "info",
    "format",
    N_("The amount was not in plain form and was mended; better write plain digits, with the unit if unsaid."),
)
UNIT = Rule(
    "money_unit",
    "warning",
    "value",
    N_("Nothing says whether the amount is in rial or toman; say it in the header, in the cell or with --money."),
)
CURRENCY = Rule(
    "money_currency",
    "warning",
    "value",
    N_("The amount is in a foreign currency, and rates are not guessed; write it in rial or toman."),
)
UNREADABLE = Rule(
    "money_unreadable",
    "error",
    "value",
    N_("An amount of money was expected, but this cannot be read as one without guessing; write it in plain digits."),
)

_RIALS = {"rial": 1, "toman": 10}
_UNITS = {
    "rial": "ریال rial rials irr rls ﷼",
    "toman": "تومان تومن toman tomans tuman irt tmn ت",
}
_UNIT_OF = {key(word): unit for unit, words in _UNITS.items() for word in words.split()}
_MAGNITUDES = {
    "هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9, "thousand": 10**3, "million": 10**6, "billion": 10**9,
    "k": 10**3, "m": 10**6,
}  # fmt: skip
_FOREIGN = re.compile(r"[$€£¥₺]|دلار|یورو|پوند|درهم|لیر|یوان|\b(?:usd|eur|gbp|aed|try|cny|dollars?|euros?)\b")
_WORD = re.compile(r"[^\W\d_]+")
_AND = re.compile(r"\s+و\s+")
_PART = re.compile(r"([\W\d_]*[0-9][\W\d_]*?)\s*([^\W\d_]+)?")
_GLUED = re.compile("(?<=هزار|لیون|یارد)(?=تومان|تومن|ریال)")
# One dot and three digits: 1.200 is twelve hundred to some and one and a fifth to others.
_EITHER = re.compile(r"[+-]?[0-9]{1,3}\.[0-9]{3}")
_PLAIN = re.compile(r"0|-?[1-9][0-9]*")
_TOO_MUCH = 10**18  # rials or tomans: more money than there is
_PLAIN_WITH_UNIT = re.compile(r"(?:0|-?[1-9][0-9]*) (?:ریال|تومان)")


def money_unit(text: str) -> str:
    """ "rial" or "toman" when a text (a header, a cell) names exactly one of them, or ""."""
    found = {_UNIT_OF[word] for word in _WORD.findall(key(text)) if word in _UNIT_OF}
    return found.pop() if len(found) == 1 else ""


def _parse(raw: str, context: Context) -> Parsed:
    """Grammar: number magnitude? («و» number magnitude?)*, with the unit anywhere.

    A fraction of a rial is rounded half up. A unit in the cell goes before the unit of the column.
    """
    text = _GLUED.sub(" ", key(raw))
    if not text:
        return Parsed()
    if _FOREIGN.search(text):
        return Parsed(code=CURRENCY.code)
    amount, unit = _read(text)
    if amount is None or abs(amount) >= _TOO_MUCH:
        return Parsed(code=UNREADABLE.code)
    unit = unit or context.money
    if not unit:
        return Parsed(code=UNIT.code)
    value = str((amount * _RIALS[unit]).quantize(Decimal(1), ROUND_HALF_UP))
    value = "0" if value == "-0" else value
    if (context.money and _PLAIN.fullmatch(raw)) or _PLAIN_WITH_UNIT.fullmatch(raw):
        return Parsed(value, value)
    return Parsed(value, value, FORM.code, f"{value} ریال")


def _read(text: str) -> tuple[Decimal | None, str]:
    """(amount, unit) of a text in `key` form; the amount is None when the text is no amount."""
    units = {_UNIT_OF[word] for word in _WORD.findall(text) if word in _UNIT_OF}
    number = _WORD.sub(lambda word: "" if word.group() in _UNIT_OF else word.group(), text)
    parts = [_part(part.strip()) for part in _AND.split(number)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or len(units) > 1:
        return None, ""
    return sum(known, Decimal(0)), "".join(units)


def _part(text: str) -> Decimal | None:
    match = _PART.fullmatch(text)
    if not match:
        return None
    number, magnitude = match.groups(default="")
    plain = plain_number(number)
    if not plain or (magnitude and magnitude not in _MAGNITUDES) or (not magnitude and _EITHER.fullmatch(number)):
        return None
    return Decimal(plain) * _MAGNITUDES.get(magnitude, 1)


def _recognise(cells: Sequence[str]) -> float:
    """The share of cells with a number and its unit; a bare number is not told from any other."""
    return share(cells, lambda cell: money_unit(cell) and _read(key(cell))[0] is not None)


MONEY = Kind(
    name="money",
    label=N_("Amount of money"),
    headers=tuple(
        "مبلغ|قیمت|مبلغ خرید|مبلغ کل|جمع کل|جمع خرید|مبلغ فاکتور|فروش|درامد|حقوق|مانده|مانده حساب|بدهی|"
        "بدهکار|بستانکار|اعتبار|سقف اعتبار|هزینه|بها|ارزش|ارزش خرید|پرداختی|تخفیف|مالیات|گردش مالی|money|"
        "amount|price|total|total amount|revenue|income|salary|balance|debt|credit|credit limit|cost|value|"
        "sales|paid|payment|invoice total|turnover|spent|total spent".split("|")
    ),
    examples=(("۱٬۲۰۰٬۰۰۰ تومان", "12000000"), ("1.2 میلیون تومان", "12000000"), ("1,200,000 ریال", "1200000")),
    parse=_parse,
    rules=(FORM, UNIT, CURRENCY, UNREADABLE),
    recognise=_recognise,
    measure="number",
)
