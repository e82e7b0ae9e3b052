"""Kinds of events, and which of them an endpoint wants: "person.changed" is one of those that "person.*" means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zolal.core import ledger

CHANGES = ("created", "changed", "removed")
MANY = "records.changed"
"""The kind of an event that tells of many records at once; it goes to whoever wants the kind each of them is."""
TEST = "webhook.test"

ROWS = {
    "people.tag": "tag",
    "people.category": "category",
    "people.relation": "relation",
    "people.relationrole": "relation_role",
    "people.customfield": "custom_field",
    "sales.pipeline": "pipeline",
    "sales.stage": "stage",
    "sales.lostreason": "lost_reason",
    "sales.productcategory": "product_category",
}
"""Rows beside the records that are told of, by model. A relation is told to who sees both, the others to everybody."""

_PATTERN = re.compile(r"\*|[a-z_]+\.(?:\*|[a-z_]+)|\*\.[a-z_]+")


def kinds() -> list[str]:
    """Every kind of event there is, by kind of record."""
    return [f"{name}.{change}" for name in (*sorted(ledger.record_types()), *ROWS.values()) for change in CHANGES]


def is_pattern(text: str) -> bool:
    """Whether it means at least one kind there is: "*", "person.*", "*.removed", "person.created"."""
    return bool(_PATTERN.fullmatch(text)) and any(wants([text], kind) for kind in kinds())


def wants(patterns: Iterable[str], kind: str) -> bool:
    """Whether one of the patterns means the kind."""
    name, _dot, change = kind.partition(".")
    return any(
        pattern == "*" or (pattern.split(".")[0] in {"*", name} and pattern.split(".")[-1] in {"*", change})
        for pattern in patterns
    )


def wants_some(patterns: Iterable[str], record_type: str) -> bool:
    """Whether one of the patterns means something that can happen to such a record."""
    return any(pattern == "*" or pattern.split(".")[0] in {"*", record_type} for pattern in patterns)
