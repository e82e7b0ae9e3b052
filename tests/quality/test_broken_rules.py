"""Rules judge every write, look at many records as at one, and move with the days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.core.jobs import enqueue, run_now
from zolal.core.ledger import act, create, undo, write
from zolal.core.models import Setting
from zolal.engine.rules import AnyDemand, broken_in
from zolal.people.models import Person
from zolal.quality.actions.handling import Target, Wish, handle
from zolal.quality.actions.merges import merge_records
from zolal.quality.criteria import Criteria
from zolal.quality.demands import breaches, demand_for, seen
from zolal.quality.issues import is_wrong
from zolal.quality.looked_at import look_at
from zolal.quality.models import Issue, Rule
from zolal.quality.queries import catches as queries
from zolal.quality.queries.catches import catches
from zolal.quality.queries.queue import counts, queue_named, queue_page
from zolal.quality.snapshots import snapshots

pytestmark = pytest.mark.django_db


def ruled(kind: str, severity: str = "queue", **parameters: object) -> Rule:
    """A rule on file, as an administrator has made it."""
    return Rule.objects.create(
        record_type="person", name=f"{kind} rule", kind=kind, parameters=parameters, severity=severity
    )


def caught(rule: Rule) -> set[int]:
    return set(Issue.objects.filter(code=rule.code).values_list("record_id", flat=True))


def test_a_rule_that_refuses_never_stands_in_the_way_of_undo_or_merge(enter: Enter, administrator: User) -> None:
    ali = enter(family_name="محمدی", mobile="09121234567", city="یزد")
    with transaction.atomic():
        edited = act(kind="person.edit", by=administrator)
        write(edited, "person", {ali: {"city": "قم"}})
    rule = ruled("values", "block", field="city", allowed=["قم"])
    undo(action=edited, by=administrator)
    assert caught(rule) == {ali}
    kept = enter(family_name="محمدی", mobile="09121234567")
    merge_records(record_type="person", keep_id=kept, absorb_id=ali, by=administrator)
    assert caught(rule) == {kept}


def test_an_issue_says_the_administrator_s_own_words(enter: Enter, administrator: User) -> None:
    rule = ruled("values", field="city", allowed=["قم"])
    Rule.objects.filter(pk=rule.pk).update(message="We sell in Qom only.")
    enter(family_name="محمدی", city="یزد")
    queue = queue_named(administrator, "person", "all", code=rule.code)
    found = counts(queue=queue, user=administrator)
    (trouble,) = queue_page(queue=queue, user=administrator, found=found).troubles
    assert trouble.message == "We sell in Qom only."


def _rows(enter: Enter) -> list[int]:
    wrong = {"fault:mobile": [{"code": "phone_invalid", "raw": "12", "proposal": ""}]}
    return [
        enter(family_name="محمدی", city="قم", mobile="09121234567", email="a@b.ir", birth_date="1990-01-01"),
        enter(family_name="رضایی", city="یزد", last_purchase_on="2001-01-01", birth_date="2002-01-01"),
        enter(given_name="سارا", province="یزد", **wrong),
        enter(family_name="کریمی", city="كرج", email="x@example.com", last_activity_on="2026-01-01"),
    ]


DEMANDS = [
    ("values", {"field": "city", "allowed": ["قم", "کرج"]}),
    ("pattern", {"field": "email", "pattern": ".*[.]ir"}),
    ("length", {"field": "family_name", "min": 5}),
    ("range", {"field": "birth_date", "max": "today-10000"}),
    ("relation", {"field": "last_purchase_on", "how": "not_before", "other": "birth_date"}),
    ("condition", {"field": "province", "other": "mobile"}),
    ("condition", {"field": "province", "other": "city"}),
    ("freshness", {"fields": ["last_activity_on", "last_purchase_on"], "days": 9000, "or_changed": True}),
    ("freshness", {"fields": ["created_at"], "days": 30}),
    ("essential", {"function": "sales", "fields": ["name", "mobile", "owner"]}),
]


@pytest.mark.parametrize(("kind", "parameters"), DEMANDS)
def test_a_column_of_the_database_a_record_and_the_live_count_say_the_same(
    enter: Enter, administrator: User, kind: str, parameters: dict[str, object]
) -> None:
    ids = _rows(enter)
    Person.objects.filter(pk=ids[0]).update(created_at=timezone.now() - timedelta(days=40))
    demand: AnyDemand = demand_for(Rule(record_type="person", kind=kind, parameters=parameters))
    found = look_at("person", Person.objects.all(), demand)
    many = dict(zip(found.ids, broken_in(demand, found.columns, found.wrong, timezone.localdate()), strict=True))
    rule = ruled(kind, **parameters)
    run_now(enqueue("quality.follow_rule", record_type="person", code=rule.code))
    stored = {(one.record_id, one.fact) for one in Issue.objects.filter(code=rule.code)}
    assert stored == {(record_id, field) for record_id, fields in many.items() for field in fields}
    one_by_one = catches(user=administrator, record_type="person", demand=demand, seconds=60)
    assert (one_by_one.count, one_by_one.looked_at, one_by_one.exact) == (len({pk for pk, _ in stored}), 4, True)
    assert {example.record.pk for example in one_by_one.examples} == {pk for pk, _fact in stored}


def test_a_written_record_is_judged_as_one_read_again(enter: Enter) -> None:
    rules = [ruled(kind, **parameters) for kind, parameters in DEMANDS]
    ids = _rows(enter)
    criteria = Criteria.now("person")
    for snapshot in snapshots("person", ids):
        wrong = [field for field in snapshot.faults if is_wrong(snapshot, field)]
        told = {
            (rule.code, field)
            for rule, field in breaches(seen(snapshot, wrong, criteria.rules), criteria.rules, criteria.today)
        }
        written = Issue.objects.filter(record_id=snapshot.id, code__in=[rule.code for rule in rules])
        assert set(written.values_list("code", "fact")) == {one for one in told if one[0].startswith("rule:")}


def test_a_user_is_told_only_of_records_they_see(enter: Enter, member: User, administrator: User) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    enter(family_name="محمدی", city="یزد")
    mine = enter(family_name="رضایی", city="یزد", owner=member.pk)
    demand = demand_for(Rule(record_type="person", kind="values", parameters={"field": "city", "allowed": ["قم"]}))
    found = catches(user=member, record_type="person", demand=demand)
    assert (found.count, [one.record.pk for one in found.examples]) == (1, [mine])
    assert catches(user=administrator, record_type="person", demand=demand).count == 2


def test_without_time_the_count_says_how_little_was_looked_at(enter: Enter, administrator: User) -> None:
    enter(family_name="محمدی", city="یزد")
    demand = demand_for(Rule(record_type="person", kind="values", parameters={"field": "city", "allowed": ["قم"]}))
    found = catches(user=administrator, record_type="person", demand=demand, seconds=0)
    assert (found.count, found.looked_at, found.exact) == (0, 0, False)


def test_of_what_there_was_no_time_for_an_estimate_is_told_that_holds_its_word(
    enter: Enter, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.atomic():
        rows = [{"given_name": str(number), "city": "قم" if number % 4 else "یزد"} for number in range(400)]
        create(act(kind="person.create", by=administrator), "person", rows)
    demand = demand_for(Rule(record_type="person", kind="values", parameters={"field": "city", "allowed": ["قم"]}))
    monkeypatch.setattr(queries, "_FIRST", 20)
    monkeypatch.setattr(queries, "BLOCK", 10)
    # The clock: the newest twenty, then so many blocks drawn by lot, then the time is over.
    ticks = iter([0.0, 0.0, 0.5, *[0.5] * 20])
    monkeypatch.setattr(queries, "monotonic", lambda: next(ticks, 2.0))
    found = catches(user=administrator, record_type="person", demand=demand, seconds=1)
    assert not found.exact
    assert found.looked_at < 400
    assert found.estimate is not None
    assert found.low <= 100 <= found.high
    assert found.low <= found.estimate <= found.high


def test_whoever_has_time_for_every_block_is_told_exactly(
    enter: Enter, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        enter(family_name="محمدی", city="یزد")
    demand = demand_for(Rule(record_type="person", kind="values", parameters={"field": "city", "allowed": ["قم"]}))
    monkeypatch.setattr(queries, "NEWEST", -1)
    found = catches(user=administrator, record_type="person", demand=demand, seconds=60)
    assert (found.count, found.looked_at, found.exact) == (3, 3, True)


def test_what_only_time_changes_is_brought_up_to_date_every_day(enter: Enter) -> None:
    fresh, born = (
        ruled("freshness", fields=["last_purchase_on"], days=10),
        ruled("range", field="birth_date", max="today-10"),
    )
    today = timezone.localdate()
    record_id = enter(
        family_name="محمدی",
        mobile="09121234567",
        email="a@b.ir",
        last_purchase_on=today.isoformat(),
        birth_date=(today - timedelta(days=3)).isoformat(),
    )
    assert (caught(fresh), caught(born)) == (set(), {record_id})
    # Time passes where nobody writes.
    Person.objects.update(last_purchase_on=today - timedelta(days=11), birth_date=today - timedelta(days=11))
    run_now(enqueue("quality.measure"))
    assert (caught(fresh), caught(born)) == ({record_id}, set())


def test_a_value_that_breaks_a_rule_costs_validity_until_it_is_right_as_it_is(
    enter: Enter, administrator: User
) -> None:
    ruled("values", "warn", field="city", allowed=["قم"])
    good, bad = enter(family_name="محمدی", city="قم"), enter(family_name="رضایی", city="یزد")
    validity = {pk: Person.objects.get(pk=pk).scores["parts"]["validity"] for pk in (good, bad)}
    assert (validity[good], validity[bad] < 1) == (1, True)
    issue = Issue.objects.get(record_id=bad, fact="city")
    target = Target(bad, issue.fact, issue.code, issue.raw)
    handle(record_type="person", targets=[target], wish=Wish("dismissed"), by=administrator)
    assert Person.objects.get(pk=bad).scores["parts"]["validity"] == 1
