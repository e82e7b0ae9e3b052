"""A small address book, and a browser that is logged in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from zolal.accounts.models import User
from zolal.core.ledger import act, create
from zolal.core.sources import source_named
from zolal.people.models import Person
from zolal.people.points import numbered

Browse = Callable[[User], Client]


@pytest.fixture
def browse() -> Browse:
    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return logged_in


@pytest.fixture
def sara(administrator: User) -> Person:
    """Somebody with a mobile and an e-mail, from a file."""
    mobile = {"kind": "mobile", "value": "09121234567", "key": "+989121234567", "label": "", "position": 0}
    email = {"kind": "email", "value": "sara@example.com", "key": "sara@example.com", "label": "", "position": 1}
    facts = {"given_name": "سارا", "family_name": "محمدی", "city": "یزد", "points": [mobile, email]}
    with transaction.atomic():
        source = source_named("customers.xlsx", "import")
        action = act(kind="person.create", by=administrator, source=source)
        ids = create(action, "person", numbered([facts]))
    return Person.objects.get(pk=ids[0])
