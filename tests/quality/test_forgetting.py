"""Who is erased leaves nothing in quality, nor with those they were once merged with."""

from __future__ import annotations

import pytest
from django.core.serializers import serialize
from django.db import transaction

from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.core.ledger import CannotUndo, act, facts_at, history, record_type, undo, write
from zolal.core.models import Action, Change
from zolal.people.actions.erase import erase_record
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.models import Issue, Merge, Pair

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580"}
SECRET = {"city": "یزد", "email": "secret@example.com", "job_title": "پنهان‌کار"}
WRONG = {"fault:national_id": [{"code": "national_id_invalid", "raw": "PSST-1", "proposal": ""}]}


def everything() -> str:
    models = (Issue, Pair, Merge, Change, Action)
    return "".join(serialize("json", model.objects.all(), ensure_ascii=False) for model in models)


def erase(pk: int, by: User) -> None:
    erase_record(record_type="person", record_id=pk, by=by)


def merged(keep: int, absorb: int, by: User) -> Merge:
    return merge_records(record_type="person", keep_id=keep, absorb_id=absorb, by=by, despite=True)


def test_issues_pairs_and_decisions_of_an_erased_person_go(enter: Enter, administrator: User) -> None:
    ali, other = enter(**ALI, **SECRET, **WRONG), enter(**ALI)
    assert "PSST-1" in everything()
    Pair.objects.update(decision=Pair.Decision.NOT_SAME)
    erase(ali, administrator)
    assert not Pair.objects.exists()
    assert not Issue.objects.exclude(record_id=other).exists()
    assert "PSST-1" not in everything()


def test_an_erased_person_is_forgotten_with_all_merged_into_them(enter: Enter, administrator: User) -> None:
    ali, other = enter(**ALI, **SECRET), enter(**{**ALI, "family_name": "ناشناسپور"})
    merged(ali, other, administrator)
    erase(ali, administrator)
    assert not Merge.objects.exists()
    for said in ("علی", "ناشناسپور", "2002580", "secret@"):
        assert said not in everything()


def test_a_merge_that_was_undone_leaves_nothing_of_the_erased_with_the_other(enter: Enter, administrator: User) -> None:
    secret, other = enter(**ALI, **SECRET), enter(**ALI, city="تهران")
    before = record_type("person").facts([other])[other]
    merge = merged(other, secret, administrator)
    undo_merge(merge=merge, by=administrator)
    assert "secret@" in everything()
    erase(secret, administrator)
    assert record_type("person").facts([other])[other] == before
    for said in SECRET.values():
        assert said not in everything()
    for entry in history("person", [other]):
        assert facts_at("person", other, entry.action.at) == before


def test_a_merge_with_somebody_erased_cannot_be_undone_any_more(enter: Enter, administrator: User) -> None:
    ali, other = enter(**ALI, **SECRET), enter(**ALI)
    merge = merged(ali, other, administrator)
    erase(ali, administrator)
    with pytest.raises(CannotUndo):
        undo(action=merge.action, by=administrator)


def test_what_somebody_wrote_meanwhile_stays_in_the_history_of_the_other(enter: Enter, administrator: User) -> None:
    secret, other = enter(**ALI, **SECRET), enter(**ALI)
    merge = merged(other, secret, administrator)
    with transaction.atomic():
        edit = act(kind="person.edit", by=administrator)
        write(edit, "person", {other: {"city": "رشت", "note": "زنگ زد"}})
    undo_merge(merge=merge, by=administrator)
    erase(secret, administrator)
    assert record_type("person").facts([other])[other]["note"] == "زنگ زد"
    assert (facts_at("person", other, edit.at) or {})["note"] == "زنگ زد"
    for said in SECRET.values():
        assert said not in everything()


def test_a_value_that_both_have_stays_with_the_other(enter: Enter, administrator: User) -> None:
    secret, other = enter(**ALI, **SECRET), enter(**ALI)
    merge = merged(other, secret, administrator)
    undo_merge(merge=merge, by=administrator)
    with transaction.atomic():
        write(act(kind="person.edit", by=administrator), "person", {other: {"city": "یزد"}})
    erase(secret, administrator)
    (newest, *_) = history("person", [other])
    assert newest.facts == {"city": (None, "یزد")}
