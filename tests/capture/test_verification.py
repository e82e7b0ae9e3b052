"""A drawn record is checked: ratings follow from it, and edits, and the estimate."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions.entries import enter
from zolal.capture.actions.verification import Finding, verify
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.quality.actions.samples import draw_sample
from zolal.quality.models import Issue, Sample
from zolal.quality.queries.ratings import ratings_of
from zolal.quality.queries.samples import sample_told, samples, sheets

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580", "city": "یزد"}
Town = Callable[[int], list[Person]]


@pytest.fixture
def town(member: User) -> Town:
    def made(many: int) -> list[Person]:
        people = [
            enter(record_type="person", fields={**ALI, "mobile": f"0912200{number:04}"}, by=member, despite=True).record
            for number in range(many)
        ]
        return [one for one in people if isinstance(one, Person)]

    return made


def drawn(by: User, size: int, **more: object) -> Sample:
    return draw_sample(record_type="person", scope="goal", size=size, by=by, **more)  # type: ignore[arg-type]


def value(sample: Sample, field: str, number: int = 1) -> int:
    return sample.values.get(number=number, field=field).pk


def test_what_holds_is_confirmed_and_what_is_wrong_replaced(town: Town, manager: User, member: User) -> None:
    (ali,) = town(1)
    sample = drawn(manager, 1, users=[member])
    found = {
        value(sample, "given_name"): Finding("right"),
        value(sample, "family_name"): Finding("wrong"),
        value(sample, "mobile"): Finding("wrong", "۰۹۳۵ ۱۱۱ ۲۲۳۳"),
    }
    assert verify(sample=sample, number=1, method="phone", found=found, by=member) == 3
    ali.refresh_from_db()
    assert {one.field: one.verdict for one in ratings_of(ali).values()} == {
        "given_name": "confirmed",
        "family_name": "wrong",
        "mobile": "confirmed",
    }
    assert [point.value for point in ali.contact_points.all()] == ["09351112233"]
    assert Issue.objects.filter(record_id=ali.pk, code="reported_wrong").count() == 1
    told = sample_told(user=manager, sample=sample)
    assert (round(told.line.of_values.value, 3), told.line.of_records.value) == (0.333, 0.0)  # type: ignore[union-attr,arg-type]
    assert (told.line.records, told.line.done) == (1, 1)
    assert told.sources


def test_nothing_is_written_where_one_answer_makes_no_sense(town: Town, manager: User) -> None:
    (ali,) = town(1)
    sample = drawn(manager, 1)
    mobile, given = value(sample, "mobile"), value(sample, "given_name")
    found = {given: Finding("right"), mobile: Finding("wrong", "12")}
    with pytest.raises(ValidationError) as refused:
        verify(sample=sample, number=1, method="phone", found=found, by=manager)
    assert set(refused.value.message_dict) == {str(mobile)}
    with pytest.raises(ValidationError):
        verify(sample=sample, number=1, method="dream", found={given: Finding("right")}, by=manager)
    with pytest.raises(ValidationError):
        verify(sample=sample, number=1, method="phone", found={given: Finding("perhaps")}, by=manager)
    ali.refresh_from_db()
    assert ratings_of(ali) == {}
    assert not sample.values.exclude(outcome="").exists()


def test_the_same_seed_draws_the_same_and_each_member_has_a_part(town: Town, manager: User, member: User) -> None:
    town(12)
    first, again = drawn(manager, 6, seed=5, users=[member, manager]), drawn(manager, 6, seed=5)
    ids = [list(one.values.order_by("number").values_list("record_id", flat=True).distinct()) for one in (first, again)]
    assert ids[0] == ids[1]
    assert len(sheets(user=member, sample=first)) == len(sheets(user=manager, sample=first)) == 3
    assert len(sheets(user=manager, sample=first, everybody=True)) == 6
    assert len(sheets(user=member, sample=first, everybody=True)) == 3
    assert drawn(manager, 50, by_source=True).size == 12


def test_nobody_sees_or_checks_what_is_not_theirs(town: Town, manager: User, member: User, stranger: User) -> None:
    town(2)
    Setting.objects.create(name="visibility.member", value="own")
    sample = drawn(manager, 2, users=[stranger])
    assert sheets(user=stranger, sample=sample) == []  # they see none of the records: so none is dealt to them
    assert len(sheets(user=manager, sample=sample)) == 2
    assert samples(user=stranger, record_type="person") == []
    with pytest.raises(NotAllowed):
        verify(sample=sample, number=1, method="phone", found={value(sample, "mobile"): Finding("right")}, by=member)
    with pytest.raises(NotAllowed):
        drawn(member, 1)


def test_what_cannot_be_drawn_is_refused(town: Town, manager: User, reader: User) -> None:
    town(1)
    for size, scope, name in ((0, "all", "size"), (5_001, "all", "size"), (1, "half", "scope")):
        with pytest.raises(ValidationError) as refused:
            draw_sample(record_type="person", scope=scope, size=size, by=manager)
        assert set(refused.value.message_dict) == {name}
    with pytest.raises(ValidationError):
        drawn(manager, 1, users=[reader])
