"""The people behind the rows: who they are in truth.

A person is a function of the seed and a number, so a million of them need no memory. Hard cases are made on purpose:
some move in with the person before them (same surname, address and telephone, sometimes the same mobile), some bear
the name of a stranger.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from zolal.demo.dice import Dice
from zolal.demo.names import FullName, Word, draw_name, rows_of
from zolal.engine.persian.calendar import month_length

HOUSEHOLD = 0.06  # share of people who live with the person before them
HOUSEHOLD_MOBILE = 0.15  # share of those who give the same mobile
NAMESAKE = 0.01  # share of people named like a stranger
EMPLOYED = 0.5  # share of people known with their company

PERSON = 0  # the stream of chance that people are made from
POSTAL_STARTS = "11369 13457 16599 31846 35478 41635 47136 51384 61564 71345 71847 81648 91375 94156".split()
PREFIXES = (
    "912 912 912 912 913 914 915 916 917 918 919 910 911 935 936 937 938 939 930 933 901 902 903 921 922 990 991"
).split()
STREETS = (
    "ولیعصر|آزادی|انقلاب|شریعتی|مطهری|بهشتی|امام خمینی|طالقانی|فردوسی|سعدی|حافظ|کاشانی|رجایی|باهنر|مدرس|جمهوری"
    "|پاسداران|میرداماد|نیاوران|گلستان|بهار|لاله|نرگس|شقایق|یاس|معلم|دانشگاه|کشاورز|صنعت|شهید چمران|شهید همت|ملاصدرا"
    "|سهروردی|وصال|کارگر|ستارخان|قائم|الغدیر|سپهر|بوستان"
).split("|")
COMPANY_FIRST = (
    "آریا پارس کیان ایران توسعه نوین صبا سپهر آسمان البرز دماوند زاگرس خلیج کویر پیشگامان رایان داده فناوران مهر"
    " سامان بهین پویا اندیشه راهکار ستاره افق طلایی شرق آفتاب باران"
).split()
COMPANY_SECOND = (
    "صنعت تجارت گستر سازه پرداز نیرو شیمی پلاست فولاد غذا دارو طب خودرو الکترونیک ترابر کشاورز نساجی رایانه ارتباط چاپ"
).split()
JOBS = (
    "مدیرعامل|مدیر فروش|مدیر بازرگانی|مدیر خرید|کارشناس فروش|کارشناس بازاریابی|مدیر مالی|حسابدار|مسئول دفتر|پزشک"
    "|مهندس ناظر|رئیس هیئت مدیره|کارمند|معلم|آزاد"
).split("|")
MAIL_HOSTS = ("gmail.com",) * 6 + ("yahoo.com",) * 3 + ("outlook.com", "hotmail.com", "chmail.ir", "mailfa.com")


@dataclass(frozen=True, slots=True)
class Place:
    city: str
    province: str
    code: str  # of the landlines, with its zero


@dataclass(frozen=True, slots=True)
class Home:
    """Where a household lives, and its telephones: the mobile without its zero, the landline without its code.

    The mobile belongs to the person of the same number.
    """

    place: Place
    street: str
    alley: str
    plate: int
    unit: int
    postal_code: str
    landline: str
    mobile: str


@dataclass(frozen=True, slots=True)
class Person:
    """One customer in truth. `birth` is year, month and day in the Jalali calendar; `company` and `job` may be ""."""

    name: FullName
    home: Home
    mobile: str
    email: str
    national_id: str
    birth: tuple[int, int, int]
    company: str
    job: str


@cache
def _places() -> tuple[list[Place], list[int]]:
    rows = rows_of("places.csv")
    places = [Place(row["city"], row["province"], row["code"]) for row in rows]
    return places, list(accumulate(int(row["weight"]) for row in rows))


def draw_place(dice: Dice) -> Place:
    return dice.weighted(*_places())


def draw_mobile(dice: Dice) -> str:
    return f"{dice.pick(PREFIXES)}{dice.number(1_000_000, 9_999_999)}"


def draw_national_id(dice: Dice) -> str:
    """Ten digits with a right check digit; one in ten begins with 0."""
    body = dice.number(10_000_000, 999_999_999)
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(f"{body:09d}")) % 11
    return f"{body:09d}{rest if rest < 2 else 11 - rest}"


class Population:
    """All people of a seed, by number from 0."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._own, self._other = Dice(), Dice()

    def person(self, number: int) -> Person:
        dice = self._own.reset(self._seed, PERSON, number)
        name, home = _roots(dice)
        mobile = home.mobile
        if number and dice.chance(HOUSEHOLD):
            family, home = self._roots_of(number - 1)
            name = FullName(name.given, family.surname, family.origin, name.male, family.seyed)
            mobile = home.mobile if dice.chance(HOUSEHOLD_MOBILE) else mobile
        elif number and dice.chance(NAMESAKE):
            name, _ = self._roots_of(dice.number(0, number - 1))
        birth = _birth(dice)
        company = _company(dice) if dice.chance(EMPLOYED) else ""
        return Person(
            name=name,
            home=home,
            mobile=mobile,
            email=_email(dice, name, birth[0], mobile),
            national_id=draw_national_id(dice),
            birth=birth,
            company=company,
            job=dice.pick(JOBS) if company or dice.chance(0.2) else "",
        )

    def _roots_of(self, number: int) -> tuple[FullName, Home]:
        return _roots(self._other.reset(self._seed, PERSON, number))


def _roots(dice: Dice) -> tuple[FullName, Home]:
    """The name somebody is born with and the home he founds: the first throws of a person's stream."""
    return draw_name(dice), Home(
        place=draw_place(dice),
        street=dice.pick(STREETS),
        alley=dice.pick(STREETS),
        plate=dice.number(1, 400),
        unit=dice.number(1, 40),
        postal_code=dice.pick(POSTAL_STARTS) + str(dice.number(10_000, 99_999)),
        landline=str(dice.number(22_000_000, 88_999_999)),
        mobile=draw_mobile(dice),
    )


def _birth(dice: Dice) -> tuple[int, int, int]:
    year = 1320 + dice.number(0, 30) + dice.number(0, 30) + dice.number(0, 6)
    month = dice.number(1, 12)
    return year, month, dice.number(1, month_length(year, month))


def _company(dice: Dice) -> str:
    words = [dice.pick(COMPANY_FIRST), dice.pick(COMPANY_SECOND)]
    if dice.chance(0.35):
        words.append(dice.pick(COMPANY_FIRST))
    return " ".join(words)


def _email(dice: Dice, name: FullName, year: int, mobile: str) -> str:
    given, surname = (_joined(word) for word in (name.given, name.surname))
    born = [f"{word}{year % 100}" for word in (surname, given) if word]
    both = [f"{given}.{surname}", f"{given}_{surname}", f"{given}{surname}", f"{given[:1]}{surname}", *born[:1]]
    shapes = both if len(born) == 2 else born or [mobile]
    number = str(dice.number(1, 999)) if dice.chance(0.6) else ""
    return f"{dice.pick(shapes)}{number}@{dice.pick(MAIL_HOSTS)}"


def _joined(word: Word) -> str:
    return word.latin.replace(" ", "").replace("'", "")
