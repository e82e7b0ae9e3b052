"""Why a field is collected is written down, for each target market."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.core.models import Action
from zolal.stewardship.actions.policies import drop_policy, set_policy
from zolal.stewardship.models import CollectionPolicy

pytestmark = pytest.mark.django_db

SAID = {"record_type": "person", "field": "mobile", "purpose": "خبر تحویل", "whom": "خریداران", "way": "hand"}


def test_a_market_has_its_own_policy_and_a_second_one_replaces_it(strategist: User) -> None:
    set_policy(**SAID, basis="contract", by=strategist)
    set_policy(**SAID, basis="consent", market="صادرات", by=strategist)
    set_policy(**{**SAID, "purpose": "پیگیری"}, basis="contract", by=strategist)
    found = CollectionPolicy.objects.values_list("market", "purpose")
    assert sorted(found) == [("", "پیگیری"), ("صادرات", "خبر تحویل")]


def test_a_policy_without_purpose_is_none(strategist: User) -> None:
    with pytest.raises(ValidationError) as refused:
        set_policy(**{**SAID, "purpose": " "}, basis="contract", by=strategist)
    assert "purpose" in refused.value.message_dict


def test_what_was_written_before_comes_back(strategist: User) -> None:
    set_policy(**SAID, basis="contract", by=strategist)
    policy = set_policy(**{**SAID, "purpose": "پیگیری"}, basis="contract", by=strategist)
    undo_action(action=Action.objects.filter(kind="policy.set").latest("pk"), by=strategist)
    policy.refresh_from_db()
    assert policy.purpose == "خبر تحویل"
    undo_action(action=drop_policy(policy=policy, by=strategist), by=strategist)
    assert CollectionPolicy.objects.get().purpose == "خبر تحویل"
