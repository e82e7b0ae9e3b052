"""How the facts of products are read from and written to their table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from zolal.core.ledger import Ahead, Facts
from zolal.core.ledger.columns import ColumnRecords
from zolal.engine.persian.letters import digits, key
from zolal.people.search import haystack
from zolal.people.sorting import sort_key
from zolal.sales.models import Product

_PARTS = re.compile(r"[\s\-_.,/]+")


class ProductRecords(ColumnRecords):
    name = "product"
    model = Product
    columns = (
        "name", "code", "kind", "category", "unit", "price", "tax", "goods_id", "priority", "description", "source",
        "state",
    )  # fmt: skip
    derived_columns = ("code_key", "sort_key", "search")

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead]) -> Mapping[int, Sequence[Any]]:  # noqa: ARG002
        """What it is found by: the words of its name with their sounds, its codes, its description."""
        return {record_id: _derived(facts) for record_id, facts in rows.items()}


def code_key(code: str) -> str:
    """How codes are compared: in Latin digits, without spaces, in small letters."""
    return digits(code).replace(" ", "").casefold()


def _derived(facts: Facts) -> tuple[str, str, str]:
    name, code = facts.get("name", ""), facts.get("code", "")
    found = haystack([name], [], [code, *_PARTS.split(code), facts.get("goods_id", "")])
    return code_key(code), sort_key(name), f"{found}{key(facts.get('description', ''))}"
