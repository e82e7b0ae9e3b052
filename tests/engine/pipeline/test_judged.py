"""What a person decided about a pair is obeyed in every later run."""

from __future__ import annotations

import polars as pl

from tests.engine.pipeline.tables import strangers
from zolal.engine.pipeline import Cleaned, Options, clean

TWICE = pl.concat([strangers(8), strangers(2)])  # rows 9 and 10 are rows 1 and 2 again


def judged(*decisions: tuple[str, int, str, int, str]) -> Options:
    names = ["file_a", "row_a", "file_b", "row_b", "decision"]
    return Options(decisions=pl.DataFrame(decisions, schema=names, orient="row"))


def groups(found: Cleaned) -> set[tuple[int, ...]]:
    """The rows of every customer who has more than one."""
    rows = found.records.group_by("entity", maintain_order=True).agg("row")["row"].to_list()
    return {tuple(group) for group in rows if len(group) > 1}


def test_without_decisions_the_copies_are_found() -> None:
    found = clean(TWICE)
    assert groups(found) == {(1, 9), (2, 10)}
    assert found.summary["decisions"] == {"obeyed": 0, "unknown": 0}


def test_same_joins_and_not_same_parts_whatever_the_engine_thinks() -> None:
    options = judged(("table 1", 9, "table 1", 1, "not same"), ("table 1", 3, "table 1", 7, "same"))
    found = clean(TWICE, options=options)
    assert groups(found) == {(2, 10), (3, 7)}
    assert found.summary["decisions"] == {"obeyed": 2, "unknown": 0}


def test_decisions_about_rows_that_are_gone_are_counted_and_do_no_harm() -> None:
    options = judged(("table 1", 1, "table 1", 99, "same"), ("old.csv", 1, "table 1", 2, "not same"))
    found = clean(TWICE, options=options)
    assert groups(found) == {(1, 9), (2, 10)}
    assert found.summary["decisions"] == {"obeyed": 0, "unknown": 2}


def test_what_a_run_asked_is_the_form_in_which_it_is_answered() -> None:
    first = clean(TWICE)
    answered = first.duplicates.with_columns(decision=pl.lit("not same"))
    second = clean(TWICE, options=Options(decisions=answered))
    assert groups(second) == set()
    assert second.summary["decisions"] == {"obeyed": 2, "unknown": 0}
    assert second.duplicates.is_empty()


def test_rows_are_told_apart_by_their_file() -> None:
    found = clean(strangers(8), strangers(2), options=judged(("table 1", 1, "table 2", 1, "not same")))
    place = pl.concat_str("file", "row", separator=":").alias("place")
    rows = found.records.group_by("entity", maintain_order=True).agg(place)["place"].to_list()
    assert [group for group in rows if len(group) > 1] == [["table 1:2", "table 2:2"]]


def test_a_pair_that_names_one_row_twice_says_nothing() -> None:
    assert groups(clean(TWICE, options=judged(("table 1", 1, "table 1", 1, "not same")))) == {(1, 9), (2, 10)}
