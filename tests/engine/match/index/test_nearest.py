"""Who on file is it? Found among many in an instant, however the record is written this time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.match.people import Record, features_of, town
from zolal.engine.match.features import build
from zolal.engine.match.index.growing import Growing
from zolal.engine.match.index.nearest import ANY, MOST, nearest, nearest_of_many
from zolal.engine.match.index.part import Part, united
from zolal.engine.match.index.signs import Signs, signs

ALI = {
    "first_name": "علیرضا",
    "last_name": "محمدی",
    "mobile": "09122002580",
    "landline": "02188881234",
    "email": "ali.mohammadi@gmail.com",
    "national_id": "0499370899",
    "city": "یزد",
    "birth_date": "1364/01/05",
    "company": "آریا صنعت",
    "address": "خیابان ولیعصر کوچه لاله پلاک ۱۲ واحد ۳",
}
NAME = {"first_name": "علیرضا", "last_name": "محمدی"}
TOWN = town(300)


def part(records: Sequence[Record], start: int = 0) -> Part:
    return Part.of(range(start, start + len(records)), signs(features_of(records, jalali=True)))


def asked(parts: Sequence[Part], record: Record, most: int = MOST) -> list[int]:
    return nearest(parts, signs(features_of([record], jalali=True)), 0, most).tolist()


@pytest.fixture(scope="module")
def filed() -> Part:
    return part([ALI, *TOWN])


@pytest.mark.parametrize(
    "typed",
    [
        {"last_name": "دیگری", "mobile": "0912 200 2580"},
        {"last_name": "دیگری", "landline": "88881234"},
        {"last_name": "دیگری", "email": "ali.mohammadi@yahoo.com"},
        {"last_name": "دیگری", "national_id": "۰۴۹۹۳۷۰۸۹۹"},
        {"last_name": "دیگری", "address": "ولیعصر، کوچه لاله، پلاک 12"},
        {"last_name": "دیگری", "birth_date": "1364/01/05"},
        {"first_name": "Alireza", "last_name": "Mohammadi"},
        {"first_name": "محمدی", "last_name": "علیرضا"},
        {"first_name": "علیرضا", "last_name": "محمذی", "city": "یزد"},
        {"first_name": "علیرصا", "last_name": "محمدی"},
        {"last_name": "محمدی", "company": "شرکت آریا صنعت (سهامی خاص)"},
    ],
)
def test_somebody_is_found_by_any_one_thing_they_share(filed: Part, typed: Record) -> None:
    assert 0 in asked([filed], typed)


def test_a_company_is_found_by_its_name_or_where_it_is_at_home() -> None:
    def companies(*keys: Record) -> Signs:
        frame = pl.DataFrame({kind: [one.get(kind, "") for one in keys] for kind in keys[0]})
        return signs(build(frame, {kind: kind for kind in frame.columns}))

    arya = {"company_name": "اریا صنعت", "company_id": "10380284790", "domain": "arya-sanat.ir"}
    filed = Part.of(range(301), companies(arya, *({"company_name": f"{one['last_name']} نوین"} for one in TOWN)))
    for kind, key in arya.items():
        assert nearest([filed], companies({kind: key}), 0).tolist() == [0]


def test_who_shares_nothing_is_not_found(filed: Part) -> None:
    assert asked([filed], {"last_name": "ناشناسپور", "city": "یزد"}) == []
    assert asked([filed], {"first_name": ""}) == []
    assert asked([], ALI) == []


def test_of_a_thousand_namesakes_the_one_of_the_same_city_comes_first() -> None:
    namesakes = part([{**NAME, "city": "یزد" if row == 700 else "مشهد"} for row in range(1_000)])
    found = asked([namesakes], {**NAME, "city": "یزد"})
    assert found[0] == 700
    assert len(found) == MOST


def test_single_writes_do_not_hide_a_namesake_in_a_large_part() -> None:
    namesakes = part([{**NAME, "city": "یزد" if row == 700 else "مشهد"} for row in range(1_000)])
    written_since = [part([{**NAME, "city": "مشهد"}], 1_000 + row) for row in range(27)]
    assert asked([namesakes, *written_since], {**NAME, "city": "یزد"})[0] == 700


@given(cuts=st.lists(st.integers(0, len(TOWN)), max_size=6), row=st.integers(0, len(TOWN) - 1))
@settings(max_examples=30)
def test_it_does_not_matter_in_which_parts_the_records_stand(cuts: list[int], row: int) -> None:
    ends = sorted({0, *cuts, len(TOWN)})
    parts = [part(TOWN[start:end], start) for start, end in pairwise(ends)]
    whole = asked([part(TOWN)], TOWN[row])
    assert asked(parts, TOWN[row]) == asked([united(parts)], TOWN[row]) == whole
    assert whole[0] == row


def test_many_at_once_get_what_each_alone_gets(filed: Part) -> None:
    some = signs(features_of([ALI, *TOWN[:60], {"first_name": ""}, NAME], jalali=True))
    for most, least in ((MOST, ANY), (3, 5.0)):
        parts = [filed, part(TOWN[:9], 500), part(TOWN[20:40], 3)]
        together = nearest_of_many(parts, some, most, least=least)
        alone = [nearest(parts, some, row, most, least=least) for row in range(len(some))]
        assert [ids.tolist() for ids in together] == [ids.tolist() for ids in alone]


def test_a_part_read_back_from_its_bytes_is_the_same(filed: Part) -> None:
    again = Part.from_bytes(memoryview(filed.to_bytes()))
    for name in ("ids", "hashes", "rows", "traits"):
        assert np.array_equal(getattr(again, name), getattr(filed, name))


def test_what_is_no_part_is_refused() -> None:
    for data in (b"", b"PK\x03\x04 something else altogether"):
        with pytest.raises(ValueError, match="no part"):
            Part.from_bytes(data)


def test_whoever_is_taken_out_is_found_no_more_and_leaves_no_hash(filed: Part) -> None:
    rest = filed.without([0, 5])
    assert 0 not in asked([rest], ALI)
    assert len(rest) == len(filed) - 2
    assert asked([rest], TOWN[6])[0] == 7
    own = signs(features_of([ALI], jalali=True)).hashes[0]
    shared = signs(features_of([*TOWN[:4], *TOWN[5:]], jalali=True)).hashes
    assert not np.isin(np.setdiff1d(own[own > 0], shared), rest.hashes).any()


def test_a_record_alone_has_the_signs_it_has_among_thousands() -> None:
    people = town(4_000)
    together = signs(features_of(people, jalali=True))
    for row in (0, 1_999, 3_999):
        alone = signs(features_of([people[row]], jalali=True))
        assert np.array_equal(alone.hashes[0], together.hashes[row])
        assert np.array_equal(alone.traits[0], together.traits[row])


def test_memory_is_about_a_hundred_bytes_a_record() -> None:
    assert part(TOWN).size < 150 * len(TOWN)


def test_records_added_bit_by_bit_are_found_and_stand_in_few_parts() -> None:
    growing = Growing()
    for start in range(0, len(TOWN), 5):
        some = TOWN[start : start + 5]
        growing.add(np.arange(start, start + len(some)), signs(features_of(some, jalali=True)))
    asked_about = signs(features_of(TOWN, jalali=True))
    place, found = growing.nearest(asked_about)
    likeliest = found[np.searchsorted(place, np.arange(len(TOWN)))]
    assert likeliest.tolist() == list(range(len(TOWN)))
    assert len(growing.parts) < 12
