"""The ledger's page has a word for whatever is written into the ledger, and none for what is not."""

from __future__ import annotations

import re
from pathlib import Path

from zolal.people.queries.records import MODELS
from zolal.quality.models import Handling
from zolal.web.ledger.words import KINDS

ACTION = re.compile(
    r'(?:\bact\(\s*kind=|\bact_on\(\s*|\bdeed\(|\b_(?:act|write|state|change|put)\((?=\s*"\w+\.\w+"))\s*(f?)"([^"]+)"'
)
DEEDS = ("edit", "archive", "restore", "delete")
VERBS = ("log", "plan", "edit", "finish", "reopen", "cancel", "postpone", "hand_over", "delete")
"""What is done with activities."""


def written() -> set[str]:
    """Every kind of action in the source."""
    package = Path(__file__).parents[2] / "zolal"
    found = set()
    for file in package.rglob("*.py"):
        for formatted, kind in ACTION.findall(file.read_text("utf-8")):
            names = [kind.replace("{record_type}", name) for name in MODELS] if formatted else [kind]
            names = [name.replace("{deed}", deed) for name in names for deed in DEEDS]
            found |= {name.replace("{verb}", verb) for name in names for verb in VERBS}
        if file.name != "words.py":  # what is handed on by a helper stands there as a whole
            found |= {kind for kind in KINDS if f'"{kind}"' in file.read_text("utf-8")}
    return found


def test_every_kind_of_action_has_a_word() -> None:
    assert written() | {f"issue.{verdict}" for verdict in Handling.Verdict.values} == set(KINDS)
