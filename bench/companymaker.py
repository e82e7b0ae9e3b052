"""Made companies with known truth: as customer lists write them, in either script, with slips, branches and groups.

Different companies of one group share a telephone and an address; different companies share words of their names. No
real company is meant.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from bench.data import Truthful
from zolal.engine.fields.legal_id import is_valid_legal_id

# A distinctive word and how it is written in Latin letters.
_FIRST: Sequence[tuple[str, str]] = (
    ("آریا", "Arya"), ("پارس", "Pars"), ("کیان", "Kian"), ("البرز", "Alborz"), ("دماوند", "Damavand"),
    ("سپهر", "Sepehr"), ("نیک", "Nik"), ("رایان", "Rayan"), ("مهر", "Mehr"), ("آذر", "Azar"), ("بهین", "Behin"),
    ("توان", "Tavan"), ("فرا", "Fara"), ("نوین", "Novin"), ("ایران", "Iran"), ("تهران", "Tehran"), ("زاگرس", "Zagros"),
    ("کارون", "Karun"), ("آسیا", "Asia"), ("خاور", "Khavar"), ("ستاره", "Setareh"), ("طلوع", "Tolou"),
    ("گلستان", "Golestan"), ("پویا", "Pouya"), ("آرمان", "Arman"), ("امید", "Omid"), ("صبا", "Saba"), ("سینا", "Sina"),
    ("هور", "Hoor"), ("ماهان", "Mahan"), ("شایان", "Shayan"), ("ژرف", "Jarf"), ("پیشرو", "Pishro"), ("همراه", "Hamrah"),
)  # fmt: skip
_SECOND: Sequence[tuple[str, str]] = (
    ("صنعت", "Sanat"), ("تجارت", "Tejarat"), ("گستر", "Gostar"), ("سازه", "Sazeh"), ("نیرو", "Niroo"),
    ("فولاد", "Foolad"), ("دارو", "Daroo"), ("نفت", "Naft"), ("پلاست", "Plast"), ("الکترونیک", "Electronic"),
    ("رایانه", "Rayaneh"), ("توسعه", "Toseh"), ("پخش", "Pakhsh"), ("غذا", "Ghaza"), ("چوب", "Choob"), ("موج", "Moj"),
    ("ماشین", "Mashin"), ("شیمی", "Shimi"), ("بتن", "Beton"), ("کشت", "Kesht"), ("سیستم", "System"), ("نگار", "Negar"),
    ("پرداز", "Pardaz"), ("آفرین", "Afarin"),
)  # fmt: skip
_FORMS_FA = (
    "شرکت {}",
    "شرکت {} (سهامی خاص)",
    "{} (سهامی عام)",
    "شركت {} با مسئولیت محدود",
    "مؤسسه {}",
    "{} س.خ",
    "گروه {}",
)
_FORMS_LATIN = ("{} Co.", "{} Co. Ltd", "{} LLC", "The {} Company", "{} Inc.", "{} (PJS)", "{} Group")
_CITIES = (("تهران", "021"), ("مشهد", "051"), ("اصفهان", "031"), ("شیراز", "071"), ("تبریز", "041"), ("کرج", "026"))
_STREETS = ("آزادی", "انقلاب", "ولیعصر", "مطهری", "بهشتی", "شریعتی", "فردوسی", "سعدی", "حافظ", "کارگر")
COLUMNS = ("نام شرکت", "شناسه ملی", "تلفن", "ایمیل", "سایت", "شهر", "نشانی")


@dataclass
class _Company:
    fa: str
    latin: str
    legal_id: str
    phones: list[str]
    domain: str
    city: tuple[str, str]
    address: str


def made(companies: int, seed: int) -> Truthful:
    """About 1.8 rows a company, shuffled, and which company each is of."""
    dice = random.Random(seed)
    rows: list[tuple[str, ...]] = []
    truth: list[int] = []
    last: _Company | None = None
    sites: set[str] = set()
    for number in range(companies):
        company = _company(dice, last)
        if company.domain in sites and not (last and company.domain == last.domain):
            company.domain = f"{number}{company.domain}"
        sites.add(company.domain)
        for again in range(dice.choices((1, 2, 3, 5), (50, 28, 15, 7))[0]):
            rows.append(_row(dice, company, branch=again > 0 and dice.random() < 0.08))
            truth.append(number)
        last = company
    order = list(range(len(rows)))
    dice.shuffle(order)
    frame = pl.DataFrame([rows[at] for at in order], schema=list(COLUMNS), orient="row")
    return Truthful(f"companies_{companies}_seed_{seed}", frame, pl.Series("entity", [truth[at] for at in order]))


def _company(dice: random.Random, last: _Company | None) -> _Company:
    words = [dice.choice(_FIRST), dice.choice(_SECOND)]
    if dice.random() < 0.45:
        words.append(dice.choice((*_FIRST, *_SECOND)))
    city = dice.choice(_CITIES)
    phones = [_phone(dice, city[1]) for _ in range(dice.choice((1, 1, 2)))]
    street = f"خیابان {dice.choice(_STREETS)} کوچه {dice.choice(_STREETS)} پلاک {dice.randint(1, 400)}"
    latin = " ".join(word for _, word in words)
    added, ending = dice.choice(("", "", "-co", str(dice.randint(2, 99)))), dice.choice(("ir", "com"))
    site = f"{latin.replace(' ', '').lower()}{added}.{ending}"
    found = _Company(" ".join(word for word, _ in words), latin, _legal_id(dice), phones, site, city, street)
    if last and dice.random() < 0.06:
        # A sister of the same group, in the same house.
        found.phones, found.city, found.address = [*last.phones[:1]], last.city, last.address
        if dice.random() < 0.3:
            found.domain = last.domain
    return found


def _row(dice: random.Random, company: _Company, *, branch: bool) -> tuple[str, ...]:
    city, code = dice.choice(_CITIES) if branch else company.city
    phone = _phone(dice, code) if branch else dice.choice(company.phones)
    address = f"خیابان {dice.choice(_STREETS)} پلاک {dice.randint(1, 400)}" if branch else company.address
    name = _name(dice, company) + (f" شعبه {city}" if branch else "")

    def kept(value: str, share: float) -> str:
        return value if dice.random() < share else ""

    return (
        name,
        _slip(dice, kept(company.legal_id, 0.45), 0.04),
        _slip(dice, kept(phone if dice.random() < 0.7 else phone.removeprefix(code), 0.75), 0.02),
        kept(f"{dice.choice(('info', 'sales', 'office'))}@{company.domain}", 0.4),
        kept(f"{dice.choice(('www.', 'https://', ''))}{company.domain}", 0.35),
        kept(city, 0.8),
        kept(address, 0.55),
    )


def _name(dice: random.Random, company: _Company) -> str:
    if dice.random() < 0.3:
        plain = company.latin.upper() if dice.random() < 0.1 else company.latin
        return _slip(dice, dice.choice(_FORMS_LATIN).format(plain) if dice.random() < 0.6 else plain, 0.06)
    plain = company.fa
    words = plain.split(" ")
    if len(words) > 2 and dice.random() < 0.08:
        plain = " ".join(words[:2])
    if dice.random() < 0.05:
        plain = plain.replace("ی", "ي").replace("ک", "ك")
    if dice.random() < 0.06:
        plain = plain.replace(" ", "\u200c", 1)
    return _slip(dice, dice.choice(_FORMS_FA).format(plain) if dice.random() < 0.6 else plain, 0.06)


def _slip(dice: random.Random, text: str, chance: float) -> str:
    """Two neighbours changed places, or one letter gone."""
    if len(text) < 4 or dice.random() >= chance:
        return text
    at = dice.randrange(1, len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :] if dice.random() < 0.5 else text[:at] + text[at + 1 :]


def _phone(dice: random.Random, code: str) -> str:
    return f"{code}{dice.choice('2345678')}{dice.randrange(10**7):07}"


def _legal_id(dice: random.Random) -> str:
    while True:
        body = f"{dice.choice(('101', '102', '103', '140'))}{dice.randrange(10**7):07}"
        for check in "0123456789":
            if is_valid_legal_id(body + check):
                return body + check
