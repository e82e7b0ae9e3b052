from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db.models.signals import post_save

from zolal.quality.assess import on_decision
from zolal.quality.models import Pair


@pytest.fixture
def only_facts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only facts: scores and candidate pairs follow from them and are tested where they are made."""
    monkeypatch.setattr("zolal.core.ledger.facts._listeners", [])
    post_save.disconnect(sender=Pair, dispatch_uid="quality.on_decision")
    yield
    post_save.connect(on_decision, sender=Pair, dispatch_uid="quality.on_decision")
