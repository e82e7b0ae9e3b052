"""Faults that one cell alone does not show: fields that contradict each other."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from zolal.engine.persian.letters import key
from zolal.engine.persian.names import bare, given_names, split_as_written
from zolal.engine.persian.places import AREA_CODES, province_of
from zolal.engine.pipeline.normalise import Base
from zolal.engine.records import N_, SEPARATOR, Rule

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
    N_("The whole name stands in the field of the last name; it was parted in two."),
)

CHECKS = (PLACES, SWAPPED, TOGETHER)
_LAST = 9_999
"""These faults stand after those of a row's own cells."""
_COMMON = 0.02
"""Share of bearers, in percent, from which a word is rather a given name than anything else."""


def cross_checked(base: Base) -> Base:
    """The base with whole names parted, and with the faults between its fields added."""
    found = []
    if {"first_name", "last_name"} <= {*base.kinds}:
        base, together = _parted(base)
        found += [together, _swapped(base)]
    if {"city", "province"} <= {*base.kinds}:
        found.append(_places(base))
    faults = pl.concat([base.faults, *found]).sort("position", "order", maintain_order=True)
    return replace(base, faults=faults)


def _places(base: Base) -> pl.DataFrame:
    """Rows whose city lies in one known province, and another one is given."""
    city, province = base.keys["city"], base.keys["province"]
    cities = city.unique()
    homes = pl.Series([province_of(name) for name in cities], dtype=pl.String)
    home = city.replace_strict(cities, homes, return_dtype=pl.String)
    provinces = pl.Series([key(name) for name in AREA_CODES], dtype=pl.String)
    compared = home.replace_strict({name: key(name) for name in homes}, return_dtype=pl.String)
    wrong = (home != "") & (compared != province) & province.is_in(provinces.implode())
    return _faults(base, PLACES, "province", wrong, proposal=home)


def _swapped(base: Base) -> pl.DataFrame:
    """Rows whose last name is a common given name and whose first name is none at all."""
    first, last = base.keys["first_name"], base.keys["last_name"]
    borne = pl.Series([name for name, about in given_names().items() if about.share], dtype=pl.String)
    swapped = ~_joined(first).is_in(borne.implode()) & _is_common(last) & (first != "")
    turned = base.values["last_name"] + " ⇄ " + base.values["first_name"]
    return _faults(base, SWAPPED, "first_name", swapped, proposal=turned)


def _parted(base: Base) -> tuple[Base, pl.DataFrame]:
    """Rows with the whole name in the field of the last name get both names."""
    lonely = (base.keys["first_name"] == "") & base.keys["last_name"].str.contains(" ", literal=True)
    whole = base.values["last_name"].filter(lonely).unique()
    parts = {name: split for name in whole if (split := split_as_written(name))}
    found = lonely & base.values["last_name"].is_in(pl.Series(list(parts), dtype=pl.String).implode())
    values, keys = base.values, base.keys
    for position, column in enumerate(("first_name", "last_name")):
        part = {name: split[position] for name, split in parts.items()}
        mended = base.values["last_name"].replace_strict(part, default="", return_dtype=pl.String)
        compared = mended.replace_strict(
            {name: bare(name) for name in part.values()}, default="", return_dtype=pl.String
        )
        values = values.with_columns(_where(found, mended, values[column]))
        keys = keys.with_columns(_where(found, compared, keys[column]))
    proposal = values["first_name"] + SEPARATOR + values["last_name"]
    return replace(base, values=values, keys=keys), _faults(base, TOGETHER, "last_name", found, proposal=proposal)


def _where(condition: pl.Series, yes: pl.Series, no: pl.Series) -> pl.Series:
    return yes.zip_with(condition, no).alias(no.name)


def _joined(names: pl.Series) -> pl.Series:
    return names.str.replace_all(" ", "", literal=True)


def _is_common(names: pl.Series) -> pl.Series:
    common = pl.Series([name for name, about in given_names().items() if about.share >= _COMMON], dtype=pl.String)
    return _joined(names).is_in(common.implode())


def _faults(base: Base, rule: Rule, column: str, wrong: pl.Series, *, proposal: pl.Series) -> pl.DataFrame:
    header = base.origins[column][0].header
    return (
        pl.DataFrame(
            {
                "position": pl.int_range(base.size, dtype=pl.Int64, eager=True),
                "value": base.raw[header],
                "proposal": proposal,
            }
        )
        .select(
            "position",
            pl.lit(_LAST, pl.Int32).alias("order"),
            pl.lit(header).alias("column"),
            pl.lit(rule.code).alias("code"),
            "value",
            "proposal",
        )
        .filter(wrong)
    )
