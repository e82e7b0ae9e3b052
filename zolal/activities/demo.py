"""What the people of the demo company have done: calls with their outcomes, visits in the customers' own words,
interviews with findings, observations, notes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from zolal.accounts.models import Role, User
from zolal.activities.actions.activities import log, plan
from zolal.activities.actions.attendees import Attending
from zolal.activities.actions.behaviours import add_behaviour
from zolal.activities.models import Behaviour
from zolal.core.models import Record
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import Person

_BEHAVIOURS = ("اول قیمت می‌پرسد", "نقد می‌خرد", "به معرفی دوستان می‌آید", "دیر پاسخ می‌دهد", "فنی می‌پرسد")
_CALLS = (
    ("answered", "قیمت دستگاه را پرسید؛ پیش‌فاکتور خواست."),
    ("not_answered", ""),
    ("answered", "از پشتیبانی راضی است، سفارش دوم را هفتهٔ بعد می‌دهد."),
    ("busy", ""),
    ("answered", "گفت بودجه تا پایان ماه بسته است."),
    ("left_message", "پیام صوتی گذاشتیم."),
    ("answered", "نشانی تحویل عوض شده است."),
    ("switched_off", ""),
)
_TOPICS = (
    ("قیمت", "Price", "amber"),
    ("پشتیبانی", "Support", "teal"),
    ("سفارش", "Order", "green"),
    ("پرداخت", "Payment", "violet"),
)
_VISITS = (
    ("«جنس خوب است ولی دیر می‌رسد.»", "انبارشان نیمه‌خالی بود؛ دو قفسه از محصول رقیب داشتند.", "ارسال هفتگی شود"),
    ("«اگر اقساطی باشد، سه دستگاه می‌برم.»", "فروشگاه شلوغ بود و سه فروشنده داشت.", "پیشنهاد اقساط فرستاده شود"),
    ("«مشتری‌ها نام شما را می‌شناسند.»", "کاتالوگ ما روی پیشخوان بود.", ""),
)
_INTERVIEWS = (
    ("تحویل به‌موقع\nبرخورد خوب فروش", "قطعهٔ یدکی دیر می‌رسد"),
    ("قیمت روشن است", "پشتیبانی جمعه‌ها پاسخ نمی‌دهد\nدفترچه فارسی نیست"),
    ("کیفیت ساخت", "فاکتور رسمی دیر صادر می‌شود"),
)
_OBSERVED = (
    ("positive", "said", (0, 1)),
    ("neutral", "seen", (4,)),
    ("negative", "supposed", (3,)),
    ("positive", "seen", (2,)),
)
_NOTES = ("صبح‌ها پیش از ساعت ۱۰ پاسخ می‌دهد.", "تصمیم نهایی با برادرش است.", "در نمایشگاه پارسال با ما آشنا شد.")


def at_work(days: int, number: int) -> datetime:
    """A moment of the working hours so many days from today, another one by number."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(9 + number % 8, 15 * (number % 4))))


def load() -> None:
    """Once; where it is there already nothing is done."""
    if Behaviour.objects.exists():
        return
    boss = User.objects.filter(role=Role.ADMINISTRATOR).earliest("pk")
    behaviours = [add_behaviour(name=name, by=boss)[0] for name in _BEHAVIOURS]
    _ask(boss)
    sellers = cycle(User.objects.filter(role__in=[Role.MANAGER, Role.MEMBER], is_active=True).order_by("pk") or [boss])
    people = list(Person.objects.filter(state=Record.State.ACTIVE).select_related("company").order_by("pk")[:36])
    for number, person in enumerate(people):
        _of(person, number, next(sellers), boss, behaviours)


def _ask(boss: User) -> None:
    """What this company asks of each call and each visit."""
    told: dict[str, Any] = {"record_type": "activity", "by": boss, "when_field": "kind"}
    choices = [{"value": en.lower(), "fa": fa, "en": en, "colour": colour} for fa, en, colour in _TOPICS]
    create_custom_field(
        kind="choice", label_fa="موضوع تماس", label_en="Topic of the call", key="topic", choices=choices,
        when_values=["call"], **told,
    )  # fmt: skip
    create_custom_field(
        kind="number", label_fa="قفسه‌های ما", label_en="Shelves of ours", key="shelves", group="business", least="0",
        most="500", help="چند قفسه کالای ما را دارد؟", when_values=["visit"], **told,
    )  # fmt: skip


def _of(person: Person, number: int, seller: User, boss: User, behaviours: list[Behaviour]) -> None:
    def did(kind: str, days: int, **given: Any) -> None:  # noqa: ANN401 - values of activities
        at = at_work(-days, days + number)
        attending = Attending([], [seller, boss]) if kind == "meeting" else None
        log(kind=kind, given={"person": person, "at": at, "owner": seller, **given}, by=boss, attending=attending)

    outcome, text = _CALLS[number % len(_CALLS)]
    topic = {"own:topic": _TOPICS[number // 2 % len(_TOPICS)][1]} if outcome == "answered" else {}
    did("call", 2 + number % 20, outcome=outcome, body=text, **topic)
    if number % 2 == 0:
        did("call", 25 + number, outcome="answered", body="نخستین گفت‌وگو؛ معرفی محصول.")
    if number % 3 == 0:
        words, seen, decided = _VISITS[number // 3 % len(_VISITS)]
        did("visit", 5 + number, words=words, body=seen, decisions=decided, outcome="held", place=person.city,
            **{"own:shelves": str(number // 3 % 5 + 1)})  # fmt: skip
    if number % 4 == 1:
        attitude, basis, which = _OBSERVED[number // 4 % len(_OBSERVED)]
        did("observation", 4, attitude=attitude, basis=basis, behaviours=[behaviours[at] for at in which])
    if number % 5 == 2:
        did("note", 30, body=_NOTES[number // 5 % len(_NOTES)], pinned=number % 10 == 2)
    if number % 9 == 4:
        strengths, weaknesses = _INTERVIEWS[number // 9 % len(_INTERVIEWS)]
        did("interview", 12, strengths=strengths, weaknesses=weaknesses, outcome="held", title="هجده دقیقه")
    if number % 6 == 5:
        did("meeting", 7, outcome="held", body="نمونه پذیرفته شد.", decisions="قرارداد تا پایان ماه")
    if number % 7 == 3:
        did("chat", 1, channel="whatsapp", direction="in", body="عکس فاکتور را فرستاد.")
    if number % 4 == 0:
        at = at_work(number % 6 - 1, number)
        plan(kind="call", given={"person": person, "at": at, "title": "پیگیری پیش‌فاکتور", "owner": seller}, by=boss)
