"""What we hold to be true of one input column."""

from __future__ import annotations

from dataclasses import dataclass

from zolal.engine.fields.kind import NO_CONTEXT, Context


@dataclass(frozen=True, slots=True)
class Column:
    """One input column, the kind we take it for and how sure we are (0..1; 1 when a person said so)."""

    header: str
    kind: str
    confidence: float
    context: Context = NO_CONTEXT
