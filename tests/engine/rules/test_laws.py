"""One record and many are judged alike, and no pattern can hold anybody up."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.rules.shapes import SHAPES, TODAY, broken, demand
from zolal.engine.rules import AnyDemand, NoSense, Seen, broken_in, check

_TEXTS = st.sampled_from(["", "قم", "تهران", "a", "aa | b", "1", "12", "9999999999", "a@b.ir", "x" * 40])
_DAYS = st.sampled_from(["", "1990-01-01", "2024-11-28", "2024-11-29", "2026-11-29", "2027-01-01", "1405/09/08"])
_ROW = st.fixed_dictionaries({name: _DAYS if shape == "date" else _TEXTS for name, shape in SHAPES.items()})
_DEMANDS = st.sampled_from(
    [
        demand("pattern", field="city", pattern="[a-z]+"),
        demand("pattern", field="email", pattern=".*@.*", forbidden=True),
        demand("range", field="employees", min=2, max=50),
        demand("range", field="birth_date", min="today-800", max="today"),
        demand("values", field="city", allowed=["قم", "a"]),
        demand("values", field="city", forbidden=["تهران"]),
        demand("length", field="postal_code", min=2, max=10),
        demand("relation", field="city", how="differs", other="province"),
        demand("relation", field="birth_date", how="before", other="last_purchase_on"),
        demand("condition", field="city", values=["قم"], other="email", allowed=["a"]),
        demand("condition", field="city", other="mobile"),
        demand("freshness", fields=["last_activity_on", "last_purchase_on"], days=730, or_changed=True),
        demand("essential", function="sales", fields=["mobile", "email", "owner"]),
    ]
)  # fmt: skip


@given(_DEMANDS, st.lists(st.tuples(_ROW, st.sets(st.sampled_from(["mobile", "email"]))), max_size=12))
def test_a_batch_says_of_each_record_what_is_said_of_it_alone(
    of: AnyDemand, rows: list[tuple[dict[str, str], set[str]]]
) -> None:
    columns = {name: [row[name] for row, _wrong in rows] for name in of.fields}
    wrong = {name: [name in faulty and not row[name] for row, faulty in rows] for name in of.fields}
    alone = [
        of.broken(Seen({name: text for name, text in row.items() if text}, {n for n in faulty if not row[n]}), TODAY)
        for row, faulty in rows
    ]
    assert broken_in(of, columns, wrong, TODAY) == alone


@given(_DEMANDS, _ROW)
def test_a_rule_is_the_same_in_another_process(of: AnyDemand, row: dict[str, str]) -> None:
    again = pickle.loads(pickle.dumps(of))
    assert again == of
    assert hash(again) == hash(of)
    assert broken(again, row) == broken(of, row)


@given(st.text(alphabet="a^$b*+?()|[]{}.\\dpL0123\n ی", max_size=20))
def test_any_text_is_taken_or_refused_as_a_pattern(text: str) -> None:
    try:
        of = demand("pattern", field="city", pattern=text)
        check(of, [], TODAY)
    except NoSense:
        return
    assert broken(of, {"city": "a"}) in {(), ("city",)}


def test_a_pattern_that_ruins_others_takes_no_time() -> None:
    """Backtracking over this needs two to the power of 5,000 steps; the test would never end."""
    of = demand("pattern", field="city", pattern="(a+)+(a|aa)*(.*)*b")
    assert broken(of, {"city": "a" * 5_000}) == ("city",)


def test_a_sentence_of_refusal_travels_between_processes() -> None:
    refused = NoSense("min", "at most %(longest)s", longest="5")
    assert str(pickle.loads(pickle.dumps(refused))) == "at most 5"
