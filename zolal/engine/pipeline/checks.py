"""Faults that one cell alone does not show: fields that contradict each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from zolal.engine.persian.names import given_names
from zolal.engine.persian.places import province_of
from zolal.engine.pipeline.normalise import Base
from zolal.engine.records import N_, Rule

PLACES = Rule(
    "place_conflict",
    "warning",
    "value",
    N_("The city does not lie in the province given; check which of the two is right."),
)
SWAPPED = Rule(
    "names_swapped",
    "warning",
    "value",
    N_("First and last name seem to stand in each other's place; check them."),
)
TOGETHER = Rule(
    "names_together",
    "info",
    "format",
    N_("The whole name stands in one field; the first name has a field of its own."),
)

CHECKS = (PLACES, SWAPPED, TOGETHER)
_COMMON = 0.02
"""Share of bearers, in percent, from which a word is rather a given name than anything else."""


def cross_checked(base: Base) -> Base:
    """The base with the faults between its fields added."""
    found = [check(base) for check in (_places, _names) if {*_NEEDS[check]} <= {*base.values.columns}]
    faults = pl.concat([base.faults, *found]).sort("position", "order", maintain_order=True)
    return replace(base, faults=faults)


def _places(base: Base) -> pl.DataFrame:
    """Rows whose city lies in one known province, and another one is given."""
    city, province = base.keys["city"], base.keys["province"]
    cities = city.unique()
    home = city.replace_strict(cities, pl.Series([province_of(name) for name in cities], dtype=pl.String), return_dtype=pl.String)
    wrong = (home != "") & (province != "") & (home != province) & province.is_in(home.unique().implode())
    return _faults(base, PLACES, "province", wrong, proposal=home)


def _names(base: Base) -> pl.DataFrame:
    """Rows whose names are the wrong way round, or stand in one field."""
    first, last = base.keys["first_name"], base.keys["last_name"]
    first_is, last_is = _is_common(first), _is_common(last)
    known = pl.Series(list(given_names()), dtype=pl.String)
    swapped = ~_joined(first).is_in(known.implode()) & last_is & (first != "")
    words = last.str.split(" ")
    together = (first == "") & (words.list.len() >= 2) & _is_common(words.list.first().fill_null(""))
    swapped_values = base.values["first_name"] + " ⇄ " + base.values["last_name"]
    return pl.concat(
        [
            _faults(base, SWAPPED, "first_name", swapped & ~first_is, proposal=swapped_values),
            _faults(base, TOGETHER, "last_name", together, proposal=None),
        ]
    )


_NEEDS: dict[Callable[[Base], pl.DataFrame], tuple[str, str]] = {
    _places: ("city", "province"),
    _names: ("first_name", "last_name"),
}


def _joined(names: pl.Series) -> pl.Series:
    return names.str.replace_all(" ", "", literal=True)


def _is_common(names: pl.Series) -> pl.Series:
    common = pl.Series([name for name, about in given_names().items() if about.share >= _COMMON], dtype=pl.String)
    return _joined(names).is_in(common.implode())


def _faults(base: Base, rule: Rule, column: str, wrong: pl.Series, proposal: pl.Series | None) -> pl.DataFrame:
    origin = base.origins[column][0]
    header = base.raw[origin.header] if origin.header in base.raw.columns else base.values[column]
    return pl.DataFrame(
        {
            "position": pl.int_range(base.size, dtype=pl.Int64, eager=True),
            "order": pl.Series([999], dtype=pl.Int32).new_from_index(0, base.size),
            "column": pl.Series([origin.header]).new_from_index(0, base.size),
            "code": pl.Series([rule.code]).new_from_index(0, base.size),
            "value": header,
            "proposal": proposal if proposal is not None else pl.Series([""]).new_from_index(0, base.size),
        }
    ).filter(wrong)
