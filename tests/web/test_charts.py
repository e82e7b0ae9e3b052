"""What a chart draws is read without seeing it: each number stands in the page too, each day in its own calendar."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from tests.web.conftest import Browse
from tests.web.test_figures import run
from zolal.accounts.models import User
from zolal.stewardship.models import Run
from zolal.web.templatetags.reading import number, share

__all__ = ["run"]

pytestmark = pytest.mark.django_db

ROOMS = ("quality", "cost", "adoption", "score-weights", "maintenance", "fit", "problems", "samples")
SCRIPT = re.compile(r'<script id="([^"]+)" type="application/json">(.*?)</script>', re.DOTALL)


def told(value: float) -> set[str]:
    """How a page may write a value of a chart, by itself or as a share."""
    with translation.override("fa"):
        written = {number(value), number(value, 1), share(value / 100), share(value / 100, 1)}
    return {str(one) for one in written}


@pytest.mark.parametrize("room", ROOMS)
def test_every_number_of_a_chart_stands_in_the_page_in_persian_digits(
    browse: Browse, run: Run, administrator: User, room: str
) -> None:
    User.objects.update(language="fa", digits="persian")
    page = browse(administrator).get(reverse(room)).content.decode()
    data = {name: json.loads(content) for name, content in SCRIPT.findall(page)}
    text = unescape(re.sub(r"<[^>]+>", "\n", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)))
    said = {line.strip() for line in text.splitlines()}
    for title, source in re.findall(r'role="img" aria-label="([^"]*)" data-chart="[^"]+" data-source="([^"]+)"', page):
        chart = data[source]
        assert title, "a chart says what it is"
        assert not any(re.search("[0-9]", one) for one in chart["labels"]), chart["labels"]
        assert {*chart["labels"]} <= said
        for series in chart["series"]:
            missing = [value for value in series["values"] if value is not None and said.isdisjoint(told(value))]
            assert not missing, (source, series["name"], missing)
