"""The forms in which people write telephones, dates and amounts, and what spreadsheets make of them."""

from __future__ import annotations

from zolal.demo.dice import Dice
from zolal.demo.spelling import PERSIAN_DIGITS, digit_noise
from zolal.engine.persian.calendar import MONTHS, from_jalali

SEPARATORS = (" / ", "-", "،", " - ", " و ", "\n")
IMPOSSIBLE_DATES = ("1399/13/05", "1402/00/12", "1398/09/31", "1401/12/32", "1300", "0000/00/00")
NOTHING_SAID = ("ندارد", "-", "نامشخص", "N/A", "؟", "--", ".", "0", "نمی داند")
MISTYPED_HOSTS = {
    "gmail.com": ("gamil.com", "gmial.com", "gmail.con", "gmail.co", "gmai.com"),
    "yahoo.com": ("yaho.com", "yahoo.con", "yhoo.com"),
    "outlook.com": ("outlok.com",),
    "hotmail.com": ("hotmial.com",),
}


def mobile_form(mobile: str, dice: Dice) -> str:
    """A mobile (ten digits from 9) as written by a person: with or without zero, country, blanks, Persian digits."""
    kind = dice.throw()
    if kind < 0.55:
        text = f"0{mobile}"
    elif kind < 0.67:
        text = f"+98{mobile}"
    elif kind < 0.73:
        text = f"0098{mobile}"
    elif kind < 0.8:
        text = mobile
    elif kind < 0.9:
        text = f"0{mobile[:3]} {mobile[3:6]} {mobile[6:]}"
    elif kind < 0.97:
        text = f"0{mobile[:3]}-{mobile[3:]}"
    else:
        text = f"(+98) {mobile[:3]} {mobile[3:6]} {mobile[6:8]} {mobile[8:]}"
    return digit_noise(text, dice, 0.18)


def landline_form(code: str, local: str, dice: Dice) -> str:
    """A landline as written by a person, sometimes without its area code or with an extension."""
    kind = dice.throw()
    if kind < 0.5:
        text = f"{code}{local}"
    elif kind < 0.65:
        text = f"{code}-{local}"
    elif kind < 0.75:
        text = f"({code}) {local[:4]} {local[4:]}"
    elif kind < 0.85:
        text = f"+98{code[1:]}{local}"
    elif kind < 0.96:
        text = local
    else:
        text = f"{code}{local} داخلی {dice.number(10, 999)}"
    return digit_noise(text, dice, 0.15)


def spoilt_mobile(mobile: str, dice: Dice) -> str:
    """A mobile after a spreadsheet took it for a number; in the last two forms digits are lost for good."""
    kind = dice.throw()
    if kind < 0.6:
        return mobile
    if kind < 0.75:
        return f"{mobile}.0"
    if kind < 0.85:
        return f"{mobile[0]}.{mobile[1:].rstrip('0') or '0'}E+09"
    return f"{mobile[0]}.{mobile[1:3]}E+09"


def date_form(date: tuple[int, int, int], dice: Dice) -> str:
    """A Jalali date in one of its spellings, once in a hundred as the Gregorian date of a web form."""
    year, month, day = date
    kind = dice.throw()
    if kind < 0.6:
        text = f"{year}/{month:02d}/{day:02d}"
    elif kind < 0.74:
        text = f"{year}-{month:02d}-{day:02d}"
    elif kind < 0.82:
        text = f"{year}/{month}/{day}"
    elif kind < 0.87:
        text = f"{year % 100:02d}/{month}/{day}"
    elif kind < 0.91:
        text = f"{year}{month:02d}{day:02d}"
    elif kind < 0.95:
        text = f"{day:02d}/{month:02d}/{year}"
    elif kind < 0.99:
        text = f"{day} {MONTHS[month - 1]} {year}"
    else:
        return from_jalali(year, month, day).isoformat()
    return digit_noise(text, dice, 0.2)


def money_form(toman: int, dice: Dice) -> str:
    """An amount in a column that says toman, now and then with a unit of its own."""
    kind = dice.throw()
    if kind < 0.5:
        return str(toman)
    if kind < 0.7:
        return f"{toman:,}"
    if kind < 0.82:
        return f"{toman:,}".replace(",", "٬").translate(PERSIAN_DIGITS)
    if kind < 0.9:
        return f"{toman:,} تومان"
    if kind < 0.96:
        return f"{toman * 10} ریال"
    return f"{toman // 100_000 / 10:g} میلیون تومان"


def balance_form(toman: int, dice: Dice) -> str:
    """An amount in a column that does not say its unit: only some cells tell what they mean."""
    return f"{toman:,} تومان" if dice.chance(0.15) else f"{toman:,}" if dice.chance(0.5) else str(toman)


def email_form(email: str, dice: Dice) -> str:
    """An e-mail address, in capitals or with a slip in its host."""
    kind = dice.throw()
    if kind < 0.06:
        return email.upper()
    if kind < 0.1:
        user, host = email.split("@")
        return f"{user}@{dice.pick(MISTYPED_HOSTS.get(host, (host,)))}"
    if kind < 0.11:
        return email.replace("@", dice.pick((" @ ", "@@", "")))
    return email
