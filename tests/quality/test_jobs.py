from __future__ import annotations

from typing import Any

import pytest

from tests.engine.match.people import town
from tests.essentials import needed
from tests.quality.conftest import Enter
from zolal.core.jobs import enqueue, run_now
from zolal.core.models import Job
from zolal.people.models import Person
from zolal.quality import jobs as long_work
from zolal.quality import search
from zolal.quality.keys import keys_of
from zolal.quality.matching import match
from zolal.quality.models import Issue, MatchModel, Measurement, Pair

pytestmark = pytest.mark.django_db(transaction=True)

_FIELDS = {"first_name": "given_name", "last_name": "family_name", "landline": "phone"}


@pytest.fixture
def settled(enter: Enter) -> list[int]:
    people = [{_FIELDS.get(kind, kind): value for kind, value in one.items()} for one in town(110, seed=5)]
    people = [{**person, "birth_date": "1985-03-21"} for person in people]
    return [enter(**person) for person in [*people, {**people[0], "email": ""}, {**people[1], "city": ""}]]


def ran(name: str, **arguments: str) -> Job:
    job = run_now(enqueue(name, **arguments))
    assert job.state == Job.State.DONE, job.error
    return job


def test_looking_for_all_duplicates_finds_them_and_leaves_a_model_in_use(settled: list[int]) -> None:
    Pair.objects.all().delete()
    job = ran("quality.find_duplicates", record_type="person")
    found = set(Pair.objects.filter(probability__gte=0.95).values_list("first_id", "second_id"))
    assert {(settled[0], settled[110]), (settled[1], settled[111])} <= found
    assert job.result["pairs"] == Pair.objects.count()
    assert MatchModel.objects.get().records == 112
    assert Person.objects.get(id=settled[110]).scores["parts"]["uniqueness"] == 0


def test_whoever_takes_the_search_over_writes_on_what_was_found(
    settled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    Pair.objects.all().delete()
    whole = ran("quality.find_duplicates", record_type="person")
    expected = set(Pair.objects.values_list("first_id", "second_id", "probability"))
    assert len(expected) >= 2
    Pair.objects.all().delete()
    Pair.objects.create(record_type="person", first_id=settled[5], second_id=settled[6], probability=0.9)
    monkeypatch.setattr(search, "CHUNK", 1)
    job = enqueue("quality.find_duplicates", record_type="person")
    with monkeypatch.context() as killed:
        killed.setattr(search, "write", _dies_after(1, search.write))
        assert run_now(job).state == Job.State.FAILED
    assert Pair.objects.filter(probability__in=[p for *_, p in expected]).count() == 1
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED, attempts=0)
    with monkeypatch.context() as unread:
        unread.setattr(long_work, "read_whole", None)
        job = run_now(Job.objects.get(pk=job.pk))
    assert (job.state, job.result) == (Job.State.DONE, whole.result)
    assert set(Pair.objects.values_list("first_id", "second_id", "probability")) == expected
    assert MatchModel.objects.order_by("pk").last().found is None


def test_a_search_that_ended_but_was_not_heard_of_takes_nothing_away_when_it_is_run_again(settled: list[int]) -> None:
    job = ran("quality.find_duplicates", record_type="person")
    before = set(Pair.objects.values_list("uid", flat=True))
    assert before
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
    assert run_now(Job.objects.get(pk=job.pk)).result == job.result
    assert set(Pair.objects.values_list("uid", flat=True)) == before
    assert settled


def _dies_after(times: int, write: Any) -> Any:  # noqa: ANN401
    calls = iter(range(times))

    def written(*arguments: Any) -> None:  # noqa: ANN401
        if next(calls, None) is None:
            raise SystemError("killed")
        write(*arguments)

    return written


def test_a_pair_of_the_whole_run_has_the_probability_a_single_question_gives(settled: list[int]) -> None:
    ran("quality.find_duplicates", record_type="person")
    pair = Pair.objects.get(first_id=settled[0], second_id=settled[110])
    later = Person.objects.get(id=settled[110])
    fields = {name: getattr(later, name) for name in ("given_name", "family_name", "city", "address")}
    points = {point.kind: point.value for point in later.contact_points.all()}
    row = keys_of("person", {**fields, **points, "birth_date": "1985-03-21"})
    (answer,) = match("person", [row], exclude=[later.pk])
    assert (answer.sure[0].record_id, answer.sure[0].probability) == (settled[0], pair.probability)


def test_what_somebody_decided_survives_every_run(settled: list[int]) -> None:
    Pair.objects.filter(first_id=settled[0], second_id=settled[110]).update(decision="not_same")
    ran("quality.find_duplicates", record_type="person")
    assert Pair.objects.get(first_id=settled[0], second_id=settled[110]).decision == "not_same"


def test_training_changes_no_pair(settled: list[int]) -> None:
    before = set(Pair.objects.values_list("uid", "probability"))
    assert ran("quality.train", record_type="person").result == {"records": 112, "trained": True}
    assert set(Pair.objects.values_list("uid", "probability")) == before
    assert settled


def test_everything_is_judged_anew_when_the_essential_fields_change(settled: list[int]) -> None:
    needed("person", "national_id")
    ran("quality.reassess")
    incomplete = Issue.objects.filter(group="incomplete")
    assert set(incomplete.values_list("fact", flat=True)) == {"national_id"}
    assert incomplete.count() == len(settled)


def test_the_data_is_measured_every_day(settled: list[int]) -> None:
    ran("quality.measure")
    figures = Measurement.objects.get(record_type="person").figures
    assert figures["records"] == len(settled)
    assert 0 < figures["quality"] < 100
    sure = Pair.objects.filter(probability__gte=0.95).values("second_id").distinct().count()
    assert figures["classes"]["duplicate"]["records"] == sure >= 2
