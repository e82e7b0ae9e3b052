"""What matching knows of each record: every comparable field as integer codes into a table of distinct values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from zolal.engine.fields.executor import parse_cell, parse_column
from zolal.engine.fields.legal_id import is_valid_legal_id
from zolal.engine.fields.national_id import NATIONAL_ID
from zolal.engine.match import few
from zolal.engine.match.pairs import Codes, Rows
from zolal.engine.persian.calendar import to_jalali
from zolal.engine.persian.names import split
from zolal.engine.persian.romanise import skeleton
from zolal.engine.records import SEPARATOR

LONGEST = 200
"""So many characters of a key are compared; whatever is longer is no name and no address."""
MISSING = np.int32(-1)
FEW = 3_000
"""Up to so many rows plain Python is quicker than starting up vectorised work; both give the same."""


@dataclass(frozen=True)
class Feature:
    """One comparable field.

    codes: (records, values) positions in `values`, -1 where missing; most fields have one value a record.
    values: the distinct values.
    """

    codes: Codes
    values: list[str]

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many records bear each value."""
        present = self.codes[self.codes >= 0]
        return np.bincount(present, minlength=len(self.values)).astype(np.int64)

    def take(self, rows: Rows) -> Feature:
        """The feature of some rows; codes mean the same."""
        return Feature(self.codes[rows], self.values)

    @property
    def first(self) -> Codes:
        """The first value of each record."""
        return self.codes[:, 0]

    @cached_property
    def filled(self) -> int:
        return int((self.codes[:, 0] >= 0).sum())

    @cached_property
    def words(self) -> npt.NDArray[np.object_]:
        return np.array(self.values, dtype=object)

    @cached_property
    def lengths(self) -> npt.NDArray[np.int32]:
        return np.array([len(value) for value in self.values], dtype=np.int32)

    @cached_property
    def letters(self) -> npt.NDArray[np.uint64]:
        """The set of letters of each value as bits; a few letters share a bit."""
        codes = np.frombuffer("".join(self.values).encode("utf-32-le"), dtype=np.uint32)
        bits = np.left_shift(np.uint64(1), (codes & 63).astype(np.uint64))
        starts = np.append(0, np.cumsum(self.lengths))[:-1]
        return np.bitwise_or.reduceat(bits, starts).astype(np.uint64)

    @cached_property
    def bags(self) -> npt.NDArray[np.int32]:
        """The first eight distinct words of every value as codes, (values, words), -1 where there are fewer."""
        if len(self.values) <= FEW:
            return few.bags(self.values)
        words = pl.Series(self.values, dtype=pl.String).str.split(" ").list.unique(maintain_order=True).list.head(8)
        rows = np.repeat(np.arange(len(words)), words.list.len().to_numpy())
        exploded = words.explode(empty_as_null=False)
        codes = exploded.rank("dense").to_numpy().astype(np.int32)
        first = np.append(True, rows[1:] != rows[:-1])
        slot = np.arange(len(rows)) - np.repeat(np.flatnonzero(first), np.bincount(rows)[rows[first]])
        bags = np.full((len(words), int(slot.max(initial=0)) + 1), -1, dtype=np.int32)
        bags[rows, slot] = codes
        return bags

    @cached_property
    def dates(self) -> npt.NDArray[np.int16]:
        """Year, month and day of every value of a date feature, (values, 3)."""
        digits = (value.replace("-", "").ljust(8, "0") for value in self.values)
        return np.array([(int(d[:4]), int(d[4:6]), int(d[6:8])) for d in digits], dtype=np.int16).reshape(-1, 3)

    def table(self, coarse: Feature) -> Codes:
        """The code in a coarser feature, derived from this one, of every value."""
        found = np.full(len(self.values), MISSING, dtype=np.int32)
        found[self.codes[self.codes >= 0]] = coarse.codes[self.codes >= 0]
        return found


@dataclass(frozen=True)
class Features:
    """All comparable fields of a set of records, by name."""

    size: int
    by_name: dict[str, Feature] = field(default_factory=dict)

    def take(self, rows: Rows) -> Features:
        """The features of some rows, in that order."""
        return Features(len(rows), {name: feature.take(rows) for name, feature in self.by_name.items()})

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def __getitem__(self, name: str) -> Feature:
        return self.by_name[name]


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
}
# `company_id`, `domain` and `company_name` are of records that are companies, not of people who work at one.
# These stay a comparison for each column: address_1 and address_2 say different things.
APART = ("address", "company", "city", "province", "postal_code", "zip", "house_number", "legal_id", "company_name")
VALID_ID = "valid_national_id"
VALID_COMPANY_ID = "valid_company_id"
_MOBILE = r"^\+989\d{9}$"


