"""Which kind each column of a table is, from its header and from what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import polars as pl

from zolal.engine.fields import KINDS
from zolal.engine.fields.missing import is_missing
from zolal.engine.persian.letters import key
from zolal.engine.profile.choice import Evidence, choose
from zolal.engine.profile.column import Column
from zolal.engine.profile.context import context_of
from zolal.engine.profile.headers import announced
from zolal.engine.profile.name_columns import Guess, told_apart
from zolal.engine.records import N_, Translate

SAMPLE = 400
_FIRST_LOOK = 50
_TRACE = 0.2
_NO_OVERRIDES: Mapping[str, str] = MappingProxyType({})


class UnknownOverride(ValueError):
    """An override cannot be obeyed: there is nothing called `name`, only what is `known`."""

    pattern = ""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)
        super().__init__(self.text(str))

    def text(self, translate: Translate) -> str:
        """One sentence for the user."""
        return translate(self.pattern).format(name=self.name, known=translate(N_(", ")).join(self.known))


class UnknownKind(UnknownOverride):
    """An override names a kind that does not exist."""

    pattern = N_("There is no kind of field called “{name}”. The kinds are: {known}.")


class UnknownColumn(UnknownOverride):
    """An override names a column that the table does not have."""

    pattern = N_("There is no column called “{name}”. The columns are: {known}.")


def recognise(frame: pl.DataFrame, *, overrides: Mapping[str, str] = _NO_OVERRIDES, money: str = "") -> list[Column]:
    """One `Column` per column of a frame of text, in order.

    A sample of up to 400 filled cells, evenly spread, is looked at: the same frame gives the same answer.
    `overrides` maps headers (as written, or equal by `letters.key`) to kinds, with confidence 1; `money` is the unit of
    every amount of money. Raises `UnknownKind` and `UnknownColumn`, both `ValueError`.
    """
    chosen = _checked(overrides, frame.columns)
    samples = {header: _sample(frame[header]) for header in frame.columns}
    kinds = {header: _choose(header, cells) for header, cells in samples.items() if header not in chosen}
    kinds = told_apart(kinds, samples, chosen.values())
    kinds |= {header: (kind, 1.0) for header, kind in chosen.items()}
    return [_column(frame[header], *kinds[header], money=money) for header in frame.columns]


def _checked(overrides: Mapping[str, str], headers: Sequence[str]) -> dict[str, str]:
    """Header as it stands in the table → kind."""
    by_key = {key(header): header for header in reversed(headers)}
    checked = {}
    for header, kind in overrides.items():
        if kind not in KINDS:
            raise UnknownKind(kind, KINDS)
        if header not in headers and key(header) not in by_key:
            raise UnknownColumn(header, headers)
        checked[header if header in headers else by_key[key(header)]] = kind
    return checked


def _sample(cells: pl.Series) -> list[str]:
    text = cells.cast(pl.String).str.strip_chars()
    filled = text.filter(text.is_not_null() & (text != ""))
    spread = filled.gather_every(max(1, -(-len(filled) // SAMPLE)))
    return [cell for cell in spread if not is_missing(cell)]


def _choose(header: str, cells: Sequence[str]) -> Guess:
    return choose(Evidence(announced(header, KINDS.values()), _content(cells), cells))


def _content(cells: Sequence[str]) -> dict[str, float]:
    """What each kind says of the cells; a first look at a few spares most kinds the sight of all."""
    few = cells[:: max(1, len(cells) // _FIRST_LOOK)]
    traced = {name: part for name, kind in KINDS.items() if (part := kind.recognise(few)) >= _TRACE}
    return traced if len(few) == len(cells) else {name: KINDS[name].recognise(cells) for name in traced}


def _column(cells: pl.Series, kind: str, confidence: float, *, money: str) -> Column:
    return Column(cells.name, kind, confidence, context_of(kind, cells, money=money))
