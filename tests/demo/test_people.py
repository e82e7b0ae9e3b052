"""Who the demo's customers are in truth: families and namesakes are there to be told apart."""

from itertools import pairwise

import pytest

from bench.transliteration import held_out
from zolal.demo.dice import Dice
from zolal.demo.names import rows_of
from zolal.demo.people import Person, Population, draw_national_id


@pytest.fixture(scope="module")
def people() -> list[Person]:
    population = Population(seed=11)
    return [population.person(number) for number in range(3000)]


def test_a_person_depends_on_seed_and_number_alone(people: list[Person]) -> None:
    population = Population(seed=11)
    assert [population.person(number) for number in (2999, 5, 0, 5)] == [people[n] for n in (2999, 5, 0, 5)]


def test_families_share_a_home_and_a_surname_and_sometimes_a_mobile(people: list[Person]) -> None:
    pairs = [(a, b) for a, b in pairwise(people) if a.home == b.home]
    assert len(pairs) > 50
    assert all(a.national_id != b.national_id for a, b in pairs)
    assert sum(a.name.surname == b.name.surname for a, b in pairs) > 0.8 * len(pairs)
    assert any(a.mobile == b.mobile for a, b in pairs)


def test_namesakes_live_elsewhere(people: list[Person]) -> None:
    homes: dict[object, set[object]] = {}
    for person in people:
        homes.setdefault((person.name.given, person.name.surname), set()).add(person.home)
    assert any(len(places) > 1 for places in homes.values())


def test_national_ids_have_a_right_check_digit() -> None:
    dice = Dice(1)
    for _ in range(200):
        digits = [int(digit) for digit in draw_national_id(dice)]
        rest = sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
        assert len(digits) == 10
        assert digits[9] == (rest if rest < 2 else 11 - rest)


def test_e_mail_addresses_are_plain_ascii(people: list[Person]) -> None:
    assert all(person.email.isascii() and person.email.count("@") == 1 and " " not in person.email for person in people)


def test_no_latin_form_ships_of_a_name_by_which_matching_across_scripts_is_measured() -> None:
    names = [row for table in ("given_names.csv", "surnames.csv") for row in rows_of(table)]
    assert any(held_out(row["name"]) for row in names)
    assert [row["name"] for row in names if row["latin"] and held_out(row["name"])] == []


def test_whoever_has_no_latin_name_has_an_address_all_the_same(people: list[Person]) -> None:
    nameless = [person for person in people if not person.name.given.latin and not person.name.surname.latin]
    assert nameless
    assert all(person.email.startswith(person.mobile) for person in nameless)
