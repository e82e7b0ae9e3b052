"""Who is archived as silent is kept for a while, and then closed: only when somebody means it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.quality.conftest import Enter
from tests.quality.test_silence import SARA, Silently, ago, hear, known, listening  # noqa: F401 - fixtures
from zolal.accounts.actions.settings import change_setting
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.activities.models import Signal
from zolal.core import ledger
from zolal.core.jobs import run_all
from zolal.core.models import Action, Tombstone
from zolal.people.actions.bulk import archive_records, delete_records
from zolal.people.models import Person
from zolal.quality.closing import close_accounts
from zolal.quality.jobs import find_silent
from zolal.quality.models import Dormant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listening")]


@pytest.fixture
def over(known: Enter, administrator: User) -> int:  # noqa: F811
    """Somebody archived as silent whose time is over."""
    sara = known(**SARA)
    archive_records(record_type="person", ids=[sara], by=administrator)
    Dormant.objects.update(since=timezone.localdate() - timedelta(days=366))
    return sara


def test_who_is_archived_while_silent_rests_and_nobody_else(known: Enter, enter: Enter, administrator: User) -> None:  # noqa: F811
    silent, alive = known(**SARA), enter(**SARA)
    archived = archive_records(record_type="person", ids=[silent, alive], by=administrator)
    assert list(Dormant.objects.values_list("record_id", "since")) == [(silent, timezone.localdate())]
    undo_action(action=archived, by=administrator)
    assert not Dormant.objects.exists()


def test_who_rests_and_gives_a_sign_of_life_is_not_closed(over: int, administrator: User) -> None:
    hear(administrator, over, "email_sent")
    assert Dormant.objects.exists()
    hear(administrator, over, "site_visited")
    assert not Dormant.objects.exists()


def test_who_is_deleted_rests_no_more(over: int, administrator: User) -> None:
    delete_records(record_type="person", ids=[over], by=administrator)
    assert not Dormant.objects.exists()


def test_accounts_whose_time_is_over_are_closed_for_ever(over: int, known: Enter, administrator: User) -> None:  # noqa: F811
    hear(administrator, over, "email_sent")
    other = known(**SARA)
    archive_records(record_type="person", ids=[other], by=administrator)
    close_accounts(typed="1", by=administrator)
    run_all()
    assert list(Person.objects.values_list("pk", flat=True)) == [other]
    assert Tombstone.objects.exists()
    assert not Signal.objects.exists()
    closing = Action.objects.get(kind="person.close")
    assert closing.about == {"record_type": "person", "count": 1}
    with pytest.raises(ledger.CannotUndo):
        undo_action(action=closing, by=administrator)


@pytest.mark.parametrize("typed", ["", "2", "yes", "-1"])
def test_the_number_has_to_be_typed(typed: str, over: int, administrator: User) -> None:
    with pytest.raises(ValidationError):
        close_accounts(typed=typed, by=administrator)
    run_all()
    assert Person.objects.filter(pk=over).exists()


def test_nobody_but_an_administrator_closes(over: int, manager: User) -> None:
    with pytest.raises(NotAllowed):
        close_accounts(typed="1", by=manager)


def test_nothing_is_closed_by_itself_unless_an_administrator_wants_it(over: int, administrator: User) -> None:
    find_silent(Silently())
    run_all()
    assert Person.objects.filter(pk=over).exists()
    change_setting(name="inactive.close_automatically", value=True, by=administrator)
    find_silent(Silently())
    run_all()
    assert not Person.objects.filter(pk=over).exists()
