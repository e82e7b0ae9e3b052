"""Columns that say who wants no more messages: they fill no field, they put addresses on the suppression list."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zolal.engine.persian.letters import digits, key
from zolal.engine.profile.headers import header_words
from zolal.people.fields import Text

PREFIX = "suppress:"
FIELDS: Mapping[str, Text] = {
    f"{PREFIX}email": _("E-mail not to be used any more"),
    f"{PREFIX}sms": _("No SMS any more"),
    f"{PREFIX}call": _("No call any more"),
}
"""What such a column is mapped to, and what that is called; the channel stands behind the prefix."""

_BY_HEADER: Mapping[str, str] = {
    "email": (
        "unsubscribed|unsubscribe|unsubscribed at|email opt out|opt out|opted out|bounced|bounce|hard bounce"
        "|email status|do not email|no email|وضعیت ایمیل|لغو عضویت|لغو عضویت ایمیل|لغو اشتراک|تاریخ لغو عضویت"
        "|برگشتی|ایمیل برگشتی"
    ),
    "sms": "sms opt out|do not sms|no sms|sms status|لغو پیامک|وضعیت پیامک|لغو ۱۱|لغو 11|عدم ارسال پیامک",
    "call": "do not call|no call|dnc|تماس نگیرید|عدم تماس",
}
_FIELD_OF = {
    header_words(header): f"{PREFIX}{channel}" for channel, text in _BY_HEADER.items() for header in text.split("|")
}
_REASONS: Mapping[str, str] = {
    "unsubscribed": (
        "unsubscribed|unsubscribe|opted out|opt out|opt-out|cleaned|لغو|لغو عضویت|لغو اشتراک|لغو شده|لغو ۱۱"
    ),
    "bounced": "bounced|bounce|hard bounce|hard_bounce|invalid|برگشتی|برگشت خورده|برگشت|نامعتبر",
    "complaint": "complaint|complained|spam|abuse|شکایت|هرزنامه",
    "": "yes|y|true|1|x|بله|بلی|آری|دارد|✓|✔",
}
_REASON_OF = {key(digits(word)): reason for reason, words in _REASONS.items() for word in words.split("|")}
_DAY = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}.*|\d{1,2}[-/]\d{1,2}[-/]\d{4}.*")


def field_of_header(header: str) -> str:
    """The field of `FIELDS` a column is proposed for; "" for all others."""
    return _FIELD_OF.get(header_words(header), "")


def reason_of(header: str, cell: str) -> str:
    """Why the row's address is not to be used, as a reason of the list; "" where the cell does not say that it is not.

    "yes", or a day, means what the column is called. A word that is not known says nothing: nothing is guessed.
    """
    text = key(digits(cell))
    if text in _REASON_OF or _DAY.fullmatch(text):
        return _REASON_OF.get(text) or ("bounced" if _is_of_bounces(header) else "unsubscribed")
    return ""


def _is_of_bounces(header: str) -> bool:
    return any(word in key(header) for word in ("bounce", "برگشت"))
