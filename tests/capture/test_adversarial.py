"""Files made to break an import: every row is told what became of it, and nobody is lost in somebody else."""

from __future__ import annotations

import polars as pl
import pytest

from bench.adversarial import CASES
from tests.capture.conftest import Hand, Table
from zolal.capture.models import Import
from zolal.core.jobs import enqueue, run_all
from zolal.people.models import Person
from zolal.quality.models import Pair

pytestmark = pytest.mark.django_db

ROWS = 600
MOST = 24
"""Of those on file so many are compared with a row; before a model is trained, it cannot know that a number is a
switchboard's."""


def table(frame: pl.DataFrame) -> Table:
    return [frame.columns, *map(list, frame.rows())]


def test_a_file_of_namesakes_brings_in_everybody(taken_in: Hand) -> None:
    taken_in(table(CASES["one_name"](ROWS)))
    assert Person.objects.filter(state="active").count() == ROWS
    assert Pair.objects.count() <= ROWS


def test_a_file_of_one_telephone_brings_in_everybody_whose_name_is_not_alike(taken_in: Hand) -> None:
    taken_in(table(CASES["one_telephone"](ROWS).drop("موبایل")))
    assert Person.objects.filter(state="active").count() >= 0.99 * ROWS
    assert Pair.objects.count() <= MOST * ROWS


def test_once_the_model_knows_a_switchboard_it_makes_nobody_a_pair(taken_in: Hand) -> None:
    taken_in(table(CASES["one_telephone"](ROWS).drop("موبایل")))
    enqueue("quality.find_duplicates", record_type="person")
    run_all()
    assert Pair.objects.filter(decision=Pair.Decision.OPEN).count() <= ROWS / 20


def test_numbers_dealt_out_in_a_row_are_of_as_many_people(taken_in: Hand) -> None:
    taken_in(table(CASES["numbers_in_a_row"](100)))
    assert Person.objects.filter(state="active").count() == 100


def test_a_file_of_names_of_ten_thousand_letters_is_checked_to_the_end(checked: Hand) -> None:
    import_ = checked(table(CASES["long_names"](ROWS)))
    assert sum(import_.counts.values()) > 0


def test_words_of_mixed_scripts_are_as_many_people(taken_in: Hand) -> None:
    taken_in(table(CASES["mixed_scripts"](100)))
    assert Person.objects.filter(state="active").count() == 100


def test_a_file_full_of_control_characters_is_refused_with_a_sentence_or_read(hand_in: Hand) -> None:
    refused = hand_in(table(CASES["control_characters"](100)))
    assert refused.state == Import.State.FAILED
    assert "customers.csv" in refused.error
    unseen = pl.all().str.replace_all(r"[\x00-\x1f\x7f]", "")
    read = hand_in(table(CASES["control_characters"](100).with_columns(unseen)))
    assert (read.state, read.rows) == (Import.State.MAPPING, 100)
