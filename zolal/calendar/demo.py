"""What the people of the demo company have planned: yesterday's leftovers, today, the days around, and what repeats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from zolal.accounts.models import Role, User
from zolal.activities.actions.activities import log, plan
from zolal.activities.models import Activity
from zolal.calendar import clock
from zolal.calendar.actions.holidays import set_holiday
from zolal.calendar.months import FRIDAY
from zolal.people.models import Person

_TODAY = (
    ("call", "08:30", 15, "پیگیری پیش‌فاکتور"),
    ("visit", "10:00", 45, "معرفی محصول تازه"),
    ("visit", "11:15", 45, "بررسی انبار"),
    ("call", "12:30", 15, "یادآوری پرداخت"),
    ("meeting", "13:30", 60, "مذاکرهٔ قرارداد سالانه"),
    ("meeting", "14:00", 45, "هماهنگی با انبار"),
    ("visit", "15:30", 45, "تحویل نمونه"),
    ("visit", "16:45", 30, "عقد قرارداد"),
    ("task", "", 0, "فرستادن کاتالوگ"),
)
_LATE = (("call", 1, "پاسخ به شکایت"), ("task", 2, "ثبت شماره‌های کارت ویزیت"), ("call", 4, "نظر دربارهٔ نمونه"))
_AHEAD = (
    (1, "call", "09:00", 15, "پیگیری سفارش"),
    (1, "meeting", "11:00", 60, "جلسهٔ تیم فروش"),
    (2, "visit", "10:30", 45, "بازدید از فروشگاه"),
    (3, "interview", "14:00", 20, "مصاحبه با مشتری وفادار"),
    (4, "visit", "09:30", 45, "بازدید دوره‌ای"),
    (6, "meeting", "10:00", 90, "بازنگری قرارداد"),
    (8, "call", "12:00", 15, "تمدید اشتراک"),
    (9, "visit", "16:00", 45, "معرفی محصول تازه"),
    (12, "task", "", 0, "آماده کردن پیش‌فاکتور"),
)
_DONE = (
    (1, "call", "10:00", "answered", "سفارش تأیید شد"),
    (2, "meeting", "11:00", "held", "شرایط پرداخت"),
    (3, "call", "15:00", "not_answered", ""),
    (5, "visit", "10:30", "held", ""),
    (6, "call", "09:30", "answered", "معرفی"),
)
_PLACES = (
    ("تهران، میدان ونک", 35.7575, 51.4100),
    ("تهران، میدان آزادی", 35.6997, 51.3380),
    ("تهران، تجریش", 35.8044, 51.4340),
    ("تهران، میدان انقلاب", 35.7009, 51.3912),
)


def load() -> None:
    """Once; where it is there already nothing is done."""
    if Activity.objects.filter(repeat="monthly").exists() or not Person.objects.exists():
        return
    roles = [Role.ADMINISTRATOR, Role.MANAGER, Role.MEMBER]
    for number, user in enumerate(User.objects.filter(role__in=roles, is_active=True).order_by("pk")):
        _days(user, _customers(user, number))
    boss = User.objects.filter(role=Role.ADMINISTRATOR).earliest("pk")
    set_holiday(day=_working(timezone.localdate(), 20), name="روز شرکت", by=boss)


def _days(user: User, customers: Iterator[Person]) -> None:
    today, places = timezone.localdate(), cycle(_PLACES)
    for kind, at, minutes, title in _TODAY:
        _planned(user, today, (kind, at, minutes, {"title": title, **_place(kind, next(places))}), customers)
    for kind, days, title in _LATE:
        _planned(user, today - timedelta(days=days), (kind, "11:00", 0, {"title": title}), customers)
    for days, kind, at, minutes, title in _AHEAD:
        day = _working(today, days)
        _planned(user, day, (kind, at, minutes, {"title": title, **_place(kind, next(places))}), customers)
    for days, kind, at, outcome, title in _DONE:
        day = _working(today, -days)
        given = {"at": clock.at(day, time.fromisoformat(at)), "title": title, "outcome": outcome}
        log(kind=kind, given={**given, "person": next(customers)}, by=user)
    monthly, weekly = clock.begin_of(_working(today, 5)), clock.at(_working(today, 1), time(8))
    plan(kind="task", given={"title": "گزارش ماهانه", "at": monthly, "all_day": True, "repeat": "monthly"}, by=user)
    plan(kind="task", given={"title": "مرور فرصت‌های هفته", "at": weekly, "repeat": "weekly"}, by=user)
    plan(kind="task", given={"title": "خواندن گزارش بازار"}, by=user)


def _planned(user: User, day: date, what: tuple[str, str, int, dict[str, Any]], customers: Iterator[Person]) -> None:
    kind, at, minutes, given = what
    start = clock.at(day, time.fromisoformat(at)) if at else clock.begin_of(day)
    wanted = {**given, "at": start, "all_day": not at}
    if minutes:
        wanted["until"] = start + timedelta(minutes=minutes)
    if kind != "task":
        wanted["person"] = next(customers)
    plan(kind=kind, given=wanted, by=user)


def _place(kind: str, place: tuple[str, float, float]) -> dict[str, Any]:
    if kind != "visit":
        return {}
    return {"place": place[0], "latitude": place[1], "longitude": place[2]}


def _working(day: date, days: int) -> date:
    """So many days from a day; not a Friday."""
    found = day + timedelta(days=days)
    return found + timedelta(days=1 if days > 0 else -1) if found.weekday() == FRIDAY else found


def _customers(user: User, number: int) -> Iterator[Person]:
    """One's own people with a number first, else some of all."""
    every = (
        Person.objects.filter(state="active", contact_points__kind="mobile").exclude(name="").order_by("pk").distinct()
    )
    own = list(every.filter(owner=user)[:40]) or list(every[number * 40 : number * 40 + 40]) or list(every[:40])
    return cycle(own)
