"""A company is silent when neither it nor anybody who works there was heard of."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import transaction
from django.utils import timezone

from tests.quality.conftest import Enter
from tests.quality.test_silence import SARA, Silently, ago, code, hear, known, listening
from zolal.accounts.models import User
from zolal.activities.actions.signals import Told, record_signals
from zolal.core.ledger import act, write
from zolal.people.actions.bulk import archive_records
from zolal.people.queries.lists import Wish, matching_ids
from zolal.quality.jobs import find_silent, reassess
from zolal.quality.queries.silence import quiet_records, silence
from zolal.quality.silence import silent

__all__ = ["known", "listening"]

pytestmark = pytest.mark.django_db

ARYA = {"name": "آریا", "phone": "02188776655"}


def judged(company: int) -> str:
    """What the night finds of it."""
    find_silent(Silently())
    return code(company, "company")


def test_a_company_of_which_nothing_was_heard_is_silent_and_a_signal_of_its_own_ends_it(
    known: Enter, listening: None, member: User
) -> None:
    arya = known("company", **ARYA)
    assert code(arya, "company") == "inactive"
    told = Told(arya, "call_answered", timezone.now())
    record_signals(record_type="company", signals=[told], by=member, source="exchange")
    assert code(arya, "company") == ""


@pytest.mark.parametrize("kind", ["email_opened", "site_visited", "asset_engaged", "call_answered"])
def test_a_sign_of_life_of_anybody_who_works_there_ends_it_at_once(
    kind: str, known: Enter, listening: None, member: User
) -> None:
    arya = known("company", **ARYA)
    sara = known(**SARA, company=arya)
    assert judged(arya) == "inactive"
    hear(member, sara, kind)
    assert code(arya, "company") == ""


@pytest.mark.parametrize("fact", ["last_activity_on", "last_purchase_on"])
def test_so_does_what_happened_with_them_and_who_is_entered_there(
    fact: str, known: Enter, enter: Enter, listening: None, administrator: User
) -> None:
    arya, pars = known("company", **ARYA), known("company", name="پارس", phone="02188776656")
    sara = known(**SARA, company=arya)
    assert (judged(arya), judged(pars)) == ("inactive", "inactive")
    with transaction.atomic():
        write(act(kind="person.edit", by=administrator), "person", {sara: {fact: ago(3).isoformat()}})
    enter(given_name="علی", mobile="09121112233", company=pars)
    assert (code(arya, "company"), code(pars, "company")) == ("", "")


def test_when_its_last_lively_person_is_archived_the_night_finds_it(
    known: Enter, listening: None, member: User, administrator: User
) -> None:
    arya = known("company", **ARYA)
    sara = known(**SARA, company=arya)
    hear(member, sara)
    assert judged(arya) == ""
    archive_records(record_type="person", ids=[sara], by=administrator)
    assert judged(arya) == "inactive"


def test_it_is_reached_by_way_of_its_people(known: Enter, listening: None) -> None:
    alone, reached = known("company", name="آریا"), known("company", name="پارس")
    known(**SARA, company=reached)
    assert (judged(alone), judged(reached)) == ("unreachable", "inactive")


def test_one_judged_alone_and_all_judged_by_a_query_agree(known: Enter, listening: None, member: User) -> None:
    companies = []
    for days, phone, heard in product((80, 91, 200), ("", "02188776655"), (None, 85, 95)):
        company = known(
            "company", days=days, name=f"شرکت {days} {phone} {heard}", **({"phone": phone} if phone else {})
        )
        companies.append(company)
        if heard:
            hear(member, known(**SARA, company=company), days=heard)
    reassess(Silently(), "company")
    alone = {company for company in companies if code(company, "company")}
    assert alone == set(silent(timezone.localdate(), "company").values_list("pk", flat=True))
    assert 0 < len(alone) < len(companies)


def test_silent_companies_are_listed_with_the_last_day_of_anybody_there(
    known: Enter, listening: None, administrator: User, member: User
) -> None:
    arya = known("company", **ARYA)
    hear(member, known(**SARA, company=arya), days=95)
    judged(arya)
    [quiet] = quiet_records(user=administrator, record_type="company").people
    assert (quiet.record.pk, quiet.since) == (arya, ago(95))
    assert silence(user=administrator).companies == 1
    assert matching_ids(user=administrator, wish=Wish.read("company", "issue=inactive")) == [arya]
