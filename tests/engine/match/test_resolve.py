"""Who is who: what makes two records one customer, and what keeps them apart."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.match.people import Record, customers, probability, resolved, town

ALI: Record = {"first_name": "علی", "last_name": "محمدی"}
RARE: Record = {"first_name": "فرنوش", "last_name": "ذوالقدری"}
MOBILE: Record = {"mobile": "09121111111"}
OTHER_MOBILE: Record = {"mobile": "09357777777"}
HOME: Record = {"landline": "02188881234", "address": "خیابان آزادی کوچه لاله پلاک ۱۲"}
BORN: Record = {"birth_date": "1365/03/12"}

KNOWN: Record = {**ALI, **MOBILE, **BORN, "city": "تهران", "email": "ali.m@gmail.com"}
EMPTY: Record = dict.fromkeys(KNOWN, "")


@pytest.mark.parametrize("change", [
    {},
    {"mobile": "+98 912 111 1111", "birth_date": "1365-3-12"},
    {"first_name": "Ali", "last_name": "Mohammadi"},
    {"first_name": "محمدی", "last_name": "علی"},
    {"first_name": "", "last_name": "آقای علی محمدی"},
    {"mobile": "09121111112"},
    {"mobile": "09357777777"},
    {"city": "مشهد"},
    {"email": "", "birth_date": ""},
])  # fmt: skip
def test_one_customer_written_in_two_ways(change: Record) -> None:
    assert customers(KNOWN, {**KNOWN, **change}) == [[0, 1]]


@pytest.mark.parametrize("name", [ALI, RARE])
def test_namesakes_in_two_cities_with_two_mobiles_are_two(name: Record) -> None:
    one, other = {**name, **MOBILE, "city": "تهران"}, {**name, **OTHER_MOBILE, "city": "مشهد"}
    assert probability(one, other) < 0.3
    assert customers(one, other) == [[0], [1]]


@pytest.mark.parametrize("shared", [HOME, {**HOME, **MOBILE}])
def test_a_household_that_shares_landline_and_address_stays_apart(shared: Record) -> None:
    family = [{**ALI, **shared, "first_name": name} for name in ("علی", "مریم", "پریسا")]
    assert customers(*family) == [[0], [1], [2]]
    assert probability(family[0], family[1]) < 0.5


def test_a_member_of_a_household_who_stands_there_twice_is_found() -> None:
    ali, maryam = {**ALI, **HOME, **BORN}, {**ALI, **HOME, "first_name": "مریم", "birth_date": "1368/07/21"}
    assert customers(ali, maryam, {**ali, "first_name": "Ali"}) == [[0, 2], [1]]


def test_a_rare_name_says_more_than_a_common_one() -> None:
    assert probability(RARE, RARE) > 2 * probability(ALI, ALI)


def test_a_name_alone_does_not_make_one_customer_of_two_rows() -> None:
    assert customers(ALI, ALI) == [[0], [1]]
    assert customers(RARE, RARE) == [[0], [1]]


DETAILS = {"mobile": "09357777777", "birth_date": "1340/11/22", "email": "zand@yahoo.com", "landline": "02177770000"}


@pytest.mark.parametrize("field", DETAILS)
def test_missing_is_not_disagreement(field: str) -> None:
    one = {**ALI, "city": "تهران", field: {**KNOWN, **HOME}[field]}
    equal, missing, different = (probability(one, {**one, field: cell}) for cell in (one[field], "", DETAILS[field]))
    assert equal > missing > different


@pytest.mark.parametrize("dropped", ["mobile", "birth_date", "email"])
def test_a_field_that_contradicts_weighs_more_than_one_that_is_gone(dropped: str) -> None:
    one = {key: KNOWN[key] for key in ("first_name", "last_name", "city", "mobile", "birth_date")} | {
        dropped: KNOWN[dropped]
    }
    gone, contradicted = (probability(one, {**one, dropped: cell}) for cell in ("", DETAILS[dropped]))
    assert gone > contradicted


NATIONAL_IDS = ("0013542419", "0084575948")


def test_two_valid_national_ids_are_two_people_whatever_else_agrees() -> None:
    one, other = ({**KNOWN, "national_id": number} for number in NATIONAL_IDS)
    assert probability(one, other) == 0
    assert customers(one, other) == [[0], [1]]


def test_nobody_between_them_joins_two_national_ids() -> None:
    one, other = ({**KNOWN, "national_id": number} for number in NATIONAL_IDS)
    found = customers(one, KNOWN, other, KNOWN)
    assert sorted(row for group in found for row in group) == [0, 1, 2, 3]
    assert not any({0, 2} <= {*group} for group in found)


def test_a_mistyped_national_id_is_no_second_person() -> None:
    assert customers({**KNOWN, "national_id": "0013542419"}, {**KNOWN, "national_id": "0013542418"}) == [[0, 1]]


def test_a_person_has_the_last_word() -> None:
    two_ids = [{**KNOWN, "national_id": number} for number in NATIONAL_IDS]
    strangers = [{**ALI, **MOBILE}, {**RARE, **OTHER_MOBILE}]
    assert customers(*two_ids, together=[(0, 1)]) == [[0, 1]]
    assert customers(*strangers, together=[(1, 0)]) == [[0, 1]]
    assert customers(KNOWN, KNOWN, apart=[(1, 0)]) == [[0], [1]]


def test_not_the_same_holds_through_all_copies() -> None:
    found = customers(KNOWN, KNOWN, KNOWN, KNOWN, apart=[(0, 3)])
    assert not any({0, 3} <= {*group} for group in found)


def test_what_is_likely_but_not_sure_is_asked() -> None:
    found = resolved({**ALI, **HOME}, {**ALI, **HOME, "first_name": "Ali"}, same=1.0, ask=0.5)
    assert found.owner[:2].tolist() == [0, 1]
    assert (found.pairs.left.tolist(), found.pairs.right.tolist()) == ([0], [1])
    assert 0.5 <= found.probability[0] < 1


def test_the_same_records_give_the_same_answer_to_the_last_bit() -> None:
    first, second = (resolved(KNOWN, KNOWN, ALI, among=400, ask=0.01) for _ in range(2))
    assert np.array_equal(first.probability, second.probability)
    assert np.array_equal(first.owner, second.owner)


@pytest.mark.parametrize("rows", [2, 3, 10])
def test_strangers_in_a_small_file_stay_apart(rows: int) -> None:
    assert resolved(among=rows).owner.tolist() == list(range(rows))


@pytest.mark.parametrize("among", [0, 1, 8])
def test_no_training_data_is_needed_to_find_a_customer_twice(among: int) -> None:
    assert customers(KNOWN, KNOWN, among=among) == [[0, 1]]
    assert customers(KNOWN, {**KNOWN, "first_name": "Ali", "city": ""}, among=among) == [[0, 1]]


@pytest.mark.parametrize("among", [0, 1, 8])
def test_nor_to_tell_namesakes_and_households_apart(among: int) -> None:
    assert customers({**ALI, **MOBILE, "city": "تهران"}, {**ALI, **OTHER_MOBILE, "city": "مشهد"}, among=among) == [
        [0],
        [1],
    ]
    assert customers({**ALI, **HOME}, {**ALI, **HOME, "first_name": "مریم"}, among=among) == [[0], [1]]


@pytest.mark.parametrize("among", [0, 1, 8, 600])
def test_rows_that_say_nothing_are_joined_with_nobody(among: int) -> None:
    found = resolved(EMPTY, EMPTY, EMPTY, among=among)
    assert found.owner.tolist() == list(range(3 + among))
    assert not len(found.pairs)


@pytest.mark.parametrize("rows", [2, 50, 200])
def test_one_customer_entered_many_times(rows: int) -> None:
    assert customers(*[KNOWN] * rows, among=500) == [list(range(rows))]


def test_one_customer_entered_thirty_times_with_another_address_each_time() -> None:
    rows = [{**KNOWN, "email": f"{chr(97 + row % 26)}{row * 37}@gmail.com"} for row in range(30)]
    assert customers(*rows, among=500) == [list(range(30))]


def test_pairs_come_once_in_the_order_of_the_rows() -> None:
    found = resolved(*[KNOWN] * 5, among=600, ask=0.01).pairs
    rows = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert rows == sorted(set(rows))
    assert all(left < right for left, right in rows)


def test_town_is_a_town_of_strangers() -> None:
    assert resolved(among=300).owner.tolist() == list(range(300))
    assert town(3) == town(5)[:3]
