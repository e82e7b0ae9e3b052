from __future__ import annotations

import polars as pl

from tests.engine.match.people import town
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_column
from zolal.engine.match.feature import Features
from zolal.engine.match.features import build
from zolal.engine.match.values import FEW
from zolal.engine.records import SEPARATOR


def keys_of(cells: dict[str, list[str]]) -> pl.DataFrame:
    return pl.DataFrame({name: parse_column(KINDS[name], pl.Series(column))["key"] for name, column in cells.items()})


def said(features: Features, name: str) -> list[list[str]]:
    """The values of each record."""
    feature = features[name]
    return [[feature.values[code] for code in codes if code >= 0] for codes in feature.codes.tolist()]


def people(count: int) -> pl.DataFrame:
    """Names in either column or in one, several numbers in a cell, and the same number twice."""
    records = town(count)
    for place, record in enumerate(records):
        first, last = record["first_name"], record["last_name"]
        mobile, line = record["mobile"], record["landline"]
        records[place] = {
            **record,
            **[
                {},
                {"first_name": "", "last_name": f"{first} {last}"},
                {"first_name": f"{first} {last}", "last_name": ""},
                {"first_name": "", "last_name": ""},
                {"mobile": f"{mobile}{SEPARATOR}{line}{SEPARATOR}{mobile}", "landline": ""},
                {"mobile": "", "landline": mobile},
                {"landline": f"{line}{SEPARATOR}02199887766"},
            ][place % 7],
        }
    return keys_of({name: [record[name] for record in records] for name in records[0]})


def test_many_records_are_known_as_few_are() -> None:
    keys = people(FEW + 500)
    kinds = {name: name for name in keys.columns}
    many = build(keys, kinds, jalali=True)
    halves = [build(part, kinds, jalali=True) for part in (keys[: FEW - 1], keys[FEW - 1 :])]
    for name in many.by_name:
        if name != "name_pair":  # what its values are called is nobody's business
            assert said(many, name) == said(halves[0], name) + said(halves[1], name), name


def test_several_numbers_are_found_whichever_column_they_stand_in() -> None:
    keys = keys_of({"mobile": ["09121111111 | 02188887777", "", ""], "landline": ["", "09122222222", "02133334444"]})
    features = build(keys, {"mobile": "mobile", "landline": "landline"})
    assert said(features, "mobile") == [["+989121111111"], ["+989122222222"], []]
    assert [len(numbers) for numbers in said(features, "landline")] == [1, 0, 1]


def test_a_whole_name_is_parted_in_whichever_column_it_stands() -> None:
    keys = pl.DataFrame(
        {"name": ["علی رضایی", "رضایی", ""], "last_name": ["", "", "زهرا احمدی"], "first_name": [""] * 3}
    )
    features = build(keys, {name: name for name in keys.columns})
    assert said(features, "given") == [["علی"], [], ["زهرا"]]
    assert said(features, "family") == [["رضایی"], ["رضایی"], ["احمدی"]]
