"""An administrator sees Zolal as a role or a colleague sees it, changes nothing by it, and finds the way back."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD
from tests.walk import filled
from tests.web.conftest import Browse
from tests.web.test_policies import _database
from zolal.accounts.actions.users import change_user
from zolal.accounts.models import User
from zolal.core.jobs import enqueue, run_all
from zolal.core.models import Action, Setting
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def trying(browse: Browse, by: User, **as_whom: str) -> Client:
    client = browse(by)
    assert client.post(reverse("try-begin"), as_whom).status_code == 302
    return client


def kinds() -> list[str]:
    return list(Action.objects.filter(kind__startswith="try.").order_by("pk").values_list("kind", flat=True))


def test_who_tries_a_role_sees_what_it_sees_under_a_bar_with_the_way_back(
    browse: Browse, administrator: User, sara: Person
) -> None:
    client = trying(browse, administrator, role="reader")
    page = client.get(reverse("person", args=[sara.uid])).content.decode()
    assert (reverse("try-end") in page, 'class="trying"' in page, "خواننده" in page) == (True, True, True)
    assert client.get(reverse("users")).status_code == 403
    assert client.post(reverse("try-end")).status_code == 302
    assert client.get(reverse("users")).status_code == 200
    assert kinds() == ["try.begin", "try.end"]
    assert {one.actor for one in Action.objects.filter(kind__startswith="try.")} == {administrator}


def test_as_a_colleague_only_their_records_are_seen(
    browse: Browse, administrator: User, stranger: User, sara: Person
) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    client = trying(browse, administrator, user=str(stranger.uid))
    assert client.get(reverse("person", args=[sara.uid])).status_code == 404
    # What is theirs alone is shown to nobody.
    assert client.get(reverse("profile")).status_code == 403
    assert client.get(reverse("tokens")).status_code == 403


def test_nothing_is_written_by_whatever_is_sent_or_looked_at(
    browse: Browse, administrator: User, manager: User, sara: Person
) -> None:
    client = trying(browse, administrator, user=str(manager.uid))
    before = _database()
    for name, address in filled(lambda _where, _place: [sara.uid]):
        if name not in {"try-end", "logout"}:
            client.get(address)
            sent = client.post(address, {"do": "delete", "uid": str(sara.uid)})
            assert sent.status_code == 403, address
    for path in ("/api/v1/people", "/api/v1/me/tokens"):
        assert client.get(path).status_code == 403
        assert client.post(path, "{}", content_type="application/json").status_code == 403
    assert _database() == before


def test_an_htmx_page_says_why_it_is_refused(browse: Browse, administrator: User, sara: Person) -> None:
    client = trying(browse, administrator, role="manager")
    refused = client.post(reverse("theme"), {"theme": "dark"}, headers={"hx-request": "true"})
    assert (refused.status_code, "zolal:toasts" in refused.headers["HX-Trigger"]) == (403, True)


def test_only_administrators_try_and_only_what_there_is(
    browse: Browse, administrator: User, manager: User, member: User
) -> None:
    assert browse(manager).post(reverse("try-begin"), {"role": "reader"}).status_code == 403
    User.objects.filter(pk=member.pk).update(is_active=False)
    for asked in ({"role": "ghost"}, {"user": str(member.uid)}, {"user": str(administrator.uid)}, {}):
        assert "trying" not in trying(browse, administrator, **asked).session
    assert kinds() == []


def test_it_ends_with_the_right_to_it_and_with_the_log_out(
    browse: Browse, administrator: User, strategist: User, manager: User
) -> None:
    change_user(user=strategist, role="administrator", team=None, by=administrator)
    client = trying(browse, User.objects.get(pk=strategist.pk), role="reader")
    change_user(user=strategist, role="manager", team=None, by=administrator)
    assert 'class="trying"' not in client.get(reverse("home")).content.decode()
    client = trying(browse, administrator, role="reader")
    assert client.post(reverse("logout")).status_code == 302
    assert client.get(reverse("home")).status_code == 302
    assert kinds() == ["try.begin", "try.end"] * 2


def test_where_a_session_expires_the_ledger_tells_it_by_the_next_morning(browse: Browse, administrator: User) -> None:
    lost, lasting = trying(browse, administrator, role="reader"), trying(browse, administrator, role="member")
    Session.objects.filter(pk=lost.session.session_key).update(expire_date=timezone.now())
    for _day in range(2):
        enqueue("accounts.trying")
        run_all()
    assert kinds() == ["try.begin", "try.begin", "try.end"]
    last = Action.objects.latest("pk")
    assert (last.actor, last.about["name"], last.about["lapsed"]) == (administrator, "خواننده", True)
    # The other one goes on, and ends as always.
    assert 'class="trying"' in lasting.get(reverse("home")).content.decode()
    assert lasting.post(reverse("try-end")).status_code == 302
    enqueue("accounts.trying")
    run_all()
    assert kinds().count("try.end") == 2


def test_where_a_session_is_gone_it_is_told_when_they_come_in_again(browse: Browse, administrator: User) -> None:
    lost = trying(browse, administrator, role="reader")
    Session.objects.filter(pk=lost.session.session_key).delete()
    come = Client().post(reverse("login"), {"username": administrator.email, "password": PASSWORD})
    assert come.status_code == 302
    assert kinds() == ["try.begin", "try.end"]
