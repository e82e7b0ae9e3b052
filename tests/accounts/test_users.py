"""Administrators invite colleagues and shut them out; a link, handed over, stands for the first password."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from tests.conftest import PASSWORD
from zolal.accounts.actions.passwords import change_password, set_password_by_link
from zolal.accounts.actions.preferences import set_preferences
from zolal.accounts.actions.teams import create_team, delete_team, rename_team
from zolal.accounts.actions.users import (
    Invited,
    change_user,
    create_first_administrator,
    deactivate_user,
    end_role,
    invite_user,
    reactivate_user,
    reset_link,
)
from zolal.accounts.links import OneTimeLink, user_of_link
from zolal.accounts.models import Role, Team, User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import NotAllowed
from zolal.accounts.queries.users import active_users, every_user, nobody_yet
from zolal.core.models import Action

pytestmark = pytest.mark.django_db

NEXT = "another long password"


@pytest.fixture
def invited(administrator: User) -> Invited:
    return invite_user(email=" Sara@Example.com ", name="سارا", role="member", by=administrator)


def use(link: OneTimeLink, password: str = NEXT) -> User:
    return set_password_by_link(uidb64=link.uidb64, token=link.token, password=password)


def logs_in(user: User, password: str) -> bool:
    return User.objects.get(pk=user.pk).check_password(password)


def test_an_invited_colleague_chooses_a_password_and_is_in(invited: Invited) -> None:
    assert (invited.user.email, invited.user.role) == ("sara@example.com", "member")
    assert not invited.user.has_usable_password()

    use(invited.link)
    assert logs_in(invited.user, NEXT)


def test_a_link_is_good_for_one_password(invited: Invited) -> None:
    use(invited.link)

    with pytest.raises(ValidationError):
        use(invited.link, "a third long password")
    assert logs_in(invited.user, NEXT)


def test_a_link_ends_after_some_days(invited: Invited, monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime.now() + timedelta(days=4)  # noqa: DTZ005 - as Django's generator counts
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)

    assert user_of_link(invited.link.uidb64, invited.link.token) is None


def test_a_link_of_somebody_shut_out_is_dead(invited: Invited, administrator: User) -> None:
    deactivate_user(user=invited.user, by=administrator)

    assert user_of_link(invited.link.uidb64, invited.link.token) is None


@pytest.mark.parametrize("uidb64", ["", "x", "MQ", "////", "ۀ", "AAAA", "w6Q"])
def test_a_made_up_link_is_no_link(administrator: User, uidb64: str) -> None:
    assert user_of_link(uidb64, "abc-def") is None


def test_a_weak_password_is_refused_and_the_link_stays_good(invited: Invited) -> None:
    with pytest.raises(ValidationError) as refused:
        use(invited.link, "12345")

    assert set(refused.value.message_dict) == {"password"}
    assert use(invited.link)


def test_a_forgotten_password_needs_no_mail(member: User, administrator: User) -> None:
    link = reset_link(user=member, by=administrator)
    assert logs_in(member, PASSWORD)

    use(link)
    assert not logs_in(member, PASSWORD)
    assert logs_in(member, NEXT)


def test_the_path_of_a_link_names_nobody(invited: Invited) -> None:
    assert invited.link.path == f"/accounts/link/{invited.link.uidb64}/{invited.link.token}/"
    assert "sara" not in invited.link.path


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("email", "sara"), ("email", "member.sales@example.com"), ("email", ""), ("name", " "), ("role", "king")],
)
def test_what_is_wrong_with_an_invitation_is_said_by_field(
    member: User, administrator: User, field: str, wrong: str
) -> None:
    asked = {"email": "sara@example.com", "name": "سارا", "role": "member", field: wrong}
    with pytest.raises(ValidationError) as refused:
        invite_user(**asked, by=administrator)

    assert set(refused.value.message_dict) == {field}
    assert User.objects.count() == 2


def test_only_administrators_manage_users(manager: User, strategist: User, member: User) -> None:
    before = Action.objects.count()
    for user in (manager, strategist, member):
        for manage in (
            lambda by: invite_user(email="x@example.com", name="x", role="reader", by=by),
            lambda by: change_user(user=member, role="administrator", team=None, by=by),
            lambda by: deactivate_user(user=strategist, by=by),
            lambda by: reactivate_user(user=strategist, by=by),
            lambda by: reset_link(user=manager, by=by),
            lambda by: create_team(name="x", by=by),
            lambda by: every_user(by=by),
        ):
            with pytest.raises(NotAllowed):
                manage(user)

    assert Action.objects.count() == before
    assert User.objects.filter(is_active=True).count() == 3


def test_the_last_administrator_stays(administrator: User, invited: Invited) -> None:
    with pytest.raises(ValidationError):
        change_user(user=administrator, role="member", team=None, by=administrator)
    with pytest.raises(ValidationError):
        deactivate_user(user=administrator, by=administrator)

    change_user(user=invited.user, role="administrator", team=None, by=administrator)
    change_user(user=administrator, role="member", team=None, by=invited.user)
    assert User.objects.get(pk=administrator.pk).role == Role.MEMBER


def test_who_is_shut_out_cannot_log_in_until_let_in_again(member: User, administrator: User) -> None:
    deactivate_user(user=member, by=administrator)
    assert member not in active_users()
    assert member in every_user(by=administrator)
    assert authenticate(RequestFactory().post("/"), username=member.email, password=PASSWORD) is None

    reactivate_user(user=member, by=administrator)
    assert member in active_users()


def test_the_first_administrator_comes_once() -> None:
    assert nobody_yet()
    first = create_first_administrator(email="Boss@example.com", name="مدیر", password=NEXT)
    assert (first.role, first.email, nobody_yet()) == ("administrator", "boss@example.com", False)

    with pytest.raises(ValidationError):
        create_first_administrator(email="second@example.com", name="دیگری", password=NEXT)
    assert User.objects.count() == 1


def test_a_weak_password_leaves_nobody_behind() -> None:
    with pytest.raises(ValidationError):
        create_first_administrator(email="boss@example.com", name="مدیر", password="boss@example.com")

    assert nobody_yet()


def test_ones_own_password_needs_the_present_one(member: User) -> None:
    with pytest.raises(ValidationError) as refused:
        change_password(user=member, current="wrong", password=NEXT)
    assert set(refused.value.message_dict) == {"current"}

    change_password(user=member, current=PASSWORD, password=NEXT)
    assert logs_in(member, NEXT)


def test_everybody_chooses_language_digits_and_colours(member: User) -> None:
    set_preferences(user=member, language="en", digits="latin", theme="dark", name="علی")
    member.refresh_from_db()
    assert (member.language, member.digits, member.theme, member.name) == ("en", "latin", "dark", "علی")

    for wrong in ({"language": "de"}, {"theme": "pink"}, {"name": " "}):
        with pytest.raises(ValidationError) as refused:
            set_preferences(user=User.objects.get(pk=member.pk), **wrong)
        assert set(refused.value.message_dict) == set(wrong)


def test_teams_are_made_renamed_and_dissolved(administrator: User, member: User) -> None:
    team = create_team(name=" فروش ", by=administrator)
    change_user(user=member, role="member", team=team, by=administrator)
    rename_team(team=team, name="فروش شیراز", by=administrator)
    with pytest.raises(ValidationError):
        create_team(name="فروش شیراز", by=administrator)

    delete_team(team=Team.objects.get(pk=team.pk), by=administrator)
    assert User.objects.get(pk=member.pk).team is None


def test_the_ledger_tells_it_without_secrets(invited: Invited, administrator: User) -> None:
    use(invited.link)
    set_preferences(user=invited.user, theme="dark")
    told = list(Action.objects.order_by("id").values_list("kind", "actor__name"))

    assert told == [
        ("user.invite", administrator.name),
        ("user.password", "سارا"),
        ("user.preferences", "سارا"),
    ]
    kept = str(list(Action.objects.values_list("about", flat=True)))
    assert not any(secret in kept for secret in (invited.link.token, NEXT, "pbkdf2", "md5"))


def test_who_changes_a_user_does_it_to_what_they_saw(administrator: User, member: User) -> None:
    seen = {"role": "member", "team": member.team.name}
    change_user(user=member, role="manager", team=member.team, by=administrator, seen=seen)
    with pytest.raises(Overtaken) as overtaken:
        change_user(user=member, role="reader", team=member.team, by=administrator, seen=seen)
    assert (overtaken.value.now, overtaken.value.who) == ({"role": "manager"}, administrator.name)
    # Another team alone leaves the role as somebody else has made it.
    changed = change_user(user=member, role="member", team=None, by=administrator, seen=seen)
    assert (changed.role, changed.team) == ("manager", None)


def test_a_role_that_ended_by_itself_meanwhile_is_told_so(administrator: User, member: User) -> None:
    seen = {"role": "manager", "team": member.team.name}
    User.objects.filter(pk=member.pk).update(role="manager", role_until=date(2020, 1, 1), role_after="member")
    end_role(user=member)
    with pytest.raises(Overtaken) as overtaken:
        change_user(user=member, role="reader", team=member.team, by=administrator, seen=seen)
    assert overtaken.value.messages == ["خود زلال در این میان این را تغییر داده است: اکنون «member» است."]
