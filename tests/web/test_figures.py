"""Every figure of the quality centre leads to as many records as it says, whoever looks, and goes out as a workbook."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html.parser import HTMLParser

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.sales.conftest import Open, opened, pipeline
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.activities.models import Hearing
from zolal.capture.actions.entries import edit
from zolal.capture.actions.entries import enter as typed
from zolal.core.jobs import enqueue, run_all
from zolal.core.ledger import act, create
from zolal.core.models import Setting
from zolal.core.sources import source_named
from zolal.people.models import Company, Person
from zolal.people.points import numbered
from zolal.quality.actions.samples import draw_sample
from zolal.quality.assess import assess
from zolal.quality.costs import Price
from zolal.sales.actions.moves import lose_deals, win_deals
from zolal.sales.models import Deal, LostReason
from zolal.stewardship.actions.plans import create_plan
from zolal.stewardship.actions.problems import report_problem
from zolal.stewardship.actions.reviews import plan_review
from zolal.stewardship.actions.runs import start_run
from zolal.stewardship.actions.schedules import create_schedule
from zolal.stewardship.models import Run
from zolal.strategy.actions.goals import create_goal
from zolal.strategy.periods import current

__all__ = ["opened", "pipeline"]

pytestmark = pytest.mark.django_db

ROOMS: dict[str, str] = {
    "quality": "quality-export",
    "inactive": "inactive-export",
    "cost": "cost-export",
    "catalogue": "catalogue-export",
    "maintenance": "maintenance-export",
    "adoption": "adoption-export",
    "numbers": "numbers-export",
    "goals": "goals-export",
    "problems": "problems-export",
    "reviews": "reviews-export",
    "samples": "samples-export",
    "deals-forecast": "deals-forecast-export",
    "deals-reports": "deals-reports-export",
}
"""The rooms with figures, and where each is taken out."""
_TAKEN_OUT_BY_ROLE = {"deals-forecast", "deals-reports"}
LIST = re.compile(
    r"/(people|companies|quality/(queue|inactive|problems)|ledger|deals/list|activities|invoices"
    r"|quality/plans/[0-9a-f-]{36}/(gone-through|to-come))/(\?|$)"
)
RIALS = 1_000
"""No list here has so many records: larger numbers are prices."""


_BOTH = ("quality", "cost", "catalogue", "inactive")


class Figures(HTMLParser):
    """(address, number) of each row, line and tile of a page in which a list of records and a whole number stand."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int]] = []
        self._open: list[tuple[str, list[str], list[str]]] = []
        self._charts, self._linked = 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._charts += tag == "details"  # the table of a chart holds scores and shares
        classes = (given.get("class") or "").split()
        if tag in {"tr", "li"} or (tag == "a" and "stat" in classes) or "goal-figures" in classes:
            self._open.append((tag, [], []))
        if tag == "a" and self._open and (address := given.get("href")):
            self._open[-1][1].append(address)
            self._linked = address

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            self._open[-1][2].append(data.strip())
        # A link on the number itself comes before one on the name beside it.
        if self._linked and data.strip().isdigit() and self._open[-1][0] == "tr":
            self.found.append((self._linked, int(data)))
            self._open[-1][1].clear()

    def handle_endtag(self, tag: str) -> None:
        self._charts -= tag == "details"
        self._linked = "" if tag == "a" else self._linked
        if self._open and self._open[-1][0] == tag:
            _tag, addresses, texts = self._open.pop()
            pairs = [int(text.split()[-1]) for text in texts if text.startswith("Pairs to be judged")]
            numbers = pairs or [int(text) for text in texts if text.isascii() and text.isdigit() and int(text) < RIALS]
            if numbers and addresses and not self._charts:
                self.found.append((addresses[0], numbers[0]))


def figures(client: Client, address: str) -> list[tuple[str, int]]:
    found = Figures()
    found.feed(client.get(address).content.decode())
    return [(one if one.startswith("/") else f"{address.partition('?')[0]}{one}", many) for one, many in found.found]


