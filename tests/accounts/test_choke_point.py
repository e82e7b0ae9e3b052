"""Screens and API reach records only through queries that take the user."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import zolal

FORBIDDEN = {"objects", "_default_manager", "_base_manager"}
OWN = ("api/models", "api/idempotency.py", "api/limits.py")
"""Where a layer keeps what is its own: no records."""

ROOT = Path(zolal.__file__).parent
MODULES = sorted(
    file for layer in ("web", "api") for file in (ROOT / layer).rglob("*.py") if "migrations" not in file.parts
)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_screen_and_no_endpoint_asks_a_manager_of_records(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    reached = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN]
    own = any(file.is_relative_to(ROOT / place) for place in OWN)

    assert own or [f"line {node.lineno}: .{node.attr}" for node in reached] == []
