"""Codes that we only keep and compare: a file's own customer codes and identity numbers of other systems."""

from __future__ import annotations

import re

from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.spreadsheet import drop_decimal
from zolal.engine.persian.letters import ZWNJ, digits, key, store
from zolal.engine.records import N_, Rule

FORM = Rule(
    "code_form",
    "info",
    "format",
    N_("The code had Persian digits, odd spaces or a spreadsheet's decimal part; it was brought into normal form."),
)
_PUNCTUATION = re.compile(r"[^\w]|_")


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """The code as written, in ASCII digits, without the decimal part or the apostrophe a spreadsheet added."""
    value = drop_decimal(digits(store(text)).lstrip(f"' {ZWNJ}"))
    same = value == text
    return Parsed(value, _PUNCTUATION.sub("", key(value)), "" if same else FORM.code, "" if same else value)


CODE = Kind(
    name="code",
    label=N_("Customer code"),
    headers=tuple(
        "کد مشتری|کد|شماره مشتری|شماره عضویت|کد عضویت|شماره اشتراک|کد اشتراک|اشتراک|شناسه|شناسه مشتری|"
        "کد طرف حساب|کد تفصیلی|شماره پرونده|ردیف|شماره ردیف|کد پرسنلی|customer id|customer code|"
        "customer number|customer no|client id|client code|code|id|rec id|record id|row id|member id|"
        "membership number|membership no|subscriber id|account number|account no|user id|contact id|reference|"
        "ref|external id|uuid|guid|row|no".split("|")
    ),
    examples=(("C-۱۰۲۴", "C-1024"), ("1001.0", "1001")),
    parse=parse,
    rules=(FORM,),
    tags=frozenset({"code"}),
)

ID_NUMBER = Kind(
    name="id_number",
    label=N_("Identity number"),
    headers=tuple(
        "شماره گذرنامه|گذرنامه|پاسپورت|شماره پاسپورت|کد اتباع|شماره فراگیر|کد فراگیر|شماره شناسنامه|شناسنامه|"
        "شماره اقامت|ssn|soc sec id|social security|social security number|passport|passport number|"
        "passport no|identity number|identity no|identification number|id number|id no|id card|"
        "national insurance number|driving licence|driver license|driving license number|foreigner id".split("|")
    ),
    examples=(("۶۹۸۸۰۴۸", "6988048"), ("A 12345678", "A 12345678")),
    parse=parse,
    rules=(FORM,),
    tags=frozenset({"code"}),
)
