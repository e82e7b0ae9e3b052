"""Gaps get proposals, marked as such; a value of a person is never invented."""

from typing import Any

import polars as pl

from zolal.engine.impute import propose


def proposals(kinds: dict[str, str] | None = None, **columns: list[str]) -> dict[str, list[dict[str, Any]]]:
    return propose(pl.DataFrame(columns), kinds or {name: name for name in columns})


def test_what_eight_in_ten_have_is_proposed_as_the_default() -> None:
    [proposal] = proposals(category=["web"] * 9 + ["crm"] + ["", ""])["category"]
    assert proposal == {
        "imputed": True,
        "method": "majority",
        "value": "web",
        "share": 0.9,
        "rows": 2,
        "examples": [],
    }


def test_a_smaller_majority_is_none() -> None:
    assert proposals(category=["web"] * 7 + ["crm"] * 3 + [""]) == {}


def test_a_handful_of_values_tells_nothing() -> None:
    assert proposals(category=["web", "web", "web", ""]) == {}


def test_a_full_column_needs_no_proposal() -> None:
    assert proposals(category=["web"] * 20) == {}


def test_nobody_gets_the_mobile_of_the_majority() -> None:
    assert proposals(mobile=["09120000000"] * 20 + [""]) == {}


def test_amounts_get_the_median() -> None:
    [proposal] = proposals(money=[str(n) for n in range(1, 12)] + [""])["money"]
    assert (proposal["method"], proposal["value"], proposal["rows"]) == ("median", "6", 1)


def test_the_province_follows_from_the_city() -> None:
    cities, provinces = ["شیراز", "شیراز", "تبریز", "Nowhere"], ["فارس", "", "", ""]
    [proposal] = proposals(city=cities, province=provinces)["province"]
    assert (proposal["method"], proposal["rows"], proposal["share"]) == ("city", 2, 1.0)
    assert {"from": "شیراز", "value": "فارس"} in proposal["examples"]


def test_a_guess_that_is_often_wrong_says_so() -> None:
    cities, provinces = ["شیراز"] * 4, ["فارس", "تهران", "تهران", ""]
    [proposal] = proposals(city=cities, province=provinces)["province"]
    assert proposal["share"] == 0.3333


def test_the_gender_follows_from_the_given_name() -> None:
    [proposal] = proposals(first_name=["زهرا", "Xyz", ""], gender=["", "", ""])["gender"]
    assert (proposal["method"], proposal["rows"]) == ("given_name", 1)
    assert proposal["examples"] == [{"from": "زهرا", "value": "female"}]


def test_the_gender_follows_from_a_full_name_too() -> None:
    [proposal] = proposals(name=["زهرا احمدی", "حسین احمدی"], gender=["", "male"])["gender"]
    assert proposal["examples"] == [{"from": "زهرا احمدی", "value": "female"}]
