"""What matching knows of each record, made of the keys of its normalised columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import polars as pl

from zolal.engine.fields.executor import parse_cell, parse_column
from zolal.engine.fields.legal_id import is_valid_legal_id
from zolal.engine.fields.national_id import NATIONAL_ID
from zolal.engine.match import few
from zolal.engine.match.feature import MISSING, Feature, Features, derived, encode
from zolal.engine.match.name_features import derive_names, names_of
from zolal.engine.match.pairs import THREADS
from zolal.engine.match.record_types import RECORD_TYPE
from zolal.engine.match.values import FEW, Values
from zolal.engine.persian.calendar import to_jalali
from zolal.engine.persian.romanise import skeleton
from zolal.engine.records import SEPARATOR

LONGEST = 200
"""So many characters of a key are compared; whatever is longer is no name and no address."""


# Which kinds make which feature; several columns of these kinds are one set of values.
UNITED = {
    "mobile": ("mobile", "phone", "landline"),
    "landline": ("landline", "phone", "mobile"),
    "email": ("email",),
    "national_id": ("national_id",),
    "id_number": ("id_number",),
    "sheba": ("sheba",),
    "birth_date": ("birth_date",),
    "company_id": ("company_id",),
    "domain": ("domain",),
    RECORD_TYPE: (RECORD_TYPE,),
}
# `company_id`, `domain` and `company_name` are of records that are companies, not of people who work at one.
# These stay a comparison for each column: address_1 and address_2 say different things.
APART = (
    "address", "company", "city", "province", "postal_code", "zip", "house_number", "legal_id", "company_name",
    "gender", "job_title",
)  # fmt: skip
VALID_ID = "valid_national_id"
VALID_COMPANY_ID = "valid_company_id"
_MOBILE = r"^\+989\d{9}$"
_UNIT = re.compile("u[0-9]+")


def build(keys: pl.DataFrame, kinds: Mapping[str, str], *, jalali: bool = False) -> Features:
    """Features from the keys of the normalised columns. `kinds` names the kind of each column of `keys`.

    `jalali` tells that birth dates were written in that calendar: a slip in writing stays one digit only there.
    """
    keys = _shortened(keys)
    columns: dict[str, list[str]] = {}
    for column, kind in kinds.items():
        columns.setdefault(kind, []).append(column)
    features = Features(keys.height)
    makers: dict[str, Callable[[], Feature | None]] = {}
    for name, sources in UNITED.items():
        if present := [column for kind in sources for column in columns.get(kind, [])]:
            makers[name] = partial(_united, keys, present, name)
    for column in (column for kind in APART for column in columns.get(kind, [])):
        makers[column] = partial(_multiple, keys[column].to_frame())
    named, *made = _side_by_side([partial(names_of, keys, columns), *makers.values()], rows=keys.height)
    features.by_name.update(named)
    for name, feature in zip(makers, made, strict=True):
        _add(features, name, feature)
    if jalali and "birth_date" in features:
        births = features["birth_date"]
        features.by_name["birth_date"] = derived(births, [as_jalali(value) for value in births.values])
    _derive(features)
    return features


def _side_by_side(tasks: Sequence[Callable[[], Any]], *, rows: int) -> list[Any]:
    """What each task gives; of many rows while others work, since names are read one by one and all else at once."""
    if rows <= FEW:
        return [task() for task in tasks]
    with ThreadPoolExecutor(THREADS) as pool:
        return [done.result() for done in [pool.submit(task) for task in tasks]]


def _shortened(keys: pl.DataFrame) -> pl.DataFrame:
    if keys.height > FEW:
        longest = keys.select(pl.all().str.len_bytes().max()).row(0) if keys.width else ()
        long = [name for name, length in zip(keys.columns, longest, strict=True) if (length or 0) > LONGEST]
        return keys.with_columns(pl.col(long).str.head(LONGEST))
    short = {name: [value[:LONGEST] for value in keys[name].to_list()] for name in keys.columns}
    return pl.DataFrame(short, schema=dict.fromkeys(short, pl.String))


def _add(features: Features, name: str, feature: Feature | None) -> None:
    if feature is not None and feature.values:
        features.by_name[name] = feature


def _united(keys: pl.DataFrame, columns: list[str], name: str) -> Feature | None:
    if keys.height <= FEW:
        columns_of_few = [keys[column].to_list() for column in columns]
        if name in ("mobile", "landline"):
            columns_of_few = [few.telephones(cells, mobile=name == "mobile") for cells in columns_of_few]
        return _few_multiple(columns_of_few)
    frame = keys.select(columns)
    if name in ("mobile", "landline"):
        is_mobile = name == "mobile"
        frame = frame.with_columns(_phones(column, mobile=is_mobile) for column in columns)
    return _multiple(frame)


def _phones(column: str, *, mobile: bool) -> pl.Expr:
    """The numbers of a column that are (or are not) mobiles, still joined."""
    one = pl.col(column)
    single = pl.when(one.str.contains(_MOBILE) == mobile).then(one).otherwise(pl.lit(""))
    element = pl.element().str.contains(_MOBILE)
    several = (
        one.str.split(SEPARATOR)
        .list.filter(element if mobile else ~element & (pl.element() != ""))
        .list.join(SEPARATOR)
    )
    return pl.when(one.str.contains(SEPARATOR, literal=True)).then(several).otherwise(single).alias(column)


def _multiple(frame: pl.DataFrame, most: int = 3) -> Feature | None:
    """Up to `most` distinct values a record from several columns and cells with several values."""
    if frame.height <= FEW:
        return _few_multiple([frame[column].to_list() for column in frame.columns], most)
    filled = pl.sum_horizontal(pl.all() != "")
    joined = pl.any_horizontal(pl.all().str.contains(SEPARATOR, literal=True))
    rows = np.flatnonzero(frame.select((filled > 1) | joined).to_series().to_numpy())
    if not len(rows):
        return encode(frame.select(pl.concat_str(pl.all())).to_series())
    # Only rows that may have several values pay for lists.
    united = (
        frame[rows]
        .select(
            pl.concat_list(pl.col(column).str.split(SEPARATOR) for column in frame.columns)
            .list.filter(pl.element() != "")
            .list.unique(maintain_order=True)
            .list.head(most)
        )
        .to_series()
    )
    width = max(1, int(united.list.len().max() or 1))  # type: ignore[arg-type]
    slots = [united.list.get(slot, null_on_oob=True).fill_null("") for slot in range(width)]
    first = frame.select(pl.concat_str(pl.all())).to_series().scatter(rows, slots[0])
    encoded = encode(pl.concat([first, *(slot.rename(first.name) for slot in slots[1:])]))
    codes = np.full((frame.height, width), MISSING, dtype=np.int32)
    codes[:, 0] = encoded.first[: frame.height]
    codes[rows, 1:] = encoded.first[frame.height :].reshape(width - 1, len(rows)).T
    return Feature(codes, encoded.values)


def _few_multiple(columns: Sequence[Sequence[str]], most: int = 3) -> Feature:
    """What the rest of `_multiple` gives, for few rows."""
    slots = few.slots(columns, most)
    encoded = encode([value for slot in slots for value in slot])
    return Feature(np.ascontiguousarray(encoded.codes.reshape(len(slots), -1).T), encoded.values)


def _derive(features: Features) -> None:
    """Coarser features that blocking uses."""
    names = Features(features.size, {name: features[name] for name in ("given", "family") if name in features})
    _side_by_side([partial(derive_names, names), partial(_derive_others, features)], rows=features.size)
    features.by_name.update(names.by_name)


def _derive_others(features: Features) -> None:
    if "mobile" in features:
        mobile = features["mobile"]
        _add(features, "mobile_head", derived(mobile, mobile.values.part(3, 5)))
        _add(features, "mobile_tail", derived(mobile, mobile.values.part(8)))
    if "email" in features:
        email = features["email"]
        _add(features, "email_local", derived(email, email.values.before("@")))
    if "address" in features:
        address = features["address"]
        _add(features, "address_core", derived(address, _cores(address.values)))
    if "landline" in features:
        line = features["landline"]
        features.by_name["landline"] = derived(line, [without_area(value) for value in line.values])
    if "company_name" in features:
        company = features["company_name"]
        _add(features, "company_name_bones", derived(company, [bones_of_words(v) for v in company.values]))
        _add(features, "company_name_whole", derived(company, [skeleton(v) or v for v in company.values]))
    _valid_ids(features)
    _coarsen(features)


def _coarsen(features: Features) -> None:
    """The district of a postal code, the year of a birth date."""
    for name in [name for name in features.by_name if name.startswith(("postal_code", "zip"))]:
        code = features[name]
        _add(features, f"{name}_head", derived(code, [district(value) for value in code.values]))
    if "birth_date" in features:
        birth = features["birth_date"]
        _add(features, "birth_year", derived(birth, birth.values.part(0, 4)))


def district(postal_code: str) -> str:
    """The first half of a postal code, which tells the district in most countries."""
    return postal_code[: (len(postal_code) + 1) // 2]


def bones_of_words(name: str) -> str:
    """The consonants of each word of a company's name: the same in either script."""
    return " ".join(skeleton(word) or word for word in name.split(" "))


