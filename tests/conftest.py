"""Settings of the whole suite, and its cast: one user of every role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from zolal.accounts.models import Role, Team, User
from zolal.people.own import known

# A slow machine is no counterexample.
settings.register_profile("zolal", deadline=None, max_examples=60)
settings.load_profile("zolal")

PASSWORD = "a long enough password"


def a_user(role: Role, team: str) -> User:
    """Somebody of a role in a team, who can log in."""
    user = User.objects.create_user(email=f"{role}.{team}@example.com", name=f"{role} {team}", role=role)
    user.set_password(PASSWORD)
    user.team = Team.objects.get_or_create(name=team)[0]
    user.save()
    return user


@pytest.fixture
def administrator(db: None) -> User:
    return a_user(Role.ADMINISTRATOR, "sales")


@pytest.fixture
def strategist(db: None) -> User:
    return a_user(Role.STRATEGIST, "sales")


@pytest.fixture
def manager(db: None) -> User:
    return a_user(Role.MANAGER, "sales")


@pytest.fixture
def member(db: None) -> User:
    return a_user(Role.MEMBER, "sales")


@pytest.fixture
def reader(db: None) -> User:
    return a_user(Role.READER, "sales")


@pytest.fixture
def stranger(db: None) -> User:
    """A member of another team."""
    return a_user(Role.MEMBER, "service")


_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
_AS_THEY_COME = ("", [], [])
known.take(_AS_THEY_COME)


@pytest.fixture(autouse=True)
def _fields_as_they_come(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test sees the fields another one made; one without a database has those that come with Zolal."""
    if request.node.get_closest_marker("django_db") or not _DATABASE.isdisjoint(request.fixturenames):
        known.take(None)
    yield
    known.take(_AS_THEY_COME)
