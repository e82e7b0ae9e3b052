"""From what the engine takes a column for to the field it fills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from zolal.engine.persian.letters import digits, key
from zolal.engine.profile.headers import header_words
from zolal.people.fields import Field, Shape, fields_of

_BY_KIND: Mapping[str, Mapping[str, str]] = {
    "person": {
        "first_name": "given_name",
        "last_name": "family_name",
        "landline": "phone",
        "zip": "postal_code",
        **{
            name: name
            for name in (
                "name", "gender", "birth_date", "company", "job_title", "mobile", "phone", "email", "url",
                "national_id", "province", "city", "address", "postal_code",
            )
        },
    },
    "company": {
        "company": "name",
        "name": "name",
        "landline": "phone",
        "zip": "postal_code",
        "national_id": "legal_id",
        **{
            name: name
            for name in (
                "legal_id", "economic_code", "mobile", "phone", "email", "url", "province", "city", "address",
                "postal_code",
            )
        },
    },
}  # fmt: skip

# What no kind of the engine tells: fields whose texts could stand for anything.
_BY_HEADER: Mapping[str, str] = {
    "title": "عنوان|لقب|title|salutation|prefix",
    "marital_status": "وضعیت تأهل|وضعیت تاهل|تأهل|تاهل|marital status",
    "anniversary": "سالگرد ازدواج|تاریخ ازدواج|سالگرد|anniversary|wedding date",
    "preferred_channel": "راه ارتباطی دلخواه|کانال ترجیحی|روش ارتباط ترجیحی|preferred channel|preferred contact",
    "industry": "صنعت|صنف|حوزه فعالیت|زمینه فعالیت|industry|sector",
    "employees": "تعداد کارکنان|تعداد پرسنل|تعداد نفرات|employees|number of employees|staff",
    "category": "گروه مشتری|دسته مشتری|نوع مشتری|دسته بندی|category|customer category|customer type|segment",
    "tags": "برچسب|برچسب ها|تگ|tag|tags|labels",
    "owner": "مسئول|مسئول پیگیری|کارشناس|کارشناس فروش|owner|assigned to|sales rep|account manager",
    "team": "تیم|گروه کاری|team",
    "last_activity_on": "آخرین فعالیت|آخرین تماس|تاریخ آخرین تماس|last activity|last contact|last contact date",
    "last_purchase_on": "آخرین خرید|تاریخ آخرین خرید|last purchase|last purchase date|last order|last order date",
    "note": "توضیحات|توضیح|یادداشت|ملاحظات|note|notes|description|comment|comments|remarks",
}
_SIGNS = re.compile(r"[\W_]+")
_FIELD_OF = {header_words(header): field for field, headers in _BY_HEADER.items() for header in headers.split("|")}


@lru_cache(maxsize=1_024)
def _names(headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(_called, headers)))


def _called(header: str) -> str:
    """Without spaces and signs; digits count, unlike in `header_words`: two fields may differ in one."""
    return _SIGNS.sub("", key(digits(header)))


def _fills(field: Field, called: str) -> bool:
    """A file comes by no column."""
    return field.own is not None and field.shape is not Shape.FILE and called in _names(field.own.headers)


def field_for(record_type: str, header: str, kind: str) -> str:
    """The field a column fills by its header and kind; "" where none does. Of what the record type lacks, none.

    A field of one's own goes before all others: an administrator named it as the company does. Those in `own` that
    come with Zolal go before what the cells alone say.
    """
    called = _called(header)
    own = [field for field in fields_of(record_type).values() if _fills(field, called)]
    for field in own if called else ():
        if (field.own and field.own.uid) or not _FIELD_OF.get(header_words(header)):
            return field.name
    return _FIELD_OF.get(header_words(header)) or _BY_KIND[record_type].get(kind, "")
