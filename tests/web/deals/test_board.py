"""After a card has moved, everything that tells of it is right at once: columns, head of the board, customer."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.sales.conftest import Open, enter, opened, pipeline, reason, sara, stages
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.sales.models import Deal, LostReason, Stage

__all__ = ["enter", "opened", "pipeline", "reason", "sara", "stages"]

pytestmark = pytest.mark.django_db


def _headers(query: str) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{reverse('deals')}?{query}"}


def _text(html: str, element: str) -> str:
    """What stands in the element of this id."""
    found = re.search(rf'id="{element}".*?</(?:p|header|ol)>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", found.group()).split()) if found else ""


def test_the_sums_of_columns_and_board_come_with_the_answer(
    browse: Browse, member: User, opened: Open, stages: list[Stage]
) -> None:
    opened("پرده", value=3_000, pipeline=stages[0].pipeline)
    deal = opened("چاپگر", value=7_000)
    given = {"stage": stages[1].uid, "version": deal.version, "from": "board"}
    headers = _headers(f"pipeline={stages[0].pipeline.uid}")
    answer = browse(member).post(reverse("deal-move", args=[deal.uid]), given, headers=headers)
    html = answer.content.decode()
    assert answer.headers["HX-Reswap"] == "none"
    assert "۳۰۰" in _text(html, f"stage-head-{stages[0].uid}")
    assert "۷۰۰" in _text(html, f"stage-head-{stages[1].uid}")
    assert _text(html, f"stage-head-{stages[2].uid}"), "colleagues may have moved others"
    assert "چاپگر" in _text(html, f"stage-cards-{stages[1].uid}")
    assert "چاپگر" not in _text(html, f"stage-cards-{stages[0].uid}")
    assert f"stage-cards-{stages[2].uid}" not in html
    # 10 % of 3,000 rials and 50 % of 7,000.
    assert "۳۸۰" in _text(html, "board-sums")
    assert html.count('hx-swap-oob="true"') == 4


def test_they_count_what_the_filters_of_the_board_leave(
    browse: Browse, member: User, opened: Open, stages: list[Stage], reason: LostReason
) -> None:
    opened("پرده", value=3_000)
    deal = opened("چاپگر", value=7_000)
    given = {"do": "lost", "lost_reason": reason.uid, "from": "board"}
    headers = _headers(f"pipeline={stages[0].pipeline.uid}&least=500")
    html = browse(member).post(reverse("deal-close", args=[deal.uid]), given, headers=headers).content.decode()
    assert "۰" in _text(html, f"stage-head-{stages[0].uid}")
    assert "پرده" not in html


def test_a_board_asked_for_in_a_way_that_makes_no_sense_does_not_lose_the_move(
    browse: Browse, member: User, opened: Open, stages: list[Stage]
) -> None:
    deal = opened(value=7_000)
    given = {"stage": stages[1].uid, "version": deal.version, "from": "board"}
    answer = browse(member).post(
        reverse("deal-move", args=[deal.uid]), given, headers=_headers("value.from=x&pipeline=y")
    )
    assert answer.status_code == 200
    deal.refresh_from_db()
    assert deal.stage == stages[1]


def test_many_cards_ask_no_more_than_few(browse: Browse, member: User, opened: Open, stages: list[Stage]) -> None:
    client, headers = browse(member), _headers(f"pipeline={stages[0].pipeline.uid}")
    counts = []
    for count in (1, 9):
        for _one in range(count):
            opened(value=7_000)
        deal = Deal.objects.filter(stage=stages[0]).latest("pk")
        given = {"stage": stages[1].uid, "version": deal.version, "from": "board"}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(reverse("deal-move", args=[deal.uid]), given, headers=headers).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_of_a_customer_tells_what_became_of_their_deals(
    browse: Browse, member: User, opened: Open, sara: Person, reason: LostReason
) -> None:
    deal = opened(person=sara, value=7_000)
    client = browse(member)
    client.post(reverse("deal-close", args=[deal.uid]), {"do": "lost", "lost_reason": reason.uid, "lost_note": "گران"})
    page = client.get(reverse("person", args=[sara.uid])).content.decode()
    assert "معامله باز شد" in page
    assert "معامله از دست رفت" in page
    only = client.get(f"{reverse('person-timeline', args=[sara.uid])}?kind=deal", headers={"HX-Request": "true"})
    assert "گران بود" in only.content.decode()
    assert client.get(f"{reverse('deal-timeline', args=[deal.uid])}?kind=deal").status_code == 200
