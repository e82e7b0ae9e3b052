"""What travels between Spark and the engine arrives as it was."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.backends.spark.batches import packed, unpacked
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.values import Values

records = st.lists(st.lists(st.sampled_from(["", "علی", "ali", "x" * 300]), min_size=1, max_size=3), min_size=1)


def feature(rows: list[list[str]]) -> Feature:
    values = [value for value in dict.fromkeys(value for row in rows for value in row) if value]
    width = max(map(len, rows))
    codes = [[values.index(v) if v else -1 for v in [*row, *[""] * (width - len(row))]] for row in rows]
    return Feature(np.array(codes, dtype=np.int32), Values(values))


def read(one: Feature) -> list[list[str]]:
    """The values of each record in their places; what is missing at the end says nothing."""
    rows = [[one.values[code] if code >= 0 else "" for code in row] for row in one.codes.tolist()]
    return ["\n".join(row).rstrip("\n").split("\n") for row in rows]


@given(records, records)
def test_values_keep_their_places(one: list[list[str]], other: list[list[str]]) -> None:
    size = min(len(one), len(other))
    features = Features(size, {"mobile": feature(one[:size]), "e-mail": feature(other[:size])})
    back = unpacked(packed(features, ["mobile", "nobody's", "e-mail"]), ["mobile", "nobody's", "e-mail"])
    assert [read(back[name]) for name in ("mobile", "e-mail")] == [read(features[name]) for name in features.by_name]
    assert (back["nobody's"].codes == -1).all()
