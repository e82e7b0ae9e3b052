from __future__ import annotations

import pytest


@pytest.fixture
def only_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only facts: scores and candidate pairs follow from them and are tested where they are made."""
    monkeypatch.setattr("zolal.core.ledger.facts._listeners", [])