def _valid_ids(features: Features) -> None:
    """Of the identifiers only those with a right check digit."""
    if "national_id" in features:
        number = features["national_id"]
        _add(features, VALID_ID, derived(number, _valid_national_ids(number.values)))
    if "company_id" in features:
        number = features["company_id"]
        _add(features, VALID_COMPANY_ID, derived(number, [v if is_valid_legal_id(v) else "" for v in number.values]))


def _valid_national_ids(numbers: Values) -> Sequence[str] | pl.Series:
    if len(numbers) <= FEW:
        return [parse_cell(NATIONAL_ID, number).value for number in numbers]
    return parse_column(NATIONAL_ID, numbers.column)["value"]


def as_jalali(day: str) -> str:
    """An ISO date as Jalali digits; what is no date stays as it is."""
    try:
        year, month, of_month = to_jalali(date.fromisoformat(day))
    except ValueError:
        return day
    return f"{year:04d}{month:02d}{of_month:02d}"


def without_area(landline: str) -> str:
    """An Iranian landline without its area code, which half of the people leave out."""
    return landline[-8:] if landline.startswith("+98") or len(landline) == 8 else landline


def _cores(addresses: Values) -> Sequence[str]:
    """Addresses without their unit, which many leave out, and whatever the order of their words."""
    if len(addresses) <= FEW:
        return [" ".join(sorted(word for word in text.split(" ") if not _UNIT.fullmatch(word))) for text in addresses]
    words = pl.element().filter(~pl.element().str.contains(f"^{_UNIT.pattern}$")).sort()
    return Values(pl.select(pl.lit(addresses.column).str.split(" ").list.eval(words).list.join(" ")).to_series())
