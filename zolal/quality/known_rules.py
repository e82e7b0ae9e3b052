"""The rules by their codes, read once a request however many issues are told."""

from __future__ import annotations

import threading
from typing import Any

from zolal.people.queries.records import MODELS
from zolal.quality.demands import rules_of
from zolal.quality.models import Rule

_known = threading.local()


def rule_called(code: str) -> Rule | None:
    """The rule whose issues have this code; None where it is gone."""
    found: dict[str, Rule] | None = getattr(_known, "rules", None)
    if found is None:
        found = _known.rules = {rule.code: rule for name in MODELS for rule in rules_of(name)}
    return found.get(code)


def forget(**_: Any) -> None:  # noqa: ANN401 - of a signal
    """Read them anew next time: another request begins, or one was changed."""
    _known.rules = None
