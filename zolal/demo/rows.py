"""One person, many rows: what different people at different times typed about the same customer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zolal.demo.dice import Dice
from zolal.demo.pen import Pen, write_names
from zolal.demo.people import Person, draw_mobile, draw_place
from zolal.demo.spelling import (
    digit_noise,
    latin_slip,
    script_noise,
    wrong_digit,
)
from zolal.demo.values import (
    IMPOSSIBLE_DATES,
    NOTHING_SAID,
    SEPARATORS,
    balance_form,
    date_form,
    email_form,
    landline_form,
    mobile_form,
    money_form,
    spoilt_mobile,
)

COMPANY_FORMS = ("{}", "{}", "شرکت {}", "شرکت {} (سهامی خاص)", "{} با مسئولیت محدود", "گروه صنعتی {}", "شرکت {} س.خ")
SOURCES = ("اینستاگرام", "سایت", "نمایشگاه", "معرفی دوستان", "تماس تلفنی", "فروش حضوری")
NOTES = ("پیگیری شود", "درخواست کاتالوگ", "تماس بعد از تعطیلات", "مشتری قدیمی", "پیش‌فاکتور ارسال شد", "+ارسال نمونه")


def _mobile(person: Person, pen: Pen) -> str:
    dice, mobile = pen.dice, person.mobile
    if pen.again:
        kind = dice.throw()
        mobile = draw_mobile(dice) if kind < 0.2 else wrong_digit(mobile, dice, 3) if kind < 0.25 else mobile
    if pen.spreadsheet:
        return spoilt_mobile(mobile, dice)
    text = mobile_form(mobile, dice)
    return text + dice.pick(SEPARATORS) + _second_number(person, dice) if dice.chance(0.02) else text


def _second_number(person: Person, dice: Dice) -> str:
    return f"0{draw_mobile(dice)}" if dice.chance(0.5) else person.home.place.code + person.home.landline


def _landline(person: Person, pen: Pen) -> str:
    code, local = person.home.place.code, person.home.landline
    return f"{code[1:]}{local}" if pen.spreadsheet else landline_form(code, local, pen.dice)


def _email(person: Person, pen: Pen) -> str:
    user, host = person.email.split("@")
    if pen.again and pen.dice.chance(0.2):
        user = latin_slip(user, pen.dice)
    return email_form(f"{user}@{host}", pen.dice)


def _national_id(person: Person, pen: Pen) -> str:
    text = person.national_id
    if pen.dice.chance(0.08 if pen.again else 0.01):
        text = wrong_digit(text, pen.dice)
    return text.lstrip("0") if pen.spreadsheet else digit_noise(text, pen.dice, 0.13)


def _company(person: Person, pen: Pen) -> str:
    return script_noise(pen.dice.pick(COMPANY_FORMS).format(person.company), pen.dice) if person.company else ""


def _job(person: Person, pen: Pen) -> str:
    return script_noise(person.job, pen.dice) if person.job else ""


def _province(person: Person, pen: Pen) -> str:
    prefix = "استان " if pen.dice.chance(0.1) else ""
    return prefix + script_noise(person.home.place.province, pen.dice)


def _city(person: Person, pen: Pen) -> str:
    moved = pen.again and pen.dice.chance(0.08)
    return script_noise((draw_place(pen.dice) if moved else person.home.place).city, pen.dice)


def _postal_code(person: Person, pen: Pen) -> str:
    code = person.home.postal_code
    return digit_noise(f"{code[:5]}-{code[5:]}" if pen.dice.chance(0.1) else code, pen.dice, 0.1)


def _address(person: Person, pen: Pen) -> str:
    home, dice = person.home, pen.dice
    text = dice.pick(("خیابان ", "خیابان ", "خ ", "خ. ", "")) + home.street
    text += dice.pick(("، کوچه ", " کوچه ", "، ک ")) + home.alley
    text += dice.pick(("، پلاک ", " پلاک ", " پ ")) + str(home.plate)
    if dice.chance(0.6):
        text += dice.pick(("، واحد ", " واحد ")) + str(home.unit)
    return digit_noise(text, dice, 0.3)


def _birth(person: Person, pen: Pen) -> str:
    year, month, day = person.birth
    kind = pen.dice.throw() if pen.again else 1.0
    if kind < 0.04:
        year += 1
    elif kind < 0.08 and day <= 12:
        month, day = day, month
    return date_form((year, month, day), pen.dice)


def _recent(first: int, last: int) -> Callable[[Person, Pen], str]:
    def write(_: Person, pen: Pen) -> str:
        dice = pen.dice
        if dice.chance(0.005):
            return dice.pick(IMPOSSIBLE_DATES)
        return date_form((dice.number(first, last), dice.number(1, 12), dice.number(1, 29)), dice)

    return write


def _amount(_: Person, pen: Pen) -> str:
    dice = pen.dice
    return money_form(dice.number(1, 400) * dice.number(1, 250) * 1_000, dice)


def _balance(_: Person, pen: Pen) -> str:
    return balance_form(pen.dice.number(0, 500) * 10_000, pen.dice)


def _source(_: Person, pen: Pen) -> str:
    return pen.dice.pick(SOURCES)


def _note(_: Person, pen: Pen) -> str:
    return pen.dice.pick(NOTES)


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its header, the share of rows that fill it, and who writes its cells."""

    header: str
    filled: float
    write: Callable[[Person, Pen], str]


FIELDS = (
    Field("موبایل", 0.82, _mobile),
    Field("تلفن ثابت", 0.3, _landline),
    Field("ایمیل", 0.5, _email),
    Field("کد ملی", 0.4, _national_id),
    Field("نام شرکت", 0.95, _company),
    Field("سمت", 0.7, _job),
    Field("استان", 0.6, _province),
    Field("شهر", 0.85, _city),
    Field("کد پستی", 0.2, _postal_code),
    Field("نشانی", 0.55, _address),
    Field("تاریخ تولد", 0.45, _birth),
    Field("تاریخ ثبت", 0.95, _recent(1394, 1404)),
    Field("آخرین خرید", 0.6, _recent(1398, 1404)),
    Field("مبلغ خرید (تومان)", 0.6, _amount),
    Field("مانده حساب", 0.3, _balance),
    Field("نحوه آشنایی", 0.8, _source),
    Field("توضیحات", 0.15, _note),
)
HEADERS = ("کد مشتری", "نام", "نام خانوادگی", *(field.header for field in FIELDS))
PLACEHOLDER = 0.01  # share of cells where somebody typed a word for "nothing"


def write_row(person: Person, row: int, *, again: bool, dice: Dice) -> list[str]:
    """The cells of one row under `HEADERS`; `row` counts from 1, `again` for any but the customer's first row."""
    pen = Pen(dice, again, spreadsheet=dice.chance(0.06))
    cells = [f"C-{row:07d}", *write_names(person, pen)]
    for field in FIELDS:
        kind = dice.throw()
        if kind < field.filled:
            cells.append(field.write(person, pen))
        else:
            cells.append(dice.pick(NOTHING_SAID) if kind > 1 - PLACEHOLDER else "")
    return cells
