"""The columns that a file of activities may have, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zolal.capture.plain.kind import PlainField

FIELDS: Mapping[str, PlainField] = {
    "at": PlainField(
        _("Day, or day and time"),
        "تاریخ|روز|تاریخ تماس|تاریخ ملاقات|تاریخ بازدید|زمان|تاریخ و ساعت|"
        "date|day|at|date and time|call date|visit date",
    ),
    "time": PlainField(_("Time"), "ساعت|ساعت تماس|ساعت ملاقات|time|hour"),
    "minutes": PlainField(_("Minutes it took"), "مدت|مدت دقیقه|مدت به دقیقه|مدت مکالمه|duration|minutes|length"),
    "kind": PlainField(_("Kind"), "نوع|نوع فعالیت|فعالیت|kind|type|activity|activity type"),
    "outcome": PlainField(_("Outcome"), "نتیجه|نتیجه تماس|نتیجه ملاقات|outcome|result|status of call"),
    "status": PlainField(_("Status"), "وضعیت|انجام شد|status|done"),
    "title": PlainField(_("Title"), "عنوان|موضوع|title|subject"),
    "body": PlainField(_("Text"), "شرح|متن|توضیح|توضیحات|یادداشت|گزارش|text|note|notes|description|report|body"),
    "words": PlainField(
        _("The customer's own words"),
        "گفته مشتری|حرف مشتری|از زبان مشتری|own words|customer said|words",
    ),
    "customer_uid": PlainField(_("ID of the customer"), "شناسه مشتری|شناسه|customer id|customer uid|id"),
    "customer": PlainField(
        _("Customer"),
        "مشتری|نام مشتری|نام|نام و نام خانوادگی|customer|customer name|client|name",
    ),
    "person": PlainField(_("Person"), "شخص|نام شخص|مخاطب|person|contact|contact name"),
    "company": PlainField(_("Company"), "شرکت|نام شرکت|سازمان|فروشگاه|company|company name|account"),
    "national_id": PlainField(_("National ID"), "کد ملی|شماره ملی|national id|national code"),
    "legal_id": PlainField(_("Legal ID"), "شناسه ملی|شناسه ملی شرکت|legal id"),
    "mobile": PlainField(
        _("Mobile"),
        "موبایل|تلفن همراه|همراه|شماره موبایل|شماره همراه|شماره|mobile|mobile number|cell|number",
    ),
    "email": PlainField(_("E-mail"), "ایمیل|رایانامه|پست الکترونیک|email|e-mail"),
    "owner": PlainField(_("Owner"), "مسئول|کارشناس|کارشناس فروش|ویزیتور|انجام‌دهنده|owner|by|sales rep|user"),
    "direction": PlainField(_("Direction"), "جهت|جهت تماس|ورودی یا خروجی|direction"),
    "place": PlainField(_("Place"), "محل|مکان|نشانی|place|location"),
}
