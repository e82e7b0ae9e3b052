"""The columns of a file of deals: what they are called, and what their cells say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from zolal.accounts.queries.users import active_users
from zolal.engine.fields.number import plain_number
from zolal.engine.persian.letters import key
from zolal.sales.cells import Refused, read_rials
from zolal.sales.models import Deal, LostReason
from zolal.sales.queries.pipelines import reasons
from zolal.sales.spoken import a_day, chosen, named, spoken, these, user_called

HEADERS = {
    "uid": "شناسه|شناسه معامله|id|deal id",
    "number": "شماره|شماره معامله|کد|کد معامله|شماره بیرونی|number|no|deal number|external id|external number",
    "title": "عنوان|عنوان معامله|نام معامله|معامله|موضوع|title|deal|deal name|deal title|subject",
    "customer_uid": "شناسه مشتری|customer id|customer uid",
    "customer": "مشتری|نام مشتری|customer|customer name|client",
    "person": "شخص|نام شخص|person|contact|contact name",
    "company": "شرکت|نام شرکت|سازمان|company|company name|account",
    "national_id": "کد ملی|شماره ملی|national id|national code",
    "legal_id": "شناسه ملی|شناسه ملی شرکت|legal id",
    "mobile": "موبایل|تلفن همراه|همراه|شماره موبایل|شماره همراه|mobile|mobile number|cell",
    "email": "ایمیل|رایانامه|پست الکترونیک|email|e-mail",
    "pipeline": "خط لوله|قیف|قیف فروش|pipeline|funnel",
    "stage": "مرحله|stage",
    "status": "وضعیت|status|state",
    "value": "ارزش|مبلغ|ارزش معامله|مبلغ معامله|value|amount|deal value",
    "probability": "احتمال|درصد احتمال|probability",
    "expected_on": "بستن مورد انتظار|تاریخ پیش‌بینی|پیش‌بینی بستن|تاریخ مورد انتظار|expected close|close date|expected",
    "opened_on": "گشایش|باز شده|تاریخ باز شدن|تاریخ ایجاد|تاریخ ثبت|opened|created|created at",
    "closed_on": "بسته شده|تاریخ بستن|تاریخ بسته شدن|closed|closed at",
    "owner": "مسئول|کارشناس|کارشناس فروش|مالک|فروشنده|owner|sales rep",
    "channel": "کانال فروش|کانال|sales channel|channel",
    "touch_point": "نقطه تماس|touch-point|touch point",
    "lost_reason": "دلیل باخت|دلیل از دست رفتن|علت باخت|reason|lost reason|reason of the loss",
    "lost_note": "توضیح باخت|note on the loss",
    "note": "یادداشت|توضیح|توضیحات|شرح|note|notes|description",
}
_STATUS = {"open": "باز|جاری|در جریان|open", "won": "برد|برنده|موفق|برده|won", "lost": "باخت|بازنده|ناموفق|باخته|lost"}
_STATUS_OF = {key(word): status for status, words in _STATUS.items() for word in words.split("|")}
_PLAIN = ("title", "note", "lost_note", "pipeline", "stage")


class Cells:
    """What cells may name, read once: users, reasons, choices in either language. `unit` is of amounts without one."""

    def __init__(self, unit: str) -> None:
        users, lost = list(active_users()), reasons()
        channels, touch_points = spoken(Deal.Channel), spoken(Deal.TouchPoint)
        statuses = {**spoken(Deal.Status), **_STATUS_OF}
        self._readers: Mapping[str, Callable[[str], Any]] = {
            **dict.fromkeys(_PLAIN, str),
            "status": lambda text: chosen(statuses, text, Deal.Status),
            "value": lambda text: read_rials(text, unit),
            "probability": _percent,
            "expected_on": a_day,
            "opened_on": a_day,
            "closed_on": a_day,
            "owner": lambda text: user_called(users, text),
            "channel": lambda text: chosen(channels, text, Deal.Channel),
            "touch_point": lambda text: chosen(touch_points, text, Deal.TouchPoint),
            "lost_reason": lambda text: _reason(lost, text),
        }

    def read(self, texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """What the cells of a row say by themselves, and what cannot be read; customers are looked for elsewhere."""
        told: dict[str, Any] = {}
        errors: dict[str, list[str]] = {}
        for name, text in texts.items():
            try:
                if name in self._readers:
                    told[name] = self._readers[name](text)
            except Refused as refused:
                errors[name] = [str(refused)]
        return told, errors


def _reason(among: Sequence[LostReason], text: str) -> LostReason:
    fit = named(among, text)
    if len(fit) != 1:
        raise Refused(these(_("There is no reason called so. There are: %(names)s"), among))
    return fit[0]


def _percent(text: str) -> int:
    found = plain_number(text.replace("%", "").replace("٪", ""))
    if not found or not found.isdigit() or int(found) > 100:
        raise Refused(_("It is a whole number from 0 to 100."))
    return int(found)
