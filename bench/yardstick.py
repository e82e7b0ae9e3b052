"""Splink beside us: a model of its documented parts, given its best threshold with the truth in hand."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from bench.data import Truthful
from bench.metrics import Score, score

if TYPE_CHECKING:
    from splink import Linker
    from splink.internals.splink_dataframe import SplinkDataFrame

THRESHOLDS = (0.01, 0.05, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999)

# What a column says about a person, by its header in the sets or by our kind.
ROLES: Mapping[str, str] = {
    "first_name": "name",
    "given_name": "name",
    "surname": "name",
    "last_name": "name",
    "dob": "code",
    "date_of_birth": "code",
    "birth_date": "code",
    "email": "email",
    "mobile": "code",
    "landline": "code",
    "soc_sec_id": "code",
    "national_id": "code",
    "id_number": "code",
    "street_number": "word",
    "house_number": "word",
    "address": "name",
    "address_1": "name",
    "city": "word",
    "suburb": "name",
    "postcode": "code",
    "zip": "code",
    "company": "name",
}
STRONG = frozenset({"mobile", "email", "soc_sec_id", "national_id", "id_number"})
FAMILY = ("surname", "last_name")
GIVEN = ("first_name", "given_name")
BIRTH = ("dob", "date_of_birth", "birth_date")
NEAR = ("city", "company", "address")
SMALL = 10_000  # rows up to which every column alone may block


def best(made: Truthful, values: pl.DataFrame) -> tuple[float, Score]:
    """Splink's best F1 over `THRESHOLDS` on these values, clustered its way, and the threshold that gave it."""
    linker, pairs = _predict(values)
    results = [(threshold, _clusters(linker, pairs, threshold, made)) for threshold in THRESHOLDS]
    return max(results, key=lambda result: result[1].f1)


def _predict(values: pl.DataFrame) -> tuple[Linker, SplinkDataFrame]:
    from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415 - only where Splink is installed
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    logging.getLogger("splink").setLevel(logging.ERROR)
    columns = [column for column in values.columns if column in ROLES]
    frame = values.select(pl.when(pl.col(columns) != "").then(pl.col(columns)))
    table = DuckDBAPI().register(frame.with_row_index("unique_id").to_arrow())
    given, family, birth = (_first(names, columns) for names in (GIVEN, FAMILY, BIRTH))
    exact = [block_on(column) for column in columns if column in STRONG]
    if len(values) <= SMALL:
        rules = [block_on(column) for column in columns]
    else:
        rules = [*exact, block_on(given, family), block_on(given, birth), block_on(family, birth)]
        rules += [block_on(name, near) for name in (given, family) for near in NEAR if near in columns]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(column) for column in columns],
        blocking_rules_to_generate_predictions=rules,
    )
    linker = Linker(table, settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([*exact, block_on(given, family, birth)], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on(given, family), block_on(birth)):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker, linker.inference.predict(threshold_match_probability=min(THRESHOLDS))


def _first(names: tuple[str, ...], columns: list[str]) -> str:
    return next(name for name in names if name in columns)


def _comparison(column: str) -> Any:  # noqa: ANN401 - Splink's comparisons share no public type
    import splink.comparison_library as comparisons  # noqa: PLC0415

    role = ROLES[column]
    if role == "name":
        return comparisons.NameComparison(column).configure(term_frequency_adjustments=True)
    if role == "email":
        return comparisons.EmailComparison(column)
    if role == "code":
        return comparisons.DamerauLevenshteinAtThresholds(column, [1, 2])
    return comparisons.ExactMatch(column).configure(term_frequency_adjustments=True)


def _clusters(linker: Linker, pairs: SplinkDataFrame, threshold: float, made: Truthful) -> Score:
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
    found = pl.from_arrow(clusters.as_duckdbpyrelation().to_arrow_table())
    assert isinstance(found, pl.DataFrame)
    return score(made.truth, found.sort("unique_id")["cluster_id"])
