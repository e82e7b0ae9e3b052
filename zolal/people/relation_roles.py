"""The roles of relations that come with Zolal."""

from __future__ import annotations

from typing import Any

ROLES: tuple[tuple[str, bool, str, str], ...] = (
    ("employee", False, "person", "company"),
    ("colleague", True, "person", "person"),
    ("household", True, "person", "person"),
    ("referrer", False, "", ""),
    ("owner", False, "", "company"),
    ("parent", False, "company", "company"),
    ("accountant", False, "person", ""),
    ("partner", True, "", ""),
)
"""Code, whether without direction, and what the first and the second are ("": either)."""


def seed(model: Any) -> None:  # noqa: ANN401 - the model, also of a migration
    """Those that are missing."""
    there = set(model.objects.values_list("code", flat=True))
    for position, (code, symmetric, first, second) in enumerate(ROLES):
        if code not in there:
            told = {"symmetric": symmetric, "first_type": first, "second_type": second}
            model.objects.create(code=code, position=position, **told)