def build(keys: pl.DataFrame, kinds: Mapping[str, str], *, jalali: bool = False) -> Features:
    """Features from the keys of the normalised columns. `kinds` names the kind of each column of `keys`.

    `jalali` tells that birth dates were written in that calendar: a slip in writing stays one digit only there.
    """
    keys = _shortened(keys)
    columns: dict[str, list[str]] = {}
    for column, kind in kinds.items():
        columns.setdefault(kind, []).append(column)
    features = Features(keys.height)
    features.by_name.update(_names(keys, columns))
    for name, sources in UNITED.items():
        present = [column for kind in sources for column in columns.get(kind, [])]
        if present:
            _add(features, name, _united(keys, present, name))
    for kind in APART:
        for column in columns.get(kind, []):
            _add(features, column, _multiple(keys[column].to_frame()))
    if jalali and "birth_date" in features:
        births = features["birth_date"]
        features.by_name["birth_date"] = derived(births, [_jalali(value) for value in births.values])
    _derive(features)
    return features


def _shortened(keys: pl.DataFrame) -> pl.DataFrame:
    if keys.height > FEW:
        return keys.select(pl.all().str.head(LONGEST))
    short = {name: [value[:LONGEST] for value in keys[name].to_list()] for name in keys.columns}
    return pl.DataFrame(short, schema=dict.fromkeys(short, pl.String))


def encode(texts: pl.Series | Sequence[str]) -> Feature:
    """One value a record; "" is missing."""
    if len(texts) <= FEW:
        codes_of: dict[str, int] = {}
        plain = texts.to_list() if isinstance(texts, pl.Series) else texts
        found = [codes_of.setdefault(value, len(codes_of)) if value else -1 for value in plain]
        return Feature(np.array(found, dtype=np.int32).reshape(-1, 1), list(codes_of))
    values = texts if isinstance(texts, pl.Series) else pl.Series(texts, dtype=pl.String)
    distinct = values.unique(maintain_order=True).to_list()
    known = [value for value in distinct if value]
    lookup = {value: code for code, value in enumerate(known)}
    lookup[""] = -1
    codes = values.replace_strict(lookup, return_dtype=pl.Int32).to_numpy()
    return Feature(np.ascontiguousarray(codes, dtype=np.int32).reshape(-1, 1), known)


def derived(source: Feature, rule: Mapping[str, str] | Sequence[str]) -> Feature:
    """A feature computed value by value from another one; `rule` is the new value of each old one."""
    values = [rule[value] for value in source.values] if isinstance(rule, Mapping) else list(rule)
    distinct = encode(values)
    table = np.append(distinct.codes[:, 0], MISSING)
    return Feature(table[source.codes].astype(np.int32), distinct.values)


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
    joined = [column for column in frame.columns if frame[column].str.contains(SEPARATOR, literal=True).any()]
    if frame.width == 1 and not joined:
        return encode(frame.to_series())
    united = frame.select(
        pl.concat_list(pl.col(column).str.split(SEPARATOR) for column in frame.columns)
        .list.filter(pl.element() != "")
        .list.unique(maintain_order=True)
        .list.head(most)
        .alias("all")
    )["all"]
    width = max(1, int(united.list.len().max() or 1))  # type: ignore[arg-type]
    slots = pl.concat([united.list.get(slot, null_on_oob=True).fill_null("") for slot in range(width)])
    encoded = encode(slots)
    return Feature(np.ascontiguousarray(encoded.codes.reshape(width, frame.height).T), encoded.values)


def _few_multiple(columns: Sequence[Sequence[str]], most: int = 3) -> Feature:
    """What the rest of `_multiple` gives, for few rows."""
    slots = few.slots(columns, most)
    encoded = encode([value for slot in slots for value in slot])
    return Feature(np.ascontiguousarray(encoded.codes.reshape(len(slots), -1).T), encoded.values)


def _names(keys: pl.DataFrame, columns: Mapping[str, list[str]]) -> dict[str, Feature]:
    sources = [columns[kind][0] if kind in columns else "" for kind in ("first_name", "last_name", "name")]
    if not any(sources):
        return {}
    first, last, full = (_first_name(keys, source) for source in sources)
    given, family = (_looked_up(part) for part in (first, last))
    # One column holds both names where the other is empty; only those rows pay for the splitting.
    for lonely, other in ((last, first), (first, last), (full, None)):
        rows = (lonely.first >= 0) & ((given == "") & (family == "") if other is None else other.first < 0)
        parts = [split(name) if other is None or " " in name else None for name in lonely.values]
        split_rows = np.flatnonzero(rows & np.array([*(part is not None for part in parts), False])[lonely.first])
        both = [parts[code] for code in lonely.first[split_rows].tolist()]
        given[split_rows], family[split_rows] = [part[0] for part in both if part], [part[1] for part in both if part]
    named = {"given": given, "family": family}
    return {name: feature for name, column in named.items() if (feature := encode(_joined(column))).values}


