"""Judging everybody anew says the same as judging each record when it is written, and writes only what differs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.quality.conftest import Enter, facts_of
from zolal.accounts.models import Role, User
from zolal.core.jobs import enqueue, run_now
from zolal.core.ledger import act, create, write
from zolal.core.models import Job, Setting
from zolal.people.models import Person, PersonScore
from zolal.people.points import numbered
from zolal.quality import jobs, recompute
from zolal.quality.actions.ratings import rate
from zolal.quality.assess import assess
from zolal.quality.models import Issue
from zolal.quality.whole import active_ids

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580", "city": "تهران"}


def judged(record_type: str = "person") -> tuple[list[Any], list[Any]]:
    """All that is said of records: scores, and issues without their numbers."""
    says = ("record_id", "fact", "code", "group", "severity", "fault", "raw", "proposal", "source_id", "importer_id")
    scores = Person.objects.filter(state="active").order_by("id").values_list("id", "score__quality", "score__scores")
    issues = Issue.objects.filter(record_type=record_type).values_list(*says)
    return list(scores), sorted(issues, key=str)


def forget() -> None:
    Issue.objects.all().delete()
    PersonScore.objects.all().delete()


def ran(name: str = "quality.reassess", **arguments: str) -> Job:
    job = run_now(enqueue(name, **arguments))
    assert job.state == Job.State.DONE, job.error
    return job


def differing() -> list[recompute.Differing]:
    chunks = active_ids("person", size=2)
    return [one.differing for one in recompute.checked("person", chunks, many=False)]


@pytest.fixture
def town(enter: Enter, administrator: User) -> list[int]:
    """Complete and incomplete ones, an old one, one twice, faults, a value found wrong, one in the archive."""
    old = (timezone.localdate() - timedelta(days=900)).isoformat()
    wrong = {"fault:national_id": [{"code": "national_id_invalid", "raw": "123", "proposal": ""}]}
    ids = [
        enter(**ALI),
        enter(**ALI, email="ali@example.com"),
        enter(given_name="سارا", last_purchase_on=old, **wrong),
        enter(family_name="رضایی", phone="02188776655", city="یزد"),
        enter(given_name="مینا", city="ری"),
    ]
    said = {"field": "city", "value": "یزد", "verdict": "wrong", "method": "phone"}
    rate(record_type="person", record_id=ids[3], by=administrator, **said)
    with transaction.atomic():
        write(act(kind="person.archive", by=administrator), "person", {ids[4]: {"state": "archived"}})
    return ids


def test_what_every_write_keeps_true_is_found_true(town: list[int]) -> None:
    assert all(one == recompute.Differing([], []) for one in differing())
    assert ran().result == {"changed": 0}


def test_from_nothing_the_same_is_written_as_by_every_write(town: list[int]) -> None:
    before = judged()
    forget()
    assert ran(record_type="person").result == {"changed": 4}
    assert judged() == before


def test_issues_that_still_hold_stay_the_same_rows(town: list[int]) -> None:
    kept = set(Issue.objects.filter(record_id=town[2]).values_list("id", flat=True))
    Issue.objects.filter(record_id=town[0]).delete()
    PersonScore.objects.filter(pk=town[1]).update(quality=1)
    assert ran(record_type="person").result == {"changed": 2}
    assert set(Issue.objects.filter(record_id=town[2]).values_list("id", flat=True)) == kept
    assert Issue.objects.filter(record_id=town[0]).exists()


def test_who_is_written_meanwhile_is_left_as_that_write_judged_them(town: list[int], administrator: User) -> None:
    forget()
    (checked,) = recompute.checked("person", active_ids("person"), many=False)
    with transaction.atomic():
        write(act(kind="person.edit", by=administrator), "person", {town[0]: {"family_name": None, "given_name": None}})
    now = judged()[0][0]
    with transaction.atomic():
        assert recompute.write("person", checked) == 3
    assert judged()[0][0] == now
    assert Issue.objects.filter(record_id=town[0], fact="name").exists()


def test_a_job_that_dies_goes_on_where_it_was(town: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    before = judged()
    forget()
    monkeypatch.setattr(jobs, "JUDGED_AT_ONCE", 1)
    deaths = iter([False, True])

    def dies(record_type: str, of: recompute.Checked) -> int:
        if next(deaths, False):
            raise RuntimeError
        return alive(record_type, of)

    alive = recompute.write
    job = enqueue("quality.reassess", record_type="person")
    with monkeypatch.context() as killed:
        killed.setattr(recompute, "write", dies)
        assert run_now(job).state == Job.State.FAILED
    assert PersonScore.objects.count() == 1
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
    done = run_now(Job.objects.get(pk=job.pk))
    assert (done.state, done.result) == (Job.State.DONE, {"changed": 4})
    assert judged() == before


@pytest.mark.django_db(transaction=True)
def test_two_processes_find_what_one_does(town: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    before = judged()
    forget()
    monkeypatch.setattr(jobs, "JUDGED_AT_ONCE", 1)
    monkeypatch.setattr(recompute, "WORTH_IT", 0)
    assert ran(record_type="person").result == {"changed": 4}
    assert judged() == before


_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "given_name": st.sampled_from(["علی", "سارا"]),
        "family_name": st.sampled_from(["محمدی", "رضایی"]),
        "mobile": st.sampled_from(["09122002580", "09351112233"]),
        "email": st.sampled_from(["a@example.com", "b@example.com"]),
        "city": st.sampled_from(["تهران", "ری"]),
        "last_activity_on": st.sampled_from(["2020-01-01", "2026-01-01"]),
        "fault:city": st.just([{"code": "city_unknown", "raw": "؟", "proposal": "ری"}]),
        "fault:mobile": st.just([{"code": "mobile_length", "raw": "0912", "proposal": ""}]),
    },
)


class TestRecomputation(TestCase):
    """Whatever the records are, both ways of judging agree."""

    @settings(max_examples=12)
    @given(people=st.lists(_FIELDS, min_size=1, max_size=5), aim=st.sampled_from(["score.goal.person", ""]))
    def test_both_ways_agree(self, people: Sequence[dict[str, Any]], aim: str) -> None:
        by = User.objects.get_or_create(email="a@example.com", defaults={"role": Role.ADMINISTRATOR, "name": "a"})[0]
        with transaction.atomic():
            ids = create(act(kind="import.commit", by=by), "person", numbered([facts_of(one) for one in people]))
        if aim:
            Setting.objects.update_or_create(name=aim, defaults={"value": ["city", "email"]})
        with transaction.atomic():
            assess("person", ids)
        by_row = judged()
        forget()
        ran(record_type="person")
        assert judged() == by_row
