"""A record is shared on its page, a deputy chosen on the profile, and a manager reads what somebody did."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import Browse
from zolal.accounts.actions.settings import change_setting
from zolal.accounts.models import Deputy, SharedRecord, User
from zolal.people.actions.tags import create_tag
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_only(administrator: User) -> None:
    change_setting(name="visibility.member", value="own", by=administrator)
    change_setting(name="visibility.manager", value="team", by=administrator)


def test_a_record_is_shared_and_withdrawn_on_its_page(
    browse: Browse, administrator: User, member: User, sara: Person
) -> None:
    page, owner = reverse("person", args=[sara.uid]), browse(administrator)
    assert browse(member).get(page).status_code == 404
    owner.post(reverse("person-share", args=[sara.uid]), {"with": f"user:{member.uid}", "level": "read"})
    seen = browse(member).get(page).content.decode()
    assert "محمدی" in seen
    assert "hx-get" in owner.get(page).content.decode()
    assert f"{reverse('person-field', args=[sara.uid, 'city'])}?edit=1" not in seen
    shared = SharedRecord.objects.get()
    assert browse(member).post(reverse("share-withdraw", args=[shared.uid])).status_code == 403
    owner.post(reverse("share-withdraw", args=[shared.uid]))
    assert browse(member).get(page).status_code == 404


def test_the_page_offers_everybody_else_and_every_team_to_who_may_share(
    browse: Browse, administrator: User, member: User, stranger: User, sara: Person
) -> None:
    address, owner = reverse("person-share", args=[sara.uid]), browse(administrator)
    assert f'hx-get="{address}"' in owner.get(reverse("person", args=[sara.uid])).content.decode()
    offered = owner.get(address).content.decode()
    assert f"user:{member.uid}" in offered
    assert f"team:{stranger.team_id}" in offered
    assert f"user:{administrator.uid}" not in offered
    assert browse(stranger).get(address).status_code == 404


def test_a_deputy_is_chosen_on_the_profile_and_ended(browse: Browse, member: User, stranger: User) -> None:
    client, day = browse(member), timezone.localdate() + timedelta(days=2)
    days = {"begins_on": day.isoformat(), "ends_on": day.isoformat()}
    client.post(reverse("deputy-choose"), {"deputy": str(stranger.uid), **days})
    chosen = Deputy.objects.get()
    assert (chosen.user, chosen.deputy, chosen.begins_on) == (member, stranger, day)
    assert stranger.name in client.get(reverse("profile")).content.decode()
    client.post(reverse("deputy-choose"), {"deputy": str(stranger.uid), "begins_on": "دیروز", "ends_on": ""})
    client.post(reverse("deputy-end", args=[chosen.uid]))
    assert not Deputy.objects.exists()


def test_a_manager_reads_what_somebody_of_the_team_did(
    browse: Browse, administrator: User, manager: User, member: User, stranger: User
) -> None:
    create_tag(name="ویژه", by=administrator)
    page = browse(manager).get(reverse("user-work", args=[administrator.uid])).content.decode()
    assert page.count("data-row") >= 1
    assert browse(manager).get(reverse("user-work", args=[stranger.uid])).status_code == 404
    assert browse(member).get(reverse("user-work", args=[manager.uid])).status_code == 404
    assert browse(member).get(reverse("user-work", args=[member.uid])).status_code == 200
    old = {"since": "1300/01/01", "until": "1300/02/01", "kind": "person.create"}
    assert "data-row" not in browse(manager).get(reverse("user-work", args=[administrator.uid]), old).content.decode()
