"""The nouns every part of the engine shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
Fault = Literal["value", "format", "structure"]
Translate = Callable[[str], str]

SEPARATOR = " | "
"""Stands between several values of one field, in values and in keys alike."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a string for translation; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Rule:
    """What an issue code means: a wrong value, a wrong form or a damaged file.

    `message` is an English sentence marked with `N_`: what was expected and what to do.
    It names no value, so one translation serves every cell with the code.
    """

    code: str
    severity: Severity
    fault: Fault
    message: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong with one cell, and the mend we propose ("" when only a person can tell)."""

    code: str
    severity: Severity
    field: str
    message: str
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value with where it came from. `method` is one of hand, import, form, api, sync, imputed."""

    value: str
    raw: str
    source: str
    method: str
