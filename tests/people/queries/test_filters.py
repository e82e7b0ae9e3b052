"""Every field can be filtered by, in the way people think of it, whatever letters and digits they type."""

from __future__ import annotations

import pytest

from tests.people.queries.conftest import Write, judged
from zolal.accounts.models import User
from zolal.people.fields import Shape, fields_of
from zolal.people.models import Category, Tag
from zolal.people.queries.filterable import filterable
from zolal.people.queries.lists import BadWish, Filter, Wish, matching_ids, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(people: Write, companies: Write, member: User, stranger: User) -> dict[int, str]:
    """Three persons of whom each condition below finds some."""
    (firm,) = companies({"name": "فولاد مبارکه"})
    category = Category.objects.create(name="مشتری")
    tag = Tag.objects.create(name="وفادار")
    rows = people(
        {
            "given_name": "علی",
            "family_name": "محمدی",
            "city": "یزد",
            "gender": "male",
            "birth_date": "1991-03-21",
            "mobile": "09121234567",
            "email": "ali@example.com",
            "company": firm.pk,
            "owner": member.pk,
            "team": member.team_id,
            "category": category.pk,
            f"tag:{tag.pk}": True,
            "national_id": "0012345679",
            "note": "پیش‌فاکتور ارسال شد",
        },
        {"given_name": "زهرا", "city": "قم", "gender": "female", "mobile": "09351112233", "owner": stranger.pk},
        {"given_name": "رضا", "birth_date": "2000-01-01"},
    )
    for row, quality in zip(rows, (90, 40, None), strict=True):
        judged(row, quality)
    return {row.pk: row.given_name for row in rows}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("city=يزد", "علی"),
        ("city=یزد&city=قم", "علی زهرا"),
        ("city.not=یزد", "زهرا رضا"),
        ("city.empty=1", "رضا"),
        ("city.filled=1", "علی زهرا"),
        ("given_name.begins=عل", "علی"),
        ("family_name.contains=حمد", "علی"),
        ("family_name.contains=م", "علی"),
        ("family_name.contains=Mohammad", ""),
        ("given_name.contains=زهر&given_name.contains=عل", "علی زهرا"),
        ("company.contains=د مبارک", "علی"),
        ("gender=female", "زهرا"),
        ("gender.not=female", "علی رضا"),
        ("birth_date=۱۳۷۰/۰۱/۰۱", "علی"),
        ("birth_date.from=1992-01-01", "رضا"),
        ("birth_date.to=1375/1/1", "علی"),
        ("birth_date.empty=1", "زهرا"),
        ("mobile=+98 912 123 45 67", "علی"),
        ("mobile=۰۹۱۲۱۲۳۴۵۶۷", "علی"),
        ("mobile.not=09121234567", "زهرا رضا"),
        ("mobile.begins=0935", "زهرا"),
        ("mobile.contains=۲۳۴۵", "علی"),
        ("mobile.empty=1", "رضا"),
        ("email=ALI@Example.com", "علی"),
        ("email.contains=example", "علی"),
        ("email.empty=1", "زهرا رضا"),
        ("company=فولاد مبارکه", "علی"),
        ("company.contains=فولاد", "علی"),
        ("company.empty=1", "زهرا رضا"),
        ("owner=member.sales@example.com", "علی"),
        ("owner=me", "علی"),
        ("owner.not=me", "زهرا رضا"),
        ("owner.empty=1", "رضا"),
        ("team=sales", "علی"),
        ("category=مشتری", "علی"),
        ("category.not=مشتری", "زهرا رضا"),
        ("category=هیچ", ""),
        ("tag=وفادار", "علی"),
        ("tags.not=وفادار", "زهرا رضا"),
        ("tags.empty=1", "زهرا رضا"),
        ("quality.from=50", "علی"),
        ("quality.to=۵۰", "زهرا"),
        ("quality.empty=1", "رضا"),
        ("source.empty=1", "علی زهرا رضا"),
        ("source=ناشناس", ""),
        ("national_id=۰۰۱۲۳۴۵۶۷۹", "علی"),
        ("note.contains=فاکتور", "علی"),
        ("created_at.from=2020-01-01", "علی زهرا رضا"),
        ("created_at.to=1390/01/01", ""),
        ("updated_at=2020-01-01", ""),
        ("q=محمدی&city=یزد", "علی"),
        ("q=محمدی&city=قم", ""),
    ],
)
def test_a_filter_finds(everybody: dict[int, str], member: User, query: str, found: str) -> None:
    query = query.replace("+", "%2B")
    ids = matching_ids(user=member, wish=Wish.read("person", query))

    assert {everybody[record_id] for record_id in ids} == set(found.split())


@pytest.mark.parametrize("record_type", ["person", "company"])
def test_every_offered_operator_of_every_field_can_be_asked(
    people: Write, companies: Write, reader: User, record_type: str
) -> None:
    by_name = {"state": "any", "gender": "male", "marital_status": "single", "preferred_channel": "sms"}
    by_name |= {
        "importer": str(reader.uid),
        "last_signal": "never",
        "created_at": "1400/01/01",
        "updated_at": "1400/01/01",
    }
    by_shape = {Shape.NUMBER: "5", Shape.MONEY: "5", Shape.DATE: "1400/01/01", Shape.YES_NO: "yes"}
    known = fields_of(record_type)
    for name, offered in filterable(record_type).items():
        value = by_name.get(name) or by_shape.get(offered.shape, "چیزی")
        if name in known and (own := known[name].own) and own.choices:
            value = own.choices[0].value
        for operator in offered.operators:
            wish = Wish(record_type, filters=(Filter(name, operator, (value,)),))
            assert page(user=reader, wish=wish).total == 0, (name, operator)


def test_every_field_of_the_catalogue_is_offered() -> None:
    for record_type in ("person", "company"):
        assert set(fields_of(record_type)) <= set(filterable(record_type))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("birth_date.from=دیروز", "birth_date"),
        ("quality.from=خوب", "quality"),
        ("quality=-1", "quality"),
        ("gender=both", "gender"),
        ("state=lost", "state"),
        ("created_at=1405/13/01", "created_at"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_its_field(reader: User, query: str, field: str) -> None:
    with pytest.raises(BadWish) as refused:
        page(user=reader, wish=Wish.read("person", query))

    assert refused.value.field == field
