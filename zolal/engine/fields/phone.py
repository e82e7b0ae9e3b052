"""Telephone numbers of any sort, and what mobiles and landlines share with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import polars as pl

from zolal.engine.fields.expressions import as_struct, ascii_digits, valid_parts
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.fields.several import combine
from zolal.engine.fields.spreadsheet import LOST, whole_number
from zolal.engine.fields.telephone import AREA, Number, Sort, likely_key, read
from zolal.engine.persian.letters import digits, store
from zolal.engine.records import N_, SEPARATOR, Rule

FORM = Rule(
    "phone_form",
    "info",
    "format",
    N_("The number is right but was written in another form; it was brought into normal form."),
)
RANGE = Rule(
    "phone_range",
    "info",
    "format",
    N_("A range of lines; the first number is kept."),
)
REMARK = Rule(
    "phone_remark",
    "info",
    "format",
    N_("Words stand beside the number; the number is kept without them."),
)
AREA_CODE = Rule(
    "phone_area_code",
    "warning",
    "value",
    N_("The area code is missing; write it before the number."),
)
LOST_DIGITS = Rule(
    "phone_lost_digits",
    "error",
    "value",
    N_("A spreadsheet rounded the number and digits are lost; look the number up again."),
)
AREA_ADDED = Rule(
    "phone_area_added",
    "info",
    "format",
    N_("The number has no area code; the one of the customer's own province was put before it."),
)
SHARED_RULES = (FORM, RANGE, REMARK, AREA_CODE, AREA_ADDED, LOST_DIGITS)
INVALID = Rule(
    "phone_invalid",
    "error",
    "value",
    N_("Not a telephone number: too many or too few digits, or an unknown area code; check the number."),
)
COUNTRY = Rule(
    "phone_country",
    "warning",
    "value",
    N_("The country cannot be told; write the number with + and its country code."),
)

_PLAIN_MOBILE = re.compile("09[0-9]{9}")
_UNPLACED = re.compile(r"[1-9][0-9 .\-()]{5,20}[0-9]")
_APOSTROPHES = "'`’‘"
_GAPS = re.compile(r"[ .\-‐‑–—−_()/']")
_NON_DIGITS = re.compile("[^0-9]")
MOBILE_CELL = re.compile(r"(?:(?:\+|00)?98|0)?9[0-9]{9}")
LANDLINE_CELL = re.compile(rf"(?:(?:\+|00)?98|0)(?:{AREA})[1-9][0-9]{{7}}")
FOREIGN_CELL = re.compile(r"(?:\+|00)[1-9][0-9]{6,14}")
_MOBILE_SHAPE = r"^(?:\+98|0098|98|0)?[ -]?9[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{2} ?[0-9]{2}$"
_LANDLINE_SHAPE = rf"^(?:\+98|0098|98|0)[ -]?(?:{AREA})[ -]?[1-9][0-9]{{3}}[ -]?[0-9]{{4}}$"
_LOCAL_SHAPE = "^[1-9][0-9]{3}[ -]?[0-9]{4}$"


def parse_as(wanted: Sort | None, others: Rule | None, invalid: Rule) -> Callable[[str, Context], Parsed]:
    """The scalar rule of a kind: `others` is the issue of an Iranian number of the sort not wanted."""
    rules = [*SHARED_RULES, invalid, *([others] if others else [])]
    severities = {rule.code: rule.severity for rule in rules}

    def verdict(number: Number) -> Parsed:
        if number.sort == "local":
            return Parsed(key=number.key, code=AREA_CODE.code)
        if others and number.sort not in (wanted, "foreign"):
            return Parsed(number.shown, number.key, others.code)
        return Parsed(number.shown, number.key, RANGE.code if number.opens_range else "")

    def parse(text: str, context: Context) -> Parsed:
        if wanted != "landline" and _PLAIN_MOBILE.fullmatch(text):
            return Parsed(text, f"+98{text[1:]}")
        folded = digits(store(text)).strip(_APOSTROPHES)
        whole = whole_number(folded)
        if whole == LOST:
            return Parsed(code=LOST_DIGITS.code)
        reading = read(whole or folded, context.area_code)
        if not reading.complete:
            keys = SEPARATOR.join(number.key for number in reading.numbers)
            return Parsed(key=keys or likely_key(folded), code=invalid.code)
        found = combine([verdict(number) for number in reading.numbers], severities)
        code = found.code or (REMARK.code if reading.remark else FORM.code if found.value != text else "")
        unmended = code == AREA_CODE.code or found.value == text
        return Parsed(found.value, found.key, code, "" if unmended else found.value)

    return parse


def fast_as(wanted: Sort | None, others: Rule | None) -> Callable[[pl.Expr, Context], pl.Expr]:
    """The column rule of a kind for cells of one Iranian number, agreeing with `parse_as`."""

    def fast(cells: pl.Expr, context: Context) -> pl.Expr:
        folded = ascii_digits(cells)
        compact = folded.str.replace_many([" ", "-"], ["", ""])
        mobile, landline = folded.str.contains(_MOBILE_SHAPE), folded.str.contains(_LANDLINE_SHAPE)
        local = folded.str.contains(_LOCAL_SHAPE)
        full = pl.when(mobile | landline).then(compact.str.slice(-10))
        national = full.when(local).then(context.area_code[1:] + compact) if context.area_code else full
        parts = valid_parts(cells, "0" + national, "+98" + national, FORM.code)
        if others:
            unwanted = mobile if wanted == "landline" else landline | local
            parts["code"] = pl.when(unwanted).then(pl.lit(others.code)).otherwise(parts["code"])
        if not context.area_code:
            unplaced = {"key": compact, "code": pl.lit(AREA_CODE.code)}
            for name, part in parts.items():
                parts[name] = pl.when(local).then(unplaced.get(name, pl.lit(""))).otherwise(part)
        return as_struct(parts)

    return fast


_parse_known = parse_as(None, None, INVALID)


def parse(text: str, context: Context) -> Parsed:
    """As every number kind, but a number without a country code, not of Iran, is kept as it is written."""
    found = _parse_known(text, context)
    if found.code != INVALID.code:
        return found
    folded = digits(store(text)).strip(_APOSTROPHES)
    if _UNPLACED.fullmatch(folded):
        return Parsed(folded, _NON_DIGITS.sub("", folded), COUNTRY.code)
    return found


def share_of(cells: Sequence[str], *shapes: re.Pattern[str]) -> float:
    """Which part of the cells has one of the shapes, separators aside."""
    return share(cells, lambda cell: any(shape.fullmatch(_GAPS.sub("", digits(cell))) for shape in shapes))


def recognise(cells: Sequence[str]) -> float:
    """Numbers of every sort; just below a column of one sort only, so that mobiles are called mobiles."""
    return 0.95 * share_of(cells, MOBILE_CELL, LANDLINE_CELL, FOREIGN_CELL)


PHONE = Kind(
    name="phone",
    label=N_("Phone"),
    headers=tuple(
        "تلفن|شماره تلفن|شماره تماس|تماس|تلفن تماس|شماره|شماره های تماس|تلفن ها|تلفنها|phone|phone number|"
        "phone no|phones|telephone|telephone number|tel|tel no|contact number|contact no|contact phone|phone1|"
        "phone 1".split("|")
    ),
    examples=(
        ("+98 912 200 2580", "09122002580"),
        ("021-88881234", "02188881234"),
        ("+1 415 555 2671", "+14155552671"),
    ),
    parse=parse,
    rules=(*SHARED_RULES, INVALID, COUNTRY),
    recognise=recognise,
    fast=fast_as(None, None),
    tags=frozenset({"code"}),
)
