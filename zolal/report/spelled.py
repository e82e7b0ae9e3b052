"""Whole numbers in words, as cheques and invoices want them."""

from __future__ import annotations

from zolal.i18n import Language

_FA_ONES = "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split()
_FA_TENS = ("", "", *"بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split())
_FA_HUNDREDS = ("", *"صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد".split())
_FA_GROUPS = ("", "هزار", "میلیون", "میلیارد", "تریلیون", "کوادریلیون")
_EN_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
_EN_TENS = ("", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split())
_EN_GROUPS = ("", "thousand", "million", "billion", "trillion", "quadrillion")


def spelled(number: int, lang: Language) -> str:
    """1250 → «هزار و دویست و پنجاه» or "one thousand two hundred fifty"; below 10**18, below nothing with "minus"."""
    if number < 0:
        return f"{'منفی' if lang == 'fa' else 'minus'} {spelled(-number, lang)}"
    if number == 0:
        return _FA_ONES[0] if lang == "fa" else _EN_ONES[0]
    parts = []
    for place, group in enumerate(_threes(number)):
        if not group:
            continue
        name = (_FA_GROUPS if lang == "fa" else _EN_GROUPS)[place]
        words = _below_thousand_fa(group) if lang == "fa" else _below_thousand_en(group)
        # «هزار», not «یک هزار».
        parts.append("هزار" if lang == "fa" and place == 1 and group == 1 else f"{words} {name}".strip())
    return (" و " if lang == "fa" else " ").join(reversed(parts))


def _threes(number: int) -> list[int]:
    """Groups of three digits, the last one first."""
    found = []
    while number:
        number, group = divmod(number, 1000)
        found.append(group)
    return found


def _below_thousand_fa(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [_FA_HUNDREDS[hundreds]] if hundreds else []
    if rest >= 20:
        parts.append(_FA_TENS[rest // 10])
        rest %= 10
    if rest:
        parts.append(_FA_ONES[rest])
    return " و ".join(parts)


def _below_thousand_en(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_EN_ONES[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        parts.append(f"{_EN_TENS[tens]}-{_EN_ONES[ones]}" if ones else _EN_TENS[tens])
    elif rest:
        parts.append(_EN_ONES[rest])
    return " ".join(parts)