def _first_name(keys: pl.DataFrame, column: str) -> Feature:
    """The first value of each cell; all are missing where there is no such column."""
    if not column:
        return Feature(np.full((keys.height, 1), MISSING, dtype=np.int32), [])
    if keys.height <= FEW:
        return encode([cell.split(SEPARATOR, 1)[0] for cell in keys[column].to_list()])
    return encode(keys[column].str.split(SEPARATOR).list.first())


def _looked_up(feature: Feature) -> npt.NDArray[np.object_]:
    return np.array([*feature.values, ""], dtype=object)[feature.first]


def _joined(names: npt.NDArray[np.object_]) -> list[str]:
    return [name.replace(" ", "") for name in names.tolist()]


def _derive(features: Features) -> None:
    """Coarser features that blocking uses."""
    given, family = features.by_name.get("given"), features.by_name.get("family")
    for name, part, head in (("given", given, 2), ("family", family, 3)):
        if part:
            bones = [skeleton(value) or value for value in part.values]
            _add(features, f"{name}_skeleton", derived(part, bones))
            _add(features, f"{name}_head", derived(part, [value[:head] for value in bones]))
    if given and family:
        features.by_name["name_pair"] = _unordered(features["given_skeleton"], features["family_skeleton"])
    if "mobile" in features:
        mobile = features["mobile"]
        _add(features, "mobile_head", derived(mobile, [v[3:8] for v in mobile.values]))
        _add(features, "mobile_tail", derived(mobile, [v[8:] for v in mobile.values]))
    if "email" in features:
        email = features["email"]
        _add(features, "email_local", derived(email, [v.split("@")[0] for v in email.values]))
    if "address" in features:
        address = features["address"]
        _add(features, "address_core", derived(address, [_core(v) for v in address.values]))
    if "landline" in features:
        line = features["landline"]
        features.by_name["landline"] = derived(line, [_local(value) for value in line.values])
    _valid_ids(features)
    if "birth_date" in features:
        birth = features["birth_date"]
        _add(features, "birth_year", derived(birth, [v[:4] for v in birth.values]))


def _valid_ids(features: Features) -> None:
    """Of the identifiers only those with a right check digit."""
    if "national_id" in features:
        number = features["national_id"]
        _add(features, VALID_ID, derived(number, _valid_national_ids(number.values)))
    if "company_id" in features:
        number = features["company_id"]
        _add(features, VALID_COMPANY_ID, derived(number, [v if is_valid_legal_id(v) else "" for v in number.values]))


def _valid_national_ids(numbers: list[str]) -> list[str]:
    if len(numbers) <= FEW:
        return [parse_cell(NATIONAL_ID, number).value for number in numbers]
    valid: list[str] = parse_column(NATIONAL_ID, pl.Series(numbers))["value"].to_list()
    return valid


def _unordered(given: Feature, family: Feature) -> Feature:
    """Both names whichever stands first: swapped names meet here."""
    shared = {value: code for code, value in enumerate(dict.fromkeys([*given.values, *family.values]))}
    table = [np.array([shared[v] for v in part.values] + [-1], dtype=np.int64) for part in (given, family)]
    one, other = table[0][given.first], table[1][family.first]
    pair = np.where((one >= 0) & (other >= 0), np.minimum(one, other) * len(shared) + np.maximum(one, other), -1)
    distinct, codes = np.unique(pair, return_inverse=True)
    missing = int(distinct[0] == -1)
    return Feature((codes - missing).astype(np.int32).reshape(-1, 1), [str(value) for value in distinct[missing:]])


def _jalali(day: str) -> str:
    """An ISO date as Jalali digits; what is no date stays as it is."""
    try:
        year, month, of_month = to_jalali(date.fromisoformat(day))
    except ValueError:
        return day
    return f"{year:04d}{month:02d}{of_month:02d}"


def _local(landline: str) -> str:
    """An Iranian landline without its area code, which half of the people leave out."""
    return landline[-8:] if landline.startswith("+98") or len(landline) == 8 else landline


def _core(address: str) -> str:
    """An address without its unit, which many leave out."""
    return " ".join(sorted(word for word in address.split(" ") if not (word[0] == "u" and word[1:].isdigit())))
