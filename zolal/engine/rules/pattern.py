"""The whole value has the form of a pattern, or is never of that form.

Patterns are RE2's: whatever is written, matching takes time in proportion to the value, never more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import re2

from zolal.engine.records import N_
from zolal.engine.rules.demand import Class, NoSense, Seen, Shapes, parts
from zolal.engine.rules.parameters import field_of, flag, text_of

LONGEST = 300
_MEMORY = 1 << 20
_WITNESS = 64
_PROBES = (
    "", " ", "0", "7", "a", "Z", "ی", "۵", "-", "@", "a b", "09121234567", "info@example.com", "محمدی نژاد", "x" * 300,
    "تهران، خیابان ولیعصر", "2024-03-20", "!؟…", "\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    field: str
    pattern: str
    forbidden: bool = False
    group: Class = "invalid"
    fault: str = "format"
    timely: bool = False

    @classmethod
    def read(cls, parameters: Mapping[str, Any], shapes: Shapes) -> Pattern:
        field = field_of(parameters, "field", shapes, among=("text", "choice"))
        return cls(field, text_of(parameters, "pattern", longest=LONGEST), flag(parameters, "forbidden"))

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def fits(self, value: str) -> bool:
        # A set says yes five times as quickly; where it says no it may have run out of memory.
        fits = _alone(self.pattern).Match(value) is not None or compiled(self.pattern).fullmatch(value) is not None
        return fits != self.forbidden

    def broken(self, seen: Seen, today: date) -> tuple[str, ...]:  # noqa: ARG002 - of every demand
        value = seen.values.get(self.field)
        return () if value is None or all(map(self.fits, parts(value))) else (self.field,)

    def check(self) -> None:
        """Raises `NoSense` for a pattern that RE2 does not read, that fits everything or nothing."""
        try:
            compiled(self.pattern)
        except re2.error as error:
            reason = N_("This is no pattern (%(why)s). Write, for example, [0-9]{10} for ten digits.")
            raise NoSense("pattern", reason, why=_why(error)) from error
        everything = all(compiled(self.pattern).fullmatch(probe) for probe in _PROBES)
        if everything or _fits_nothing(self.pattern):
            catches_all = everything == self.forbidden
            raise NoSense("pattern", N_("Nothing can ever fit this rule.") if catches_all else _CATCHES_NOTHING)


_CATCHES_NOTHING = N_("Everything fits this rule, so it catches nothing.")


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Any:  # noqa: ANN401 - of a library without types
    """The pattern, for `fullmatch`; raises `re2.error`."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return re2.compile(pattern, options)


@lru_cache(maxsize=256)
def _alone(pattern: str) -> Any:  # noqa: ANN401 - of a library without types
    options = re2.Options()
    options.log_errors = False
    found = re2.Set.FullMatchSet(options)
    found.Add(pattern)
    found.Compile()
    return found


def _fits_nothing(pattern: str) -> bool:
    """Whether the automaton ends before it accepts anything: its least and its greatest text are one, and do not fit.

    The few that run in a circle before they end are not found out.
    """
    least, greatest = compiled(f"^(?:{pattern})$").possiblematchrange(_WITNESS)
    return (
        least == greatest
        and len(least) < _WITNESS
        and not compiled(pattern).fullmatch(least.decode("utf-8", "replace"))
    )


def _why(error: re2.error) -> str:
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
