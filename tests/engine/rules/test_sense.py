"""Rules that could never help anybody are refused, with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.rules.shapes import TODAY, demand
from zolal.engine.rules import NoSense, check


def refused(kind: str, *others: tuple[str, dict[str, Any]], **parameters: Any) -> str:  # noqa: ANN401 - JSON
    with pytest.raises(NoSense) as found:
        check(
            demand(kind, **parameters), [(f"rule {n}", demand(name, **p)) for n, (name, p) in enumerate(others)], TODAY
        )
    return str(found.value)


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("range", {"field": "employees", "min": 10, "max": 5}),
        ("range", {"field": "birth_date", "min": "today", "max": "today-1"}),
        ("length", {"field": "city", "min": 5, "max": 4}),
        ("length", {"field": "city", "max": 0}),
        ("pattern", {"field": "city", "pattern": "a^b"}),
        ("pattern", {"field": "city", "pattern": "a{3}^b"}),
        ("pattern", {"field": "city", "pattern": "$a"}),
        ("pattern", {"field": "city", "pattern": "(?s).*", "forbidden": True}),
    ],
)
def test_a_rule_that_nothing_can_ever_fit_is_refused(kind: str, parameters: dict[str, Any]) -> None:
    assert "Nothing can ever fit" in refused(kind, **parameters)


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("range", {"field": "employees"}),
        ("length", {"field": "city", "min": 1}),
        ("values", {"field": "city", "forbidden": []}),
        ("pattern", {"field": "city", "pattern": "(?s).*"}),
        ("pattern", {"field": "city", "pattern": "a^b", "forbidden": True}),
        ("relation", {"field": "city", "how": "equal", "other": "city"}),
        ("condition", {"field": "city", "other": "city"}),
    ],
)
def test_a_rule_that_everything_fits_is_refused(kind: str, parameters: dict[str, Any]) -> None:
    assert refused(kind, **parameters)


@pytest.mark.parametrize("pattern", ["(", "(?=a)b", "a{2000}", r"(a)\1", "[z-a]"])
def test_what_re2_does_not_read_is_refused_with_its_reason(pattern: str) -> None:
    assert "This is no pattern" in refused("pattern", field="city", pattern=pattern)


@pytest.mark.parametrize(
    ("kind", "parameters", "other", "its"),
    [
        ("range", {"field": "employees", "max": 5}, "range", {"field": "employees", "min": 6}),
        ("range", {"field": "birth_date", "max": "1980-01-01"}, "range", {"field": "birth_date", "min": "today-7300"}),
        ("length", {"field": "city", "max": 5}, "length", {"field": "city", "min": 6}),
        ("values", {"field": "city", "allowed": ["قم"]}, "values", {"field": "city", "allowed": ["یزد"]}),
        ("values", {"field": "city", "forbidden": ["قم", "يزد"]}, "values", {"field": "city", "allowed": ["یزد"]}),
        ("values", {"field": "city", "allowed": ["قم"]}, "length", {"field": "city", "min": 3}),
        (
            "pattern",
            {"field": "postal_code", "pattern": "9[0-9]+"},
            "values",
            {"field": "postal_code", "allowed": ["1"]},
        ),
        ("range", {"field": "employees", "min": 10}, "values", {"field": "employees", "allowed": ["1", "2"]}),
        (
            "pattern",
            {"field": "city", "pattern": "x+"},
            "pattern",
            {"field": "city", "pattern": "x+", "forbidden": True},
        ),
        (
            "relation",
            {"field": "city", "how": "equal", "other": "province"},
            "relation",
            {"field": "province", "how": "differs", "other": "city"},
        ),
        (
            "relation",
            {"field": "birth_date", "how": "before", "other": "last_purchase_on"},
            "relation",
            {"field": "last_purchase_on", "how": "before", "other": "birth_date"},
        ),
        (
            "condition",
            {"field": "province", "values": ["قم"], "other": "city", "allowed": ["قم"]},
            "condition",
            {"field": "province", "other": "city", "allowed": ["یزد"]},
        ),
        (
            "condition",
            {"field": "city", "values": ["قم"], "other": "email"},
            "values",
            {"field": "city", "allowed": ["یزد"]},
        ),
        (
            "values",
            {"field": "city", "forbidden": ["قم"]},
            "condition",
            {"field": "province", "other": "city", "allowed": ["قم"]},
        ),
        ("length", {"field": "city", "min": 6}, "length", {"field": "city", "min": 6}),
    ],
)
def test_a_rule_that_contradicts_another_is_refused_and_names_it(
    kind: str, parameters: dict[str, Any], other: str, its: dict[str, Any]
) -> None:
    assert "rule 0" in refused(kind, (other, its), **parameters)


@pytest.mark.parametrize(
    ("kind", "parameters", "other", "its"),
    [
        ("range", {"field": "employees", "max": 5}, "range", {"field": "employees", "min": 5}),
        ("values", {"field": "city", "allowed": ["قم", "یزد"]}, "values", {"field": "city", "forbidden": ["قم"]}),
        ("pattern", {"field": "city", "pattern": r"\s*x"}, "pattern", {"field": "city", "pattern": "x+"}),
        ("pattern", {"field": "city", "pattern": r"\p{Arabic}+"}, "values", {"field": "city", "allowed": ["قم"]}),
        (
            "relation",
            {"field": "birth_date", "how": "before", "other": "last_purchase_on"},
            "relation",
            {"field": "last_purchase_on", "how": "after", "other": "birth_date"},
        ),
        (
            "essential",
            {"function": "sales", "fields": ["email"]},
            "essential",
            {"function": "marketing", "fields": ["email"]},
        ),
    ],
)
def test_rules_that_can_hold_together_are_taken(
    kind: str, parameters: dict[str, Any], other: str, its: dict[str, Any]
) -> None:
    check(demand(kind, **parameters), [("other", demand(other, **its))], TODAY)
