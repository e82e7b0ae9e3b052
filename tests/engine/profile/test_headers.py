"""What a header announces, in Persian and English, however it is written."""

import pytest

from zolal.engine.fields import KINDS
from zolal.engine.profile.headers import announced, header_words


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Mobile_1", ("mobile",)),
        ("dateOfBirth", ("date", "of", "birth")),
        ("موبایل۲", ("موبایل",)),
        ("مبلغ خرید (تومان)", ("مبلغ", "خرید", "تومان")),
        ("شماره‌موبایل", ("شماره", "موبایل")),
        ("  SOC-SEC.ID ", ("soc", "sec", "id")),
        ("۱", ()),
    ],
)
def test_the_words_of_a_header(header: str, words: tuple[str, ...]) -> None:
    assert header_words(header) == words


ANNOUNCED = {
    "mobile": "موبایل|شماره موبایل|شماره‌موبایل|تلفن همراه|موبایل مشتری|موبایل۲|Mobile_1|mobileNo|Cell Phone|همراه",
    "landline": "تلفن ثابت|landline",
    "phone": "تلفن|شماره تماس|phone|tel2|تلفن مشتری|buyer phone|Phone Number",
    "email": "ایمیل|آدرس ایمیل|پست الکترونیک|e-mail|Email Address|EMAIL1|ایمیل شرکت",
    "national_id": "کد ملی|کدملی|شماره ملی|کد ملی مشتری|national_id|NationalCode",
    "postal_code": "کد پستی|کدپستی",
    "zip": "zip|postcode|Zip Code",
    "id_number": "soc_sec_id|ssn|passport number",
    "code": "کد مشتری|customer_id|rec_id|unique_id|شماره عضویت",
    "sheba": "شماره شبا|iban",
    "card": "شماره کارت",
    "url": "وب سایت|website",
    "legal_id": "شناسه ملی",
    "economic_code": "کد اقتصادی",
    "first_name": "نام کوچک|given_name|First Name|firstName",
    "last_name": "نام خانوادگی|surname|LastName|فامیلی|نام خانوادگی مشتری",
    "name": "نام و نام خانوادگی|full_name|نام کامل|نام و فامیل|first_and_surname|نام - نام خانوادگی|Name Surname",
    "birth_date": "تاریخ تولد|date_of_birth|dob|dateOfBirth|تاریخ‌تولد|birth_date|DOB",
    "date": "تاریخ ثبت|تاریخ آخرین خرید|created_at|تاریخ عضویت|Registration Date|تاریخ",
    "money": "مبلغ|مبلغ آخرین خرید (ریال)|مبلغ خرید (تومان)|مبلغ کل (ریال)|total_amount|قیمت واحد|مانده حساب",
    "number": "تعداد|سن|qty|تعداد خرید",
    "city": "شهر|city|suburb|نام شهر|شهر محل سکونت|town",
    "province": "استان|state|province|نام استان",
    "address": "آدرس|نشانی|address_1|address_2|آدرس پستی|Street Address|آدرس شرکت|آدرس محل کار",
    "company": "شرکت|شرکت/سازمان|نام شرکت|company_name|Organization|نام سازمان|محل کار",
    "gender": "جنسیت|sex|gender",
    "job_title": "سمت|شغل|عنوان شغلی|job_title|Occupation",
    "house_number": "street_number|پلاک|houseNumber",
    "category": "منبع|source|نحوه آشنایی|وضعیت|نوع مشتری|Lead Source|گروه مشتری",
    "text": "نام محصول|نام کاربری|توضیحات|یادداشت|notes|نام پدر|father_name",
}


@pytest.mark.parametrize(
    ("kind", "header"), [(kind, header) for kind, row in ANNOUNCED.items() for header in row.split("|")]
)
def test_usual_headers_announce_their_kind(kind: str, header: str) -> None:
    strengths = announced(header, KINDS.values())
    assert kind in [name for name, strength in strengths.items() if strength == max(strengths.values())]


@pytest.mark.parametrize(
    "header", ["column 3", "شماره فاکتور", "reference number", "ستون ۱", "A", "", "1", "xyz", "---"]
)
def test_a_header_that_says_nothing_announces_nothing(header: str) -> None:
    assert announced(header, KINDS.values()) == {}


def test_a_known_header_is_stronger_than_one_that_contains_it() -> None:
    exact = announced("موبایل", KINDS.values())["mobile"]
    contained = announced("موبایل مدیر فروش", KINDS.values())["mobile"]
    joined = announced("mobilenummer", KINDS.values())["mobile"]
    assert exact > 0.9 > contained > joined > 0