def listed(client: Client, address: str) -> int:
    """How many a list says it holds, or shows."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    if told := re.search(r"Found: ([\d,]+)", page):
        return int(told[1].replace(",", ""))
    return len(re.findall(r"<(?:tr|li)[^>]* data-row\b", page))


@pytest.fixture
def run(administrator: User, member: User) -> Run:
    """People and companies of two owners: silent, unreachable, old, incomplete, wrong, twice; and a month dealt."""
    User.objects.update(language="en", digits="latin")
    Setting.objects.create(name="visibility.member", value="own")
    Setting.objects.create(
        name="cost.prices", value=[Price("visit", 1_000_000, 2, ("incomplete", "inactive")).stored()]
    )
    today = timezone.localdate()
    for kind in ("email_opened", "call_answered"):
        Hearing.objects.create(kind=kind, since=today - timedelta(days=900), until=today)
    mobile = {"kind": "mobile", "value": "09125556677", "key": "+989125556677"}
    doubtful = {"fault:email": [{"code": "email_domain_typo", "raw": "a@gmial.com", "proposal": "a@gmail.com"}]}
    wrong = {"fault:national_id": [{"code": "national_id_invalid", "raw": "123", "proposal": ""}]}
    old = {"last_purchase_on": (today - timedelta(days=1_000)).isoformat()}
    people = [
        {"given_name": "سارا", "family_name": "محمدی", "points": [mobile], "city": "یزد"},
        {"given_name": "سارا", "family_name": "محمدی", "points": [mobile], **wrong},
        {"given_name": "رضا", **old, **doubtful},
        {"family_name": "نوری", "points": [mobile], **wrong, **old},
        {"city": "قم"},
    ]
    for owner, rows in ((administrator, people), (member, people[1:4])):
        for record_type, given in (("person", rows), ("company", [{"name": "آرمان"}, {"name": "باران", **old}])):
            with transaction.atomic():
                action = act(kind=f"{record_type}.create", by=owner, source=source_named("customers.xlsx", "import"))
                ids = create(action, record_type, numbered([{**one, "owner": owner.pk} for one in given]))
                model = Person if record_type == "person" else Company
                model.objects.filter(pk__in=ids[::2]).update(created_at=timezone.now() - timedelta(days=400))
                assess(record_type, ids)
    schedule = create_schedule(
        name="monthly", day=1, classes=["incomplete", "invalid"], people=[administrator, member], at_most=50, days=10,
        by=administrator,
    )  # fmt: skip
    begun = start_run(schedule=schedule, by=administrator)
    enqueue("quality.measure")
    run_all()
    return begun


@pytest.fixture
def worked(run: Run, administrator: User, member: User, opened: Open) -> dict[str, str]:
    """The pages of what goes on beside: deals of both, won, lost and open; a goal, a plan and problems."""
    today = timezone.localdate()
    reason = LostReason.objects.create(name="گران بود")
    for owner in (administrator, member):
        buyer = Person.objects.filter(owner=owner)[0]
        opened(value=120_000_000, expected_on=today, by=owner)
        opened(value=30_000_000, by=owner)
        win_deals(ids=[opened(value=250_000_000, person=buyer, by=owner).pk], by=owner)
        lost = opened(value=90_000_000, by=owner)
        lose_deals(ids=[lost.pk], reason=reason, by=owner)
        report_problem(kind="rework", title="دوباره‌کاری", hours=2.5, by=owner)
    report_problem(kind="side", title="کار بیهوده", brought_nothing=True, by=administrator)
    # Of some a file tells no reason.
    untold = opened(value=10_000_000, by=administrator)
    lose_deals(ids=[untold.pk], reason=reason, by=administrator)
    Deal.objects.filter(pk=untold.pk).update(lost_reason=None)
    # What was closed last year is no figure of this one.
    Deal.objects.filter(pk=lost.pk).update(closed_at=timezone.now() - timedelta(days=800))
    terms = {"period": current("month", today), "by": administrator}
    goals = {
        "goal": create_goal(name="فروش", measure="won_count", target=9, **terms),
        "goal of money": create_goal(name="درآمد", measure="won_value", target=900_000_000, **terms),
        "goal of one": create_goal(
            name="فروش او", measure="won_count", target=4, scope="person", owner=member, **terms
        ),
    }  # fmt: skip
    plan = create_plan(name="دفتر", kind="paper", total=100, quota=7, people=[administrator, member], by=administrator)
    for owner in (administrator, member, member):
        typed(record_type="person", fields={"given_name": "لیلا"}, by=owner, despite=True)
    through = create_plan(
        name="مرور",
        kind="list",
        query="family_name.filled=1",
        quota=7,
        people=[administrator, member],
        by=administrator,
    )
    for owner in (administrator, member):
        for mine in Person.objects.filter(owner=owner).exclude(family_name="")[:1]:
            edit(record_type="person", record_id=mine.pk, version=mine.version, fields={"title": "mrs"}, by=owner)
    draw_sample(record_type="person", scope="all", size=5, by=administrator)
    enqueue("strategy.count")
    run_all()
    return {
        "plan": reverse("plan", args=[plan.uid]),
        "plan of a list": reverse("plan", args=[through.uid]),
        "deals-reports": f"{reverse('deals-reports')}?pipeline={lost.pipeline.uid}",
        **{name: reverse("goal", args=[goal.uid]) for name, goal in goals.items()},
        **{name: reverse(name) for name in ("deals-forecast", "plans", "reviews", "samples", "problems", "goals")},
    }


@pytest.mark.parametrize("whose", ["administrator", "member"])
def test_every_figure_beside_the_centre_leads_to_as_many_records(
    browse: Browse, worked: dict[str, str], request: pytest.FixtureRequest, whose: str
) -> None:
    client = browse(request.getfixturevalue(whose))
    asked: set[str] = set()
    differing = []
    for name, room in worked.items():
        for address, many in figures(client, room):
            if LIST.match(address):
                asked.add(name)
                if (there := listed(client, address)) != many:
                    differing.append(f"{name} says {many}, {address} has {there}")
    assert not differing, "\n".join(differing)
    everybody = {"deals-forecast", "deals-reports", "problems", "goal of one", "plan of a list"}
    assert asked == everybody | ({"plan", "goal"} if whose == "administrator" else set())


@pytest.mark.parametrize("whose", ["administrator", "member"])
def test_every_figure_leads_to_as_many_records(
    browse: Browse, run: Run, request: pytest.FixtureRequest, whose: str
) -> None:
    client = browse(request.getfixturevalue(whose))
    rooms = [
        *(f"{reverse(room)}{wish}" for room in _BOTH for wish in ("", "?type=company")),
        reverse("maintenance"), reverse("maintenance-run", args=[run.uid]), reverse("adoption"), reverse("numbers"),
        reverse("catalogue-field", args=["person", "national_id"]), reverse("fields"), reverse("home"),
    ]  # fmt: skip
    asked, differing = 0, []
    for room in rooms:
        for address, many in figures(client, room):
            is_price = room.startswith("/quality/cost/") and not many
            if LIST.match(address) and not is_price:
                asked += 1
                if (there := listed(client, address)) != many:
                    differing.append(f"{room} says {many}, {address} has {there}")
    assert asked > 20
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("whose", ["administrator", "member"])
@pytest.mark.parametrize("room", ROOMS)
def test_the_figures_of_a_room_are_a_workbook(
    browse: Browse, run: Run, request: pytest.FixtureRequest, whose: str, room: str
) -> None:
    client = browse(request.getfixturevalue(whose))
    page = client.get(reverse(room)).content.decode()
    address = reverse(ROOMS[room])
    answer = client.get(address)
    if room in _TAKEN_OUT_BY_ROLE and whose == "member":
        assert (address in page, answer.status_code) == (False, 403)
        return
    assert address in page
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert openpyxl.load_workbook(io.BytesIO(content)).active is not None


@pytest.mark.parametrize("whose", ["administrator", "member"])
def test_the_page_of_one_thing_is_a_workbook_too(
    browse: Browse, worked: dict[str, str], request: pytest.FixtureRequest, whose: str, administrator: User
) -> None:
    client = browse(request.getfixturevalue(whose))
    review = plan_review(title="روش‌ها", planned_on=timezone.localdate(), every=0, lead=administrator, by=administrator)
    through = worked["plan of a list"]
    pages = [worked["goal"], worked["goal of money"], reverse("review", args=[review.uid]), worked["plan"], through]
    for page in [*pages, f"{through}gone-through/"]:
        if client.get(page).status_code == 404:
            assert whose == "member"
            continue
        address = re.search(r'href="([^"]*\.xlsx[^"]*)"', client.get(page).content.decode())
        assert address, page
        content = b"".join(client.get(address[1]).streaming_content)  # type: ignore[attr-defined]
        assert openpyxl.load_workbook(io.BytesIO(content)).active is not None
