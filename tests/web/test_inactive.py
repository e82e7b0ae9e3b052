"""The room of the inactive: who is silent and why, and the ways to clear them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.activities.actions.signals import Told, record_signals
from zolal.activities.models import Hearing
from zolal.core.jobs import run_all
from zolal.core.ledger import act, create
from zolal.core.models import Action, Setting
from zolal.people.models import Company, Person
from zolal.people.points import numbered
from zolal.quality.assess import assess
from zolal.quality.costs import Price
from zolal.quality.models import Dormant

pytestmark = pytest.mark.django_db


def silent_people(by: User, count: int = 3) -> list[Person]:
    today = timezone.localdate()
    for kind in ("email_opened", "call_answered"):
        Hearing.objects.update_or_create(kind=kind, defaults={"since": today - timedelta(days=900), "until": today})
    point = {"kind": "mobile", "value": "09125556677", "key": "+989125556677"}
    with transaction.atomic():
        rows = [{"given_name": f"سارا{number}", "owner": by.pk, "points": [point]} for number in range(count)]
        ids = create(act(kind="person.create", by=by), "person", numbered(rows))
        for number, record_id in enumerate(ids):
            at = timezone.now() - timedelta(days=120 * (number + 1))
            Person.objects.filter(pk=record_id).update(created_at=at, updated_at=at)
        assess("person", ids)
    return list(Person.objects.filter(pk__in=ids).order_by("pk"))


def page(browse: Browse, user: User, address: str = "") -> str:
    User.objects.filter(pk=user.pk).update(language="en", digits="latin")
    return browse(user).get(reverse("inactive") + address).content.decode()


def test_where_nothing_is_told_the_room_says_so_and_what_to_connect(browse: Browse, member: User) -> None:
    shown = page(browse, member)
    assert "Not measured yet" in shown
    assert shown.count("not connected") == 4


def test_everybody_silent_is_shown_with_the_last_day_of_each_sign(browse: Browse, manager: User) -> None:
    first, *_ = silent_people(manager)
    at = timezone.now() - timedelta(days=100)
    record_signals(record_type="person", signals=[Told(first.pk, "email_opened", at)], by=manager, source="mailer")
    price = Price("silent", 250_000, 1, ("inactive",))
    Setting.objects.create(name="cost.prices", value=[price.stored()])
    shown = page(browse, manager)
    assert shown.count("data-row") == 3
    assert "75,000" in shown  # of 250,000 rials each, in tomans
    assert "750,000" not in shown
    assert "silent.from=180" in shown
    listed = browse(manager).get(f"{reverse('people')}?issue=inactive&silent.from=180").content.decode()
    assert (listed.count("سارا1"), "سارا0" in listed) == (listed.count("سارا2"), False)
    assert browse(manager).get(f"{reverse('people')}?last_signal=email_opened").content.decode().count("data-row") == 1
    assert browse(manager).get(f"{reverse('people')}?last_signal=nonsense").status_code == 422
    assert browse(manager).get(f"{reverse('people')}?silent.from=long").status_code == 422


def test_companies_are_shown_apart(browse: Browse, manager: User) -> None:
    silent_people(manager)
    with transaction.atomic():
        (arya,) = create(act(kind="company.create", by=manager), "company", [{"name": "آریا", "owner": manager.pk}])
        Company.objects.filter(pk=arya).update(created_at=timezone.now() - timedelta(days=120))
        assess("company", [arya])
    assert "آریا" in page(browse, manager, "?type=company&code=unreachable")
    assert "سارا" not in page(browse, manager, "?type=company")
    assert browse(manager).get(f"{reverse('inactive')}?type=nonsense").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_page(browse: Browse, manager: User) -> None:
    counts = []
    for more in (2, 20):
        silent_people(manager, more)
        with CaptureQueriesContext(connection) as queries:
            page(browse, manager)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_nobody_sees_the_silent_of_others(browse: Browse, member: User, stranger: User) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    silent_people(stranger)
    assert "data-row" not in page(browse, member)
    assert page(browse, stranger).count("data-row") == 3


def test_a_sample_is_looked_at_before_many_are_archived_and_all_can_be_undone(browse: Browse, manager: User) -> None:
    silent_people(manager)
    client, clear = browse(manager), reverse("inactive-clear")
    assert client.get(f"{clear}?do=archive&days=180").status_code == 200
    assert client.post(clear, {"do": "archive", "days": "۱۸۰"}).status_code == 422
    assert not Person.objects.filter(state="archived").exists()
    client.post(clear, {"do": "archive", "days": "۱۸۰", "looked": "1"})
    assert Person.objects.filter(state="archived").count() == Dormant.objects.count() == 2
    client.post(reverse("action-undo", args=[Action.objects.latest("pk").uid]))
    assert not Person.objects.filter(state="archived").exists()


def test_a_wrong_number_of_days_is_told_and_changes_nothing(browse: Browse, manager: User) -> None:
    silent_people(manager)
    answer = browse(manager).post(reverse("inactive-clear"), {"do": "delete", "days": "many", "looked": "1"})
    assert answer.status_code == 302
    assert Person.objects.count() == 3


def test_an_administrator_closes_accounts_by_typing_their_number(browse: Browse, administrator: User) -> None:
    silent_people(administrator)
    client = browse(administrator)
    client.post(reverse("inactive-clear"), {"do": "archive", "looked": "1"})
    Dormant.objects.update(since=timezone.localdate() - timedelta(days=400))
    assert "Close for ever" in page(browse, administrator)
    client.post(reverse("inactive-close"), {"typed": "2"})
    run_all()
    assert Person.objects.count() == 3
    client.post(reverse("inactive-close"), {"typed": "۳"})
    run_all()
    assert not Person.objects.exists()
    assert "Closed: 3" in page(browse, administrator)


def test_an_administrator_chooses_the_period(browse: Browse, administrator: User) -> None:
    choices = {"days": "۱۲۰", "retention_days": "400", "close_automatically": "1"}
    browse(administrator).post(reverse("inactive-choices"), choices)
    assert dict(Setting.objects.filter(name__startswith="inactive.").values_list("name", "value")) == {
        "inactive.days": 120,
        "inactive.retention_days": 400,
        "inactive.close_automatically": True,
    }
    browse(administrator).post(reverse("inactive-choices"), choices | {"days": "two"})
    assert Setting.objects.get(name="inactive.days").value == 120
