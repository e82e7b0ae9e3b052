"""Companies are found or made by their names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from zolal.core import ledger
from zolal.people.actions.companies import companies_named
from zolal.people.models import Company

pytestmark = pytest.mark.django_db


def named(*names: str) -> dict[str, int]:
    with transaction.atomic():
        return companies_named(names, ledger.act(kind="import.commit", by=None))


def test_spellings_of_one_company_are_one(enter: Callable) -> None:
    known = enter("company", name="شرکت آریا (سهامی خاص)")
    found = named("آریا", "شركت آريا", "بتا", "شرکت بتا", "")
    assert found["آریا"] == found["شركت آريا"] == known.pk
    assert found["بتا"] == found["شرکت بتا"]
    assert "" not in found
    assert Company.objects.count() == 2
    assert named("بتا")["بتا"] == found["بتا"]


def test_a_company_merged_away_leads_to_where_it_went(enter: Callable) -> None:
    kept = enter("company", name="آریا گستر")
    between = enter("company", name="آریا نوین", state="absorbed", absorbed_into=kept.pk)
    enter("company", name="آریا", state="absorbed", absorbed_into=between.pk)
    assert named("آریا") == {"آریا": kept.pk}


def test_the_oldest_of_several_is_taken(enter: Callable) -> None:
    oldest = enter("company", name="آریا")
    enter("company", name="شرکت آریا")
    assert named("آریا") == {"آریا": oldest.pk}
