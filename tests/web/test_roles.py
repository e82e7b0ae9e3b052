"""An administrator reads on one page who may do what."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.accounts.permissions import VERBS
from zolal.web.users.roles import WORDS

pytestmark = pytest.mark.django_db


def test_every_verb_is_explained() -> None:
    assert set(WORDS) == set().union(*VERBS.values())


def test_the_matrix_says_which_records_a_role_sees(browse: Browse, administrator: User, member: User) -> None:
    page = browse(administrator).get(reverse("roles"), headers={"Accept-Language": "fa"}).content.decode()

    assert page.count("<tr>") >= len(WORDS)
    assert browse(member).get(reverse("roles")).status_code == 403
