"""The search finds people however their names and numbers were typed."""

from __future__ import annotations

import pytest

from tests.people.queries.conftest import Write
from zolal.accounts.models import User
from zolal.people.queries.companies import find_companies
from zolal.people.queries.lists import Wish, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(people: Write, companies: Write) -> None:
    (firm,) = companies({"name": "شرکت فولاد مبارکه"})
    people(
        {"given_name": "علی", "family_name": "محمدی", "mobile": "09121234567", "company": firm.pk},
        {"given_name": "زهرا", "family_name": "کریمی‌نژاد", "email": "zahra.karimi@example.com"},
        {"given_name": "علی‌رضا", "family_name": "حسینی", "national_id": "0012345679"},
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("علی", {"محمدی", "حسینی"}),
        ("علي", {"محمدی", "حسینی"}),
        ("Mohammadi", {"محمدی"}),
        ("محمدی علی", {"محمدی"}),
        ("علی رضا", {"حسینی"}),
        ("علیرضا", {"حسینی"}),
        ("کریمی نژاد", {"کریمی‌نژاد"}),
        ("كريمي", {"کریمی‌نژاد"}),
        ("۰۹۱۲۱۲۳", {"محمدی"}),
        ("21234567", {"محمدی"}),
        ("+98 912 123 4567", {"محمدی"}),
        ("karimi@", {"کریمی‌نژاد"}),
        ("zahra", {"کریمی‌نژاد"}),
        ("فولاد", {"محمدی"}),
        ("00123", {"حسینی"}),
        ("زه", {"کریمی‌نژاد"}),
        ("نیست", set()),
        ('"; DROP TABLE', set()),
        ("%", set()),
        ("", {"محمدی", "کریمی‌نژاد", "حسینی"}),
    ],
)
def test_a_text_finds(three: None, reader: User, text: str, found: set[str]) -> None:
    shown = page(user=reader, wish=Wish("person", search=text))

    assert {record.family_name for record in shown.records} == found
    assert shown.total == len(found)


def test_a_company_is_proposed_while_its_name_is_typed(three: None, reader: User) -> None:
    assert [company.name for company in find_companies(user=reader, text="فولا")] == ["شرکت فولاد مبارکه"]
    assert find_companies(user=reader, text="نفت") == []
