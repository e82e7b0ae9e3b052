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
