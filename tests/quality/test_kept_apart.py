"""Who is not the same stays apart: two valid national IDs, and what somebody said, whatever happens afterwards."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.quality.conftest import Enter
from tests.quality.couples import LETTERS
from zolal.accounts.models import User
from zolal.core.jobs import enqueue, run_now
from zolal.core.ledger import act, write
from zolal.people.models import Person
from zolal.quality import automatic
from zolal.quality.actions.merges import CannotMerge, merge_records
from zolal.quality.actions.pairs import decide
from zolal.quality.keys import keys_of
from zolal.quality.learning import learn, open_couples, score_anew
from zolal.quality.matching import match
from zolal.quality.models import Automatic, MatchModel, Pair

pytestmark = pytest.mark.django_db(transaction=True)

VALID = ("0499370899", "0790419904")
_numbers = count()


def somebody() -> dict[str, str]:
    """Somebody nobody else is like."""
    number = next(_numbers)
    name = f"{LETTERS[number % 18]}ان{LETTERS[number // 18 % 18]}ساری"
    return {"given_name": "گشتاسب", "family_name": name, "city": "تهران", "mobile": f"0912200{number:04}"}


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hand that merges is tried on every pair there is, whatever was proved."""
    monkeypatch.setattr("zolal.quality.automatic.still_allowed", lambda record_type: True)
    monkeypatch.setattr("zolal.quality.audit.ASKED_SURE", 0)


def _edited(ids: list[int], by: User) -> None:
    with transaction.atomic():
        write(act(kind="person.edit", by=by), "person", {one: {"note": "again"} for one in ids})
        write(act(kind="person.edit", by=by), "person", {one: {"address": "خیابان آزادی"} for one in ids})


def _imported(ids: list[int], by: User) -> None:
    person = Person.objects.get(pk=ids[0])
    match("person", [keys_of("person", {"given_name": "گشتاسب", "family_name": person.family_name})])
    _edited(ids, by)


def _merged_by_itself(ids: list[int], by: User) -> None:
    for part in automatic.waiting("person"):
        for pair in part:
            with transaction.atomic():
                automatic.merge(pair)


def _searched(ids: list[int], by: User) -> None:
    assert run_now(enqueue("quality.find_duplicates", record_type="person")).state == "done"


def _learnt(ids: list[int], by: User) -> None:
    with transaction.atomic():
        learn("person")
        for part in open_couples("person"):
            score_anew("person", part)


EVENTS = {one.__name__: one for one in (_edited, _imported, _merged_by_itself, _searched, _learnt)}


@pytest.mark.usefixtures("alone")
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    events=st.lists(st.sampled_from(sorted(EVENTS)), min_size=1, max_size=4),
    by_person=st.booleans(),
    fuller=st.booleans(),
)
@example(events=["_merged_by_itself"], by_person=True, fuller=True)
def test_two_that_are_not_the_same_never_become_one_by_themselves(
    enter: Enter,
    administrator: User,
    events: list[str],
    by_person: bool,
    fuller: bool,
) -> None:
    # What was said in the cases before would teach the model that twins are two.
    Pair.objects.all().delete()
    MatchModel.objects.all().delete()
    twin = somebody()
    Automatic.objects.update_or_create(record_type="person", defaults={"by": administrator})
    if by_person:
        ids = [enter(**twin), enter(**twin)]
        decide(pair=Pair.objects.get(first_id=ids[0], second_id=ids[1]), decision="not_same", by=administrator)
    else:
        ids = [enter(**twin, national_id=number) for number in VALID]
    # Whoever has more to tell is the one that others are merged into.
    between = enter(**twin, **({"note": "much", "address": "خیابان آزادی", "job_title": "مدیر"} if fuller else {}))
    for event in events:
        EVENTS[event](ids, administrator)
    first, second = (_becomes(one) for one in ids)
    assert first != second
    with pytest.raises(CannotMerge):
        merge_records(record_type="person", keep_id=first, absorb_id=second, by=administrator)
    assert not Pair.objects.filter(first_id=min(first, second), second_id=max(first, second), decision="open").exists()
    assert Person.objects.filter(pk=between).exists()


def _becomes(record_id: int) -> int:
    """The record that somebody is now."""
    person = Person.objects.get(pk=record_id)
    return _becomes(person.absorbed_into_id) if person.absorbed_into_id else record_id
