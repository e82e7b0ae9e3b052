"""Sources are called like files and people: who sees only some records reads in the settings of their own alone."""

from __future__ import annotations

import pytest

from tests.capture.conftest import Hand, checked, hand_in, taken_in
from zolal.accounts.actions.roles import Wanted, change_role
from zolal.accounts.models import User
from zolal.accounts.objects import objects
from zolal.accounts.queries.jobs import visible_jobs
from zolal.accounts.queries.sources import source_by_id, sources
from zolal.core.models import Source

__all__ = ["checked", "hand_in", "taken_in"]

pytestmark = pytest.mark.django_db

FILE = [["نام", "نام خانوادگی"], ["سارا", "محمدی"]]


def test_who_sees_only_some_records_knows_their_own_files(
    administrator: User, strategist: User, manager: User, taken_in: Hand
) -> None:
    taken_in(FILE, name="خود.csv", by=strategist)
    others = taken_in(FILE, name="دیگری.csv", by=manager)
    Source.objects.create(name="form", method="form")
    Source.objects.create(name=manager.name, method="hand")
    assert {one.name for one in sources(strategist)} >= {"خود.csv", "دیگری.csv", "form"}
    reaches = {name: {"see": "own"} for name in objects()}
    change_role(key="strategist", wanted=Wanted(reaches=reaches), by=administrator)
    strategist = User.objects.get(pk=strategist.pk)
    names = {one.name for one in sources(strategist)}
    assert names.isdisjoint({"دیگری.csv", manager.name})
    assert names >= {"خود.csv", "form"}
    with pytest.raises(Source.DoesNotExist):
        source_by_id(strategist, others.source_id)
    assert "دیگری.csv" in {one.name for one in sources(administrator)}
    # So it is with what runs in the background.
    assert {job.owner for job in visible_jobs(strategist)} == {strategist}
    assert {job.owner for job in visible_jobs(administrator)} >= {strategist, manager}
