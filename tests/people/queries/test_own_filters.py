"""Several conditions on fields of one's own hold together, whichever way they are found."""

from __future__ import annotations

import pytest

from tests.people.queries.conftest import Write
from zolal.accounts.models import User
from zolal.people.queries import own_filters
from zolal.people.queries.lists import Wish, page

pytestmark = pytest.mark.django_db

FITS = {"own:education": "master", "own:touch_point": "fair", "own:interests": ["art", "travel"], "own:household": 3,
        "own:consent_on": "2026-05-01", "own:user_status": "trial"}  # fmt: skip
OTHERS = {
    "own:education": "doctor",
    "own:touch_point": "email",
    "own:interests": ["travel"],
    "own:household": 1,
    "own:consent_on": "2020-01-01",
    "own:user_status": "never",
}
ALL = "education=master", "touch_point=fair", "interests=art", "household.from=2", "consent_on.from=2026-01-01"


@pytest.mark.parametrize("large", [1, 20_000])
@pytest.mark.parametrize(
    ("asked", "fit"),
    [
        ([*ALL, "user_status=trial"], {"fits"}),
        (ALL[:2], {"fits", "interests", "household", "consent_on", "user_status", "nothing more"}),
        (["education=master", "interests=art"], {"fits", "touch_point", "household", "consent_on", "user_status"}),
        (["education=master", "touch_point=fair", "user_status.not=trial"], {"user_status", "nothing more"}),
        (["education=master", "touch_point=fair", "household.empty=1"], {"nothing more"}),
        (["education=master", "education=doctor", "touch_point=fair", "interests=art"],
         {"fits", "education", "household", "consent_on", "user_status"}),
        (["education=bachelor", "touch_point=fair"], set()),
    ],
)  # fmt: skip
def test_who_fits_all_conditions_is_found_and_nobody_else(
    people: Write, reader: User, monkeypatch: pytest.MonkeyPatch, asked: list[str], fit: set[str], *, large: int
) -> None:
    monkeypatch.setattr(own_filters, "_COUNTED", large)
    rows = [{"given_name": fact.removeprefix("own:"), **FITS, fact: value} for fact, value in OTHERS.items()]
    few = {"own:education": "master", "own:touch_point": "fair"}
    people({"given_name": "fits", **FITS}, *rows, {"given_name": "nothing more", **few}, {"given_name": "without"})
    query = "&".join(f"own:{one}" for one in asked)
    for order in ("", "&sort=-updated_at", "&sort=own:household"):
        found = page(user=reader, wish=Wish.read("person", query + order))
        assert {record.given_name for record in found.records} == fit
        assert found.total == len(fit)
