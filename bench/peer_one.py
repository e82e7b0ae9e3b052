"""Splink beside us for one new record: its documented parts, trained on the records on file."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI
    from splink.internals.splink_dataframe import SplinkDataFrame

NAMES = ("first_name", "last_name", "address", "company")
CODES = ("mobile", "landline", "national_id", "birth_date")
NEAR = ("city", "company", "address")


@dataclass(frozen=True)
class Peer:
    """A trained linker, and the records on file in its database."""

    linker: Linker
    database: DuckDBAPI
    filed: SplinkDataFrame

    def asked(self, record: Mapping[str, str]) -> list[int]:
        """Rows on file that may be the record, the likeliest first."""
        said = pl.DataFrame({"unique_id": [-1], **{name: [value or None] for name, value in record.items()}})
        said = said.with_columns(pl.exclude("unique_id").cast(pl.String))
        new = self.database.register(said.to_arrow())
        found = self.linker.inference.predict_between(self.filed, new, threshold_match_weight=-20)
        table = pl.from_arrow(found.as_duckdbpyrelation().to_arrow_table())
        assert isinstance(table, pl.DataFrame)
        best = table.sort("match_weight", descending=True)
        return [max(one, other) for one, other in best.select("unique_id_l", "unique_id_r").iter_rows()]


def trained(filed: pl.DataFrame) -> Peer:
    """Splink over the records on file."""
    import splink.comparison_library as comparisons  # noqa: PLC0415 - only where Splink is installed
    from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    logging.getLogger("splink").setLevel(logging.ERROR)
    frame = filed.select(pl.when(pl.all() != "").then(pl.all())).with_row_index("unique_id")
    frame = frame.with_columns(pl.col("unique_id").cast(pl.Int64))
    exact = [block_on(name) for name in ("mobile", "email", "national_id")]
    rules = [block_on("first_name", "last_name"), block_on("first_name", "birth_date")]
    rules += [block_on("last_name", "birth_date")]
    rules += [block_on(name, near) for name in ("first_name", "last_name") for near in NEAR]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            *(comparisons.NameComparison(name).configure(term_frequency_adjustments=True) for name in NAMES),
            *(comparisons.DamerauLevenshteinAtThresholds(name, [1, 2]) for name in CODES),
            comparisons.EmailComparison("email"),
            comparisons.ExactMatch("city").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[*exact, *rules],
    )
    database = DuckDBAPI()
    table = database.register(frame.to_arrow())
    linker = Linker(table, settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(exact, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("first_name", "last_name"), block_on("birth_date")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    for name in (*NAMES, "city"):
        linker.table_management.compute_tf_table(name)
    return Peer(linker, database, table)
