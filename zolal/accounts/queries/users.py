"""Colleagues and teams, as every user may know them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from zolal.accounts.models import ApiToken, Team, User
from zolal.accounts.permissions import demand, may


def active_users() -> QuerySet[User]:
    """Everybody who may log in, by name."""
    return User.objects.filter(is_active=True).select_related("team")


def every_user(*, by: User) -> QuerySet[User]:
    """Those shut out too, for who manages users. Raises `NotAllowed`."""
    demand(by, "users.manage")
    return User.objects.select_related("team", "second_factor").order_by("-is_active", "name", "id")


def user_by_uid(uid: UUID) -> User:
    """Raises `User.DoesNotExist`."""
    return User.objects.select_related("team").get(uid=uid)


def nobody_yet() -> bool:
    """Whether Zolal still waits for its first administrator."""
    return not User.objects.exists()


def teams() -> QuerySet[Team]:
    return Team.objects.all()


def team_by_id(team_id: int) -> Team:
    """Raises `Team.DoesNotExist`."""
    return Team.objects.get(pk=team_id)


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """One's own tokens that are good, newest first."""
    return ApiToken.objects.filter(user=user, revoked_at__isnull=True).order_by("-id")


def token_by_uid(uid: UUID, *, by: User) -> ApiToken:
    """One's own token, or anybody's for who manages users. Raises `ApiToken.DoesNotExist`."""
    tokens = ApiToken.objects.select_related("user")
    return (tokens if may(by, "users.manage") else tokens.filter(user=by)).get(uid=uid)
