"""Whatever is written, by whatever way: the next question finds it, and no longer what is gone."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Thread

import pytest
from django.db import connection, transaction

from tests.engine.match.people import town
from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.core.jobs import run_all
from zolal.core.jobs.schedule import enqueue_needed
from zolal.core.ledger import act, undo, write
from zolal.core.models import Action
from zolal.engine.match.index.part import Part
from zolal.people.actions.bulk import archive_records, restore_records
from zolal.people.actions.erase import erase_record
from zolal.quality import index
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.indexing import is_worn, rebuild
from zolal.quality.keys import keys_of
from zolal.quality.matching import match
from zolal.quality.models import IndexPart, MatchKeys

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580"}
MARYAM = {"given_name": "مریم", "family_name": "نوروزی", "mobile": "09351112233"}


def who_is(record_type: str = "person", **typed: str) -> list[int]:
    (answer,) = match(record_type, [keys_of(record_type, typed)])
    return sorted(one.record_id for one in (*answer.sure, *answer.ask))


def edit(pk: int, by: User, facts: Mapping[str, object], record_type: str = "person") -> Action:
    with transaction.atomic():
        action = act(kind=f"{record_type}.edit", by=by)
        write(action, record_type, {pk: facts})
        return action


def held() -> list[Part]:
    return [Part.from_bytes(bytes(data)) for data in IndexPart.objects.values_list("data", flat=True)]


def test_a_changed_name_is_found_and_the_old_one_no_longer(enter: Enter, administrator: User) -> None:
    ali = enter(**{**ALI, "mobile": ""}, city="یزد", birth_date="1985-03-21")
    said = {"city": "یزد", "birth_date": "1985-03-21"}
    action = edit(ali, administrator, {"family_name": "گودرزی", "given_name": "شهرام"})
    assert who_is(given_name="Shahram", family_name="Goudarzi", **said) == [ali]
    assert who_is(given_name="علی", family_name="محمدی", **said) == []
    undo(action=action, by=administrator)
    assert who_is(given_name="علی", family_name="محمدی", **said) == [ali]


def test_an_archived_record_is_not_found_until_it_is_back(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI)
    archive_records(record_type="person", ids=[ali], by=administrator)
    assert who_is(**ALI) == []
    restore_records(record_type="person", ids=[ali], by=administrator)
    assert who_is(**ALI) == [ali]


def test_after_a_merge_the_kept_one_is_found_by_what_the_other_had(enter: Enter, administrator: User) -> None:
    keep, absorb = enter(**ALI), enter(**{**ALI, "mobile": "09351112233"})
    merge = merge_records(record_type="person", keep_id=keep, absorb_id=absorb, by=administrator, despite=True)
    assert who_is(**{**ALI, "mobile": "09351112233"}) == [keep]
    undo_merge(merge=merge, by=administrator)
    assert absorb in who_is(**{**ALI, "mobile": "09351112233"})


def test_an_erased_record_leaves_not_even_a_hash(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI)
    for person in town(20):
        enter(given_name=person["first_name"], family_name=person["last_name"], mobile=person["mobile"])
    assert any(ali in part.ids for part in held())
    erase_record(record_type="person", record_id=ali, by=administrator)
    assert who_is(**ALI) == []
    assert not any(ali in part.ids for part in held())
    assert not MatchKeys.objects.filter(record_id=ali).exists()
    assert sum(map(len, held())) == 20


def test_colleagues_are_known_by_the_new_name_of_their_company(enter: Enter, administrator: User) -> None:
    arya = enter("company", name="آریا صنعت")
    ali = enter(given_name="علی", family_name="محمدی", company=arya, city="یزد")
    edit(arya, administrator, {"name": "کیان تجارت"}, "company")
    assert index.keys_on_file("person", [ali])[ali]["company"] == "کیان تجارت"


def test_what_was_taken_back_was_never_there(enter: Enter) -> None:
    class Regret(Exception):
        pass

    def regretted() -> None:
        with transaction.atomic():
            gone = enter(**ALI)
            assert who_is(**ALI) == [gone]
            raise Regret

    enter(**MARYAM)
    with pytest.raises(Regret):
        regretted()
    assert who_is(**ALI) == []
    ali = enter(**ALI)
    assert who_is(**ALI) == [ali]


@pytest.mark.django_db(transaction=True)
def test_a_process_finds_what_another_one_has_just_written(enter: Enter) -> None:
    def elsewhere() -> None:
        written.append(enter(**ALI))
        connection.close()

    written: list[int] = []
    enter(**MARYAM)
    assert who_is(**ALI) == []
    other = Thread(target=elsewhere)
    other.start()
    other.join()
    assert who_is(**ALI) == written


def test_many_writes_leave_few_parts_and_everybody_is_found(enter: Enter) -> None:
    people = town(70, seed=4)
    ids = [enter(given_name=one["first_name"], family_name=one["last_name"], mobile=one["mobile"]) for one in people]
    assert IndexPart.objects.count() <= 12
    for pk, person in zip(ids, people, strict=True):
        assert pk in who_is(family_name=person["last_name"], mobile=person["mobile"], given_name=person["first_name"])


def test_a_worn_index_is_built_anew(enter: Enter, administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zolal.quality.indexing.FEW", 0)
    ali, maryam = enter(**ALI), enter(**MARYAM)
    assert not is_worn("person")
    for name in ("گودرزی", "رستمی", "محمدی"):
        edit(ali, administrator, {"family_name": name})
    assert is_worn("person")
    assert rebuild("person") == 2
    assert not is_worn("person")
    assert (who_is(**ALI), who_is(**MARYAM)) == ([ali], [maryam])
    assert sum(map(len, held())) == 2


def test_records_that_came_in_another_way_are_read_when_the_index_is_built(enter: Enter) -> None:
    ali = enter(**ALI)
    MatchKeys.objects.all().delete()
    IndexPart.objects.all().delete()
    assert who_is(**ALI) == []
    assert is_worn("person")
    rebuild("person")
    assert who_is(**ALI) == [ali]


def test_keys_of_other_rules_are_made_anew_and_the_job_runs_by_itself_when_a_worker_starts(enter: Enter) -> None:
    ali = enter(**ALI)
    said = MatchKeys.objects.get(record_id=ali).keys
    MatchKeys.objects.update(keys='{"family_name": "as it was compared before"}')
    old = Part.of([ali], index.signs_of(index.indexed("person", [{"family_name": "as it was compared before"}])))
    IndexPart.objects.update(rules="older rules", data=old.to_bytes())
    assert who_is(**ALI) == []
    assert [task for task in enqueue_needed() if task.startswith("quality.")] == ["quality.index"]
    assert enqueue_needed() == []
    run_all()
    assert who_is(**ALI) == [ali]
    assert MatchKeys.objects.get(record_id=ali).keys == said
    assert enqueue_needed() == []


def test_who_is_erased_from_a_part_of_other_rules_leaves_it_to_be_made_anew(enter: Enter, administrator: User) -> None:
    ali, _ = enter(**ALI), enter(**MARYAM)
    rebuild("person")
    IndexPart.objects.update(rules="older rules")
    erase_record(record_type="person", record_id=ali, by=administrator)
    assert [task for task in enqueue_needed() if task.startswith("quality.")] == ["quality.index"]


def test_a_record_on_file_has_the_keys_of_a_row_that_says_the_same(enter: Enter) -> None:
    ali = enter(**ALI, national_id="0499370899", birth_date="1985-03-21", address="خیابان لاله پلاک ۱۲")
    typed = {**ALI, "national_id": "۰۴۹۹۳۷۰۸۹۹", "birth_date": "1985-03-21", "address": "خ لاله، پلاک 12"}
    assert index.keys_on_file("person", [ali])[ali] == keys_of("person", typed)
