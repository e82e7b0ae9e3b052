"""A page asks the database as often for many rows as for few: a bigger business waits no longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.calendar.conftest import Plan, put
from tests.sales.conftest import Open, enter, opened, pipeline
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.activities.actions.activities import finish
from zolal.people.models import Company, Person
from zolal.sales.actions.invoices import draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.moves import move_deals
from zolal.sales.actions.payments import add_payment
from zolal.sales.actions.products import add_product
from zolal.sales.models import Stage

__all__ = ["enter", "opened", "pipeline", "put"]

SIX = "education=master", "touch_point=fair", "interests=art", "household.from=1", "consent_on.from=2020-01-01"
OWN = {"own:education": "master", "own:touch_point": "fair", "own:interests": ["art", "travel"], "own:household": 3,
       "own:consent_on": "2026-01-01", "own:user_status": "trial"}  # fmt: skip
LINE = {"name": "چای گیلان", "quantity": "10", "price": 1_000_000, "tax": 1_000}
MOST = {"home": 42, "record": 45}
"""What a page may ask in all, where it tells of much."""
Grow = Callable[[int], None]


@pytest.fixture
def grow(enter: Callable[..., int], put: Plan, opened: Open, member: User, manager: User) -> Grow:
    """So many more customers, each with work that is done and to do, deals, products and invoices."""

    def more(count: int) -> None:
        today, first, begin = timezone.localdate(), Person.objects.order_by("pk").first(), Person.objects.count()
        for number in range(begin, begin + count):
            company = Company.objects.get(pk=enter("company", name=f"شرکت {number}", owner=member.pk))
            facts = {"given_name": f"سارا {number}", "family_name": "کریمی", "mobile": f"0912123{number:04}"}
            person = Person.objects.get(pk=enter(**facts, company=company.pk, owner=member.pk, **OWN))
            for who in (person, first or person):
                finish(activity=put("call", today, "09:00", person=who), outcome="answered", by=member)
                for kind, days in (("visit", 0), ("meeting", 1), ("task", -2)):
                    put(kind, today + timedelta(days=days), "11:00", person=who, title="پیگیری")
                opened(f"فروش {number}", person=who, value=5_000_000)
            move_deals(
                ids=[opened("فروش دستگاه", company=company, value=9).pk],
                stage=Stage.objects.get(name="پیشنهاد"),
                by=member,
            )
            add_product(name=f"چای {number}", price=1_000, by=manager)
            told = {"person": first or person, "lines": [LINE], "by": manager}
            invoice, _ = issue_invoice(invoice=draft_invoice(**told)[0], on=date(2026, 5, 1), by=manager)
            add_payment(invoice=invoice, amount=1_000, on=date(2026, 5, 2), by=manager)
            draft_invoice(**told)

    return more


def addresses() -> dict[str, str]:
    people, calendar = reverse("people"), reverse("calendar")
    six = "&".join(f"own:{one}" for one in (*SIX, "user_status=trial"))
    busy = Person.objects.order_by("pk")[0]
    return {
        "home": reverse("home"),
        **{f"calendar, {view}": f"{calendar}?view={view}" for view in ("day", "week", "month", "agenda")},
        "tasks": reverse("tasks"),
        "route": reverse("route"),
        "activities": reverse("activities"),
        "board": reverse("deals"),
        "deals": reverse("deals-list"),
        "forecast": reverse("deals-forecast"),
        "people": people,
        "people by six fields of one's own": f"{people}?{six}",
        "people by a field of one's own": f"{people}?sort=own:household&columns=name,own:interests",
        "companies": reverse("companies"),
        "record": reverse("person", args=[busy.uid]),
        "timeline": f"{reverse('person-timeline', args=[busy.uid])}?kind=call",
        "invoices": reverse("invoices"),
        "products": reverse("products"),
        "numbers": reverse("numbers"),
    }


@pytest.mark.parametrize("who", ["member", "manager"])
def test_a_page_of_many_rows_asks_as_often_as_one_of_few(
    who: str, request: pytest.FixtureRequest, browse: Browse, grow: Grow
) -> None:
    client = browse(request.getfixturevalue(who))

    def asked() -> dict[str, int]:
        found = {}
        for name, address in addresses().items():
            headers = {"hx-request": "true"} if name == "timeline" else {}
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address, headers=headers).status_code == 200
            found[name] = len(queries)
        return found

    grow(2)
    asked()  # what is remembered from one request to the next
    few = asked()
    grow(6)
    assert asked() == few
    assert {name: count for name, count in few.items() if count > MOST.get(name, 25)} == {}
