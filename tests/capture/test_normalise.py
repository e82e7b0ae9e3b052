"""Texts become facts by one rule, whichever way they come in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.capture.intake import normalise
from zolal.capture.intake.reading import longest
from zolal.people.fields import fields_of
from zolal.people.queries.records import MODELS

TEXTS = {
    "given_name": st.sampled_from(["علي", "دکتر رضا", "123", "", "Ali", "ندارد"]),
    "family_name": st.sampled_from(["محمدی", "علی محمدی", "", "x" * 300, "کریمی\u200cنیا"]),
    "mobile": st.sampled_from(["0912 200 2580", "09122002580 | 02188881234", "912", "۰۹۳۵۱۲۳۴۵۶۷", "", "-"]),
    "phone": st.sampled_from(["88881234", "021-88881234", "09122002580", "", "88881234 | 021 8888"]),
    "email": st.sampled_from(["A@b.ir", "a@gamil.com; c@d.com", "nonsense", ""]),
    "city": st.sampled_from(["تهران", "Shiraz", "", "جایی"]),
    "province": st.sampled_from(["تهران", "فارس", ""]),
    "birth_date": st.sampled_from(["1361/01/05", "1982-03-25", "01/02/03", "x", ""]),
    "marital_status": st.sampled_from(["متأهل", "single", "?", ""]),
    "note": st.text(max_size=30),
    "more:کد": st.text(max_size=10),
}


@given(st.lists(st.fixed_dictionaries(TEXTS), min_size=1, max_size=6), st.integers(8, 12))
def test_a_row_alone_and_among_many_gives_the_same(rows: list[dict[str, str]], times: int) -> None:
    many = rows * times  # beyond what is read one by one
    together = normalise("person", {name: [row[name] for row in many] for name in TEXTS})
    assert together == [normalise("person", {name: [text] for name, text in row.items()})[0] for row in many]


def test_a_mobile_among_telephones_is_a_mobile() -> None:
    (found,) = normalise("person", {"phone": ["021-88881234 | 0912 200 2580"]})
    assert [(point["kind"], point["value"]) for point in found.facts["points"]] == [
        ("phone", "02188881234"),
        ("mobile", "09122002580"),
    ]


def test_a_local_number_gets_the_area_code_of_the_own_city() -> None:
    (found,) = normalise("person", {"phone": ["8888 1234"], "city": ["شیراز"]})
    assert found.facts["points"][0]["value"] == "07188881234"
    assert found.faults["phone"] == [{"code": "phone_area_added", "raw": "8888 1234", "proposal": "07188881234"}]


def test_a_whole_name_is_parted_and_its_title_kept_as_title() -> None:
    (found,) = normalise("person", {"name": ["خانم دکتر زهرا کریمی"]})
    assert found.facts == {"title": "خانم دکتر", "given_name": "زهرا", "family_name": "کریمی"}


def test_a_wrong_value_is_no_fact_and_its_text_is_kept() -> None:
    (found,) = normalise("person", {"national_id": ["0499370898"], "given_name": ["x" * 201]})
    assert found.facts == {}
    assert found.faults["national_id"][0]["raw"] == "0499370898"
    assert found.faults["given_name"][0]["code"] == "too_long"
    assert set(found.errors) == {"national_id", "given_name"}


@pytest.mark.parametrize(("text", "choice"), [("متاهل", "married"), ("Single", "single"), ("بیوه", "widowed")])
def test_choices_are_understood_in_both_languages(text: str, choice: str) -> None:
    assert normalise("person", {"marital_status": [text]})[0].facts == {"marital_status": choice}


def test_a_note_keeps_its_lines() -> None:
    assert normalise("person", {"note": ["یک\r\n دو "]})[0].facts == {"note": "یک\nدو"}


def test_what_no_database_can_hold_is_replaced() -> None:
    (found,) = normalise("person", {"given_name": ["ع\ud800لی"], "more:x": ["a\0b"]})
    assert found.facts["more:x"] == "a�b"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(KeyError):
        normalise("person", {"salary": ["1"]})


@pytest.mark.parametrize("record_type", ["person", "company"])
@pytest.mark.parametrize(
    "text", ["آ" * 3_000, "آریا " * 600, "7" * 3_000, "a" * 3_000 + "@example.com", "https://" + "a" * 3_000]
)
@pytest.mark.django_db
def test_what_no_column_can_hold_is_a_fault_and_no_fact(record_type: str, text: str) -> None:
    fields = {**fields_of(record_type)} | ({"name": None} if record_type == "person" else {})
    for name in fields:
        (normal,) = normalise(record_type, {name: [text]})
        for fact, value in normal.facts.items():
            limit = longest(record_type, fact) if fact in _columns(record_type) else 0
            assert not limit or len(value) <= limit, name
        assert all(len(point["value"]) <= 320 and len(point["key"]) <= 320 for point in normal.facts.get("points", []))
        assert all(len(tag) <= 60 for tag in normal.facts.get("tag_names", []))
        assert len(normal.facts.get("company_name", "")) <= 400


def _columns(record_type: str) -> set[str]:
    return {field.name for field in MODELS[record_type]._meta.concrete_fields}
