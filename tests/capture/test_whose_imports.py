"""A file shows its raw rows to its importer and to those who see the same customers, and is undone as an import."""

from __future__ import annotations

import pytest

from tests.capture.conftest import Hand
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions.imports import undo_import
from zolal.capture.models import Import
from zolal.capture.queries.imports import visible_imports
from zolal.core.jobs import run_all
from zolal.core.models import Setting
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

FILE = [["نام", "نام خانوادگی"], ["سارا", "محمدی"]]


def sight(role: str, value: str) -> None:
    Setting.objects.update_or_create(name=f"visibility.{role}", defaults={"value": value})


def test_a_manager_who_sees_only_some_customers_sees_only_their_files(
    hand_in: Hand, member: User, stranger: User, manager: User
) -> None:
    colleague, other = hand_in(FILE, by=member), hand_in(FILE, by=stranger)
    assert {*visible_imports(manager)} == {colleague, other}
    sight("manager", "team")
    assert {*visible_imports(manager)} == {colleague}
    sight("manager", "own")
    assert not visible_imports(manager).exists()
    assert {*visible_imports(member)} == {colleague}


def test_a_manager_undoes_no_import_of_customers_out_of_sight(taken_in: Hand, stranger: User, manager: User) -> None:
    sight("member", "own")
    import_ = taken_in(FILE, by=stranger)
    sight("manager", "own")
    with pytest.raises(NotAllowed):
        undo_import(import_=import_, by=manager)
    assert Import.objects.get().state == Import.State.DONE


def test_an_import_undone_in_the_ledger_is_undone_as_an_import(taken_in: Hand) -> None:
    import_ = taken_in(FILE)
    assert import_.action is not None
    undo_action(action=import_.action, by=import_.by)
    run_all()
    assert Import.objects.get().state == Import.State.UNDONE
    assert not Person.objects.exists()
