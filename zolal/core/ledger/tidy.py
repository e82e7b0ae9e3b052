"""Facts as both databases can keep them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

from zolal.core.ledger.facts import Facts, RecordType

# PostgreSQL keeps no NUL, UTF-8 no halves of surrogate pairs.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def tidy(kind: RecordType, facts: Mapping[str, Any]) -> Facts:
    """Facts in canonical form; what is empty is null, letters that no database can keep are left out."""
    found = {fact: None if value in ("", [], {}) else value for fact, value in kind.canonical(facts).items()}
    return found if _keepable(found) else _scrubbed(found)


def present(facts: Facts) -> Facts:
    """Only the facts that are in the set."""
    return {fact: value for fact, value in facts.items() if value is not None}


def _keepable(facts: Facts) -> bool:
    try:
        return b"\\u0000" not in orjson.dumps(facts)
    except TypeError:
        return False


def _scrubbed(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return _UNKEEPABLE.sub("", value)
    if isinstance(value, list):
        return [_scrubbed(one) for one in value]
    if isinstance(value, dict):
        return {_scrubbed(name): _scrubbed(one) for name, one in value.items()}
    return value
