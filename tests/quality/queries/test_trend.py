"""How the quality of a record went is told, whoever changed it and whatever it was merged into."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tests.essentials import needed
from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.core.ledger import act, write
from zolal.people.actions.erase import erase_record
from zolal.people.models import Person, PersonScore
from zolal.quality import past_scores, recompute
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.models import PastScore
from zolal.quality.queries.trend import Trend, trends

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580"}


def changed(by: User, record_id: int, **facts: Any) -> None:  # noqa: ANN401 - values of facts
    with transaction.atomic():
        write(act(kind="person.edit", by=by), "person", {record_id: facts})


def days_ago(record_id: int, days: int) -> None:
    """As if all that was scored so far had been so many days ago."""
    Person.objects.filter(pk=record_id).update(created_at=timezone.now() - timedelta(days=days))
    PastScore.objects.filter(record_id=record_id).update(until=timezone.localdate() - timedelta(days=days - 1))


def told(user: User, record_id: int) -> list[Trend]:
    return trends(user=user, record=Person.objects.get(pk=record_id))


def test_a_record_whose_score_never_changed_costs_no_row(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI)
    changed(administrator, ali, note="زنگ زد")
    assert not PastScore.objects.exists()
    (own,) = told(administrator, ali)
    assert own.points == [(timezone.localdate(), Person.objects.get(pk=ali).quality)]


def test_each_day_on_which_the_score_changed_is_told(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI)
    first = Person.objects.get(pk=ali).quality
    changed(administrator, ali, city="تهران", province="تهران")
    days_ago(ali, 9)
    second = Person.objects.get(pk=ali).quality
    changed(administrator, ali, birth_date="1991-03-21", gender="male")
    changed(administrator, ali, job_title="مدیر")
    (own,) = told(administrator, ali)
    today = timezone.localdate()
    now = Person.objects.get(pk=ali).quality
    assert own.points == [(today - timedelta(days=9), first), (today - timedelta(days=8), second), (today, now)]
    assert first < second < now
    assert [own.on(today - timedelta(days=days)) for days in (10, 9, 5, 0)] == [None, first, second, now]


def test_what_is_judged_anew_in_bulk_is_told_too(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI)
    first = Person.objects.get(pk=ali).quality
    needed("person", "name", "national_id", "birth_date")
    (found,) = recompute.checked("person", iter([[ali]]), many=False)
    with transaction.atomic():
        recompute.write("person", found)
    assert list(PastScore.objects.values_list("record_id", "quality")) == [(ali, first)]


def test_a_merge_keeps_the_scores_of_both_and_its_undo_parts_them(enter: Enter, administrator: User) -> None:
    ali, again = enter(**ALI), enter(given_name="علی", family_name="محمدی")
    changed(administrator, again, city="یزد", province="یزد")
    alone = told(administrator, again)[0].points
    merge = merge_records(record_type="person", keep_id=ali, absorb_id=again, by=administrator, despite=True)
    own, absorbed = told(administrator, ali)
    assert (own.record.pk, absorbed.record.pk) == (ali, again)
    assert absorbed.points == alone
    assert absorbed.until == timezone.localdate()
    assert absorbed.on(timezone.localdate() + timedelta(days=1)) is None
    undo_merge(merge=merge, by=administrator)
    assert len(told(administrator, ali)) == 1
    assert told(administrator, again)[0].points[: len(alone)] == alone


def test_who_is_erased_leaves_no_score(enter: Enter, administrator: User) -> None:
    ali, other = enter(**ALI), enter(given_name="زهرا")
    for one in (ali, other):
        changed(administrator, one, city="یزد")
    erase_record(record_type="person", record_id=ali, by=administrator)
    assert set(PastScore.objects.values_list("record_id", flat=True)) == {other}
    assert set(PersonScore.objects.values_list("pk", flat=True)) == {other}


def test_two_who_score_a_record_at_once_leave_one_row_a_day(enter: Enter) -> None:
    ali, today = enter(**ALI), timezone.localdate()
    for before, now in ((10, 20), (20, 30)):
        past_scores.write("person", [(ali, now, {})], {ali: before}, today)
    assert list(PastScore.objects.values_list("quality", "until")) == [(10, today)]
