"""What each kind of rule catches, and what it lets through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.engine.rules.shapes import TODAY, broken, demand
from zolal.engine.rules import NoSense


@pytest.mark.parametrize(
    ("kind", "parameters", "values", "caught"),
    [
        ("pattern", {"field": "postal_code", "pattern": "1[0-9]{9}"}, {"postal_code": "1234567890"}, ()),
        ("pattern", {"field": "postal_code", "pattern": "1[0-9]{9}"}, {"postal_code": "9234567890"}, ("postal_code",)),
        ("pattern", {"field": "postal_code", "pattern": "1[0-9]{9}"}, {}, ()),
        (
            "pattern",
            {"field": "email", "pattern": ".*@example[.]com", "forbidden": True},
            {"email": "a@example.com"},
            ("email",),
        ),
        (
            "pattern",
            {"field": "email", "pattern": ".*@example[.]com", "forbidden": True},
            {"email": "a@example.ir"},
            (),
        ),
        # Each of several values is judged.
        ("pattern", {"field": "email", "pattern": ".*[.]ir"}, {"email": "a@b.ir | a@b.com"}, ("email",)),
        ("range", {"field": "employees", "min": 1, "max": "50"}, {"employees": "50"}, ()),
        ("range", {"field": "employees", "min": 1, "max": 50}, {"employees": "51"}, ("employees",)),
        ("range", {"field": "birth_date", "max": "today"}, {"birth_date": "2026-11-29"}, ()),
        ("range", {"field": "birth_date", "max": "today"}, {"birth_date": "2026-11-30"}, ("birth_date",)),
        ("range", {"field": "birth_date", "max": "today-6570"}, {"birth_date": "2020-01-01"}, ("birth_date",)),
        ("range", {"field": "birth_date", "min": "1921-03-21"}, {"birth_date": "1900-01-01"}, ("birth_date",)),
        # Spelling does not matter: Arabic letters and half-spaces are the same city.
        ("values", {"field": "city", "allowed": ["تهران", "کرج"]}, {"city": "كرج"}, ()),
        ("values", {"field": "city", "allowed": ["تهران", "کرج"]}, {"city": "یزد"}, ("city",)),
        ("values", {"field": "city", "forbidden": ["نامشخص"]}, {"city": "نامشخص"}, ("city",)),
        ("length", {"field": "postal_code", "min": 10, "max": 10}, {"postal_code": "123"}, ("postal_code",)),
        ("length", {"field": "postal_code", "min": 10, "max": 10}, {"postal_code": "1234567890"}, ()),
        (
            "relation",
            {"field": "city", "how": "differs", "other": "province"},
            {"city": "قم", "province": "قم"},
            ("city",),
        ),
        (
            "relation",
            {"field": "last_purchase_on", "how": "not_before", "other": "birth_date"},
            {"last_purchase_on": "1990-01-01", "birth_date": "1991-01-01"},
            ("last_purchase_on",),
        ),
        (
            "relation",
            {"field": "last_purchase_on", "how": "after", "other": "birth_date"},
            {"last_purchase_on": "1990-01-01"},
            (),
        ),
        (
            "condition",
            {"field": "province", "values": ["تهران"], "other": "postal_code"},
            {"province": "تهران"},
            ("postal_code",),
        ),
        ("condition", {"field": "province", "values": ["تهران"], "other": "postal_code"}, {"province": "قم"}, ()),
        (
            "condition",
            {"field": "province", "values": ["البرز"], "other": "city", "allowed": ["کرج"]},
            {"province": "البرز", "city": "تهران"},
            ("city",),
        ),
        ("condition", {"field": "email", "other": "mobile"}, {"email": "a@b.ir"}, ("mobile",)),
        (
            "freshness",
            {"fields": ["last_purchase_on", "last_activity_on"], "days": 730},
            {"last_purchase_on": "2020-01-01", "last_activity_on": "2026-01-01"},
            (),
        ),
        (
            "freshness",
            {"fields": ["last_purchase_on", "last_activity_on"], "days": 730},
            {"last_purchase_on": "2020-01-01"},
            ("last_purchase_on",),
        ),
        ("freshness", {"fields": ["last_purchase_on"], "days": 730}, {"updated_at": "2020-01-01"}, ()),
        (
            "freshness",
            {"fields": ["last_purchase_on"], "days": 730, "or_changed": True},
            {"updated_at": "2020-01-01"},
            ("last_purchase_on",),
        ),
        (
            "essential",
            {"function": "sales", "fields": ["name", "mobile", "owner"]},
            {"family_name": "محمدی", "phone": "+982188888888"},
            ("owner",),
        ),
        ("essential", {"function": "marketing", "fields": ["email"]}, {"city": "قم"}, ("email",)),
    ],
)
def test_a_rule_says_in_which_field_it_is_broken(
    kind: str, parameters: dict[str, Any], values: dict[str, str], caught: tuple[str, ...]
) -> None:
    assert broken(demand(kind, **parameters), values) == caught


def test_what_stands_wrong_in_a_field_is_not_missing() -> None:
    essential = demand("essential", function="sales", fields=["mobile"])
    assert broken(essential, {}, wrong=("mobile",)) == ()
    assert broken(demand("condition", field="city", other="mobile"), {"city": "قم"}, wrong=("mobile",)) == ()


def test_a_day_counted_from_today_moves_with_it() -> None:
    adult = demand("range", field="birth_date", max="today-6570")
    assert adult.timely
    assert broken(adult, {"birth_date": "2009-01-01"}) == ("birth_date",)
    assert broken(adult, {"birth_date": "2009-01-01"}, today=date(2028, 1, 1)) == ()


def test_a_record_grows_old_on_the_day_after_the_last_one_allowed() -> None:
    fresh = demand("freshness", fields=["last_activity_on"], days=10)
    assert broken(fresh, {"last_activity_on": "2026-11-19"}) == ()
    assert broken(fresh, {"last_activity_on": "2026-11-18"}) == ("last_activity_on",)


@pytest.mark.parametrize(
    ("kind", "parameters", "parameter"),
    [
        ("horoscope", {}, "kind"),
        ("pattern", {"pattern": "a"}, "field"),
        ("pattern", {"field": "planet", "pattern": "a"}, "field"),
        ("pattern", {"field": "birth_date", "pattern": "a"}, "field"),
        ("pattern", {"field": "city"}, "pattern"),
        ("pattern", {"field": "city", "pattern": "a" * 301}, "pattern"),
        ("pattern", {"field": "city", "pattern": "a", "forbidden": "yes"}, "forbidden"),
        ("range", {"field": "city", "min": 1}, "field"),
        ("range", {"field": "employees", "min": "many"}, "min"),
        ("range", {"field": "employees", "min": True}, "min"),
        ("range", {"field": "employees", "max": "nan"}, "max"),
        ("range", {"field": "birth_date", "max": "tomorrow"}, "max"),
        ("values", {"field": "city", "allowed": "تهران"}, "allowed"),
        ("values", {"field": "city", "allowed": ["x" * 201]}, "allowed"),
        ("length", {"field": "city", "min": "long"}, "min"),
        ("relation", {"field": "city", "how": "likes", "other": "province"}, "how"),
        ("relation", {"field": "city", "how": "before", "other": "province"}, "field"),
        ("relation", {"field": "employees", "how": "before", "other": "birth_date"}, "other"),
        ("freshness", {"fields": [], "days": 3}, "fields"),
        ("freshness", {"fields": ["birth_date"]}, "days"),
        ("freshness", {"fields": ["birth_date"], "days": 0}, "days"),
        ("essential", {"function": "astrology", "fields": ["email"]}, "function"),
        ("essential", {"function": "sales", "fields": []}, "fields"),
        ("essential", {"function": "sales", "fields": ["email", "email"]}, "fields"),
    ],
)
def test_a_parameter_that_is_missing_or_wrong_is_named(kind: str, parameters: dict[str, Any], parameter: str) -> None:
    with pytest.raises(NoSense) as refused:
        demand(kind, **parameters)
    assert refused.value.parameter == parameter
    assert str(refused.value)


def test_today_is_an_argument() -> None:
    assert broken(demand("range", field="birth_date", max="today"), {"birth_date": TODAY.isoformat()}) == ()
