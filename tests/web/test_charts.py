"""What a chart draws is read without seeing it: each number stands in the page too, each day in its own calendar.

On paper as well, where a folded table unfolds (`as-table`) and nothing else that is folded does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.sales.conftest import Open, opened, pipeline, stages
from tests.strategy.conftest import did
from tests.web.conftest import Browse
from tests.web.test_figures import run
from zolal import web
from zolal.accounts.models import User
from zolal.capture.actions.entries import edit, enter
from zolal.core.jobs import enqueue, run_all
from zolal.people.models import Person
from zolal.quality.actions.samples import draw_sample
from zolal.quality.models import SampledValue
from zolal.sales.actions.moves import lose_deals, win_deals
from zolal.sales.models import LostReason
from zolal.stewardship.actions.fit import add_indicator
from zolal.stewardship.actions.plans import create_plan
from zolal.stewardship.actions.problems import report_problem
from zolal.stewardship.models import Run
from zolal.strategy.actions.goals import create_goal
from zolal.strategy.periods import current
from zolal.web.templatetags.goals import about
from zolal.web.templatetags.money import amount, money
from zolal.web.templatetags.reading import number, share

__all__ = ["did", "opened", "pipeline", "run", "stages"]

pytestmark = pytest.mark.django_db

TEMPLATES = Path(web.__file__).parent / "templates"
SCRIPT = re.compile(r'<script id="([^"]+)" type="application/json">(.*?)</script>', re.DOTALL)
CHART = re.compile(r'role="img" aria-label="([^"]*)" data-chart="[^"]+" data-source="([^"]+)"')
UNPRINTED = re.compile(r'<script.*?</script>|<details(?![^>]*class="as-table")(?![^>]* open).*?</details>', re.DOTALL)
MILLION = 10_000_000
"""A million tomans: what charts of money count in."""
OF_MONEY = {"cost"}
IN_MILLIONS = {"forecast-chart", "won_value", "open_value", "goal-chart of rial"}


@pytest.fixture
def rooms(run: Run, administrator: User, opened: Open, did: Callable[..., Any], member: User) -> dict[str, str]:
    """Every page with a chart, and something to draw in each; of a goal with the unit it is measured in."""
    today = timezone.localdate()
    for late, many in ((0, 3), (40, 5)):
        did(administrator, today - timedelta(days=late), many)
    buyer = Person.objects.filter(owner=administrator)[0]
    win_deals(ids=[opened("برده", value=250_000_000, person=buyer, by=administrator).pk], by=administrator)
    opened("در راه", value=120_000_000, expected_on=today, by=administrator)
    lost = opened("باخته", value=90_000_000, by=administrator)
    lose_deals(ids=[lost.pk], reason=LostReason.objects.create(name="گران بود"), by=administrator)
    period = current("month", today)
    goals = [
        create_goal(name=measure, measure=measure, target=target, period=period, by=administrator)
        for measure, target in (("won_value", 900_000_000), ("won_count", 9), ("conversion", 5_000))
    ]
    fields = {"given_name": "لیلا", "family_name": "راد", "mobile": "09127778899", "city": "یزد"}
    entered = enter(record_type="person", fields=fields, by=administrator, despite=True).record
    assert isinstance(entered, Person)
    Person.objects.filter(pk=entered.pk).update(created_at=timezone.now() - timedelta(days=5))
    terms = {"quota": 7, "people": [administrator, member], "by": administrator}
    plans = [
        create_plan(name="دفتر", kind="paper", total=100, **terms),
        create_plan(name="مرور", kind="list", query="city=یزد", **terms),
    ]
    edit(record_type="person", record_id=entered.pk, version=entered.version, fields={"city": ""}, by=administrator)
    add_indicator(record_type="person", name="یزدی", query="city=یزد", points=10, by=administrator)
    for outcome in ("right", "wrong"):
        sample = draw_sample(record_type="person", scope="all", size=5, by=administrator)
        sample.values.update(outcome=SampledValue.Outcome(outcome))
    report_problem(kind="rework", title="دوباره‌کاری", hours=2.5, by=member)
    enqueue("strategy.count")
    enqueue("quality.measure")
    run_all()
    names = (
        "quality", "cost", "adoption", "score-weights", "maintenance", "fit", "problems", "samples", "numbers",
        "deals-forecast",
    )  # fmt: skip
    others = [
        *map(reverse, names), f"{reverse('deals-reports')}?pipeline={lost.pipeline.uid}",
        *(reverse("plan", args=[one.uid]) for one in plans), reverse("person", args=[entered.uid]),
    ]  # fmt: skip
    return dict.fromkeys(others, "") | {reverse("goal", args=[one.uid]): one.unit for one in goals}


def told(value: float, source: str) -> set[str]:
    """How a page may write a value of a chart: by itself, as a share, or as the amount of money it stands for."""
    if source in IN_MILLIONS:
        rials = round(value * MILLION)
        return {amount(rials), money(rials), about(rials, "rial")}
    if source in OF_MONEY:
        return {amount(round(value * MILLION / 1_000_000))}
    return {str(one) for one in (number(value), number(value, 1), share(value / 100), share(value / 100, 1))}


def untold(chart: Mapping[str, Any], source: str, said: set[str]) -> list[object]:
    """The labels and values of a chart that do not stand in a page."""
    missing: list[object] = [label for label in chart["labels"] if not any(label in line for line in said)]
    missing += [label for label in chart["labels"] if re.search("[0-9]", label)]
    values = [value for one in chart["series"] for value in one["values"] if value is not None]
    missing += [value for value in values if said.isdisjoint(told(value, source))]
    if "mark" in chart:
        mark = "|".join(map(re.escape, told(chart["mark"]["value"], source)))
        missing += [] if any(re.search(rf"(?<!\w)({mark})(?!\w)", line) for line in said) else [chart["mark"]]
    return missing


def test_every_number_of_a_chart_stands_in_the_page_in_persian_digits(
    browse: Browse, rooms: dict[str, str], administrator: User
) -> None:
    User.objects.update(language="fa", digits="persian")
    client, differing = browse(administrator), []
    drawn: set[str] = set()
    for room, unit in rooms.items():
        page = client.get(room).content.decode()
        data = {name: json.loads(content) for name, content in SCRIPT.findall(page)}
        text = unescape(re.sub(r"<[^>]+>", "\n", UNPRINTED.sub("", page)))
        said = {line.strip() for line in text.splitlines()}
        for title, source in CHART.findall(page):
            drawn.add(source)
            assert title, f"{source} says what it is"
            with translation.override("fa"):
                if missing := untold(data[source], f"{source} of {unit}" if unit else source, said):
                    differing.append(f"{room}, {source}: {missing}")
    assert not differing, "\n".join(differing)
    written = {
        source
        for file in TEMPLATES.rglob("*.html")
        if "gallery" not in file.parts
        for source in re.findall(r'<c-chart [^>]*data="([^"]+)"', file.read_text())
    }
    assert written <= drawn, "a chart no page of this test shows"
