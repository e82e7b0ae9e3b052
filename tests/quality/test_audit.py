"""How right matching is, from pairs drawn by lot before anybody looked."""

from __future__ import annotations

import pytest

from tests.quality.conftest import Enter
from tests.quality.couples import couples
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.jobs import enqueue, run_now
from zolal.core.models import Setting
from zolal.quality.actions.pairs import decide
from zolal.quality.answers import answered
from zolal.quality.audit import audit
from zolal.quality.learning import lessons
from zolal.quality.models import Pair
from zolal.quality.queries.matching import matching
from zolal.quality.queries.pairs import next_pair, queue

pytestmark = pytest.mark.django_db(transaction=True)


def test_those_with_the_lowest_lots_are_the_sample_and_a_fifth_of_the_unsure(enter: Enter) -> None:
    pairs = couples(enter, 10)
    for place, pair in enumerate(pairs):
        Pair.objects.filter(pk=pair.pk).update(lot=(place * 7 % 10) / 10)
    drawn = audit("person").unsure
    assert drawn.stratum.pairs == 10
    by_lot = Pair.objects.order_by("lot").values_list("pk", flat=True)
    assert list(drawn.to_ask) == list(by_lot[:2])


def test_an_answer_on_a_drawn_pair_measures_and_never_teaches(enter: Enter, member: User) -> None:
    pairs = couples(enter, 10)
    for pair in pairs:
        decide(pair=pair, decision="not_same", by=member)
    found = audit("person")
    assert (found.unsure.stratum.pairs, found.unsure.stratum.asked, found.unsure.stratum.same) == (10, 2, 0)
    assert len(answered("person")) == 10
    assert {*lessons("person").ids} == {pair.pk for pair in pairs} - found.held
    assert len(found.held) == 2


def test_precision_counts_only_the_sample_whatever_else_was_answered(enter: Enter, member: User) -> None:
    Setting.objects.create(name="match.same", value=0.6)
    pairs = couples(enter, 6)
    with pytest.MonkeyPatch.context() as small:
        small.setattr("zolal.quality.audit.ASKED_SURE", 2)
        lots = {pair.pk: lot for lot, pair in enumerate(pairs)}
        for pk, lot in lots.items():
            Pair.objects.filter(pk=pk).update(lot=lot / 10)
        for pair in pairs[1:]:
            decide(pair=Pair.objects.get(pk=pair.pk), decision="not_same", by=member)
        estimate = audit("person").precision
    assert (estimate.value, estimate.answers) == (0.0, 1)


def test_a_search_draws_a_sample_of_the_unlikely_that_no_list_shows(
    enter: Enter, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zolal.quality.whole.LEAST_SAMPLED", 1e-9)
    couples(enter, 3)
    for city, mobile in (("تهران", "09120000001"), ("یزد", "09130000002")):
        enter(given_name="کاوه", family_name="آهنگرانی", city=city, mobile=mobile, birth_date="1985-03-21")
    enter(given_name="کاوه", family_name="آهنگرانی", birth_date="1990-07-11", email="kaveh@example.com")
    Setting.objects.create(name="match.ask", value=0.9)
    Setting.objects.create(name="match.same", value=0.95)
    assert run_now(enqueue("quality.find_duplicates", record_type="person")).state == "done"
    below = Pair.objects.filter(sampled=True)
    assert below.exists()
    assert set(audit("person").below.to_ask) == set(below.values_list("pk", flat=True))
    shown = {one.pair.pk for one in queue(user=manager, record_type="person").pairs}
    assert not shown & set(below.values_list("pk", flat=True))
    assert all(p < 0.9 for p in below.values_list("probability", flat=True))


def test_in_a_long_queue_now_and_then_a_drawn_pair_comes_up(
    enter: Enter, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zolal.quality.queries.pairs.LONG", 2)
    monkeypatch.setattr("zolal.quality.queries.pairs.BY_LOT", 1)
    pairs = couples(enter, 6)
    Pair.objects.update(lot=0.5)
    Pair.objects.filter(pk=pairs[4].pk).update(lot=0.1)
    usual = queue(user=manager, record_type="person").pairs
    following = next_pair(user=manager, after=usual[0].pair)
    assert following is not None
    assert following.pk == pairs[4].pk


def test_after_a_short_queue_come_those_that_are_asked_about_only_to_measure(enter: Enter, manager: User) -> None:
    first, second = couples(enter, 2)
    Pair.objects.filter(pk=second.pk).update(sampled=True)
    assert next_pair(user=manager, after=first) == second
    decide(pair=second, decision="not_same", by=manager)
    assert next_pair(user=manager, after=second) == first


def test_the_figures_are_for_those_who_see_everything(enter: Enter, member: User) -> None:
    couples(enter, 1)
    assert matching(user=member, record_type="person").precision.value is None
    Setting.objects.create(name="visibility.member", value="own")
    with pytest.raises(NotAllowed):
        matching(user=member, record_type="person")
