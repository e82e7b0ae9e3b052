"""Dates, numbers and digits as their reader wants them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.sources import source_named
from zolal.people.fields import fields_of
from zolal.people.models import Person
from zolal.web.calendar.words import weekday
from zolal.web.templatetags import reading


@pytest.fixture
def in_persian() -> Iterator[None]:
    with translation.override("fa"):
        yield


def _with_digits(name: str) -> None:
    reading.digits_of_reader.set(name)


def test_a_persian_reader_sees_jalali_days_in_persian_digits(in_persian: None) -> None:
    _with_digits("persian")
    assert reading.day(date(2024, 3, 24)) == "۱۴۰۳/۰۱/۰۵"
    assert reading.number(1234) == "۱٬۲۳۴"


def test_days_of_the_week_are_written_with_a_half_space(in_persian: None) -> None:
    assert [weekday(date(2026, 12, day)) for day in (1, 2)] == ["سه‌شنبه", "چهارشنبه"]


@pytest.mark.django_db
def test_a_source_without_a_name_of_its_own_is_called_by_its_way_in(in_persian: None) -> None:
    assert source_named("hand", "hand").title == "دستی"
    assert source_named("customers.xlsx", "import").title == "customers.xlsx"
    assert source_named("Zolal", "hand").title == "زلال"


@pytest.mark.django_db
def test_what_was_and_what_is_now_follow_in_the_direction_of_the_reader(
    browse: Browse, administrator: User, sara: Person
) -> None:
    pages = {}
    for language in ("fa", "en"):
        administrator.language = language
        administrator.save()
        pages[language] = browse(administrator).get(reverse("score-weights")).content.decode()
    assert ("←" in pages["fa"], "→" in pages["fa"]) == (True, False)
    assert ("←" in pages["en"], "→" in pages["en"]) == (False, True)


def test_latin_digits_by_setting_keep_the_jalali_calendar(in_persian: None) -> None:
    _with_digits("latin")
    assert reading.day(date(2024, 3, 24)) == "1403/01/05"
    assert reading.share(0.75) == "75%"
    _with_digits("persian")


def test_an_english_reader_sees_gregorian_days() -> None:
    with translation.override("en"):
        assert reading.day("2024-03-24") == "2024-03-24"
        assert reading.digits("12") == "12"


def test_an_input_has_latin_digits_that_can_be_typed_back(in_persian: None) -> None:
    assert reading.typed_day(date(2024, 3, 24)) == "1403/01/05"
    assert reading.typed_day("نمی‌دانم") == "نمی‌دانم"


def test_facts_are_shown_by_their_shape(in_persian: None) -> None:
    _with_digits("persian")
    fields = fields_of("person")
    assert reading.fact("2024-03-24", fields["birth_date"]) == "۱۴۰۳/۰۱/۰۵"
    assert reading.fact({"value": "09121234567"}, fields["mobile"]) == "۰۹۱۲۱۲۳۴۵۶۷"
    assert reading.fact(None, fields["city"]) == ""


def test_the_letters_of_a_name_do_not_join() -> None:
    assert reading.initials("سارا محمدی") == "س‌م"
    assert reading.initials("") == "؟"


@pytest.mark.parametrize(
    ("probability", "shown"),
    [(0.0, "under 0.01%"), (0.0004, "0.04%"), (0.014, "1.4%"), (0.63, "63%"), (0.994, "99.4%"), (1.0, "over 99.9%")],
)
def test_a_probability_is_never_wholly_sure_and_more_exact_near_its_ends(probability: float, shown: str) -> None:
    with translation.override("en"):
        assert reading.likely(probability) == shown


@pytest.mark.django_db
def test_what_is_written_before_the_page_has_the_digits_of_its_reader_and_not_of_the_one_before(
    browse: Browse, administrator: User, member: User
) -> None:
    """Labels of charts, files and notices are no part of the template."""
    User.objects.update(language="fa")
    User.objects.filter(pk=member.pk).update(digits="latin")
    for reader, script in ((member, str.isascii), (administrator, lambda text: not text.isascii())):
        page = browse(reader).get(reverse("adoption")).content.decode()
        (chart,) = re.findall(r'<script id="adoption-chart" type="application/json">(.*?)</script>', page)
        assert all(script(label) for label in json.loads(chart)["labels"])
