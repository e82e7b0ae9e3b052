"""How a figure, a date and a cell look on the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zolal.engine.records import SEPARATOR
from zolal.i18n import Language, format_date, format_number, format_share, localise_digits
from zolal.report import words
from zolal.report.steps import Steps, steps_of

JALALI = re.compile(r"1[2-4]\d\d/\d\d/\d\d")
"""A Jalali date as the fields propose it."""

RIALS = " ریال"
"""What stands after an amount the fields propose."""

UNSEEN = re.compile(
    r"^ +| +$|(?<= ) +|[\t\xa0\xad\u061c\u2000-\u200b\u200e\u200f\u202a-\u202f\u205f-\u2069\u3000\ufeff]"
)
MARK = "␣"

LONGEST = 160
"""Characters of a cell that are shown; whole cells are in the CSV files."""


@dataclass(frozen=True, slots=True)
class Show:
    """The reader's language, and everything written in it."""

    lang: Language
    translate: Callable[[str], str]

    def say(self, text: str, **values: object) -> str:
        """The sentence in the reader's language, with its named places filled."""
        return self.translate(text).format(**values) if values else self.translate(text)

    def number(self, value: float, decimals: int = 0) -> str:
        return format_number(value, self.lang, decimals)

    def share(self, share: float) -> str:
        """Whole percent, but never 0 % for something and never 100 % for not quite everything."""
        if 0 < share < 0.01 or 0.99 < share < 1:
            return self.share_exact(share)
        return format_share(share, self.lang, 0)

    def share_exact(self, share: float) -> str:
        """A share with one decimal, where it stands beside a line; it keeps the same promise."""
        return format_share(share if share in (0, 1) else min(max(share, 0.001), 0.999), self.lang, 1)

    def digits(self, text: str) -> str:
        return localise_digits(text, self.lang)

    def figure(self, value: float) -> str:
        """A number of a column with the decimals it has."""
        return format_number(value, self.lang, 0 if float(value).is_integer() else 2)

    def sure(self, probability: float) -> str:
        """How sure we are; of nothing wholly."""
        return self.share(min(probability, 0.999))

    def date(self, text: str) -> str:
        """An ISO date in the reader's calendar, a Jalali one in the reader's digits; anything else as it is."""
        try:
            return format_date(date.fromisoformat(text), self.lang)
        except ValueError:
            return self.digits(text) if JALALI.fullmatch(text) else text

    def cell(self, value: str, measure: str = "text") -> str:
        """A normal form for reading: dates in the reader's calendar, numbers grouped, money with its unit."""
        if measure == "date":
            value = SEPARATOR.join(self.date(part) for part in value.split(SEPARATOR))
        elif measure in ("number", "money"):
            value = SEPARATOR.join(self._amount(part, measure) for part in value.split(SEPARATOR))
        return self.clip(value)

    def clip(self, text: str) -> str:
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

    def direction(self, text: str) -> str:
        """Where a user's text starts: a number stands as it does alone, so that +98 keeps its sign before it."""
        strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
        return "ltr" if strong == "L" else "rtl"

    def visible(self, text: str) -> str:
        """What was written, with a mark for every odd blank and every invisible character, ZWNJ left alone."""
        return UNSEEN.sub(lambda found: MARK * len(found[0]), self.clip(text))

    def isolated(self, text: str) -> str:
        """A user's text for the middle of a sentence, kept from turning the words around it (UAX 9 isolates)."""
        return f"\u2068{self.clip(text)}\u2069"

    def steps(self, explanation: str) -> Steps:
        """What leads to the probability of a pair, step by step."""
        return steps_of(explanation, self.lang, self.translate)

    def where(self, row: Mapping[str, Any]) -> str:
        """File, sheet and row of a record or an issue."""
        place = f"{row['file']} › {row['sheet']}" if row.get("sheet") else str(row["file"])
        return self.say(words.PLACE, file=self.isolated(place), row=self.digits(str(row["row"])))

    def _amount(self, text: str, measure: str) -> str:
        try:
            number = self.figure(float(text.removesuffix(RIALS)))
        except ValueError:
            return text
        return self.say(words.MONEY, amount=number) if measure == "money" else number
