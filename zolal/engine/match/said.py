"""What one record says, feature by feature: what `features.build` makes of many, in plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.legal_id import is_valid_legal_id
from zolal.engine.fields.national_id import NATIONAL_ID
from zolal.engine.match.features import (
    APART,
    LONGEST,
    UNITED,
    VALID_COMPANY_ID,
    VALID_ID,
    as_jalali,
    bones_of_words,
    without_area,
)
from zolal.engine.persian.names import split
from zolal.engine.persian.romanise import skeleton
from zolal.engine.records import SEPARATOR

_MOBILE = re.compile(r"\+989[0-9]{9}")
_UNIT = re.compile("u[0-9]+")
_MOST_VALUES, _MOST_WORDS = 3, 8
_REMEMBERED = 65_536

Values = tuple[str, ...]


class Said:
    """The values of a record by feature, each worked out when it is asked for. `keys` are its keys by kind.

    `jalali` as in `features.build`.
    """

    __slots__ = ("_found", "_jalali", "_keys")

    def __init__(self, keys: Mapping[str, str], *, jalali: bool = False) -> None:
        self._keys = {kind: key[:LONGEST] for kind, key in keys.items() if key}
        self._jalali = jalali
        self._found: dict[str, Values] = dict(zip(("given", "family"), self._names(), strict=True))

    def of(self, name: str) -> Values:
        """The values of a feature, () where there are none."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._worked_out(name)
        return found

    def _worked_out(self, name: str) -> Values:
        if name in _DERIVED:
            source, rule = _DERIVED[name]
            found = [rule(one) for one in self.of(source)]
            # Whether somebody has a valid number is told by the first.
            return tuple(filter(None, found)) if found and (found[0] or name not in _NUMBERS) else ()
        values: list[str] = []
        for kind in _KINDS.get(name, ()):
            if text := self._keys.get(kind):
                values += text.split(SEPARATOR) if SEPARATOR in text else (text,)
        if not values:
            return ()
        if name in _TELEPHONES:
            values = [value for value in values if bool(_MOBILE.fullmatch(value)) == (name == "mobile")]
        distinct = values if len(values) < 2 else list(dict.fromkeys(filter(None, values)))[:_MOST_VALUES]
        if name == "landline":
            return tuple(map(without_area, distinct))
        return tuple(map(_jalali, distinct)) if name == "birth_date" and self._jalali else tuple(distinct)

    def _names(self) -> tuple[Values, Values]:
        given, family, full = (
            self._keys.get(kind, "").split(SEPARATOR, 1)[0] for kind in ("first_name", "last_name", "name")
        )
        lonely = given or family
        if not (given and family) and " " in lonely:
            given, family = split(lonely)
        elif not lonely and full:
            given, family = split(full)
        joined = (name.replace(" ", "") for name in (given, family))
        first, last = ((name,) if name else () for name in joined)
        return first, last

    @staticmethod
    @lru_cache(_REMEMBERED)
    def bones(name: str) -> str:
        """The consonants of a name."""
        return skeleton(name) or name

    @staticmethod
    @lru_cache(_REMEMBERED)
    def bones_of_words(name: str) -> str:
        """The consonants of each word."""
        return bones_of_words(name)

    @staticmethod
    def local(email: str) -> str:
        """What stands before the @."""
        return email.split("@", maxsplit=1)[0]

    @staticmethod
    def date(digits: str) -> tuple[str, str, str]:
        """Year, month and day."""
        plain = digits.replace("-", "").ljust(8, "0")
        return plain[:4], plain[4:6], plain[6:8]

    @staticmethod
    def words(text: str) -> frozenset[str]:
        """The first distinct words."""
        return frozenset(list(dict.fromkeys(text.split(" ")))[:_MOST_WORDS])


@lru_cache(_REMEMBERED)
def _jalali(day: str) -> str:
    return as_jalali(day)


@lru_cache(_REMEMBERED)
def _valid(number: str) -> str:
    return parse_cell(NATIONAL_ID, number).value


_NUMBERS = frozenset({VALID_ID, VALID_COMPANY_ID})
_KINDS = {**{name: (name,) for name in APART}, **UNITED}
_TELEPHONES = frozenset({"mobile", "landline"})
_DERIVED: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "given_skeleton": ("given", Said.bones),
    "family_skeleton": ("family", Said.bones),
    "given_head": ("given", lambda name: Said.bones(name)[:2]),
    "family_head": ("family", lambda name: Said.bones(name)[:3]),
    "email_local": ("email", Said.local),
    "address_core": (
        "address",
        lambda text: " ".join(sorted(word for word in text.split(" ") if not _UNIT.fullmatch(word))),
    ),
    "company_name_whole": ("company_name", Said.bones),
    VALID_ID: ("national_id", _valid),
    VALID_COMPANY_ID: ("company_id", lambda number: number if is_valid_legal_id(number) else ""),
}
