"""The kinds of field Zolal knows, and what every issue code they give means."""

from __future__ import annotations

from zolal.engine.fields.address import ADDRESS
from zolal.engine.fields.card import CARD
from zolal.engine.fields.code import CODE, ID_NUMBER
from zolal.engine.fields.company import COMPANY
from zolal.engine.fields.date import BIRTH_DATE, DATE
from zolal.engine.fields.economic_code import ECONOMIC_CODE
from zolal.engine.fields.email import EMAIL
from zolal.engine.fields.gender import GENDER
from zolal.engine.fields.kind import Kind
from zolal.engine.fields.landline import LANDLINE
from zolal.engine.fields.legal_id import LEGAL_ID
from zolal.engine.fields.missing import PLACEHOLDER
from zolal.engine.fields.mobile import MOBILE
from zolal.engine.fields.money import MONEY
from zolal.engine.fields.name import FIRST_NAME, LAST_NAME, NAME
from zolal.engine.fields.national_id import NATIONAL_ID
from zolal.engine.fields.number import NUMBER
from zolal.engine.fields.phone import PHONE
from zolal.engine.fields.place import CITY, PROVINCE
from zolal.engine.fields.postal_code import POSTAL_CODE
from zolal.engine.fields.sheba import SHEBA
from zolal.engine.fields.text import CATEGORY, HOUSE_NUMBER, JOB_TITLE, TEXT
from zolal.engine.fields.url import URL
from zolal.engine.fields.zip import ZIP
from zolal.engine.records import Rule

# fmt: off
_ALL = (
    NAME, FIRST_NAME, LAST_NAME, GENDER, BIRTH_DATE, COMPANY, JOB_TITLE,
    MOBILE, LANDLINE, PHONE, EMAIL, URL,
    NATIONAL_ID, ID_NUMBER, LEGAL_ID, ECONOMIC_CODE, CODE,
    PROVINCE, CITY, ADDRESS, HOUSE_NUMBER, POSTAL_CODE, ZIP,
    SHEBA, CARD, MONEY, NUMBER, DATE, CATEGORY, TEXT,
)
# fmt: on

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
"""Every kind by its name, in the order they are shown."""

RULES: dict[str, Rule] = {rule.code: rule for kind in _ALL for rule in kind.rules} | {PLACEHOLDER.code: PLACEHOLDER}
"""Every issue code a cell can get."""
