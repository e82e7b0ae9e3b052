"""Whoever sets Zolal up is its only administrator, also when two try at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from zolal.accounts.actions.users import create_first_administrator
from zolal.accounts.models import User

PASSWORD = "a long enough password"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_set_up_at_once_one_is_told_to_ask_the_other() -> None:
    together = Barrier(4)

    def begin(number: int) -> bool:
        try:
            together.wait()
            create_first_administrator(email=f"boss{number}@example.com", name="مدیر", password=PASSWORD)
        except ValidationError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        became = list(pool.map(begin, range(4)))

    assert sum(became) == 1
    assert User.objects.count() == 1
