"""Nobody learns of a record they may not see: not by a list, a count, a search, a filter or a page's end."""

from __future__ import annotations

import pytest

from tests.people.queries.conftest import Write
from zolal.accounts.actions.settings import change_setting
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.people.queries import candidates
from zolal.people.queries.companies import find_companies
from zolal.people.queries.lists import Wish, matching_ids, page
from zolal.people.queries.records import survivor_of, visible_record

pytestmark = pytest.mark.django_db

QUERIES = [
    "",
    "q=پنهان",
    "q=پن",
    "q=0935",
    "city=یزد",
    "mobile=09351112233",
    "tags.empty=1",
    "state=any",
    "quality.empty=1",
]


@pytest.fixture
def staff(member: User, administrator: User) -> dict[str, User]:
    return {"member": member, "administrator": administrator}


@pytest.fixture
def hidden(people: Write, companies: Write, member: User, stranger: User) -> Person:
    """A record of another team, beside one of the member's team and one of the member."""
    owned = {"owner": stranger.pk, "team": stranger.team_id}
    companies({"name": "شرکت پنهان", **owned})
    row, *_ = people(
        {"given_name": "پنهان", "city": "یزد", "mobile": "09351112233", **owned},
        {"given_name": "همکار", "team": member.team_id},
        {"given_name": "خودی", "owner": member.pk},
    )
    return row


@pytest.mark.parametrize("scope", ["own", "team"])
@pytest.mark.parametrize("exact", [10_000, 0])
def test_a_hidden_record_leaves_no_trace(
    hidden: Person, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch, scope: str, exact: int
) -> None:
    change_setting(name="visibility.member", value=scope, by=staff["administrator"])
    monkeypatch.setattr(candidates, "EXACT", exact)
    for width in ("_NEAR", "_WIDEST", "_WIDEST_BEFORE_INDEX"):
        monkeypatch.setattr(candidates, width, 1)
    with_it = {query: _told(staff["member"], query) for query in QUERIES}
    Person.objects.filter(pk=hidden.pk).update(state="absorbed", search="", city="")

    assert {query: _told(staff["member"], query) for query in QUERIES} == with_it
    assert all(hidden.given_name not in names for names, *_ in with_it.values())


def _told(user: User, query: str) -> tuple[list[str], int, bool, str, str, int]:
    wish = Wish.read("person", query)
    shown = page(user=user, wish=wish, size=1)
    names = [record.name for record in page(user=user, wish=wish).records]
    return names, shown.total, shown.total_is_exact, shown.next, shown.previous, len(matching_ids(user=user, wish=wish))


@pytest.mark.parametrize(
    ("scope", "seen"), [("own", {"خودی"}), ("team", {"خودی", "همکار"}), ("all", {"خودی", "همکار", "پنهان"})]
)
def test_the_administrator_chooses_how_far_members_see(
    hidden: Person, member: User, administrator: User, scope: str, seen: set[str]
) -> None:
    change_setting(name="visibility.member", value=scope, by=administrator)

    assert {record.name for record in page(user=member, wish=Wish("person")).records} == seen
    assert len(page(user=administrator, wish=Wish("person")).records) == 3
    assert bool(find_companies(user=member, text="پنهان")) == (scope == "all")


def test_who_was_shut_out_sees_nothing(hidden: Person, member: User, administrator: User) -> None:
    for user in (member, administrator):
        user.is_active = False
        for query in QUERIES:
            assert page(user=user, wish=Wish.read("person", query)).total == 0
            assert page(user=user, wish=Wish.read("person", query)).records == []


def test_a_redirect_does_not_lead_to_a_hidden_record(
    hidden: Person, people: Write, member: User, administrator: User
) -> None:
    (merged,) = people({"given_name": "ادغام‌شده", "owner": member.pk})
    Person.objects.filter(pk=merged.pk).update(state="absorbed", absorbed_into=hidden)
    change_setting(name="visibility.member", value="own", by=administrator)
    merged = visible_record(member, "person", merged.uid)

    assert survivor_of(administrator, merged) == hidden
    with pytest.raises(Person.DoesNotExist):
        survivor_of(member, merged)
