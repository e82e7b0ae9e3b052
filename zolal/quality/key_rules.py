"""By which rules keys and signs are made, as a fingerprint: what was made by other rules is not found any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_RULES = (
    ("zolal.engine.fields", ""),
    ("zolal.engine.persian", ""),
    ("zolal.engine.persian.data", ""),
    ("zolal.engine.match", "feature.py"),
    ("zolal.engine.match", "features.py"),
    ("zolal.engine.match", "few.py"),
    ("zolal.engine.match", "name_features.py"),
    ("zolal.engine.match", "said.py"),
    ("zolal.engine.match.index", "signs.py"),
    ("zolal.quality", "keys.py"),
)
"""Packages and what of them takes part: "" stands for all. A changed comment costs one needless job; a list of
versions kept by hand would be forgotten."""
_TEXT = (".py", ".csv")
LENGTH = 16


@cache
def fingerprint() -> str:
    """The same as long as no rule is changed."""
    digest = hashlib.sha256()
    for name, text in sources():
        digest.update(f"{name}\n{len(text)}\n".encode() + text)
    return digest.hexdigest()[:LENGTH]


def sources() -> Iterator[tuple[str, bytes]]:
    """The rules as text, by package and file, in a fixed order."""
    for package, part in _RULES:
        there = files(package) / part if part else files(package)
        texts = [there] if there.is_file() else sorted(filter(_is_text, there.iterdir()), key=lambda one: one.name)
        yield from ((f"{package}/{one.name}", one.read_bytes()) for one in texts)


def _is_text(one: Traversable) -> bool:
    return one.is_file() and one.name.endswith(_TEXT)
