"""Many rows at once say the same as one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import transaction

from zolal.core import bulk
from zolal.core.ids import allocate
from zolal.core.models import Source
from zolal.people.models import ContactPoint, Person, PersonScore
from zolal.stewardship.models import PlanRecord

pytestmark = pytest.mark.django_db

UID = UUID("01912345-6789-7abc-8def-0123456789ab")
AT = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
COLUMNS = (
    "id uid version state provenance own faults more rated created_at updated_at name province city address "
    "postal_code note sort_key city_key search name_key title given_name family_name gender national_id marital_status "
    "preferred_channel job_title birth_date owner"
).split()


def row(pk: int, **values: object) -> list[object]:
    given = {
        "id": pk,
        "uid": UUID(int=UID.int + pk),
        "version": 3,
        "state": "active",
        "provenance": {"": 7, "نام": 8},
        "own": {},
        "faults": {},
        "more": {"کد": "۱۲\t\\N"},
        "rated": {},
        "created_at": AT,
        "updated_at": AT,
        "birth_date": date(1990, 1, 2),
        "owner": None,
        **values,
    }
    return [given.get(name, "") for name in COLUMNS]


def test_inserted_rows_read_back_as_they_were() -> None:
    (pk,) = allocate(Person, 1)
    bulk.insert(Person, COLUMNS, [row(pk, given_name="علی\n\t\\", note="\\N")])
    person = Person.objects.get(pk=pk)
    assert (person.uid, person.created_at, person.birth_date) == (UUID(int=UID.int + pk), AT, date(1990, 1, 2))
    assert (person.provenance, person.more, person.owner_id) == ({"": 7, "نام": 8}, {"کد": "۱۲\t\\N"}, None)
    assert (person.given_name, person.note) == ("علی\n\t\\", "\\N")
    assert Person.objects.filter(uid=person.uid, more__has_key="کد", birth_date="1990-01-02").exists()


def test_updated_rows_change_only_in_the_columns_named() -> None:
    one, other = allocate(Person, 2)
    bulk.insert(Person, COLUMNS, [row(one), row(other, city="قم")])
    bulk.update(Person, ["city", "birth_date", "more"], [[one, "یزد", "2000-05-06", {"a": 1}], [other, "ری", None, {}]])
    first, second = Person.objects.order_by("pk")
    assert (first.city, first.birth_date, first.more, first.version) == ("یزد", date(2000, 5, 6), {"a": 1}, 3)
    assert (second.city, second.birth_date, second.more) == ("ری", None, {})


def test_put_rows_stand_in_the_place_of_those_with_their_key() -> None:
    one, other = allocate(Person, 2)
    bulk.insert(Person, COLUMNS, [row(one), row(other)])
    bulk.put(PersonScore, ["quality", "scores"], [[one, 10, {"goal": 3}]])
    bulk.put(PersonScore, ["quality", "scores"], [[one, 20, b'{"goal":5}'], [other, 30, {}]])
    assert [*PersonScore.objects.order_by("pk").values_list("pk", "quality", "scores")] == [
        (one, 20, {"goal": 5}),
        (other, 30, {}),
    ]


def test_nothing_to_write_writes_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        bulk.insert(Person, COLUMNS, [])
        bulk.update(Person, ["city"], [])
        bulk.put(PersonScore, ["quality", "scores"], [])


def test_ids_are_never_given_twice() -> None:
    with transaction.atomic():
        first = allocate(ContactPoint, 3)
        second = allocate(ContactPoint, 2)
    assert len({*first, *second}) == 5
    assert [*first, *second] == sorted([*first, *second])


def test_an_id_given_out_is_not_used_by_the_database() -> None:
    given = allocate(Source, 3)
    made = Source.objects.create(name="بعدی", method="hand")
    assert made.pk > max(given)


def test_what_a_query_finds_is_numbered_in_its_order() -> None:
    ids = allocate(Person, 3)
    bulk.insert(Person, COLUMNS, [row(pk, city="یزد" if place else "") for place, pk in enumerate(ids)])
    columns, found = ("plan_id", "record_id", "place"), Person.objects.filter(city="یزد").order_by("-pk").values("pk")
    assert bulk.insert_numbered(PlanRecord, columns, [8], found, after=4) == 2
    assert list(PlanRecord.objects.order_by("place").values_list(*columns)) == [(8, ids[1], 5), (8, ids[2], 6)]
    assert bulk.insert_numbered(PlanRecord, columns, [8], found.none()) == 0
