"""Somebody is silent who was not heard of for the period, by any of the four signals: with words that never lie."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.utils import timezone

from tests.quality.conftest import Enter
from zolal.accounts.actions.settings import change_setting
from zolal.accounts.models import User
from zolal.activities.actions.signals import Told, record_signals
from zolal.activities.models import Hearing, Signal
from zolal.core.ledger import act, write
from zolal.core.models import Job
from zolal.people.actions.bulk import archive_records, restore_records
from zolal.people.models import Person
from zolal.people.queries.lists import Wish, matching_ids
from zolal.people.queries.records import MODELS
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.assess import assess
from zolal.quality.jobs import find_silent, reassess
from zolal.quality.models import Issue
from zolal.quality.silence import CODES, silent

pytestmark = pytest.mark.django_db

SARA = {"given_name": "سارا", "family_name": "کریمی", "mobile": "09125556677"}


class Silently:
    """A handle for jobs that are called here."""

    checkpoint: ClassVar[dict[str, Any]] = {}

    def save(self, **_: object) -> None:
        """Nobody looks at the progress."""


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def code(record_id: int, record_type: str = "person") -> str:
    found = Issue.objects.filter(record_type=record_type, record_id=record_id, code__in=CODES)
    return found.values_list("code", flat=True).first() or ""


def hear(by: User, record_id: int, kind: str = "email_opened", days: int = 0) -> None:
    told = Told(record_id, kind, timezone.now() - timedelta(days=days))
    record_signals(record_type="person", signals=[told], by=by, source="mailer")


@pytest.fixture
def listening() -> None:
    """Signs of life are told of for a year."""
    for kind in ("email_opened", "call_answered"):
        Hearing.objects.create(kind=kind, since=ago(365), until=ago(0))


@pytest.fixture
def known(enter: Enter) -> Enter:
    """Somebody who has been on file for so many days."""

    def entered(record_type: str = "person", days: int = 200, **fields: Any) -> int:  # noqa: ANN401 - values of fields
        record_id = enter(record_type, **fields)
        at = timezone.now() - timedelta(days=days)
        MODELS[record_type].objects.filter(pk=record_id).update(created_at=at, updated_at=at)
        with transaction.atomic():
            assess(record_type, [record_id])
        return record_id

    return entered


def test_who_was_not_heard_of_for_90_days_is_inactive_and_a_signal_ends_it_at_once(
    known: Enter, listening: None, member: User
) -> None:
    sara = known(**SARA)
    assert code(sara) == "inactive"
    hear(member, sara)
    assert code(sara) == ""


@pytest.mark.parametrize("kind", ["email_opened", "site_visited", "asset_engaged", "call_answered"])
def test_each_of_the_four_signals_is_a_sign_of_life(kind: str, known: Enter, listening: None, member: User) -> None:
    sara = known(**SARA)
    hear(member, sara, kind, days=90)
    assert code(sara) == ""


@pytest.mark.parametrize("kind", ["email_sent", "email_bounced", "call_unanswered", "sms_sent", "machine"])
def test_nothing_else_is_one(kind: str, known: Enter, listening: None, member: User) -> None:
    sara = known(**SARA)
    hear(member, sara, kind)
    assert code(sara) == "inactive"


def test_a_sign_of_life_before_the_period_changes_nothing(known: Enter, listening: None, member: User) -> None:
    sara = known(**SARA)
    hear(member, sara, days=91)
    assert code(sara) == "inactive"


def test_where_nobody_listens_nobody_is_silent(known: Enter, member: User) -> None:
    sara = known(**SARA)
    assert code(sara) == ""
    hear(member, known(**SARA))
    with transaction.atomic():
        assess("person", [sara])
    assert code(sara) == ""  # we listen since today only


def test_who_cannot_be_reached_is_told_apart(known: Enter, listening: None) -> None:
    assert code(known(given_name="سارا")) == "unreachable"
    assert code(known(given_name="سارا", url="example.com")) == "unreachable"
    assert Issue.objects.filter(code="unreachable").first().group == "incomplete"


@pytest.mark.parametrize("field", ["last_activity_on", "last_purchase_on"])
def test_a_purchase_or_an_activity_is_a_sign_of_life_too(field: str, known: Enter, listening: None) -> None:
    assert code(known(**SARA, **{field: ago(20).isoformat()})) == ""
    assert code(known(**SARA, **{field: ago(120).isoformat()})) == "inactive"


def test_who_is_new_or_archived_is_not_silent(known: Enter, enter: Enter, listening: None, administrator: User) -> None:
    assert code(known(days=90, **SARA)) == code(enter(**SARA)) == ""
    sara = known(**SARA)
    archive_records(record_type="person", ids=[sara], by=administrator)
    assert code(sara) == ""
    restore_records(record_type="person", ids=[sara], by=administrator)
    assert code(sara) == "inactive"


def test_an_edit_that_gives_a_first_way_to_reach_somebody_is_judged_with_it(
    known: Enter, listening: None, administrator: User
) -> None:
    sara = known(given_name="سارا")
    point = {"kind": "email", "value": "sara@example.com", "key": "sara@example.com"}
    with transaction.atomic():
        write(act(kind="person.edit", by=administrator), "person", {sara: {"point:900": point}})
    assert code(sara) == "inactive"


def test_whoever_was_merged_with_somebody_alive_is_alive_until_they_part(
    known: Enter, listening: None, administrator: User
) -> None:
    keep, absorb = known(**SARA), known(**SARA)
    hear(administrator, absorb)
    merge = merge_records(record_type="person", keep_id=keep, absorb_id=absorb, by=administrator)
    assert code(keep) == ""
    undo_merge(merge=merge, by=administrator)
    assert (code(keep), code(absorb)) == ("inactive", "")


def test_every_day_those_are_found_who_crossed_it_and_nobody_else_is_touched(known: Enter, listening: None) -> None:
    sara, other = known(days=90, **SARA), known(days=30, **SARA)
    assert find_silent(Silently()) == {"found": 0}
    Person.objects.filter(pk=sara).update(created_at=timezone.now() - timedelta(days=92))
    assert find_silent(Silently()) == {"found": 1}
    assert (code(sara), code(other)) == ("inactive", "")
    assert find_silent(Silently()) == {"found": 0}


def test_another_period_is_looked_through_in_the_background_both_ways(
    known: Enter, listening: None, administrator: User
) -> None:
    sara = known(days=60, **SARA)
    change_setting(name="inactive.days", value=30, by=administrator)
    assert Job.objects.filter(task="quality.silence").exists()
    find_silent(Silently())
    assert code(sara) == "inactive"
    change_setting(name="inactive.days", value=120, by=administrator)
    find_silent(Silently())
    assert code(sara) == ""


def test_one_judged_alone_and_all_judged_by_a_query_agree(known: Enter, listening: None, member: User) -> None:
    people = [
        known(days=days, **fields, **({"last_purchase_on": ago(bought).isoformat()} if bought else {}))
        for days in (80, 90, 91, 92, 200)
        for fields in (SARA, {"given_name": "سارا"})
        for bought in (0, 89, 91)
    ]
    for place, record_id in enumerate(people):
        if place % 3 == 1:
            hear(member, record_id, "call_answered", days=85 + place % 12)
    alone = {record_id for record_id in people if code(record_id)}
    assert alone == set(silent(timezone.localdate()).values_list("pk", flat=True))
    reassess(Silently(), "person")
    assert alone == {record_id for record_id in people if code(record_id)}


def test_lists_are_filtered_by_it(known: Enter, listening: None, administrator: User) -> None:
    sara = known(**SARA)
    known(given_name="علی")
    assert matching_ids(user=administrator, wish=Wish.read("person", "issue=inactive")) == [sara]


def test_no_signal_ever_changes(known: Enter, member: User) -> None:
    sara = known(**SARA)
    hear(member, sara, days=5)
    before = Signal.objects.values().get()
    hear(member, sara)
    assert Signal.objects.order_by("pk").values().first() == before


def test_the_day_that_an_issue_tells_follows_whatever_is_heard_later_if_long_ago_too(
    known: Enter, administrator: User, listening: None
) -> None:
    sara = known(**SARA, days=300)
    assess("person", [sara])
    for days in (250, 200, 230):
        hear(administrator, sara, days=days)
    assert code(sara) == "inactive"
    told = Issue.objects.filter(code="inactive").values_list("raw", flat=True)
    assert list(told) == [ago(200).isoformat()]
    archive_records(record_type="person", ids=[sara], by=administrator)
    restore_records(record_type="person", ids=[sara], by=administrator)
    assert list(told.all()) == [ago(200).isoformat()]
