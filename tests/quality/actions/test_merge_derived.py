"""What follows from facts (issues, scores, candidate pairs) is after a merge and its undo as if nothing had been."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db import transaction

from tests.quality.actions.world import World
from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.models import Issue, Pair

pytestmark = pytest.mark.django_db


def derived(*, but: set[int], record_type: str) -> dict[str, Any]:
    """All of it; without the pair of the two, of which the undo says that they are not the same."""
    pairs = Pair.objects.order_by("record_type", "first_id", "second_id")
    return {
        "issues": sorted(Issue.objects.values_list("record_type", "record_id", "fact", "code", "raw")),
        "quality": [
            list(model.objects.order_by("pk").values_list("score__quality", "score__scores"))
            for model in (Person, Company)
        ],
        "pairs": [
            row
            for row in pairs.values_list("record_type", "first_id", "second_id", "probability", "evidence", "decision")
            if row[0] != record_type or {row[1], row[2]} != but
        ],
    }


@pytest.mark.parametrize("seed", range(6))
def test_merge_and_undo_leave_scores_issues_and_pairs_as_they_were(seed: int, manager: User) -> None:
    dice = random.Random(seed)
    world = World(dice, manager)
    # Decided before, so that the decision that the undo leaves changes no score.
    for _ in range(5):
        name = dice.choice(["person", "person", "company"])
        keep, absorb = dice.sample(world.people if name == "person" else world.companies, 2)
        with transaction.atomic():
            first, second = sorted([keep, absorb])
            pair, _made = Pair.objects.get_or_create(
                record_type=name, first_id=first, second_id=second, defaults={"probability": 0}
            )
            pair.decision = Pair.Decision.NOT_SAME
            pair.save()
            before = derived(but={keep, absorb}, record_type=name)
            merge = merge_records(record_type=name, keep_id=keep, absorb_id=absorb, by=manager, despite=True)
            undo_merge(merge=merge, by=manager)
            assert derived(but={keep, absorb}, record_type=name) == before
            transaction.set_rollback(True)
