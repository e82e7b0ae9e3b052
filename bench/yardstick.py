"""Splink beside us: a model of its documented parts, given its best threshold with the truth in hand."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import polars as pl

from bench.data import Truthful
from bench.metrics import Score, edges, score

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
    "birth_place": "word",
    "postcode": "code",
    "postcode_fake": "postcode",
    "zip": "code",
    "occupation": "word",
    "company": "name",
}
STRONG = frozenset({"mobile", "email", "soc_sec_id", "national_id", "id_number"})
FAMILY = ("surname", "last_name")
GIVEN = ("first_name", "given_name")
BIRTH = ("dob", "date_of_birth", "birth_date")
NEAR = ("city", "company", "address", "birth_place", "postcode_fake", "occupation")
SMALL = 15_000  # rows up to which every column alone may block
WIDE = 100_000  # rows up to which any two columns that say something of a person's place or time may block


def best(made: Truthful, values: pl.DataFrame) -> tuple[float, Score]:
    """Splink's best F1 over `THRESHOLDS` on these values, clustered its way, and the threshold that gave it."""
    linker, pairs = _predict([values])
    results = [(threshold, _clusters(linker, pairs, threshold, made)) for threshold in THRESHOLDS]
    return max(results, key=lambda result: result[1].f1)


def best_link(made: Truthful, values: pl.DataFrame, first: int) -> tuple[float, Score]:
    """Splink's best F1 over the links between the `first` rows and the others, and the threshold that gave it."""
    pairs = _predict([values.head(first), values.tail(-first)])[1]
    found = pl.from_arrow(pairs.as_duckdbpyrelation().to_arrow_table())
    assert isinstance(found, pl.DataFrame)
    numbers = pl.Series(range(made.truth.len()))
    true = len(made.truth.head(first).to_frame().join(made.truth.tail(-first).to_frame(), on=made.truth.name))
    results = []
    for threshold in THRESHOLDS:
        sure = found.filter(pl.col("match_probability") >= threshold)
        left, right = (numbers.gather(sure[f"unique_id_{side}"]).to_list() for side in "lr")
        results.append((threshold, edges(made.truth, left, right, true=true)))
    return max(results, key=lambda result: result[1].f1)


def _predict(tables: Sequence[pl.DataFrame]) -> tuple[Linker, SplinkDataFrame]:
    """Every pair worth a look, inside the one table or between the two."""
    from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415 - only where Splink is installed
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    logging.getLogger("splink").setLevel(logging.ERROR)
    columns = [column for column in tables[0].columns if column in ROLES]
    given, family, birth = (_first(names, columns) for names in (GIVEN, FAMILY, BIRTH))
    exact = [block_on(column) for column in columns if column in STRONG]
    settings = SettingsCreator(
        link_type="dedupe_only" if len(tables) == 1 else "link_only",
        comparisons=[_comparison(column) for column in columns],
        blocking_rules_to_generate_predictions=[
            block_on(*rule) for rule in _rules(columns, sum(table.height for table in tables))
        ],
    )
    linker = Linker(list(_registered(DuckDBAPI(), tables, columns)), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([*exact, block_on(given, family, birth)], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on(given, family), block_on(birth)):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker, linker.inference.predict(threshold_match_probability=min(THRESHOLDS))


def _registered(database: Any, tables: Sequence[pl.DataFrame], columns: list[str]) -> Iterator[Any]:  # noqa: ANN401
    """The tables in Splink's database, numbered as one."""
    start = 0
    for table in tables:
        frame = table.select(pl.when(pl.col(columns) != "").then(pl.col(columns)))
        yield database.register(frame.with_row_index("unique_id", offset=start).to_arrow())
        start += table.height


def _rules(columns: list[str], size: int) -> list[tuple[str, ...]]:
    """The columns on which two records must agree to be compared, as wide as a set of this size can afford."""
    if size <= SMALL:
        return [(column,) for column in columns]
    given, family, birth = (_first(names, columns) for names in (GIVEN, FAMILY, BIRTH))
    near = [column for column in NEAR if column in columns]
    rules: list[tuple[str, ...]] = [(column,) for column in columns if column in STRONG]
    rules += [(given, family), (given, birth), (family, birth)]
    rules += [(name, column) for name in (given, family) for column in near]
    if size <= WIDE:
        rules += [(birth, column) for column in near] + [(f"substr({birth}, 1, 7)", name) for name in (given, family)]
        rules += combinations(near, 2)
    return rules


def _first(names: tuple[str, ...], columns: list[str]) -> str:
    return next(name for name in names if name in columns)


def _comparison(column: str) -> Any:  # noqa: ANN401 - Splink's comparisons share no public type
    import splink.comparison_library as comparisons  # noqa: PLC0415

    role = ROLES[column]
    if role == "name":
        return comparisons.NameComparison(column).configure(term_frequency_adjustments=True)
    if role == "email":
        return comparisons.EmailComparison(column)
    if role == "postcode":
        return comparisons.PostcodeComparison(column)
    if role == "code":
        return comparisons.DamerauLevenshteinAtThresholds(column, [1, 2])
    return comparisons.ExactMatch(column).configure(term_frequency_adjustments=True)


def _clusters(linker: Linker, pairs: SplinkDataFrame, threshold: float, made: Truthful) -> Score:
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
    found = pl.from_arrow(clusters.as_duckdbpyrelation().to_arrow_table())
    assert isinstance(found, pl.DataFrame)
    return score(made.truth, found.sort("unique_id")["cluster_id"])
