"""The demo company has really been imported, and every screen has something to show."""

from __future__ import annotations

import pytest

from zolal.accounts.models import Role, User
from zolal.capture import demo
from zolal.capture.models import Import
from zolal.core.models import Action, Job
from zolal.people.models import Company, Person, Tagging
from zolal.quality.models import Issue, Measurement, Pair

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 120


def test_a_messy_file_has_gone_through_the_real_import_and_was_measured() -> None:
    assert demo.load(password="a long enough password", rows=ROWS)

    assert list(Import.objects.values_list("state", flat=True)) == [Import.State.DONE] * 2
    # What counts the numbers of today waits for the worker.
    others = Job.objects.exclude(task="strategy.count_now")
    assert set(others.values_list("state", flat=True)) == {Job.State.DONE}
    assert {"quality.measure", "quality.find_duplicates"} <= set(Job.objects.values_list("task", flat=True))
    assert Person.objects.count() > ROWS // 2
    assert Company.objects.count() >= demo.COMPANIES
    assert Issue.objects.exists()
    assert Pair.objects.exists()
    assert set(Measurement.objects.values_list("record_type", flat=True)) == {"person", "company"}
    assert Tagging.objects.exists()
    assert Person.objects.filter(company__isnull=False).exists()
    assert set(User.objects.values_list("role", flat=True)) == set(Role)
    assert all(user.check_password("a long enough password") for user in User.objects.all())


def test_it_is_loaded_once() -> None:
    demo.load(password="a long enough password", rows=30)
    actions = Action.objects.count()

    assert not demo.load(password="another long password", rows=30)
    assert Action.objects.count() == actions
