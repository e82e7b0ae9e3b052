"""The words by which people write what is chosen from a list, in Persian and in English."""

from __future__ import annotations

from collections.abc import Mapping

from zolal.engine.persian.letters import key

_WORDS: Mapping[str, Mapping[str, str]] = {
    "marital_status": {
        "single": "مجرد|single|unmarried|never married",
        "married": "متأهل|متاهل|married",
        "divorced": "مطلقه|طلاق گرفته|جدا شده|divorced",
        "widowed": "بیوه|همسر فوت شده|همسر مرده|widowed|widow|widower",
    },
    "preferred_channel": {
        "call": "تماس|تماس تلفنی|تلفن|تلفنی|call|phone|telephone",
        "sms": "پیامک|پیام کوتاه|اس ام اس|sms|text message",
        "email": "ایمیل|پست الکترونیک|رایانامه|email|e-mail|mail",
        "messenger": "پیام‌رسان|واتساپ|تلگرام|بله|ایتا|روبیکا|messenger|whatsapp|telegram",
        "visit": "حضوری|ملاقات|بازدید|مراجعه|visit|in person",
    },
}


def _joined(text: str) -> str:
    return key(text).replace(" ", "")


_CHOICES = {
    field: {_joined(word): choice for choice, words in choices.items() for word in (choice, *words.split("|"))}
    for field, choices in _WORDS.items()
}


def choice_of(field: str, text: str) -> str:
    """The choice a text means, "" where it is none: «متأهل» and "Married" are "married"."""
    return _CHOICES[field].get(_joined(text), "")
