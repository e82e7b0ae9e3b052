"""Writes the tables of `clean.md` from the rules themselves: `make guide`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import zolal.engine
from zolal.engine.fields import KINDS
from zolal.engine.records import Rule

GUIDE = Path(__file__).with_name("clean.md")


def filled(text: str) -> str:
    """The guide with its tables as the rules are now: between <!-- kinds --> and <!-- /kinds -->, and for issues."""
    for name, rows in (("kinds", _kinds()), ("issues", _issues())):
        before, start, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- /{name} -->")
        text = before + start + "\n".join(rows) + "\n" + end + after
    return text


def rules() -> Iterator[Rule]:
    """Every rule of the engine, some of them more than once."""
    for kind in KINDS.values():
        yield from kind.rules
    for module in pkgutil.walk_packages(zolal.engine.__path__, "zolal.engine."):
        # Other machines run the same rules, by what only an extra installs.
        if module.name.startswith("zolal.engine.backends"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            several = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
            yield from (rule for rule in several if isinstance(rule, Rule))


def _kinds() -> list[str]:
    rows = ["| kind | what it is | examples |", "|---|---|---|"]
    for kind in sorted(KINDS.values(), key=lambda kind: kind.name):
        examples = ", ".join(f"`{_cell(raw)}` → `{_cell(value)}`" for raw, value in kind.examples[:2])
        rows.append(f"| `{kind.name}` | {kind.label} | {examples} |")
    return rows


def _issues() -> list[str]:
    known = {rule.code: rule for rule in rules()}
    rows = [f"| `{code}` | {rule.severity} | {rule.fault} | {rule.message} |" for code, rule in sorted(known.items())]
    return ["| code | severity | fault | message |", "|---|---|---|---|", *rows]


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", "⏎")


if __name__ == "__main__":
    GUIDE.write_text(filled(GUIDE.read_text("utf-8")), "utf-8")
