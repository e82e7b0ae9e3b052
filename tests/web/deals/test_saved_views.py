"""A list of deals is made one's own: filters, order and columns, kept under a name, for oneself or for colleagues."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.sales.conftest import Open, enter, opened, pipeline, reason, sara, stages
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.models import Setting
from zolal.people.models import Person, SavedView
from zolal.sales.models import Stage
from zolal.sales.queries.deal_wish import COLUMNS as KNOWN
from zolal.web.deals.columns import COLUMNS

__all__ = ["enter", "opened", "pipeline", "reason", "sara", "stages"]

pytestmark = pytest.mark.django_db


def test_filters_order_and_columns_come_back_by_one_click(
    browse: Browse, member: User, opened: Open, sara: Person
) -> None:
    opened("ده صندلی", value=9_000_000, person=sara)
    opened("یک میز", value=1_000)
    client = browse(member)
    query = "value.from=5000&sort=-value&columns=owner,closed,weighted"
    client.post(reverse("deal-views"), {"name": "بزرگ‌ها", "query": query})
    view = SavedView.objects.get()
    assert (view.record_type, view.shared) == ("deal", False)
    page = client.get(f"{reverse('deals-list')}?{view.query}&view={view.uid}").content.decode()
    assert "ده صندلی" in page
    assert "یک میز" not in page
    heads = page[page.index("<thead>") : page.index("</thead>")]
    assert heads.index("مسئول") < heads.index("sort=closed")
    assert "بزرگ‌ها" in client.get(reverse("deals-list")).content.decode()
    client.post(reverse("deal-view-delete", args=[view.uid]))
    assert not SavedView.objects.exists()


def test_columns_are_chosen_by_ticking_them(browse: Browse, member: User, opened: Open) -> None:
    opened(channel="direct_b2b")
    client = browse(member)
    page = client.get(f"{reverse('deals-list')}?columns=channel&columns=pipeline").content.decode()
    assert "columns=channel%2Cpipeline" in page
    assert "آزمایشی" in page
    refused = client.get(f"{reverse('deals-list')}?columns=secret")
    assert refused.status_code == 422
    assert "secret" in refused.content.decode()


def test_every_column_has_a_cell(browse: Browse, member: User, opened: Open) -> None:
    opened()
    assert set(KNOWN) == set(COLUMNS)
    address = f"{reverse('deals-list')}?columns={','.join(KNOWN)}"
    page = browse(member).get(address).content.decode()
    assert page.count("<td") >= len(KNOWN)
    assert "&lt;" not in page


def test_colleagues_see_what_is_shared_but_only_deals_they_may_see(
    browse: Browse, member: User, stranger: User, opened: Open, stages: list[Stage]
) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    opened("ده صندلی")
    browse(member).post(reverse("deal-views"), {"name": "پاییز", "query": "state=all", "seen_by": "all"})
    client = browse(stranger)
    page = client.get(reverse("deals-list")).content.decode()
    assert "پاییز" in page
    assert "ده صندلی" not in page
    view = SavedView.objects.get()
    assert client.post(reverse("deal-view-delete", args=[view.uid])).status_code == 403
    assert "پاییز" not in client.get(reverse("people")).content.decode()


def test_a_list_that_makes_no_sense_is_not_kept(browse: Browse, member: User) -> None:
    client = browse(member)
    client.post(reverse("deal-views"), {"name": "x", "query": "sort=colour"})
    client.post(reverse("deal-views"), {"name": " ", "query": ""})
    assert not SavedView.objects.exists()


def test_a_team_is_chosen_that_sees_the_list_and_others_do_not(
    browse: Browse, member: User, stranger: User, manager: User
) -> None:
    assert stranger.team is not None
    client = browse(member)
    assert f'<option value="{stranger.team.pk}">' in client.get(reverse("deals-list")).content.decode()
    kept = {"name": "پاییز", "query": "state=all", "seen_by": str(stranger.team.pk)}
    client.post(reverse("deal-views"), kept)
    assert "پاییز" in browse(stranger).get(reverse("deals-list")).content.decode()
    assert "پاییز" not in browse(manager).get(reverse("deals-list")).content.decode()
    view = SavedView.objects.get()
    again = client.get(reverse("deals-list"), {"view": view.uid}).content.decode()
    assert f'<option value="{stranger.team.pk}" selected>' in again
    refused = client.post(reverse("deal-views"), kept | {"name": "زمستان", "seen_by": "999999"}, follow=True)
    assert "چنین تیمی نیست" in refused.content.decode()
    assert SavedView.objects.count() == 1
