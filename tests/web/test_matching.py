"""How right matching is, on its page; and the order in which one goes through the duplicates."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.quality.conftest import Enter, enter
from tests.quality.couples import couples
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.models import Job, Setting
from zolal.quality.actions.merges import merge_records
from zolal.quality.models import Automatic, Pair

pytestmark = pytest.mark.django_db

__all__ = ["enter"]


@pytest.fixture
def proved(enter: Enter, manager: User, monkeypatch: pytest.MonkeyPatch) -> list[Pair]:
    monkeypatch.setattr("zolal.quality.audit.SHARE_OF_SURE", 1.0)
    monkeypatch.setattr("zolal.quality.audit.FLOOR", 0.3)
    Setting.objects.create(name="match.ask", value=0.5)
    Setting.objects.create(name="match.same", value=0.6)
    pairs = couples(enter, 5)
    for pair in pairs[:4]:
        merge_records(record_type="person", keep_id=pair.first_id, absorb_id=pair.second_id, by=manager)
    return pairs


def test_the_page_says_how_right_matching_is_and_how_many_answers_say_so(
    proved: list[Pair], administrator: User, browse: Browse
) -> None:
    User.objects.filter(pk=administrator.pk).update(language="en", digits="latin")
    page = browse(administrator).get(reverse("matching")).content.decode()
    assert "by 4 answers" in page
    assert "100.0%" in page
    dashboard = browse(administrator).get(reverse("quality")).content.decode()
    assert "by 4 answers" in dashboard


def test_before_anybody_answered_the_page_says_that_nothing_is_known(administrator: User, browse: Browse) -> None:
    User.objects.filter(pk=administrator.pk).update(language="en")
    assert "Not known yet" in browse(administrator).get(reverse("matching")).content.decode()


def test_an_administrator_switches_automatic_merging_on_and_off(
    proved: list[Pair], administrator: User, browse: Browse
) -> None:
    browser = browse(administrator)
    where = reverse("matching-automatic") + "?type=person"
    assert browser.post(where, {"automatic": "on"}).url == reverse("matching") + "?type=person"
    assert Automatic.objects.get().by == administrator
    assert Job.objects.filter(task="quality.merge_sure").exists()
    browser.post(where, {"automatic": "off"})
    assert not Automatic.objects.exists()


def test_what_has_not_proved_right_is_not_switched_on(administrator: User, browse: Browse) -> None:
    browse(administrator).post(reverse("matching-automatic"), {"automatic": "on"})
    assert not Automatic.objects.exists()


def test_who_sees_only_their_own_customers_is_not_told_of_all(member: User, browse: Browse) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    assert browse(member).get(reverse("matching")).status_code == 403
    assert reverse("matching") not in browse(member).get(reverse("duplicates")).content.decode()
    assert browse(member).get(reverse("quality")).status_code == 200


def test_the_order_that_was_chosen_leads_from_pair_to_pair(
    enter: Enter,
    manager: User,
    browse: Browse,
) -> None:
    pairs = couples(enter, 3)
    Pair.objects.filter(pk=pairs[2].pk).update(teaches=0.9)
    Pair.objects.filter(pk=pairs[1].pk).update(teaches=0.5)
    browser = browse(manager)
    page = browser.get(reverse("duplicates"), {"order": "telling"}).content.decode()
    first, second = (reverse("pair", kwargs={"uid": pair.uid}) for pair in (pairs[2], pairs[1]))
    assert page.index(first) < page.index(second)
    answer = browser.post(reverse("pair-decide", kwargs={"uid": pairs[2].uid}), {"decision": "not_same"})
    assert answer.url == second
