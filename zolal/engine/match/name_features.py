"""What matching knows of the names of persons, whichever column they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from zolal.engine.match.feature import MISSING, Feature, Features, derived, encode
from zolal.engine.match.pairs import Codes, Rows
from zolal.engine.match.values import FEW, Values
from zolal.engine.persian.names import split
from zolal.engine.persian.romanise import skeleton
from zolal.engine.records import SEPARATOR


def names_of(keys: pl.DataFrame, columns: Mapping[str, list[str]]) -> dict[str, Feature]:
    """The given and the family name; `columns` are the columns of each kind."""
    sources = [columns[kind][0] if kind in columns else "" for kind in ("first_name", "last_name", "name")]
    if not any(sources):
        return {}
    first, last, full = (_first_name(keys, source) for source in sources)
    given, family = (_Written(part.first.copy(), [*part.values]) for part in (first, last))
    # One column holds both names where the other is empty; only those rows pay for the splitting.
    for lonely, other in ((last, first), (first, last), (full, None)):
        nothing = other.first < 0 if other else (given.codes < 0) & (family.codes < 0)
        rows = np.flatnonzero((lonely.first >= 0) & nothing)
        names = {code: lonely.values[code] for code in np.unique(lonely.first[rows]).tolist()}
        parts = {code: split(name) for code, name in names.items() if other is None or " " in name}
        given.put(lonely.first, rows, {code: part[0] for code, part in parts.items()})
        family.put(lonely.first, rows, {code: part[1] for code, part in parts.items()})
    named = {"given": given.feature(), "family": family.feature()}
    return {name: feature for name, feature in named.items() if feature.values}


@dataclass(frozen=True)
class _Written:
    """The name each record gives, as a code of some texts, -1 where there is none."""

    codes: Codes
    texts: list[str]

    def put(self, source: Codes, rows: Rows, part_of: Mapping[int, str]) -> None:
        """Give those of the rows a part of their name whose code in `source` has one."""
        parts = list(part_of.values())
        at = np.full(int(source.max(initial=0)) + 1, MISSING - 1, dtype=np.int32)
        at[list(part_of)] = [len(self.texts) + place if part else MISSING for place, part in enumerate(parts)]
        found = at[source[rows]]
        self.codes[rows[found >= MISSING]] = found[found >= MISSING]
        self.texts.extend(parts)

    def feature(self) -> Feature:
        """The names with nothing between their words."""
        used = np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts)) > 0
        texts = [text.replace(" ", "") if is_used else "" for text, is_used in zip(self.texts, used, strict=True)]
        distinct = encode(texts)
        return Feature(np.append(distinct.first, MISSING)[self.codes].reshape(-1, 1), distinct.values)


def _first_name(keys: pl.DataFrame, column: str) -> Feature:
    """The first value of each cell; all are missing where there is no such column."""
    if not column:
        return Feature(np.full((keys.height, 1), MISSING, dtype=np.int32), Values([]))
    if keys.height <= FEW:
        return encode([cell.split(SEPARATOR, 1)[0] for cell in keys[column].to_list()])
    cells = keys[column]
    joined = cells.str.contains(SEPARATOR, literal=True).any()
    return encode(cells.str.split(SEPARATOR).list.first() if joined else cells)


def derive_names(features: Features) -> None:
    """Coarser features of the names, added to them."""
    given, family = features.by_name.get("given"), features.by_name.get("family")
    for name, part, head in (("given", given, 2), ("family", family, 3)):
        if part:
            bones = [skeleton(value) or value for value in part.values]
            features.by_name[f"{name}_skeleton"] = derived(part, bones)
            features.by_name[f"{name}_head"] = derived(part, [value[:head] for value in bones])
    if given and family:
        features.by_name["name_pair"] = _unordered(features["given_skeleton"], features["family_skeleton"])
        features.by_name["whole_name"] = _whole(given, family)
        names = features.by_name["any_name"] = _either(given, family)
        sounds = _either(features["given_skeleton"], features["family_skeleton"])
        features.by_name["any_name_skeleton"] = replace(sounds, of_source=names.table(sounds))


def _unordered(given: Feature, family: Feature) -> Feature:
    """Both names whichever stands first: swapped names meet here."""
    shared = encode([*given.values, *family.values])
    table = [np.append(codes, MISSING).astype(np.int64) for codes in np.split(shared.first, [len(given.values)])]
    one, other = table[0][given.first], table[1][family.first]
    low, high = np.minimum(one, other), np.maximum(one, other)
    pair = np.where(low >= 0, low * len(shared.values) + high, -1)
    order = np.argsort(pair)
    ordered = pair[order]
    fresh = np.append(ordered[:1] >= 0, (ordered[1:] != ordered[:-1]))
    codes = np.empty(len(pair), dtype=np.int32)
    codes[order] = np.cumsum(fresh) - 1
    return Feature(codes.reshape(-1, 1), Values(pl.Series(ordered[fresh]).cast(pl.String)))


def _either(given: Feature, family: Feature) -> Feature:
    """The given name and the family name of each record as two values of one feature."""
    shared = encode([*given.values, *family.values])
    tables = [np.append(codes, MISSING) for codes in np.split(shared.first, [len(given.values)])]
    slots = [table[part.first] for table, part in zip(tables, (given, family), strict=True)]
    return Feature(np.stack(slots, axis=1).astype(np.int32), shared.values)


def _whole(given: Feature, family: Feature) -> Feature:
    """Both names as one word: names that were divided at another place meet here."""
    complete = np.flatnonzero((given.first >= 0) & (family.first >= 0))
    codes = np.full((len(given.first), 1), MISSING, dtype=np.int32)
    if len(complete) <= FEW:
        one, other = (part.values.words[part.first[complete]] for part in (given, family))
        found = encode((one + other).tolist())
    else:
        first, second = (part.values.column.gather(part.first[complete]) for part in (given, family))
        found = encode(first + second)
    codes[complete] = found.codes
    return Feature(codes, found.values)
