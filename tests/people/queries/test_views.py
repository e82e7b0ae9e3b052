"""A list can be kept under a name, for oneself or for everybody."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.actions.teams import create_team, delete_team
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.people.actions.views import delete_view, rename_view, save_view, share_view
from zolal.people.models import SavedView
from zolal.people.queries.lists import Wish
from zolal.people.queries.views import view_by_uid, views_for

pytestmark = pytest.mark.django_db

YAZD = Wish.read("person", "city=یزد&sort=-updated_at&after=somewhere")


def names(user: User) -> list[str]:
    return [view.name for view in views_for(user, "person")]


def test_a_view_is_the_whole_list_but_not_the_place_in_it(reader: User) -> None:
    view = save_view(name=" یزدی‌ها ", wish=YAZD, by=reader)

    assert view.name == "یزدی‌ها"
    assert Wish.read("person", view.query) == Wish.read("person", "city=یزد&sort=-updated_at")
    assert list(views_for(reader, "company")) == []


def test_saving_again_replaces_it(reader: User) -> None:
    save_view(name="یزد", wish=YAZD, by=reader)
    save_view(name="یزد", wish=Wish("person", search="x"), by=reader)

    assert [view.query for view in views_for(reader, "person")] == ["q=x"]


def test_colleagues_see_what_is_shared_after_their_own(reader: User, member: User) -> None:
    shared = save_view(name="الف", wish=YAZD, by=member)
    save_view(name="ب", wish=YAZD, by=reader)
    assert names(reader) == ["ب"]
    with pytest.raises(SavedView.DoesNotExist):
        view_by_uid(shared.uid, user=reader)

    share_view(view=shared, shared=True, by=member)
    assert names(reader) == ["ب", "الف"]
    assert view_by_uid(shared.uid, user=reader) == shared


def test_a_team_sees_what_is_shared_with_it_and_nobody_else(
    member: User, manager: User, reader: User, administrator: User
) -> None:
    team = member.team
    User.objects.filter(pk=reader.pk).update(team=None)
    User.objects.filter(pk=manager.pk).update(team=create_team(name="خدمات", by=administrator))
    others = [User.objects.get(pk=one.pk) for one in (reader, manager)]
    view = save_view(name="تیم", wish=YAZD, by=administrator, team=team)
    assert (names(member), [names(one) for one in others]) == (["تیم"], [[], []])
    assert view_by_uid(view.uid, user=member) == view
    for one in others:
        with pytest.raises(SavedView.DoesNotExist):
            view_by_uid(view.uid, user=one)
    with pytest.raises(ValidationError):
        share_view(view=view, shared=True, team=team, by=administrator)
    share_view(view=view, shared=True, by=administrator)
    assert [names(one) for one in (member, *others)] == [["تیم"]] * 3


def test_what_was_shared_with_a_team_that_is_gone_is_ones_own_again(member: User, administrator: User) -> None:
    team = member.team
    assert team is not None
    save_view(name="تیم", wish=YAZD, by=administrator, team=team)
    delete_team(team=team, by=administrator)
    assert (names(User.objects.get(pk=member.pk)), names(administrator)) == ([], ["تیم"])


def test_an_administrator_tidies_up_what_a_team_sees(member: User, administrator: User) -> None:
    view = save_view(name="تیم", wish=YAZD, by=member, team=member.team)
    delete_view(view=view, by=administrator)
    assert names(member) == []


def test_a_view_is_changed_by_its_owner_only(reader: User, member: User, administrator: User) -> None:
    view = save_view(name="الف", wish=YAZD, by=member, shared=True)
    for change in (
        lambda: rename_view(view=view, name="x", by=reader),
        lambda: share_view(view=view, shared=False, by=reader),
        lambda: delete_view(view=view, by=reader),
    ):
        with pytest.raises(NotAllowed):
            change()

    delete_view(view=view, by=administrator)
    assert names(member) == []


def test_two_views_have_two_names(reader: User) -> None:
    save_view(name="الف", wish=YAZD, by=reader)
    view = save_view(name="ب", wish=YAZD, by=reader)
    for name in ("الف", " ", "x" * 101):
        with pytest.raises(ValidationError):
            rename_view(view=view, name=name, by=reader)

    rename_view(view=view, name="پ", by=reader)
    assert names(reader) == ["الف", "پ"]
