"""The official holidays of Iran.

Those of the solar year are certain. Those of the lunar year are where `engine.persian.hijri` puts them: as announced
where that is known, else by the table, and then they may come a day earlier or later. Source: the schedule of official
holidays of the Islamic Republic of Iran (act of 1359 with its amendments), as printed in the yearly official calendar
of the University of Tehran.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zolal.engine.persian.calendar import from_jalali, is_leap, to_jalali
from zolal.engine.persian.hijri import announced, year_of
from zolal.engine.records import N_


@dataclass(frozen=True, slots=True)
class Official:
    """A holiday; `may_move`: its day follows the moon and was not announced when this was written."""

    name: str
    may_move: bool = False


SOLAR = (
    (1, 1, N_("Nowruz")),
    (1, 2, N_("Nowruz holiday")),
    (1, 3, N_("Nowruz holiday")),
    (1, 4, N_("Nowruz holiday")),
    (1, 12, N_("Islamic Republic Day")),
    (1, 13, N_("Nature Day")),
    (3, 14, N_("Passing of Imam Khomeini")),
    (3, 15, N_("Uprising of 15 Khordad")),
    (11, 22, N_("Victory of the Islamic Revolution")),
    (12, 29, N_("Nationalisation of the oil industry")),
)
LAST_OF_LEAP_YEAR = N_("Last day of the leap year")
LUNAR = (
    (1, 9, N_("Tasua")),
    (1, 10, N_("Ashura")),
    (2, 20, N_("Arbaeen")),
    (2, 28, N_("Passing of the Prophet, martyrdom of Imam Hasan")),
    (2, 30, N_("Martyrdom of Imam Reza")),
    (3, 8, N_("Martyrdom of Imam Hasan Askari")),
    (3, 17, N_("Birth of the Prophet and of Imam Sadeq")),
    (6, 3, N_("Martyrdom of Fatemeh")),
    (7, 13, N_("Birth of Imam Ali, Father's Day")),
    (7, 27, N_("Mission of the Prophet")),
    (8, 15, N_("Birth of Imam Mahdi")),
    (9, 21, N_("Martyrdom of Imam Ali")),
    (10, 1, N_("Eid al-Fitr")),
    (10, 2, N_("Eid al-Fitr holiday")),
    (10, 25, N_("Martyrdom of Imam Sadeq")),
    (12, 10, N_("Eid al-Adha")),
    (12, 18, N_("Eid al-Ghadir")),
)


def official(first: date, last: date) -> dict[date, tuple[Official, ...]]:
    """The official holidays from a day to another; none outside the years that the Jalali calendar knows."""
    try:
        years = range(to_jalali(first)[0], to_jalali(last)[0] + 1)
    except ValueError:
        return {}
    return {day: found for year in years for day, found in of_year(year).items() if first <= day <= last}


@lru_cache(maxsize=64)
def of_year(year: int) -> Mapping[date, tuple[Official, ...]]:
    """The official holidays of a Jalali year, in order."""
    found: defaultdict[date, list[Official]] = defaultdict(list)
    for month, day, name in SOLAR:
        found[from_jalali(year, month, day)].append(Official(name))
    if is_leap(year):
        found[from_jalali(year, 12, 30)].append(Official(LAST_OF_LEAP_YEAR))
    first, last = from_jalali(year, 1, 1), from_jalali(year, 12, 30 if is_leap(year) else 29)
    for lunar in range(year_of(first) - 1, year_of(last) + 2):
        for month, day, name in LUNAR:
            on, is_known = _last_of_safar(lunar) if (month, day) == (2, 30) else announced(lunar, month, day)
            if first <= on <= last:
                found[on].append(Official(name, may_move=not is_known))
    return {day: tuple(found[day]) for day in sorted(found)}


def _last_of_safar(lunar: int) -> tuple[date, bool]:
    """Safar has 29 or 30 days; its last is the one before the next month."""
    following, is_known = announced(lunar, 3, 1)
    return date.fromordinal(following.toordinal() - 1), is_known
